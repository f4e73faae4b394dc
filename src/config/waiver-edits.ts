import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  Scalar,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Splice } from '../findings/waiver-text';
import { readUserFile } from './user-file';
import { MOST_WAIVERS } from './waivers';

/** An entry of `waivers.yaml` to be, in the order in which it is written. */
export interface NewWaiver {
  readonly rule: string;
  readonly path?: string;
  readonly resource?: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy?: string;
  readonly expires: string;
  readonly link?: string;
}

type Node = { readonly range?: readonly [number, number, number] | null };

const parsed = (text: string): Document.Parsed =>
  parseDocument(text, { keepSourceTokens: true, prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
const rangeOf = (node: unknown): readonly [number, number] => {
  const range = (node as Node | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
};
const keyed = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
const breakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
const lineEnd = (text: string, at: number): number => {
  const next = text.indexOf('\n', at);
  const end = next < 0 ? text.length : next;
  return text[end - 1] === '\r' && end > at ? end - 1 : end;
};
/** Behind the `:` of a pair. */
const afterColon = (text: string, pair: Pair): number => text.indexOf(':', rangeOf(pair.key)[1]) + 1;

/** The text with changes made, which do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const backwards = [...splices].sort((a, b) => b.start - a.start);
  return backwards.reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
}

/** A file with one waiver. */
export const firstWaiver = (entry: NewWaiver): string => `version: 1\nwaivers:\n${block(entry, '  ', '\n')}\n`;

/** Adds an entry at the end of the list. Undefined when the file can't be read, or has no room for another one. */
export function withWaiver(text: string, entry: NewWaiver): readonly Splice[] | undefined {
  if (text.trim() === '') return [{ start: 0, end: text.length, text: firstWaiver(entry) }];
  const before = listIn(text);
  if (!before || before.length >= MOST_WAIVERS) return undefined;
  const root = parsed(text).contents;
  if (!isMap(root)) return undefined;
  return checked(text, added(text, root, entry), [...before, plainly(entry)]);
}

/** Gives the entry that begins at an offset another end; everything else stays as it is. */
export function renewedIn(text: string, at: number, until: string): readonly Splice[] | undefined {
  const found = entryAt(text, at);
  if (!found || !isMap(found.entry)) return undefined;
  const list = [...found.list];
  list[found.index] = { ...(list[found.index] as object), expires: until };
  return checked(text, renewal(text, found.entry, until), list);
}

/** Takes out the entry that begins at an offset, with what is written beside it; comments above it stay. */
export function removedFrom(text: string, at: number): readonly Splice[] | undefined {
  const found = entryAt(text, at);
  if (!found) return undefined;
  const list = found.list.filter((_, index) => index !== found.index);
  return checked(text, removal(text, found.pair, found.seq, found.index), list);
}

/** Nothing is written that reads otherwise than it was meant. */
function checked(text: string, splices: readonly Splice[] | undefined, list: readonly unknown[]) {
  if (!splices) return undefined;
  return JSON.stringify(listIn(spliced(text, splices)), inOrder) === JSON.stringify(list, inOrder)
    ? splices
    : undefined;
}

/** Keys in one order, for comparing. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const plainly = (entry: NewWaiver): object =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

/** The entries of a file that has nothing odd in it; undefined for any other. */
function listIn(text: string): readonly unknown[] | undefined {
  const { data, faults } = readUserFile('', text);
  if (faults.length > 0) return undefined;
  const list = (data as { waivers?: unknown } | null)?.waivers ?? [];
  return Array.isArray(list) ? list : undefined;
}

function entryAt(text: string, at: number) {
  const list = listIn(text);
  if (!list) return undefined;
  const root = parsed(text).contents;
  const pair = isMap(root) ? keyed(root, 'waivers') : undefined;
  if (!pair || !isSeq(pair.value)) return undefined;
  const index = pair.value.items.findIndex((item) => rangeOf(item)[0] === at);
  return index < 0 ? undefined : { list, pair, seq: pair.value, index, entry: pair.value.items[index] };
}

/** An entry as lines of a block, its first one with the dash at the indentation. */
function block(entry: NewWaiver, indent: string, end: string): string {
  const lines = stringify(plainly(entry), { lineWidth: 0 }).trimEnd().split('\n');
  return lines.map((line, i) => `${indent}${i === 0 ? '- ' : '  '}${line}`).join(end);
}

function added(text: string, root: YAMLMap, entry: NewWaiver): readonly Splice[] | undefined {
  const end = breakOf(text);
  const pair = keyed(root, 'waivers');
  const insert = (at: number, put: string): Splice => ({ start: at, end: at, text: put });
  if (!pair) {
    const open = /\n$/.test(text) ? '' : end;
    return [insert(text.length, `${open}waivers:${end}${block(entry, '  ', end)}${end}`)];
  }
  const { value } = pair;
  if (!isSeq(value)) {
    const empty = isScalar(value) && value.value === null;
    return empty ? [insert(lineEnd(text, afterColon(text, pair)), `${end}${block(entry, '  ', end)}`)] : undefined;
  }
  const last = value.items.at(-1);
  const [start, stop] = rangeOf(value);
  if (value.flow && last) return [insert(rangeOf(last)[1], `, ${JSON.stringify(plainly(entry))}`)];
  if (value.flow) {
    const blank = text.slice(0, start).length - text.slice(0, start).trimEnd().length;
    const put = `${end}${block(entry, '  ', end)}`;
    return [{ start: start - blank, end: stop, text: '' }, insert(lineEnd(text, stop), put)];
  }
  const dash = dashOf(value, value.items.length - 1);
  const indent = ' '.repeat(dash - (text.lastIndexOf('\n', dash - 1) + 1));
  const put = block(entry, indent, end);
  const after = rangeOf(last)[1];
  return text[after - 1] === '\n' ? [insert(after, `${put}${end}`)] : [insert(lineEnd(text, after), `${end}${put}`)];
}

function renewal(text: string, entry: YAMLMap, until: string): readonly Splice[] | undefined {
  const pair = keyed(entry, 'expires');
  if (pair) {
    const [start, end] = rangeOf(pair.value);
    if (pair.value !== null && !isScalar(pair.value)) return undefined;
    if (end <= start) return [{ start: afterColon(text, pair), end: afterColon(text, pair), text: ` ${until}` }];
    const { type } = pair.value as Scalar;
    const quote = type === Scalar.QUOTE_DOUBLE ? '"' : type === Scalar.QUOTE_SINGLE ? "'" : '';
    return [{ start, end, text: `${quote}${until}${quote}` }];
  }
  const rule = keyed(entry, 'rule');
  if (!rule) return undefined;
  const at = rangeOf(rule.value)[1];
  if (entry.flow) return [{ start: at, end: at, text: `, expires: ${until}` }];
  const key = rangeOf(rule.key)[0];
  const indent = ' '.repeat(key - (text.lastIndexOf('\n', key - 1) + 1));
  const end = lineEnd(text, at);
  return [{ start: end, end, text: `${breakOf(text)}${indent}expires: ${until}` }];
}

/** Where the dash of a block list's entry stands. */
function dashOf(seq: YAMLSeq, index: number): number {
  const token = seq.srcToken as { items: { start: { type: string; offset: number }[] }[] };
  return token.items[index]!.start.find(({ type }) => type === 'seq-item-ind')!.offset;
}

function removal(text: string, pair: Pair, seq: YAMLSeq, index: number): readonly Splice[] {
  const [start, end] = rangeOf(seq.items[index]);
  if (seq.flow) {
    const [next, previous] = [seq.items[index + 1], seq.items[index - 1]];
    if (next) return [{ start, end: rangeOf(next)[0], text: '' }];
    return [{ start: previous ? rangeOf(previous)[1] : start, end, text: '' }];
  }
  const dash = dashOf(seq, index);
  const from = text.lastIndexOf('\n', dash - 1) + 1;
  const stop = text[end - 1] === '\n' ? end : lineEnd(text, end);
  const next = text.slice(stop, stop + 2).startsWith('\r\n') ? stop + 2 : text[stop] === '\n' ? stop + 1 : stop;
  const lines = { start: from, end: text[stop - 1] === '\n' ? stop : next, text: '' };
  if (seq.items.length > 1) return [lines];
  const at = afterColon(text, pair);
  return [{ start: at, end: at, text: ' []' }, lines];
}
