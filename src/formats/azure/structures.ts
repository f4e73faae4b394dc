import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asFields, type Data } from '../../resource';
import { isNone, listOf, stringOf } from './arguments';

/** Lists one after the other: an unknown one leaves a hole among the entries of the others. */
export const lists = (args: readonly Value<Data>[], at: Place): Value<Data> =>
  knownAt<Data>(
    args.flatMap((list) => listOf(list) ?? (isNone(list) ? [] : [unknownAt<Data>(list.at, 'a list is not known')])),
    at,
  );

export function union(args: readonly Value<Data>[], at: Place): Value<Data> | undefined {
  if (args.some((one) => listOf(one))) return lists(args, at);
  const merged = new Map<string, Value<Data>>();
  for (const argument of args) {
    if (isNone(argument)) continue;
    const added = asFields(argument);
    if (!added) return undefined;
    for (const [key, value] of added) {
      const before = merged.get(key);
      const both = before && asFields(before) && asFields(value);
      merged.set(key, both ? (union([before, value], value.at) ?? value) : value);
    }
  }
  return knownAt<Data>({ type: 'fields', fields: merged }, at);
}

/** How much is in something; undefined for a list with an entry that is not known, since that may stand for any number of them. */
export function size(value: Value<Data> | undefined): number | undefined {
  const list = listOf(value);
  if (list) return list.some(({ state }) => state === 'unknown') ? undefined : list.length;
  return value && (asFields(value)?.size ?? stringOf(value)?.length);
}

export function contains([held, wanted]: readonly Value<Data>[], at: Place): Value<Data> | undefined {
  const name = stringOf(wanted);
  if (!held || name === undefined) return undefined;
  const list = listOf(held);
  if (list) {
    if (list.some((entry) => stringOf(entry) === name)) return knownAt<Data>(true, at);
    return list.every((entry) => stringOf(entry) !== undefined) ? knownAt<Data>(false, at) : undefined;
  }
  const keys = asFields(held);
  if (keys)
    return knownAt<Data>(
      [...keys.keys()].some((key) => key.toLowerCase() === name.toLowerCase()),
      at,
    );
  const within = stringOf(held);
  return within === undefined ? undefined : knownAt<Data>(within.includes(name), at);
}
