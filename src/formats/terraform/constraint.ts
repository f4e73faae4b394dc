import { type Expression, parseTemplate } from '../../document/hcl';
import { plainText } from '../../document/hcl/walk';
import type { Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import type { AttributeType, Type } from './types';
import { placed } from './values';

type Constant = (expression: Expression) => Value<Data>;
type Call = Extract<Expression, { type: 'call' }>;

const SINGLE: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['string', 'string'],
  ['number', 'number'],
  ['bool', 'bool'],
  ['any', 'any'],
  ['list', { of: 'list', element: 'any' }],
  ['set', { of: 'set', element: 'any' }],
  ['map', { of: 'map', element: 'any' }],
]);

/** The type that a variable's `type` says: `list(object({ port = number, public = optional(bool, false) }))`. */
export function typeIn(written: Expression, constant: Constant, at: Place): Type {
  const text = plainText(written);
  if (text === undefined) return read(written, constant);
  // the JSON syntax and old modules write it as a string, whose defaults have no place of their own
  const { template } = parseTemplate(`\${${text}}`);
  const [part] = template.type === 'template' ? template.parts : [];
  return part?.type === 'interpolation' ? read(part.value, (fallback) => placed(constant(fallback), at)) : 'any';
}

function read(written: Expression, constant: Constant): Type {
  if (written.type === 'traversal') return SINGLE.get(written.root) ?? 'any';
  if (written.type !== 'call') return 'any';
  const [first] = written.args;
  const { name } = written;
  if (name === 'list' || name === 'set' || name === 'map') {
    return { of: name, element: first ? read(first, constant) : 'any' };
  }
  if (name === 'tuple' && first?.type === 'tuple') {
    return { of: 'tuple', elements: first.items.map((item) => read(item, constant)) };
  }
  if (name !== 'object' || first?.type !== 'object') return 'any';
  const attributes = new Map<string, AttributeType>();
  for (const { key, value } of first.entries) {
    attributes.set(plainText(key) ?? '', attribute(value, constant));
  }
  return { of: 'object', attributes };
}

function attribute(written: Expression, constant: Constant): AttributeType {
  if (!isOptional(written)) return { type: read(written, constant) };
  const [type, fallback] = written.args;
  return { type: type ? read(type, constant) : 'any', optional: fallback ? { otherwise: constant(fallback) } : {} };
}

const isOptional = (written: Expression): written is Call => written.type === 'call' && written.name === 'optional';
