import type { WholeText } from '../../../declaration';
import { knownAt, unknownAt, type Value } from '../../../facts';
import type { Place } from '../../../place';
import type { Data, Fields } from '../../../resource';
import { convert } from '../convert';
import { failed, isFailure, passed, reason, type Unknown } from '../failure';
import { TOO_MUCH } from '../loops';
import type { Names } from '../names';
import { entriesIn, fieldsIn, isOpen, listIn, type Type } from '../types';

/** The call that a function answers. */
export interface Call {
  readonly name: string;
  readonly at: Place;
  /** Whether so many more steps may still be done. */
  spend(steps: number): boolean;
  /** What a text holds as JSON, at its own places. */
  decoded(text: Value<Data>): Value<Data>;
  /** Says that the result is the JSON of a structure, which whoever reads the JSON gets. */
  encodes(structure: Value<Data>): void;
  /** The file of the workspace that a path names, or why it is not known. */
  file(path: Value<Data>): WholeText | Value<Data>;
  /** A file's text where it stands, as a template if names are given that mean something in it. */
  rendered(file: WholeText, names?: Names): Value<Data>;
}

/** A function: its arguments are evaluated. What is not known of them stays unknown in the result, and only that. */
export type Run = (args: readonly Value<Data>[], call: Call) => Value<Data>;
export type Table = Readonly<Record<string, Run>>;

/** Terraform would end with an error here. */
export const fails = ({ at, name }: Call): Unknown => failed(at, `${name}() does not take this`);

export const tooMuch = ({ at }: Call): Value<Data> => unknownAt(at, TOO_MUCH);

/** Whether a default decides anything in these values. */
const isByDefault = (value: Value<Data>): boolean =>
  value.state === 'known' &&
  (value.byDefault === true || [...(entriesIn(value.value) ?? [])].some((entry) => isByDefault(entry)));

/** What a call makes of its arguments, marked by them. */
export const made = (data: Data, from: readonly Value<Data>[], call: Call): Value<Data> => maker(from, call)(data);

/** The same for many values that come of the same arguments. */
export function maker(from: readonly Value<Data>[], { at }: Call): (data: Data) => Value<Data> {
  const marked = from.some(isByDefault) ? { byDefault: true as const } : {};
  return (data) => ({ ...knownAt(data, at), ...marked });
}

/** The unknown that comes of an argument. */
export const unknownOf = (value: Value<Data> | undefined, call: Call): Unknown =>
  value && reason(value) !== undefined ? passed(value, call.at) : fails(call);

/** Hands the entries of a list, set or tuple on. */
export function withList(
  value: Value<Data> | undefined,
  call: Call,
  use: (entries: readonly Value<Data>[], isLoose: boolean) => Value<Data>,
): Value<Data> {
  const list = value?.state === 'known' ? listIn(value.value) : undefined;
  if (!list) return unknownOf(value, call);
  return call.spend(list.length) ? use(list, isOpen(list)) : tooMuch(call);
}

/** Hands the fields of an object or map on. */
export function withFields(
  value: Value<Data> | undefined,
  call: Call,
  use: (fields: ReadonlyMap<string, Value<Data>>, holder: Fields) => Value<Data>,
): Value<Data> {
  const holder = value?.state === 'known' ? fieldsIn(value.value) : undefined;
  if (!holder) return unknownOf(value, call);
  if (isOpen(holder)) return unknownAt(call.at, 'one of its keys is not known');
  return call.spend(holder.fields.size) ? use(holder.fields, holder) : tooMuch(call);
}

/** Why nobody can say where in an open list anything stands. */
export const loose = ({ at }: Call): Value<Data> => unknownAt(at, 'how much is in the list is not known');

/** An argument as a list of one type. */
export const listed = (value: Value<Data> | undefined, element: Type = 'any'): Value<Data> | undefined =>
  value && convert(value, { of: 'list', element });

interface Kinds {
  readonly string: string;
  readonly number: number;
  readonly bool: boolean;
  readonly strings: readonly string[];
}
type Kind = keyof Kinds;
type Args<K extends readonly Kind[]> = { [I in keyof K]: Kinds[K[I]] };

/** What a function of single values may give; undefined where Terraform ends with an error. */
export type Single = string | number | boolean | readonly Single[] | undefined;

/** A function of which all arguments have to be known, converted to what it takes. The last kind may be repeated. */
export function plain<const K extends readonly Kind[]>(
  kinds: K,
  run: (args: Args<K>, call: Call, rest: readonly number[]) => Single | Value<Data>,
  options: { readonly rest?: true; readonly from?: number } = {},
): Run {
  return (args, call) => {
    const least = options.from ?? kinds.length;
    if (args.length < least || (args.length > kinds.length && !options.rest)) return fails(call);
    const given: unknown[] = [];
    for (const [index, arg] of args.entries()) {
      const taken = take(arg, kinds[index] ?? 'number', call);
      if ('unknown' in taken) return taken.unknown;
      given.push(taken.value);
    }
    const rest = given.slice(kinds.length) as number[];
    const result = run(given.slice(0, kinds.length) as unknown as Args<K>, call, rest);
    if (result === undefined) return fails(call);
    if (typeof result === 'object' && 'state' in result) return result;
    return dataOf(result, maker(args, call));
  };
}

type Taken = { readonly value: unknown } | { readonly unknown: Value<Data> };

function take(arg: Value<Data>, kind: Kind, call: Call): Taken {
  const wanted = kind === 'strings' ? ({ of: 'list', element: 'string' } as const) : kind;
  const value = convert(arg, wanted);
  if (reason(value) !== undefined)
    return { unknown: isFailure(value) && !isFailure(arg) ? fails(call) : unknownOf(value, call) };
  if (value.state !== 'known' || value.value === null) return { unknown: fails(call) };
  const list = listIn(value.value);
  if (!list) return { value: value.value };
  if (isOpen(list)) return { unknown: unknownAt(call.at, 'how much is in the list is not known') };
  const texts = list.map((entry) => (entry.state === 'known' ? entry.value : null));
  return texts.includes(null) ? { unknown: fails(call) } : { value: texts };
}

const dataOf = (result: Exclude<Single, undefined>, make: (data: Data) => Value<Data>): Value<Data> =>
  make(Array.isArray(result) ? result.map((one: Exclude<Single, undefined>) => dataOf(one, make)) : (result as Data));
