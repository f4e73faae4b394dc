import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asFields, asNumber, type Data, type Part } from '../../resource';
import { defaulted, partsFor, text } from '../embedded';
import { type Call, isNone, joined, listOf, stringOf } from './arguments';
import { PLACES } from './places';
import { contains, lists, size, union } from './structures';
import { fields } from './values';

/** Operators of Bicep by the functions of the templates that it becomes. */
export const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'equals',
  '!=': 'differs',
  '=~': 'same',
  '!~': 'other',
  '<': 'less',
  '<=': 'lessorequals',
  '>': 'greater',
  '>=': 'greaterorequals',
  '&&': 'and',
  '||': 'or',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '??': 'coalesce',
};

/** A function of strings that must all be known. */
const strings =
  (change: (...given: string[]) => Data | undefined): Call =>
  (args, at) => {
    const given = args.map(stringOf);
    if (!given.every((one) => one !== undefined)) return undefined;
    const result = change(...(given as string[]));
    return result === undefined ? undefined : knownAt(result, at);
  };

const numbers =
  (change: (...given: number[]) => number | boolean): Call =>
  (args, at) => {
    const given = args.map(asNumber);
    const known = given.flatMap((one) => (one.state === 'known' ? [one.value] : []));
    if (known.length !== args.length) return undefined;
    const result = change(...known);
    return typeof result === 'number' && !Number.isFinite(result) ? undefined : knownAt<Data>(result, at);
  };

/** Whether two single values are the same; undefined unless both are known. */
function equal(left: Value<Data> | undefined, right: Value<Data> | undefined): boolean | undefined {
  if (!left || !right) return undefined;
  if (isNone(left) || isNone(right))
    return left.state === 'unknown' || right.state === 'unknown' ? undefined : isNone(left) && isNone(right);
  if (left.state !== 'known' || right.state !== 'known') return undefined;
  if (typeof left.value === 'object' || typeof right.value === 'object') return undefined;
  return left.value === right.value;
}

const comparing =
  (wanted: boolean): Call =>
  ([left, right], at) => {
    const same = equal(left, right);
    return same === undefined ? undefined : knownAt<Data>(same === wanted, at);
  };

/** `and` and `or` need only the side that decides. */
const deciding =
  (deciding: boolean): Call =>
  (args, at) => {
    const sides = args.map(asBoolean);
    if (sides.some((side) => side.state === 'known' && side.value === deciding)) return knownAt<Data>(deciding, at);
    return sides.every((side) => side.state === 'known') ? knownAt<Data>(!deciding, at) : undefined;
  };

/** `{0}` stands for the first value; formats behind a colon are left alone. */
function formatted([pattern, ...values]: readonly Value<Data>[], at: Place): Value<Data> | undefined {
  const written = stringOf(pattern);
  if (written === undefined) return undefined;
  const pieces = written.split(/\{(\d+)\}/);
  const parts = pieces.flatMap((piece, i): readonly Part[] => {
    if (i % 2 === 0) return [{ type: 'known', text: piece.replaceAll('{{', '{').replaceAll('}}', '}') }];
    const value = values[Number(piece)];
    return value ? partsFor(value) : [{ type: 'unknown', because: 'nothing is given for it' }];
  });
  return knownAt<Data>(text(parts), at);
}

