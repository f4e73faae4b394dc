import { type Node, nameOf, nodeAt } from '../../document/data';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asString, type Data, type Part, partsOf } from '../../resource';
import { dataValue, type Reading, textData } from '../data-value';
import { argumentsOf } from './functions';
import type { Reach } from './reach';
import { attributeOf, referTo } from './references';

/** Text in which the identifiers of a loop may stand, as `${Name}` or, without all that is no letter or digit, as `&{Name}`. */
const BOUND = /([$&])\{([\w:]+)\}/g;

/** A text with the identifiers of the loops around it filled in, as far as these are known. */
export function bound(text: string, { bindings }: Reach): string {
  if (bindings.size === 0) return text;
  return text.replace(BOUND, (whole, sign: string, name: string) => {
    const value = bindings.get(name);
    const single = value && asString(value);
    if (single?.state !== 'known') return whole;
    return sign === '&' ? single.value.replace(/[^A-Za-z0-9]/g, '') : single.value;
  });
}

/** Whether an identifier of a loop stands in a text whose value nobody knows. */
export const isOpen = (text: string, { bindings }: Reach): boolean =>
  bindings.size > 0 && [...text.matchAll(BOUND)].some(([, , name]) => bindings.has(name ?? ''));

/**
 * Plain text, in which `{{resolve:…}}` stands for a value that is kept elsewhere, and `${…}` for what a tool fills in. A
 * text that is nothing but one such expression is whatever that is.
 */
export function plainText(text: string, at: Place, reach: Reach): Value<Data> {
  if (!reach.template.variable) return concatenate(literal(text, at), at);
  const whole = /^\$\{((?:[^{}]|\{[^{}]*\})*)\}$/.exec(text)?.[1];
  const value = whole === undefined ? undefined : reach.variable(whole, at);
  return value ?? filled(text, at, (name) => reach.variable(name, at) ?? knownAt<Data>(`\${${name}}`, at));
}

const literal = (text: string, at: Place): readonly Value<Data>[] =>
  text
    .split(/(\{\{resolve:[^{}]*\}\})/)
    .map((piece, i) =>
      i % 2 === 0
        ? knownAt(textData(piece), at)
        : unknownAt(at, 'read from a store of secrets or parameters at deployment'),
    );

/** `Fn::Sub` of a string, or of a string and a mapping of names that hold in it first. */
export function substitute(node: Node, reading: Reading, reach: Reach): Value<Data> | undefined {
  const [template, own] = argumentsOf(node);
  if (template?.type !== 'scalar' || template.tag !== undefined) return undefined;
  const at = reading.place(template);
  return filled(bound(nameOf(template), reach), at, (name) => {
    const given = nodeAt(own, name);
    return given ? dataValue(given, reading) : named(name, at, reach);
  });
}

/** What a name in `${…}` stands for. */
export function named(name: string, at: Place, reach: Reach): Value<Data> {
  const variable = reach.variable(name, at);
  if (variable) return variable;
  const dot = name.indexOf('.');
  if (dot < 0 || name.startsWith('AWS::')) return referTo(name, at, reach);
  return attributeOf(name.slice(0, dot), name.slice(dot + 1), at, reach);
}

/** A text with what stands in `${…}` filled in. */
export function filled(text: string, at: Place, meaning: (name: string) => Value<Data>): Value<Data> {
  const values = text
    .split(/(\$\{(?:[^{}]|\{[^{}]*\})*\})/)
    .flatMap((piece, i): Value<Data> | readonly Value<Data>[] => {
      if (i % 2 === 0) return literal(piece, at);
      const name = piece.slice(2, -1).trim();
      return name.startsWith('!') ? knownAt<Data>(`\${${name.slice(1)}}`, at) : meaning(name);
    });
  return concatenate(values, at);
}

/** `Fn::Join`: a delimiter and a list. */
export function join(node: Node, reading: Reading, at: Place): Value<Data> | undefined {
  const [first, second] = argumentsOf(node);
  const delimiter = first && dataValue(first, reading);
  const list = second && dataValue(second, reading);
  if (delimiter?.state !== 'known' || list?.state !== 'known' || !Array.isArray(list.value)) return undefined;
  const items = list.value as readonly Value<Data>[];
  const joined = concatenate(
    items.flatMap((item, i) => (i === 0 ? [item] : [delimiter, item])),
    at,
  );
  return joined.state === 'known' && list.byDefault ? { ...joined, byDefault: true, via: list.via } : joined;
}

/** `Fn::Split`: a delimiter and a text, all of which has to be known, since any part of it may hold the delimiter. */
export function split(node: Node, reading: Reading): Value<Data> | undefined {
  const [delimiter, source] = argumentsOf(node).map((word) => asString(dataValue(word, reading)));
  if (source?.state === 'unknown') return source;
  if (delimiter?.state !== 'known' || source?.state !== 'known' || delimiter.value === '') return undefined;
  return { ...source, value: source.value.split(delimiter.value).map((value): Value<Data> => ({ ...source, value })) };
}

/** Strings one after the other: a plain string when all of them are known, else a text of parts. */
function concatenate(values: readonly Value<Data>[], at: Place): Value<Data> {
  const parts: Part[] = [];
  for (const value of values) {
    const single = asString(value);
    const own = single.state === 'known' ? [{ type: 'known' as const, text: single.value }] : partsOf(value);
    const because = value.state === 'unknown' ? value.because : 'part of it is no string';
    for (const part of own ?? [{ type: 'unknown' as const, because }]) {
      const last = parts.at(-1);
      if (part.type === 'known' && last?.type === 'known')
        parts[parts.length - 1] = { type: 'known', text: last.text + part.text };
      else if (part.type !== 'known' || part.text !== '') parts.push(part);
    }
  }
  const only = parts[0];
  const data: Data =
    parts.length === 0 ? '' : parts.length === 1 && only?.type === 'known' ? only.text : { type: 'text', parts };
  const via = values.flatMap((value) => (value.state === 'known' && value.byDefault ? [value.at] : []));
  return { ...knownAt(data, at), ...(via.length > 0 ? { via, byDefault: true as const } : {}) };
}
