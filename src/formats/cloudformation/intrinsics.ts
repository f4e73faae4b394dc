import type { Lookup } from '../../declaration';
import { entryOf, type Node, nameOf, nodeAt } from '../../document/data';
import { absentAt, knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asString, type Data, type Part, partsOf, type Reference, type Resource } from '../../resource';
import { dataValue, type Reading, textData } from '../data-value';
import { parameterValue } from './parameter';

/** What the intrinsics of one template can reach. */
export interface Reach {
  readonly look: Lookup;
  /** A resource by logical id, and only if it is of the type where one is given. */
  resource(logicalId: string, type?: string): Resource | undefined;
}

/** A function with its argument: the tagged node itself in the short form, what follows the key in the long one. */
interface Intrinsic {
  readonly name: string;
  readonly argument: Node | undefined;
  readonly short: boolean;
}

/** Reads `Ref`, `Fn::…`, their short tags and dynamic references. Undefined for plain data. */
export function evaluateIntrinsic(node: Node, reading: Reading, reach: Reach): Value<Data> | undefined {
  const at = reading.place(node);
  if (node.type === 'scalar' && node.tag === undefined) {
    const dynamic = typeof node.value === 'string' && node.value.includes('{{resolve:');
    return dynamic ? concatenate(literal(nameOf(node), at), at) : undefined;
  }
  const intrinsic = intrinsicOf(node);
  if (!intrinsic) return undefined;
  const { argument, short } = intrinsic;
  // a short form's argument carries the tag: read it as plain data, or it would be read as the function again
  const plain = argument && short ? { ...argument, tag: undefined } : argument;
  const value = plain && calculate(intrinsic.name, plain, reading, reach, at);
  return value ?? unknownAt(at, `${spelled(intrinsic)} is worked out when the stack is deployed`);
}

const spelled = ({ name, short }: Intrinsic): string => (short ? `!${name}` : name === 'Ref' ? name : `Fn::${name}`);

function intrinsicOf(node: Node): Intrinsic | undefined {
  if (node.tag !== undefined) {
    return node.tag.startsWith('!!') ? undefined : { name: node.tag.slice(1), argument: node, short: true };
  }
  if (node.type !== 'mapping') return undefined;
  // a macro or an include beside other keys may add any key
  if (node.entries.length > 1 && entryOf(node, 'Fn::Transform'))
    return { name: 'Transform', argument: undefined, short: false };
  const only = node.entries.length === 1 ? node.entries[0] : undefined;
  const key = only && nameOf(only.key);
  if (key === 'Ref') return { name: key, argument: only?.value, short: false };
  return key?.startsWith('Fn::') ? { name: key.slice(4), argument: only?.value, short: false } : undefined;
}

function calculate(name: string, node: Node, reading: Reading, reach: Reach, at: Place): Value<Data> | undefined {
  if (name === 'Ref' && node.type === 'scalar') return referTo(nameOf(node), at, reach);
  if (name === 'GetAtt') return attribute(node, at, reach);
  if (name === 'Sub') return substitute(node, reading, reach);
  if (name === 'Join') return join(node, reading, at);
  return undefined;
}

/** `Ref`, and `${Name}` in `Fn::Sub`. */
function referTo(name: string, at: Place, reach: Reach): Value<Data> {
  if (name === 'AWS::NoValue') return absentAt(at);
  if (name.startsWith('AWS::')) return unknownAt(at, `${name} is known only once the stack is deployed`);
  const parameter = reach.look.look('parameter', name)[0];
  return parameter
    ? parameterValue(reach.look.open(parameter), name, at)
    : knownAt<Data>(reference(name, '', reach), at);
}

const reference = (logicalId: string, attribute: string, reach: Reach): Reference => ({
  type: 'reference',
  address: logicalId,
  attribute,
  target: () => reach.resource(logicalId),
});

/** `Fn::GetAtt` as `Bucket.Arn` or `[Bucket, Arn]`. */
function attribute(node: Node, at: Place, reach: Reach): Value<Data> | undefined {
  const words = node.type === 'sequence' ? node.items : [node];
  if (!words.every((word) => word.type === 'scalar' && word.tag === undefined)) return undefined;
  const [logicalId, ...rest] = words.flatMap((word) => (word.type === 'scalar' ? nameOf(word).split('.') : []));
  return logicalId ? knownAt<Data>(reference(logicalId, rest.join('.'), reach), at) : undefined;
}

/** `Fn::Sub` of a string, or of a string and a mapping of names that hold in it first. */
function substitute(node: Node, reading: Reading, reach: Reach): Value<Data> | undefined {
  const [template, own] = node.type === 'sequence' ? node.items : [node];
  if (template?.type !== 'scalar' || template.tag !== undefined) return undefined;
  const at = reading.place(template);
  const pieces = nameOf(template).split(/(\$\{[^{}]*\})/);
  const values = pieces.flatMap((piece, i): Value<Data> | readonly Value<Data>[] => {
    if (i % 2 === 0) return literal(piece, at);
    const name = piece.slice(2, -1).trim();
    if (name.startsWith('!')) return knownAt<Data>(`\${${name.slice(1)}}`, at);
    const given = nodeAt(own, name);
    if (given) return dataValue(given, reading);
    const dot = name.indexOf('.');
    if (dot < 0 || name.startsWith('AWS::')) return referTo(name, at, reach);
    return knownAt<Data>(reference(name.slice(0, dot), name.slice(dot + 1), reach), at);
  });
  return concatenate(values, at);
}

/** Plain text, in which `{{resolve:…}}` stands for a value that is kept elsewhere. */
const literal = (text: string, at: Place): readonly Value<Data>[] =>
  text
    .split(/(\{\{resolve:[^{}]*\}\})/)
    .map((piece, i) =>
      i % 2 === 0
        ? knownAt(textData(piece), at)
        : unknownAt(at, 'read from a store of secrets or parameters at deployment'),
    );

/** `Fn::Join`: a delimiter and a list. */
function join(node: Node, reading: Reading, at: Place): Value<Data> | undefined {
  const [first, second] = node.type === 'sequence' ? node.items : [];
  const delimiter = first?.type === 'scalar' && first.tag === undefined ? knownAt<Data>(nameOf(first), at) : undefined;
  const list = second && dataValue(second, reading);
  if (!delimiter || list?.state !== 'known' || !Array.isArray(list.value)) return undefined;
  const items = list.value as readonly Value<Data>[];
  const joined = concatenate(
    items.flatMap((item, i) => (i === 0 ? [item] : [delimiter, item])),
    at,
  );
  return joined.state === 'known' && list.byDefault ? { ...joined, byDefault: true, via: list.via } : joined;
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
