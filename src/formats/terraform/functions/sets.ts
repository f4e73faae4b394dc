import { unknownAt, type Value } from '../../../facts';
import type { Data } from '../../../resource';
import { asSet, convert } from '../convert';
import { equal } from '../equality';
import { isFailure, reason } from '../failure';
import { collectionOf, isOpen, listIn, type Type, typed, typeOf, unify } from '../types';
import { type Call, fails, made, maker, type Run, type Table, tooMuch, unknownOf } from './signature';

type List = readonly Value<Data>[];

interface Sets {
  readonly lists: readonly List[];
  readonly element: Type;
}

/** All arguments as sets of the one type that they have in common. */
function setsOf(args: readonly Value<Data>[], call: Call): Sets | Value<Data> {
  const sets = args.map((arg) => convert(arg, { of: 'set', element: 'any' }));
  const element = unify(
    sets.map(typeOf).map((type) => (typeof type === 'object' && 'element' in type ? type.element : 'any')),
  );
  if (element === undefined || args.length === 0) return fails(call);
  const lists: List[] = [];
  for (const [at, set] of sets.entries()) {
    const made = convert(set, { of: 'set', element });
    const list = made.state === 'known' ? listIn(made.value) : undefined;
    if (!list) return isFailure(made) ? fails(call) : unknownOf(args[at], call);
    if (!call.spend(list.length)) return tooMuch(call);
    lists.push(list);
  }
  return { lists, element };
}

const overSets =
  (combine: (lists: readonly List[], call: Call) => Value<Data>[] | Value<Data>): Run =>
  (args, call) => {
    const sets = setsOf(args, call);
    if ('state' in sets) return sets;
    const combined = combine(sets.lists, call);
    if (!Array.isArray(combined)) return combined;
    const isLoose = sets.lists.some(isOpen);
    return made(typed(asSet(combined, isLoose), { of: 'set', element: sets.element }), args, call);
  };

/** Whether a set has a value; undefined where that is not known. */
function has(list: List, value: Value<Data>, call: Call): boolean | undefined {
  if (!call.spend(list.length / 10)) return undefined;
  const answers = list.map((entry) => equal(entry, value));
  return answers.includes(true) ? true : answers.includes(undefined) || isOpen(list) ? undefined : false;
}

/** The entries of the first set that every other has, or none: where that is not known, nothing is. */
const filtered = (wanted: boolean) =>
  overSets((lists, call) => {
    const [first = [], ...others] = lists;
    const kept: Value<Data>[] = [];
    for (const entry of first) {
      const answers = others.map((other) => has(other, entry, call));
      if (answers.includes(!wanted)) continue;
      if (answers.includes(undefined))
        return unknownAt(call.at, reasonIn(lists) ?? 'what is in both sets is not known');
      kept.push(entry);
    }
    return kept;
  });

const reasonIn = (lists: readonly List[]): string | undefined => {
  for (const list of lists) for (const entry of list) if (reason(entry) !== undefined) return reason(entry);
  return undefined;
};

/** Every combination of one entry of each. */
const setproduct: Run = (args, call) => {
  if (args.length < 2) return fails(call);
  const isSet = args.some((arg) => arg.state === 'known' && collectionOf(arg.value)?.of === 'set');
  const lists: List[] = [];
  for (const arg of args) {
    const list = convert(arg, { of: isSet ? 'set' : 'list', element: 'any' });
    const entries = list.state === 'known' ? listIn(list.value) : undefined;
    if (!entries || isOpen(entries))
      return entries ? unknownAt(call.at, 'how much is in the list is not known') : unknownOf(arg, call);
    lists.push(entries);
  }
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (!call.spend(count * lists.length)) return tooMuch(call);
  const make = maker(args, call);
  let tuples: List[] = [[]];
  for (const list of lists) tuples = tuples.flatMap((tuple) => list.map((entry) => [...tuple, entry]));
  const items = tuples.map((tuple) => make(tuple));
  const element = unify(items.map(typeOf)) ?? 'any';
  return make(typed(items, { of: isSet ? 'set' : 'list', element }));
};

export const sets: Table = {
  setunion: overSets((lists) => lists.flat()),
  setintersection: filtered(true),
  setsubtract: filtered(false),
  setproduct,
};
