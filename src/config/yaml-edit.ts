import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../place';
import { assigned, type Path, type Plain, same } from './plain-data';
import { changed, difference, type TextChange } from './text-change';

type Holder = YAMLMap<Scalar, Node | null> | YAMLSeq<Node>;

/** One entry of a mapping or list, from its key or value on to the end of what is written. */
interface Entry extends Span {
  readonly key?: Scalar;
  readonly value: Node | null;
}

/** Where a path leads: the mapping or list at its end with the entry it names, and the steps that lead to nothing yet. */
interface Spot {
  readonly holder?: Holder;
  readonly entry?: Entry;
  readonly rest: Path;
}

const STYLE = { lineWidth: 0, minContentWidth: 0, aliasDuplicateObjects: false } as const;

/**
 * The one smallest edit that makes a YAML text say `value` at a path of keys and list indices. What is missing on the way is
 * made; a new entry goes behind the last of its mapping or list. Everything else stays character by character: comments,
 * order, quotes, line breaks. Undefined where that can't be done for sure: the text is broken, the path leads through
 * a text, an alias or past the end of a list, or an anchor shares what is written there.
 */
export const setValue = (text: string, path: Path, value: Plain): TextChange | undefined =>
  proven(text, path, value, (root) => {
    const spot = find(root, path);
    if (!spot) return undefined;
    const { holder, entry, rest } = spot;
    if (holder && entry) return replaced(text, holder, entry, rest.reduceRight(within, value));
    if (!holder) return appended(text, rest.reduceRight(within, value));
    const added = rest.slice(0, 1).reduceRight(within, rest.slice(1).reduceRight(within, value));
    return isFlow(holder) ? addedInFlow(holder, added) : addedInBlock(text, holder, added);
  });

/** Several values as one edit, from the first character that changes to the last; undefined when one of them can't be set. */
export function setValues(text: string, values: readonly (readonly [Path, Plain])[]): TextChange | undefined {
  let now = text;
  for (const [path, value] of values) {
    const change = setValue(now, path, value);
    if (!change) return undefined;
    now = changed(now, change);
  }
  return difference(text, now);
}

/** The one smallest edit that takes an entry out with its lines; comments above it stay. Undefined as with `setValue`, or when there is none. */
export function removeValue(text: string, path: Path): TextChange | undefined {
  let only: 'mapping' | 'list' | undefined;
  const change = proven(text, path, undefined, (root) => {
    const { holder, entry, rest } = find(root, path) ?? { rest: path };
    if (!holder || !entry || rest.length > 0) return undefined;
    const entries = entriesOf(holder);
    if (entries.length === 1) only = isMap(holder) ? 'mapping' : 'list';
    const at = entries.findIndex(({ start }) => start === entry.start);
    return isFlow(holder) ? takenFromFlow(text, entries, at) : takenFromBlock(text, entries, at);
  });
  return only && path.length > 1 ? setValue(text, path.slice(0, -1), only === 'list' ? [] : {}) : change;
}

const within = (value: Plain, step: string | number): Plain => (typeof step === 'number' ? [value] : { [step]: value });

/** An edit that was tried: the text still reads, and says what it said but for this value. */
function proven(
  text: string,
  path: Path,
  value: Plain | undefined,
  edit: (root: Node | null) => TextChange | undefined,
): TextChange | undefined {
  const read = (from: string) => parseDocument(from, { uniqueKeys: false, logLevel: 'error', prettyErrors: false });
  const before = read(text);
  if (before.errors.length > 0) return undefined;
  const change = edit(before.contents as Node | null);
  const after = change && read(changed(text, change));
  if (!after || after.errors.length > 0) return undefined;
  try {
    return same(after.toJS(), assigned(before.toJS(), path, value)) ? change : undefined;
  } catch {
    return undefined; // more aliases than anybody means
  }
}

function find(root: Node | null, path: Path): Spot | undefined {
  let node = root;
  let spot: Spot = { rest: path };
  for (const [depth, step] of path.entries()) {
    const rest = path.slice(depth);
    if (node === null || (isScalar(node) && node.value === null)) return { ...spot, rest };
    if (!isHolder(node, step)) return undefined;
    const entries = entriesOf(node);
    const entry = typeof step === 'number' ? entries[step] : entries.find(({ key }) => key?.value === step);
    if (!entry) return typeof step === 'string' || step === entries.length ? { holder: node, rest } : undefined;
    spot = { holder: node, entry, rest: [] };
    node = entry.value;
  }
  return spot;
}

const isHolder = (node: Node, step: string | number): node is Holder =>
  typeof step === 'number' ? isSeq(node) : isMap(node) && node.items.every(({ key }) => isScalar(key) && key.range);
const isFlow = (holder: Holder): boolean => holder.flow === true;

function entriesOf(holder: Holder): readonly Entry[] {
  if (isSeq(holder)) return holder.items.map((value) => ({ value, start: value.range?.[0] ?? 0, end: endOf(value) }));
  return holder.items.map(({ key, value }) => {
    const [start, end] = key.range!;
    return { key, value, start, end: Math.max(end, value ? endOf(value) : end) };
  });
}

