import type { Entry, Node } from '../document/data';
import { parseJson } from '../document/json';
import { unknownAt, type Value } from '../facts';
import { type Place, REDACTION } from '../place';
import { type Data, type Part, partsOf } from '../resource';

/** A stretch of a decoded string: text that stands in the source, or a value that is filled in there. */
export interface Piece {
  /** Where it stands. Text of the same length stands there character by character, other text as one escape. */
  readonly at: Place;
  readonly text?: string;
  readonly value?: Value<Data>;
}

/** Stands for a filled-in value while the text around it is parsed. */
const HOLE = '\uE001';

interface Row {
  /** Where the piece begins in the assembled text, and how much of it there is. */
  readonly from: number;
  readonly length: number;
  readonly at: Place;
}

/** The assembled text with the way back to the source. */
class Assembled {
  text = '';
  readonly holes: Value<Data>[] = [];
  private readonly rows: Row[] = [];

  constructor(pieces: readonly Piece[]) {
    let quoted = false;
    for (const { at, text, value } of pieces) {
      const from = this.text.length;
      if (value) {
        this.holes.push(value);
        this.text += quoted ? HOLE : `"${HOLE}"`;
      } else if (text !== undefined) {
        quoted = endsQuoted(text, quoted);
        this.text += text;
      }
      this.rows.push({ from, length: this.text.length - from, at });
    }
  }

  /** The source of a stretch of the assembled text. */
  place(start: number, end: number): Place {
    const first = this.row(start);
    const last = this.row(Math.max(start, end - 1));
    const { anchor } = first.at;
    return { anchor, start: inSource(first, start, false), end: inSource(last, end, true) };
  }

  private row(offset: number): Row {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rows[middle]!.from <= offset) low = middle;
      else high = middle - 1;
    }
    return this.rows[low]!;
  }
}

const inSource = ({ from, length, at }: Row, offset: number, end: boolean): number =>
  at.end - at.start === length ? at.start + Math.min(offset - from, length) : end ? at.end : at.start;

/** Whether a text that begins inside a JSON string or not ends in one. */
function endsQuoted(text: string, quoted: boolean): boolean {
  let inside = quoted;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && inside) at++;
    else if (code === 34) inside = !inside;
  }
  return inside;
}

/** Reads a string that holds JSON: every value at its own place, values filled in where the string has holes. */
export function readJson(pieces: readonly Piece[], whole: Place): Value<Data> {
  if (pieces.length === 0) return unknownAt(whole, 'an empty text stands where JSON is expected');
  const assembled = new Assembled(pieces);
  const { roots, problems } = parseJson(assembled.text);
  const [root] = roots;
  if (!root || problems.length > 0) return unknownAt(whole, 'the text is not valid JSON');
  let next = 0;
  const fill = (): Value<Data> | undefined => assembled.holes[next++];
  return dataOf(root, assembled, fill);
}

type Fill = () => Value<Data> | undefined;

function dataOf(node: Node, assembled: Assembled, fill: Fill): Value<Data> {
  const at = assembled.place(node.start, node.end);
  const state = 'known' as const;
  if (node.type === 'sequence') return { state, at, value: node.items.map((item) => dataOf(item, assembled, fill)) };
  if (node.type === 'mapping') {
    return { state, at, value: { type: 'fields', fields: fieldsOf(node.entries, at, assembled, fill) } };
  }
  if (typeof node.value !== 'string') return { state, at, value: node.value };
  if (node.source === `"${HOLE}"` && bare(assembled, node)) {
    return structured(fill() ?? unknownAt(at, 'nothing is filled in'), at);
  }
  const used: Value<Data>[] = [];
  const parts = pieces(node.value, () => {
    const filled = fill();
    if (filled) used.push(filled);
    return filled;
  });
  return { state, at, value: text(parts), ...defaulted(used) };
}

/** The marker of a value that is made of others. */
export const defaulted = (values: readonly Value<Data>[]): { byDefault?: true } =>
  values.some((value) => value.state === 'known' && value.byDefault) ? { byDefault: true } : {};

/** Whether the quotes around a hole were put there by us: then its source is the hole alone. */
const bare = (assembled: Assembled, node: Node): boolean => {
  const whole = assembled.place(node.start, node.end);
  const inner = assembled.place(node.start + 1, node.end - 1);
  return whole.start === inner.start && whole.end === inner.end;
};

/** A value that stands by itself in JSON: what is no structure, number or boolean would have to be parsed again. */
function structured(value: Value<Data>, at: Place): Value<Data> {
  if (value.state !== 'known') return unknownAt(at, value.state === 'unknown' ? value.because : 'nothing is filled in');
  return partsOf(value) ? unknownAt(at, 'a text is filled in as JSON') : value;
}

function fieldsOf(entries: readonly Entry[], at: Place, assembled: Assembled, fill: Fill): Map<string, Value<Data>> {
  const fields = new Map<string, Value<Data>>();
  for (const { key, value } of entries) {
    const name = shown(pieces(String(key.value), fill));
    fields.set(name, value ? dataOf(value, assembled, fill) : unknownAt(at, 'nothing is written after the key'));
  }
  return fields;
}

/** What a value adds to the string that it is filled into. */
export function partsFor(value: Value<Data>): readonly Part[] {
  if (value.state === 'unknown') return [{ type: 'unknown', because: value.because }];
  if (value.state === 'absent') return [{ type: 'unknown', because: 'nothing is filled in' }];
  const parts = partsOf(value);
  if (parts) return parts;
  if (typeof value.value === 'number' || typeof value.value === 'boolean')
    return [{ type: 'known', text: String(value.value) }];
  return [{ type: 'unknown', because: 'a structure is filled in' }];
}

function pieces(value: string, fill: Fill): readonly Part[] {
  return value.split(HOLE).flatMap((known, index) => {
    const filled = index > 0 ? fill() : undefined;
    return [...(filled ? partsFor(filled) : []), ...knownParts(known)];
  });
}

/** Readable text, with credentials that were taken out as parts of their own. */
export function knownParts(value: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < value.length; ) {
    const redacted = value[at] === REDACTION;
    let end = at;
    while (end < value.length && (value[end] === REDACTION) === redacted) end++;
    parts.push(redacted ? { type: 'redacted' } : { type: 'known', text: value.slice(at, end) });
    at = end;
  }
  return parts;
}

/** The string that parts make: plain where all of it is known. */
export function text(parts: readonly Part[]): Data {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.type === 'known' && last?.type === 'known')
      merged[merged.length - 1] = { type: 'known', text: last.text + part.text };
    else merged.push(part);
  }
  if (merged.length === 0) return '';
  const [only] = merged;
  return merged.length === 1 && only?.type === 'known' ? only.text : { type: 'text', parts: merged };
}

/** Parts as a key: what is not known shows as an interpolation. */
export const shown = (parts: readonly Part[]): string =>
  parts.map((part) => (part.type === 'known' ? part.text : UNKNOWN)).join('');

const UNKNOWN = '${…}';
