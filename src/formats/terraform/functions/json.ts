import type { Value } from '../../../facts';
import type { Data, Part } from '../../../resource';
import { partsFor, text } from '../../embedded';
import { convert } from '../convert';
import { byCodePoints } from '../equality';
import { isFailure } from '../failure';
import { TOO_MUCH } from '../loops';
import { fieldsIn, isOpen, keyedAt, keysAt, listIn, open } from '../types';
import { type Call, fails, made, type Run, tooMuch, unknownOf } from './signature';

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** A text between quotes, with what else Go escapes. */
const inside = (value: string): string =>
  JSON.stringify(value)
    .slice(1, -1)
    .replace(/[<>&\u2028\u2029]/g, (sign) => ESCAPED[sign]!);

const known = (value: string): Part => ({ type: 'known', text: value });

/** JSON of a value as parts: what is not known is a part of its own. */
export function jsonParts(value: Value<Data>, call: Call): readonly Part[] {
  if (!call.spend(1)) return [{ type: 'unknown', because: TOO_MUCH }];
  if (value.state !== 'known') return partsFor(value);
  const data = value.value;
  const list = listIn(data);
  if (list) {
    if (isOpen(list)) return [{ type: 'unknown', because: 'how much is in the list is not known' }];
    return [known('['), ...list.flatMap((entry, at) => [...comma(at), ...jsonParts(entry, call)]), known(']')];
  }
  const fields = fieldsIn(data);
  if (fields) {
    const sorted = [...fields.fields].sort(([left], [right]) => byCodePoints(left, right));
    const entries = sorted.flatMap(([name, field], at) => [
      ...comma(at),
      known(`"${inside(name)}":`),
      ...jsonParts(field, call),
    ]);
    return isOpen(fields)
      ? [{ type: 'unknown', because: 'one of its keys is not known' }]
      : [known('{'), ...entries, known('}')];
  }
  if (data === null || typeof data === 'boolean') return [known(String(data))];
  if (typeof data === 'number') return partsFor(convert(value, 'string'));
  const parts = partsFor(value);
  // whether what is unknown as a whole is a text, a number or a structure is not known either
  if (typeof data !== 'string' && parts.every((part) => part.type === 'unknown')) return parts;
  const length = parts.reduce((sum, part) => sum + (part.type === 'known' ? part.text.length : 0), 0);
  if (!call.spend(length / 100)) return [{ type: 'unknown', because: TOO_MUCH }];
  return [known('"'), ...parts.map((part) => (part.type === 'known' ? known(inside(part.text)) : part)), known('"')];
}

const comma = (at: number): readonly Part[] => (at > 0 ? [known(',')] : []);

/** The text of a structure; whoever reads it as JSON gets the structure itself. */
export const jsonencode: Run = (args, call) => {
  const [value] = args;
  if (!value || args.length > 1) return fails(call);
  const parts = jsonParts(value, call);
  if (!call.spend(0)) return tooMuch(call);
  if (value.state !== 'known') return unknownOf(value, call);
  call.encodes(value);
  return made(text(parts), args, call);
};

export const jsondecode: Run = (args, call) => {
  const [value] = args;
  const string = value && convert(value, 'string');
  if (string?.state !== 'known' || string.value === null || args.length > 1) return unknownOf(string, call);
  const decoded = call.decoded(string);
  const isBroken = decoded.state === 'unknown' && typeof string.value === 'string';
  return isBroken && !isFailure(decoded) ? fails(call) : untyped(decoded);
};

/** A value as JSON has it: tuples and objects, whatever types they had before. */
function untyped(value: Value<Data>): Value<Data> {
  if (value.state !== 'known') return value;
  const list = listIn(value.value);
  if (list) return { ...value, value: isOpen(list) ? open(list.map(untyped)) : list.map(untyped) };
  const fields = fieldsIn(value.value);
  if (!fields) return value;
  const entries = [...fields.fields].map(([name, field]) => [name, untyped(field)] as const);
  const made = keyedAt({ type: 'fields' as const, fields: new Map(entries) }, keysAt(fields));
  return { ...value, value: isOpen(fields) ? open(made) : made };
}
