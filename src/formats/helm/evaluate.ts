import { absentAt, knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asFields, asNumber, asString, type Data, field, partsOf } from '../../resource';
import { LazyFields } from '../data-value';
import type { Expression } from './expression';
import { structured } from './structured';

/** What the dot or a variable stands for: everything that Helm hands to a template, or a value. */
export type Scope = 'root' | Value<Data>;

/** Where an expression stands and what it can see. */
export interface Sight {
  readonly at: Place;
  readonly dot: Scope;
  /** What `$` stands for: the root, but in a named template what this was handed. */
  readonly home?: Scope;
  readonly variables?: Pick<ReadonlyMap<string, Value<Data>>, 'get'>;
  /** What a named template gives. */
  include(name: string, dot: Scope, sight: Sight): Value<Data>;
  /** What Helm hands over by its path (`Values`, `image`, `tag`); absent where nothing is written. */
  root(path: readonly [string, ...string[]], use: Place): Value<Data>;
}

type Args = readonly Value<Data>[];
type Call = (args: Args, sight: Sight) => Value<Data>;

/** What an expression gives; absent stands for nothing, as for Go's `nil`. */
export function evaluate(expression: Expression, sight: Sight): Value<Data> {
  const { at } = sight;
  switch (expression.type) {
    case 'literal':
      return expression.value === null ? absentAt(at) : knownAt<Data>(expression.value, at);
    case 'field':
      return fieldOf(expression.from, expression.path, sight);
    case 'opaque':
      return unknownAt(at, 'this expression is known only when the chart is installed');
    case 'call': {
      if (expression.name === 'include' || expression.name === 'template') return include(expression.args, sight);
      const call = Object.hasOwn(CALLS, expression.name) ? CALLS[expression.name] : undefined;
      if (!call) return unknownAt(at, `what ${expression.name} gives is known only when the chart is installed`);
      return call(
        expression.args.map((arg) => evaluate(arg, sight)),
        sight,
      );
    }
  }
}

function fieldOf(from: string, path: readonly string[], sight: Sight): Value<Data> {
  const { at, dot } = sight;
  const scope: Scope | undefined =
    from === '$' ? (sight.home ?? 'root') : from === '.' ? dot : sight.variables?.get(from);
  if (scope === undefined) return unknownAt(at, `${from} is known only when the chart is installed`);
  if (scope !== 'root') return path.length === 0 ? scope : field(scope, ...path);
  const [first, ...rest] = path;
  return first === undefined ? everything(sight) : sight.root([first, ...rest], at);
}

/** All that Helm hands over as a value, which is asked field by field. */
function everything({ root, at }: Sight): Value<Data> {
  const any = { has: () => true, size: 1, keys: () => [][Symbol.iterator]() };
  const below = (first: string) =>
    knownAt<Data>({ type: 'fields', fields: new LazyFields(any, (name) => root([first, name], at)) }, at);
  const open = (name: string) => (name === 'Values' || name === 'Chart' ? below(name) : root([name], at));
  return knownAt<Data>({ type: 'fields', fields: new LazyFields(any, open) }, at);
}

/** A named template with what it is handed. */
function include([name, dot]: readonly Expression[], sight: Sight): Value<Data> {
  const label = name?.type === 'literal' ? name.value : undefined;
  if (typeof label !== 'string' || !dot) return unknownAt(sight.at, 'which template it is can’t be known');
  const bare = dot.type === 'field' && dot.path.length === 0 ? dot.from : undefined;
  if (bare === '.') return sight.include(label, sight.dot, sight);
  if (bare === '$') return sight.include(label, sight.home ?? 'root', sight);
  return sight.include(label, evaluate(dot, sight), sight);
}

/** Whether a template takes a value for true; undefined where that can't be known. */
export function truth(value: Value<Data>): boolean | undefined {
  if (value.state === 'absent') return false;
  if (value.state === 'unknown') return undefined;
  const data = value.value;
  if (data === null || typeof data !== 'object') return Boolean(data);
  if (Array.isArray(data)) return data.length > 0;
  const fields = asFields(value);
  if (fields) return fields.size > 0;
  const some = partsOf(value)?.some((part) => part.type === 'redacted' || (part.type === 'known' && part.text !== ''));
  return some ? true : undefined;
}

const last: Call = (args: Args, { at }: Sight) => args.at(-1) ?? absentAt(at);

const logical = (args: Args, { at }: Sight, stops: boolean): Value<Data> => {
  for (const arg of args) {
    const is = truth(arg);
    if (is === undefined) return unknownAt(at, arg.state === 'unknown' ? arg.because : 'part of it is not known');
    if (is === stops) return arg;
  }
  return args.at(-1) ?? absentAt(at);
};

const told = (is: boolean | undefined, from: Value<Data>, { at }: Sight): Value<Data> => {
  if (is === undefined) return unknownAt(at, from.state === 'unknown' ? from.because : 'part of it is not known');
  return knownAt<Data>(is, at);
};

function equality([first, ...others]: Args, sight: Sight, wanted: boolean): Value<Data> {
  const one = first && asString(first);
  if (one?.state !== 'known') return told(undefined, one ?? absentAt(sight.at), sight);
  const rest = others.map(asString);
  const is = rest.some((other) => other.state === 'known' && other.value === one.value);
  const open = rest.find((other) => other.state !== 'known');
  return told(!is && open ? undefined : is === wanted, open ?? one, sight);
}

function changed(args: Args, change: (text: string) => string): Value<Data> {
  const value = args.at(-1)!;
  const text = asString(value);
  return text.state === 'known' ? { ...text, value: change(text.value) } : text;
}