/** Where what is written ends; the range of a block would take in comments behind it. */
function endOf(node: Node): number {
  const last = (isMap(node) || isSeq(node)) && node.flow !== true ? entriesOf(node as Holder).at(-1) : undefined;
  return last?.end ?? node.range?.[1] ?? 0;
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
/** Where the line break of a line stands, or the text ends. */
function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return at > offset && text[at - 1] === '\r' ? at - 1 : at;
}
const afterBreak = (text: string, offset: number): number => {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
};
const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

const breakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
/** Where the line above the one of an offset ends. */
const endAbove = (text: string, offset: number): number => lineEnd(text, lineStart(text, lineStart(text, offset) - 1));

/** Lines with the text's own line breaks, all but the first indented. */
const laid = (text: string, lines: string, column: number): string =>
  lines
    .replace(/\n$/, '')
    .replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`)
    .replaceAll('\n', breakOf(text));

/** Entries as they stand between brackets. */
const inline = (entries: Plain): string =>
  stringify(entries, { ...STYLE, collectionStyle: 'flow' })
    .trim()
    .slice(1, -1)
    .trim();

function appended(text: string, value: Plain): TextChange {
  const lead = text === '' || text.endsWith('\n') ? '' : breakOf(text);
  const lines = laid(text, stringify(value, STYLE), 0) + breakOf(text);
  return { start: text.length, end: text.length, text: lead + lines };
}

function replaced(text: string, holder: Holder, { key, value, start, end }: Entry, by: Plain): TextChange {
  const from = value?.range?.[0] ?? end;
  const old = text.slice(from, end);
  const isCollection = value !== null && (isMap(value) || isSeq(value));
  if (isFlow(holder) || (isCollection && value.flow === true && typeof by === 'object' && by !== null))
    return { start: from, end, text: (old === '' ? ' ' : '') + inline([by]) };
  const isBlock = /^[|>]/.test(old) || (isCollection && value.flow !== true);
  const lines = key ? stringify({ k: by }, STYLE).slice(2) : stringify(by, STYLE);
  const isLine = !lines.trimEnd().includes('\n');
  if (old !== '' && !isBlock && isLine) return { start: from, end, text: lines.trim() };
  if (!key) return { start: from, end, text: laid(text, lines, columnOf(text, start)) + finalBreak(old) };
  const colon = text.indexOf(':', key.range![1]) + 1;
  // a comment behind the key stays there
  const below = lines.startsWith('\n') && (old === '' || text.slice(colon, from).includes('\n'));
  const behind = old === '' ? lineEnd(text, colon) : endAbove(text, from);
  const at = below ? behind : colon;
  return {
    start: at,
    end: old === '' ? at : Math.max(end, at),
    text: laid(text, lines, columnOf(text, start)) + finalBreak(old),
  };
}

/** A block of text ends with its line break; what comes in its place brings one, too. */
const finalBreak = (old: string): string => /\r?\n$/.exec(old)?.[0] ?? '';

function addedInBlock(text: string, holder: Holder, entry: Plain): TextChange {
  const column = columnOf(text, holder.range![0]);
  const lines = ' '.repeat(column) + laid(text, stringify(entry, STYLE), column);
  const { end } = entriesOf(holder).at(-1)!;
  if (text[end - 1] === '\n') return { start: end, end, text: lines + breakOf(text) };
  const at = lineEnd(text, end);
  return { start: at, end: at, text: breakOf(text) + lines };
}

function addedInFlow(holder: Holder, entry: Plain): TextChange {
  const last = entriesOf(holder).at(-1);
  const at = last?.end ?? holder.range![0] + 1;
  return { start: at, end: at, text: `${last ? ', ' : ''}${inline(entry)}` };
}

function takenFromFlow(text: string, entries: readonly Entry[], at: number): TextChange {
  const { start, end } = entries[at]!;
  const before = entries[at - 1]?.end ?? start;
  const after = entries[at + 1]?.start ?? end;
  const span = at > 0 ? { start: before, end } : { start, end: after };
  if (!text.slice(span.start, start).includes('#') && !text.slice(end, span.end).includes('#'))
    return { ...span, text: '' };
  return { start, end: end + (/^\s*,/.exec(text.slice(end))?.[0].length ?? 0), text: '' };
}

function takenFromBlock(text: string, entries: readonly Entry[], at: number): TextChange | undefined {
  const { key, start, end } = entries[at]!;
  const from = key ? start : text.lastIndexOf('-', start - 1);
  const line = lineStart(text, from);
  const below = text[end - 1] === '\n' ? end : afterBreak(text, end);
  if (text.slice(line, from).trim() === '') {
    const isLast = below === text.length && !text.endsWith('\n');
    return { start: isLast && line > 0 ? endAbove(text, from) : line, end: below, text: '' };
  }
  // the first entry behind a dash: the next one takes its place
  const next = entries[at + 1];
  if (!next || text.slice(end, next.start).includes('#')) return undefined;
  return { start, end: next.start, text: '' };
}
