import type { Value } from '../../../facts';
import { asNumber, type Data, partsOf } from '../../../resource';
import { asSet, convert, isReference } from '../convert';
import { equal, ordered } from '../equality';
import { isFailure, reason } from '../failure';
import { compute } from '../numbers';
import { collectionOf, isOpen, listIn, open, type Type, typed, typeOf, unify } from '../types';
import {
  type Call,
  fails,
  listed,
  loose,
  made,
  maker,
  plain,
  type Run,
  type Table,
  tooMuch,
  unknownOf,
  withList,
} from './signature';

type List = readonly Value<Data>[];

/** A list of which something is not known is left open where that decides how much is in it. */
const opened = (entries: Value<Data>[], isLoose: boolean): Value<Data>[] => (isLoose ? open(entries) : entries);

const elementOf = (value: Value<Data>): Type => {
  const type = typeOf(value);
  return typeof type === 'object' && 'element' in type ? type.element : 'any';
};

// an unknown list leaves a hole among the entries of the others
const concat: Run = (args, call) => {
  if (args.length === 0) return fails(call);
  const entries: Value<Data>[] = [];
  let isLoose = false;
  for (const arg of args) {
    const list = arg.state === 'known' ? listIn(arg.value) : undefined;
    const isSet = list !== undefined && arg.state === 'known' && collectionOf(arg.value)?.of === 'set';
    const hole = isSet ? fails(call) : list ? undefined : unknownOf(arg, call);
    if (hole && isFailure(hole)) return hole;
    if (!call.spend(list?.length ?? 1)) return tooMuch(call);
    isLoose ||= hole !== undefined || (list !== undefined && isOpen(list));
    entries.push(...(list ?? [arg.state === 'known' ? hole! : arg]));
  }
  const isTyped = args.every((arg) => arg.state === 'known' && collectionOf(arg.value));
  const element = isTyped ? unify(args.map(elementOf)) : undefined;
  const items = opened(element ? entries.map((entry) => convert(entry, element)) : entries, isLoose);
  return made(element ? typed(items, { of: 'list', element }) : items, args, call);
};

function flattened(list: List, call: Call, into: { readonly entries: Value<Data>[]; isLoose: boolean }): boolean {
  into.isLoose ||= isOpen(list);
  for (const entry of list) {
    if (!call.spend(1)) return false;
    const inner = entry.state === 'known' ? listIn(entry.value) : undefined;
    if (inner) {
      if (!flattened(inner, call, into)) return false;
      continue;
    }
    // what is not known may be a list, too
    into.isLoose ||= entry.state !== 'known' || isReference(entry.value);
    into.entries.push(entry);
  }
  return true;
}

const flatten: Run = (args, call) =>
  withList(args[0], call, (list) => {
    const into = { entries: [] as Value<Data>[], isLoose: false };
    return flattened(list, call, into) ? made(opened(into.entries, into.isLoose), args, call) : tooMuch(call);
  });

/** Whether an entry may be the empty string. */
const isEmpty = (entry: Value<Data>): boolean | undefined => {
  if (entry.state !== 'known') return undefined;
  if (entry.value === null || typeof entry.value !== 'object') return entry.value === '' || entry.value === null;
  return partsOf(entry)?.some((part) => part.type === 'known') ? false : undefined;
};

const compact: Run = (args, call) =>
  withList(listed(args[0], 'string'), call, (list, isLoose) => {
    const entries = list.filter((entry) => isEmpty(entry) !== true);
    const isDoubtful = isLoose || entries.some((entry) => isEmpty(entry) === undefined);
    return made(typed(opened(entries, isDoubtful), { of: 'list', element: 'string' }), args, call);
  });

const distinct: Run = (args, call) => {
  const value = listed(args[0]);
  return withList(value, call, (list, isLoose) => {
    const first = new Map<Data, Value<Data>>();
    const isSingle = list.every(
      (entry) => entry.state === 'known' && (entry.value === null || typeof entry.value !== 'object'),
    );
    if (isSingle)
      for (const entry of list) if (entry.state === 'known' && !first.has(entry.value)) first.set(entry.value, entry);
    const entries = isSingle ? opened([...first.values()], isLoose) : asSet(list, isLoose);
    return made(typed(entries, { of: 'list', element: elementOf(value!) }), args, call);
  });
};