/** Functions whose result is certain as far as their arguments are. Undefined: not certain. */
const FUNCTIONS: Readonly<Record<string, Call>> = {
  concat: (args, at) => (args.some((one) => listOf(one)) ? lists(args, at) : joined(args, at)),
  format: formatted,
  string: ([value], at) => (value && !listOf(value) && !asFields(value) ? joined([value], at) : undefined),
  tolower: strings((value) => value.toLowerCase()),
  toupper: strings((value) => value.toUpperCase()),
  trim: strings((value) => value.trim()),
  replace: strings((value, from = '', to = '') => (from === '' ? value : value.replaceAll(from, to))),
  startswith: strings((value, start = '') => value.toLowerCase().startsWith(start.toLowerCase())),
  endswith: strings((value, end = '') => value.toLowerCase().endsWith(end.toLowerCase())),
  substring: strings((value, start = '0', length) =>
    value.slice(Number(start), length === undefined ? undefined : Number(start) + Number(length)),
  ),
  int: strings((value) => (/^-?\d+$/.test(value) ? Number(value) : undefined)),
  bool: strings((value) => (/^(?:true|1)$/i.test(value) ? true : /^(?:false|0)$/i.test(value) ? false : undefined)),
  split: ([value, separator], at) => {
    const [written, between] = [stringOf(value), stringOf(separator)];
    if (written === undefined || !between) return undefined;
    return knownAt<Data>(
      written.split(between).map((piece) => knownAt<Data>(piece, at)),
      at,
    );
  },
  join: ([list, separator], at) => {
    const entries = listOf(list);
    if (!entries || !separator) return undefined;
    return joined(
      entries.flatMap((entry, i) => (i > 0 ? [separator, entry] : [entry])),
      at,
    );
  },
  union,
  createarray: (args, at) => knownAt<Data>([...args], at),
  array: ([value], at) => value && (listOf(value) ? value : knownAt<Data>([value], at)),
  createobject: (args, at) => {
    const made: Record<string, Value<Data>> = {};
    for (let i = 0; i + 1 < args.length; i += 2) {
      const key = stringOf(args[i]);
      if (key === undefined) return undefined;
      made[key] = args[i + 1]!;
    }
    return fields(made, at);
  },
  flatten: ([list], at) => {
    const entries = listOf(list);
    return entries && lists(entries, at);
  },
  first: ([value]) => listOf(value)?.[0],
  last: ([value]) => listOf(value)?.at(-1),
  skip: ([list, count], at) => {
    const entries = listOf(list);
    const from = Number(stringOf(count));
    return entries && from >= 0 ? knownAt<Data>(entries.slice(from), at) : undefined;
  },
  take: ([list, count], at) => {
    const entries = listOf(list);
    const to = Number(stringOf(count));
    return entries && to >= 0 ? knownAt<Data>(entries.slice(0, to), at) : undefined;
  },
  range: ([start, count], at) => {
    const [from, length] = [Number(stringOf(start)), Number(stringOf(count))];
    if (!(length >= 0 && length <= 1000) || Number.isNaN(from)) return undefined;
    return knownAt<Data>(
      Array.from({ length }, (_, i) => knownAt<Data>(from + i, at)),
      at,
    );
  },
  length: ([value], at) => {
    const found = size(value);
    return found === undefined ? undefined : knownAt<Data>(found, at);
  },
  empty: ([value], at) => {
    if (value && isNone(value)) return knownAt<Data>(true, at);
    const found = size(value);
    return found === undefined ? undefined : knownAt<Data>(found === 0, at);
  },
  contains,
  objectkeys: ([value], at) => {
    const keys = value && asFields(value);
    return (
      keys &&
      knownAt<Data>(
        [...keys.keys()].map((key) => knownAt<Data>(key, at)),
        at,
      )
    );
  },
  items: ([value], at) => {
    const entries = value && asFields(value);
    return (
      entries &&
      knownAt<Data>(
        [...entries].map(([key, entry]) => fields({ key: knownAt<Data>(key, at), value: entry }, entry.at)),
        at,
      )
    );
  },
  coalesce: (args) => {
    const found = args.find((one) => !isNone(one));
    return found?.state === 'known' ? found : undefined;
  },
  equals: comparing(true),
  differs: comparing(false),
  same: strings((left, right = '') => left.toLowerCase() === right.toLowerCase()),
  other: strings((left, right = '') => left.toLowerCase() !== right.toLowerCase()),
  and: deciding(false),
  or: deciding(true),
  not: ([value], at) => {
    const side = value && asBoolean(value);
    return side?.state === 'known' ? knownAt<Data>(!side.value, at) : undefined;
  },
  less: numbers((left, right = 0) => left < right),
  lessorequals: numbers((left, right = 0) => left <= right),
  greater: numbers((left, right = 0) => left > right),
  greaterorequals: numbers((left, right = 0) => left >= right),
  add: numbers((left, right = 0) => left + right),
  sub: numbers((left, right = 0) => left - right),
  mul: numbers((left, right = 0) => left * right),
  div: numbers((left, right = 0) => Math.trunc(left / right)),
  mod: numbers((left, right = 0) => left % right),
  negative: numbers((value) => -value),
  min: numbers(Math.min),
  max: numbers(Math.max),
  true: (_, at) => knownAt<Data>(true, at),
  false: (_, at) => knownAt<Data>(false, at),
  null: (_, at) => knownAt<Data>(null, at),
  any: ([value]) => value,
  ...PLACES,
};

/** What a call gives: certain only while its arguments are, and as often by default as one of these. */
export function call(name: string, args: readonly Value<Data>[], at: Place): Value<Data> {
  const lower = name.toLowerCase();
  const result = Object.hasOwn(FUNCTIONS, lower) ? FUNCTIONS[lower]!(args, at) : undefined;
  if (!result) return unknownAt(at, `${name || 'it'}() is worked out at deployment`);
  return result.state === 'known' ? { ...result, ...defaulted(args) } : result;
}
