import { parseBicep } from '../document/bicep/statement';
import { parseHcl } from '../document/hcl/body';
import type { Span } from '../place';
import { asFile, type Begins, type Form, indented } from './forms';

/** Where a template goes in a text, and what goes around it there. */
export interface Insertion extends Span {
  /** The cursor stands where the template begins, alone on its line or behind a half-typed word. */
  readonly exact: boolean;
  /** The file holds nothing else: the template becomes all of it. */
  readonly whole: boolean;
  readonly before: string;
  readonly after: string;
  /** Of the template's lines; the first has it already where the span begins behind it. */
  readonly indent: string;
}

/** The line that an offset stands on, without its end. */
function lineAt(text: string, offset: number): Span {
  const start = text.slice(0, offset).lastIndexOf('\n') + 1;
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  return { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
}

/** The word that is being typed at an offset. */
export function wordAt(text: string, offset: number): Span {
  const { start, end } = lineAt(text, offset);
  const before = /(?:[A-Za-z][\w-]*)?$/.exec(text.slice(start, offset))?.[0].length ?? 0;
  const after = before === 0 ? 0 : (/^[\w-]*/.exec(text.slice(offset, end))?.[0].length ?? 0);
  return { start: offset - before, end: offset + after };
}

/** Nothing but blank lines and comments. */
const isBlank = (text: string): boolean => /^(?:[ \t]*(?:#[^\n]*)?\r?(?:\n|$))*$/.test(text);

/** The same in a language whose comments begin with two slashes. */
const isBlankBicep = (text: string): boolean => /^(?:[ \t]*(?:\/\/[^\n]*)?\r?(?:\n|$))*$/.test(text);

/**
 * Where a template goes for a cursor in a text: there, if it may begin there, else behind what the cursor stands in. Undefined
 * when templates of this kind have no place in the text.
 */
export function insertionAt(begins: Begins, text: string, offset: number): Insertion | undefined {
  const word = wordAt(text, offset);
  const line = lineAt(text, offset);
  const alone = text.slice(line.start, word.start).trim() === '' && text.slice(word.end, line.end).trim() === '';
  const rest = alone ? text.slice(0, word.start) + ' '.repeat(word.end - word.start) + text.slice(word.end) : text;
  const column = word.start - line.start;
  const cursor: Cursor = { text: rest, offset, line, word, column, alone };
  const blank = begins === 'statement' ? isBlankBicep : isBlank;
  if (blank(rest)) return { ...atCursor(cursor, ''), whole: true };
  switch (begins) {
    case 'block':
      return amongBlocks(cursor, parseHcl(rest).body.items);
    case 'statement':
      return amongBlocks(cursor, parseBicep(rest).statements);
    case 'document':
      return amongDocuments(cursor);
    case 'resource':
      return amongResources(cursor);
    case 'file':
      return undefined;
  }
}

interface Cursor {
  /** Without the word that is being typed, if that stands alone on its line. */
  readonly text: string;
  readonly offset: number;
  readonly line: Span;
  readonly word: Span;
  readonly column: number;
  readonly alone: boolean;
}

/** On the cursor's own line, or below it where something stands on that. */
function atCursor({ text, line, word, column, alone }: Cursor, indent: string): Insertion {
  const exact = alone && column === indent.length;
  const nothing = { whole: false, indent, before: '', after: '' };
  if (exact) return { ...nothing, ...word, exact };
  const isFree = text.slice(line.start, line.end).trim() === '';
  if (isFree) return { ...nothing, start: line.start, end: line.end, exact, before: indent };
  return { ...nothing, start: line.end, end: line.end, exact, before: `\n${indent}` };
}

/** Behind an offset, on lines of its own. */
const behind = (at: number, before: string, indent: string): Insertion => ({
  start: at,
  end: at,
  exact: false,
  whole: false,
  before,
  after: '',
  indent,
});

function amongBlocks(cursor: Cursor, items: readonly Span[]): Insertion {
  const { text, offset } = cursor;
  const inside = items.find(({ start, end }) => start <= offset && offset <= end);
  if (!inside && cursor.alone) return apart(atCursor(cursor, ''), text);
  const last = inside ?? items.filter(({ start }) => start < offset).at(-1) ?? items.at(-1);
  return behind(lineAt(text, last?.end ?? text.length).end, '\n\n', '');
}

/** With an empty line to the block above and below. */
function apart(insertion: Insertion, text: string): Insertion {
  const above = text.slice(0, insertion.start).split('\n').at(-2)?.trim() ?? '';
  const below = text.slice(insertion.end).split('\n')[1]?.trim() ?? '';
  const isOpen = above !== '' && !/^(?:#|\/\/)/.test(above);
  return { ...insertion, before: (isOpen ? '\n' : '') + insertion.before, after: below === '' ? '' : '\n' };
}

const BOUND = /^---(?=[ \t\r\n]|$)/gm;

function amongDocuments(cursor: Cursor): Insertion {
  const { text, offset, line } = cursor;
  const bounds = [...text.matchAll(BOUND)].map(({ index }) => index);
  const begins = bounds.filter((at) => at <= line.start).at(-1);
  const from = begins === undefined ? 0 : lineAt(text, begins).end;
  const to = bounds.find((at) => at > line.start) ?? text.length;
  const isFree = isBlank(text.slice(from, to));
  if (isFree && line.start !== begins) return atCursor(cursor, '');
  const isLast = isBlank(text.slice(offset, to)) && cursor.alone && cursor.column === 0;
  if (isLast) return { ...atCursor(cursor, ''), before: '---\n' };
  return behind(from + text.slice(from, to).trimEnd().length, isFree ? '\n' : '\n---\n', '');
}

function amongResources(cursor: Cursor): Insertion | undefined {
  const { text, line } = cursor;
  const head = /^["']?Resources["']?[ \t]*:[ \t]*(?:#[^\n]*)?\r?$/m.exec(text);
  if (!head) return undefined;
  const from = head.index + head[0].length;
  const next = /^[^\s#]/m.exec(text.slice(from));
  const to = next ? from + next.index : text.length;
  const indent = /^([ \t]+)[^\s#]/m.exec(text.slice(from, to))?.[1] ?? '  ';
  const entries = new RegExp(String.raw`^${indent}[^\s#]`, 'gm');
  const after = [...text.slice(from, to).matchAll(entries)].map(({ index }) => from + index);
  const end = after.find((at) => at > line.end) ?? to;
  const inside = line.start >= from && line.start <= to;
  // what follows up to the next entry would lose its own entry's head
  const endsHere = text.slice(line.end, end).trim() === '';
  if (inside && endsHere && cursor.alone && cursor.column === indent.length) return atCursor(cursor, indent);
  const at = from + text.slice(from, inside ? end : to).trimEnd().length;
  return behind(at, at === from ? `\n${indent}` : `\n\n${indent}`, indent);
}

/** What is written at an insertion: a template's text or snippet, with what goes around it. */
export function writtenAt({ whole, before, after, indent, exact }: Insertion, form: Form, text: string): string {
  if (whole) return exact ? asFile(form, text).trimEnd() : `${before}${asFile(form, text)}`.trimEnd();
  return `${before}${indented(text.trimEnd(), indent).slice(indent.length)}${after}`;
}