const slice: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) => {
    const [, from, to] = args.map((arg) => asNumber(convert(arg, 'number')));
    if (from?.state !== 'known' || to?.state !== 'known')
      return unknownOf(from?.state === 'known' ? args[2] : args[1], call);
    if (isLoose) return loose(call);
    const [start, end] = [from.value, to.value];
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > list.length || start > end)
      return fails(call);
    return made(sameType(list.slice(start, end), args[0]!), args, call);
  });

/** Entries of a list in a list of the same type; of a tuple it is another one. */
function sameType(entries: Value<Data>[], list: Value<Data>): Value<Data>[] {
  const type = list.state === 'known' ? collectionOf(list.value) : undefined;
  return type ? typed(entries, { of: 'list', element: type.element }) : entries;
}

const sort: Run = (args, call) => {
  const value = listed(args[0], 'string');
  return withList(value, call, (list, isLoose) => {
    if (list.some((entry) => entry.state === 'known' && entry.value === null)) return fails(call);
    const isWhole = !isLoose && list.every((entry) => entry.state === 'known' && typeof entry.value === 'string');
    return made(typed(isWhole ? ordered([...list]) : open([...list]), { of: 'list', element: 'string' }), args, call);
  });
};

const reverse: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) =>
    made(opened(sameType([...list].reverse(), args[0]!), isLoose), args, call),
  );

const chunklist: Run = (args, call) =>
  withList(listed(args[0]), call, (list, isLoose) => {
    const size = args[1] && asNumber(convert(args[1], 'number'));
    if (size?.state !== 'known') return unknownOf(args[1], call);
    if (isLoose) return loose(call);
    if (!Number.isInteger(size.value) || size.value < 0) return fails(call);
    const step = size.value || Math.max(1, list.length);
    const make = maker(args, call);
    const chunks: Value<Data>[] = [];
    for (let at = 0; at < list.length; at += step)
      chunks.push(make(sameType(list.slice(at, at + step), listed(args[0])!)));
    return make(chunks);
  });

/** Terraform makes no more numbers than these. */
const RANGE = 1024;

const range: Run = (args, call) => {
  const numbers = plain(['number'], ([first], _, rest) => [first, ...rest], { rest: true })(args, call);
  const given = numbers.state === 'known' ? listIn(numbers.value) : undefined;
  if (!given) return numbers;
  const [first = 0, second, third] = given.map((one) => (one.state === 'known' ? Number(one.value) : 0));
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  if (given.length > 3 || step === 0 || (third !== undefined && Math.sign(end - start) === -Math.sign(step)))
    return fails(call);
  const count = Math.max(0, Math.ceil(compute('/', compute('-', end, start), step)));
  if (count > RANGE || !call.spend(count)) return tooMuch(call);
  const make = maker(args, call);
  const items = Array.from({ length: count }, (_, at) => make(compute('+', start, compute('*', at, step))));
  return make(typed(items, { of: 'list', element: 'number' }));
};

const matchkeys: Run = (args, call) => {
  const [values, keys, wanted] = args.map((arg) => listed(arg)!);
  return withList(values, call, (list) =>
    withList(keys, call, (names) =>
      withList(wanted, call, (searched) => {
        const broken = [keys, wanted].find((one) => one && reason(one) !== undefined);
        if (broken) return unknownOf(broken, call);
        if (list.length !== names.length) return fails(call);
        if (!call.spend(names.length * searched.length)) return tooMuch(call);
        const found = list.filter((_, at) => searched.some((one) => equal(names[at]!, one) === true));
        return made(sameType(found, values!), args, call);
      }),
    ),
  );
};

export const lists: Table = { concat, flatten, compact, distinct, slice, sort, reverse, chunklist, range, matchkeys };