/** The last argument changed by the words before it, when all are known. */
function edited(args: Args, words: number, change: (text: string, words: readonly string[]) => string): Value<Data> {
  const texts = args.slice(0, words).map(asString);
  const open = texts.find(({ state }) => state === 'unknown');
  if (open) return open;
  return changed(args, (text) =>
    change(
      text,
      texts.map((one) => (one.state === 'known' ? one.value : '')),
    ),
  );
}

/** A question about a text, `contains "part" text`. */
function asked(args: Args, sight: Sight, holds: (text: string, part: string) => boolean): Value<Data> {
  const [part, text] = args.slice(0, 2).map(asString);
  const known = part?.state === 'known' && text?.state === 'known' ? holds(text.value, part.value) : undefined;
  return told(known, text ?? absentAt(sight.at), sight);
}

/** `printf`, of words and numbers as they are: other verbs are not read. */
function printed([format, ...args]: Args, { at }: Sight): Value<Data> {
  if (format?.state !== 'known' || typeof format.value !== 'string' || /%(?![sdv])/.test(format.value))
    return unknownAt(at, 'how it is put together can’t be known');
  const pieces = format.value.split(/%[sdv]/);
  const texts = args.map(asString);
  const open = texts.find(({ state }) => state !== 'known');
  if (pieces.length !== args.length + 1) return unknownAt(at, 'its format asks for something else than it is given');
  if (open) return open.state === 'unknown' ? open : unknownAt(at, 'values.yaml does not say what it is');
  const said = texts.map((text) => (text.state === 'known' ? text.value : ''));
  const byDefault = args.some((arg) => arg.state === 'known' && arg.byDefault);
  const value = pieces.map((piece, i) => piece + (said[i] ?? '')).join('');
  return { ...knownAt<Data>(value, at), ...(byDefault ? { byDefault: true as const, via: [at] } : {}) };
}

/** The functions whose result can be known: https://helm.sh/docs/chart_template_guide/function_list/ */
const CALLS: Readonly<Record<string, Call>> = {
  default(args: Args, sight: Sight) {
    const [fallback, value] = args;
    const is = value && truth(value);
    return is === undefined && value ? value : is ? value! : (fallback ?? absentAt(sight.at));
  },
  dict(args: Args, { at }: Sight) {
    const keys = args.filter((_, i) => i % 2 === 0).map(asString);
    const open = keys.find(({ state }) => state !== 'known');
    if (open) return unknownAt(at, open.state === 'unknown' ? open.because : 'a name in it is not known');
    const pairs = keys.map((key, i): [string, Value<Data>] => [
      key.state === 'known' ? key.value : '',
      args[2 * i + 1] ?? absentAt(at),
    ]);
    return knownAt<Data>({ type: 'fields', fields: new Map(pairs) }, at);
  },
  list: (args: Args, { at }: Sight) => knownAt<Data>(args, at),
  coalesce: (args: Args, sight: Sight) => logical(args, sight, true),
  or: (args: Args, sight: Sight) => logical(args, sight, true),
  and: (args: Args, sight: Sight) => logical(args, sight, false),
  not: (args: Args, sight: Sight) => told(args[0] && negated(truth(args[0])), args[0] ?? absentAt(sight.at), sight),
  empty: (args: Args, sight: Sight) => told(args[0] && negated(truth(args[0])), args[0] ?? absentAt(sight.at), sight),
  eq: (args: Args, sight: Sight) => equality(args, sight, true),
  ne: (args: Args, sight: Sight) => equality(args, sight, false),
  ternary([yes, no, test]: Args, sight: Sight) {
    const is = test && truth(test);
    if (is === undefined) return unknownAt(sight.at, 'which of the two it is can’t be known');
    return (is ? yes : no) ?? absentAt(sight.at);
  },
  required: last,
  quote: (args: Args) => changed(args, (text) => text),
  squote: (args: Args) => changed(args, (text) => text),
  toString: (args: Args) => changed(args, (text) => text),
  trim: (args: Args) => changed(args, (text) => text.trim()),
  lower: (args: Args) => changed(args, (text) => text.toLowerCase()),
  upper: (args: Args) => changed(args, (text) => text.toUpperCase()),
  int: last,
  int64: last,
  toYaml: last,
  toJson: last,
  indent: (args: Args, { at }: Sight) => structured(args.at(-1) ?? absentAt(at)),
  nindent: (args: Args, { at }: Sight) => structured(args.at(-1) ?? absentAt(at)),
  trunc: ([length, ...rest]: Args) => {
    const to = length && asNumber(length);
    if (to?.state !== 'known') return length!;
    return changed(rest, (text) => (to.value < 0 ? text.slice(to.value) : text.slice(0, to.value)));
  },
  trimSuffix: (args: Args) =>
    edited(args, 1, (text, [end = '']) => (text.endsWith(end) ? text.slice(0, text.length - end.length) : text)),
  trimPrefix: (args: Args) =>
    edited(args, 1, (text, [start = '']) => (text.startsWith(start) ? text.slice(start.length) : text)),
  replace: (args: Args) => edited(args, 2, (text, [old = '', by = '']) => text.replaceAll(old, () => by)),
  printf: (args: Args, sight: Sight) => printed(args, sight),
  contains: (args: Args, sight: Sight) => asked(args, sight, (text, part) => text.includes(part)),
  hasPrefix: (args: Args, sight: Sight) => asked(args, sight, (text, part) => text.startsWith(part)),
  hasSuffix: (args: Args, sight: Sight) => asked(args, sight, (text, part) => text.endsWith(part)),
  /** A value without braces of its own says what it says. */
  tpl: ([value]: Args, { at }: Sight) => value ?? absentAt(at),
};

const negated = (is: boolean | undefined): boolean | undefined => (is === undefined ? undefined : !is);
