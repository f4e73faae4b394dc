import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asFields, asString, type Data, type Part } from '../../resource';
import { defaulted, partsFor, text } from '../embedded';

type Argument = () => Value<Data>;
type Call = (args: readonly Value<Data>[], at: Place) => Value<Data> | undefined;

const listOf = (value: Value<Data> | undefined): readonly Value<Data>[] | undefined =>
  value?.state === 'known' && Array.isArray(value.value) ? value.value : undefined;

const same: Call = ([value]) => value;

const changed =
  (change: (text: string) => Data | undefined): Call =>
  ([value]) => {
    const string = value && asString(value);
    if (string?.state !== 'known') return undefined;
    const result = change(string.value);
    return result === undefined ? undefined : { ...string, value: result };
  };

/** Functions whose result is certain as far as their arguments are. Undefined: not certain. */
const FUNCTIONS: Readonly<Record<string, Call>> = {
  toset: same,
  tolist: same,
  tomap: same,
  lower: changed((value) => value.toLowerCase()),
  upper: changed((value) => value.toUpperCase()),
  trimspace: changed((value) => value.trim()),
  tostring: changed((value) => value),
  tonumber: changed((value) => (value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined)),
  tobool: changed((value) => (value === 'true' ? true : value === 'false' ? false : undefined)),

  // an unknown list leaves a hole among the entries of the others
  concat: (args, at) => ({
    ...knownAt<Data>(
      args.flatMap((list) => listOf(list) ?? [list.state === 'known' ? unknownAt<Data>(list.at, 'no list') : list]),
      at,
    ),
    ...defaulted(args),
  }),

  flatten: ([list], at) => {
    const entries = listOf(list);
    return (
      entries &&
      knownAt<Data>(
        entries.flatMap((entry) => listOf(entry) ?? [entry]),
        at,
      )
    );
  },

  compact: ([list], at) => {
    const entries = listOf(list);
    return (
      entries &&
      knownAt<Data>(
        entries.filter((entry) => entry.state !== 'known' || (entry.value !== '' && entry.value !== null)),
        at,
      )
    );
  },

  distinct: same,

  length: ([value], at) => {
    if (value?.state !== 'known') return undefined;
    const size =
      listOf(value)?.length ??
      asFields(value)?.size ??
      (typeof value.value === 'string' ? value.value.length : undefined);
    return size === undefined ? undefined : { ...knownAt<Data>(size, at), ...defaulted([value]) };
  },

  merge: (args, at) => {
    const merged = new Map<string, Value<Data>>();
    for (const argument of args) {
      if (argument.state === 'known' && argument.value === null) continue;
      const fields = asFields(argument);
      if (!fields) return undefined;
      for (const [key, value] of fields) merged.set(key, value);
    }
    return { ...knownAt<Data>({ type: 'fields', fields: merged }, at), ...defaulted(args) };
  },

  lookup: ([map, key, fallback]) => {
    const fields = map && asFields(map);
    const name = key && asString(key);
    return fields && name?.state === 'known' ? (fields.get(name.value) ?? fallback) : undefined;
  },

  join: ([separator, list], at) => {
    const between = separator && asString(separator);
    const entries = listOf(list);
    if (between?.state !== 'known' || !entries) return undefined;
    const parts = entries.flatMap((entry, index): readonly Part[] => [
      ...(index > 0 ? [{ type: 'known' as const, text: between.value }] : []),
      ...partsFor(entry),
    ]);
    return { ...knownAt<Data>(text(parts), at), ...defaulted(entries) };
  },

  format: ([spec, ...values], at) => {
    const pattern = spec && asString(spec);
    const parts = pattern?.state === 'known' ? formatted(pattern.value, values) : undefined;
    return parts && { ...knownAt<Data>(text(parts), at), ...defaulted(values) };
  },
};

/** `%s`, `%d`, `%v` and `%%`; other verbs are left alone. */
function formatted(pattern: string, values: readonly Value<Data>[]): readonly Part[] | undefined {
  const parts: Part[] = [];
  let next = 0;
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== '%') {
      const end = pattern.indexOf('%', at);
      const known = pattern.slice(at, end < 0 ? undefined : end);
      parts.push({ type: 'known', text: known });
      at += known.length - 1;
      continue;
    }
    const verb = pattern[++at];
    if (verb === '%') parts.push({ type: 'known', text: '%' });
    else if (verb === 's' || verb === 'd' || verb === 'v') {
      const value = values[next++];
      if (!value) return undefined;
      parts.push(...partsFor(value));
    } else return undefined;
  }
  return parts;
}

/** `try` and `coalesce` take the first that will do: certain only while each one before it is. */
function firstOf(name: string, args: readonly Argument[], at: Place): Value<Data> {
  for (const argument of args) {
    const value = argument();
    if (value.state !== 'known') break;
    if (name === 'coalesce' && (value.value === null || value.value === '')) continue;
    return value;
  }
  return unknownAt(at, `${name}() decides it`);
}

/** What a call gives. Arguments are evaluated when they are needed. */
export function call(name: string, args: readonly Argument[], at: Place): Value<Data> {
  if (name === 'try' || name === 'coalesce') return firstOf(name, args, at);
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return (
    run?.(
      args.map((argument) => argument()),
      at,
    ) ?? unknownAt(at, `${name}() decides it`)
  );
}
