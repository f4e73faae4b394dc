import { knownAt, unknownAt, type Value } from '../../../facts';
import { asString, type Data, partsOf, type Reference } from '../../../resource';
import { convert } from '../convert';
import { isFailure, passed } from '../failure';
import { isIdentity } from '../names';
import { entriesIn, type Type, typeOf, unify } from '../types';
import { type Call, fails, made, type Run, type Table, unknownOf, withFields } from './signature';

/** A conversion keeps places, entries and what is not known among them. */
const to =
  (type: Type): Run =>
  ([value, ...more], call) => {
    if (!value || more.length > 0) return fails(call);
    const result = convert(value, type);
    return isFailure(result) && !isFailure(value) ? fails(call) : result;
  };

const of = (kind: 'list' | 'set' | 'map'): Type => ({ of: kind, element: 'any' });

/** The fallback where a key is missing: as the type of a map's elements. */
const lookup: Run = ([map, key, fallback, ...more], call) =>
  withFields(map, call, (fields, holder) => {
    const name = key && asString(convert(key, 'string'));
    if (name?.state !== 'known' || more.length > 0) return unknownOf(key, call);
    const found = fields.get(name.value);
    if (found) return found;
    const type = typeOf(knownAt<Data>(holder, call.at));
    if (!fallback) return fails(call);
    return typeof type === 'object' && type.of === 'map' ? convert(fallback, type.element) : fallback;
  });

export const conversion: Table = {
  tostring: to('string'),
  tonumber: to('number'),
  tobool: to('bool'),
  tolist: to(of('list')),
  toset: to(of('set')),
  tomap: to(of('map')),
  lookup,
};

/** Arguments that are evaluated when they are needed. */
export type Lazy = readonly (() => Value<Data>)[];

/** Whether anything in a value is what Terraform would end at. */
const isBroken = (value: Value<Data>): boolean =>
  isFailure(value) || (value.state === 'known' && [...(entriesIn(value.value) ?? [])].some(isBroken));

/** The first that is no error: certain only while each one before it is one for sure. */
function attempted(args: Lazy, call: Call): Value<Data> {
  for (const argument of args) {
    const value = argument();
    if (!isBroken(value)) return value.state === 'known' ? value : passed(value, call.at);
  }
  return fails(call);
}

function can(args: Lazy, call: Call): Value<Data> {
  const value = args[0]?.();
  if (!value || args.length > 1) return fails(call);
  if (isBroken(value)) return made(false, [value], call);
  return value.state === 'known' ? made(true, [value], call) : passed(value, call.at);
}

/** Whether a value counts for `coalesce`: undefined where that is not known. */
function counts(value: Value<Data>): boolean | undefined {
  if (value.state !== 'known') return undefined;
  if (value.value === null || value.value === '') return false;
  const parts = typeof value.value === 'object' ? partsOf(value) : undefined;
  if (!parts || parts.some((part) => part.type !== 'unknown')) return true;
  const reference = value.value as Reference;
  return reference.type === 'reference' && isIdentity(reference.attribute) ? true : undefined;
}

/** The first that is neither null nor an empty string, as the type that all of them have in common. */
function coalesce(args: Lazy, call: Call): Value<Data> {
  for (const [index, argument] of args.entries()) {
    const value = argument();
    const answer = counts(value);
    if (answer === undefined) return passed(value, call.at);
    if (!answer) continue;
    if (typeOf(value) === 'string' || typeOf(value) === 'any') return value;
    const others = args.filter((_, at) => at !== index).map((other) => typeOf(other()));
    const type = unify([typeOf(value), ...others]);
    return type === undefined ? fails(call) : convert(value, type);
  }
  return fails(call);
}

/** The first list that is not empty. */
function coalescelist(args: Lazy, call: Call): Value<Data> {
  for (const argument of args) {
    const value = argument();
    if (value.state !== 'known') return passed(value, call.at);
    const entries = entriesIn(value.value);
    if (!entries && value.value !== null) return unknownOf(value, call);
    const [first] = entries ?? [];
    if (first?.state === 'unknown' && [...(entries ?? [])].every(({ state }) => state === 'unknown'))
      return unknownAt(call.at, first.because);
    if (first) return value;
  }
  return fails(call);
}

export const lazy: Readonly<Record<string, (args: Lazy, call: Call) => Value<Data>>> = {
  try: attempted,
  can,
  coalesce,
  coalescelist,
};
