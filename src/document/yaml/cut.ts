import type { Cut } from '../syntax';

/** A document with more lines is cut below itself. */
const LARGE_DOCUMENT = 300;
/** A top-level entry with more lines is cut into its children. */
const LARGE_ENTRY = 60;

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;

/**
 * Cuts a stream at its `---` lines, and a large single document at its top-level keys and the children of its large
 * top-level mappings. Comments above a key or a `---` belong to what follows; blank lines before them stay where they
 * are, since a block scalar may keep them.
 *
 * It reads lines only. That is exact, because in a block mapping at indentation k nothing but a key, a list entry or a
 * comment can stand at k: text that goes on (of a string, a flow collection, a block scalar) is indented further.
 * Left whole: documents with anchors, aliases or merge keys, which mean something beyond their section, and documents
 * that name their `kind` and `apiVersion`, since such an object is read as one.
 */
export function cutYaml(text: string): readonly Cut[] {
  const documents = documentsOf(text);
  const only = documents[0];
  if (documents.length === 1 && only && manyLines(text, LARGE_DOCUMENT)) return cutDocument(text) ?? [only];
  return documents;
}

function manyLines(text: string, limit: number): boolean {
  let at = -1;
  for (let count = 0; count < limit; count++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return false;
  }
  return at + 1 < text.length;
}

/** A `---` or `...` line always bounds a document, even inside what looks like a string. */
function documentsOf(text: string): Cut[] {
  const cuts: Cut[] = [];
  let start = 0;
  let filled = hasContent(text, 0, nextBound(text, 0));
  const end = (at: number) => {
    if (at > start) cuts.push({ start, end: at, under: [] });
    start = at;
  };
  for (let bound = nextBound(text, 0); bound < text.length; ) {
    const lineEnd = text.indexOf('\n', bound);
    const after = lineEnd < 0 ? text.length : lineEnd + 1;
    const next = nextBound(text, after);
    const opens = text.startsWith('---', bound);
    const content = hasContent(text, opens ? bound + 3 : after, next);
    if (opens && filled) end(commentsAbove(text, bound, start));
    // what follows `...` without content is still part of the document that it ends
    if (!opens && content) end(after);
    filled = opens || content;
    bound = next;
  }
  end(text.length);
  return cuts.length > 0 ? cuts : [{ start: 0, end: 0, under: [] }];
}

const BOUND = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

function nextBound(text: string, from: number): number {
  BOUND.lastIndex = from;
  return BOUND.exec(text)?.index ?? text.length;
}

/** Whether anything but blank lines, comments and directives stands in a stretch. */
function hasContent(text: string, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code === HASH || (code === 37 && (at === 0 || text.charCodeAt(at - 1) === NEWLINE))) {
      const next = text.indexOf('\n', at);
      at = next < 0 ? to : next;
    } else if (code > SPACE && code !== 0xfeff) return true;
    else at++;
  }
  return false;
}

/** The start of the earliest comment or directive line that stands, with blanks between, directly above a line. */
function commentsAbove(text: string, bound: number, floor: number): number {
  let first = bound;
  for (let at = bound; at > floor; ) {
    const line = text.lastIndexOf('\n', at - 2) + 1;
    if (line < floor) break;
    const code = text.charCodeAt(line);
    if (code === HASH) first = line;
    else if (text.slice(line, at).trim() !== '') break;
    at = line;
  }
  return first > floor ? first : bound;
}

interface Line {
  readonly start: number;
  /** Where its text begins. */
  readonly text: number;
  readonly end: number;
  readonly kind: 'blank' | 'comment' | 'other';
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let at = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
    while (at < end && text.charCodeAt(at) === SPACE) at++;
    let visible = at;
    while (visible < end && text.charCodeAt(visible) <= SPACE) visible++;
    const kind = visible === end ? 'blank' : text.charCodeAt(visible) === HASH ? 'comment' : 'other';
    lines.push({ start, text: at, end, kind });
    start = end + 1;
  }
  return lines;
}

/** Whether an anchor, an alias or a merge key may stand in a text (or something in a string that looks like one). */
export const isEntangled = (text: string): boolean => FAR_REACHING.test(text);

const FAR_REACHING = /(?:^|[-:?][ \t]|[[{,]|![^\s,]*[ \t])[ \t]*[&*][\w\u0080-\uffff]|<<["']?[ \t]*:/m;

function cutDocument(text: string): Cut[] | undefined {
  if (isEntangled(text)) return undefined;
  const lines = linesOf(text);
  const indent = (line: Line) => line.text - line.start - (line.start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const isKey = (line: Line, at: number) => line.kind === 'other' && indent(line) === at && afterKey(text, line) > 0;

  const first = lines.findIndex((line) => line.kind === 'other' && !isPreamble(text, line));
  const root = lines[first];
  if (!root || !isKey(root, 0)) return undefined;
  const tops = keysAt(lines, first, lines.length, (line) => isKey(line, 0));
  const names = tops.map((i) => keyName(text, lines[i]!));
  if (names.includes('kind') && names.includes('apiVersion')) return undefined;

  const starts: { start: number; under: readonly string[] }[] = [];
  const add = (line: number, at: number, floor: number, under: readonly string[]) =>
    starts.push({ start: lines[headLine(lines, line, at, floor, indent)]!.start, under });
  tops.forEach((top, n) => {
    add(top, 0, tops[n - 1] ?? -1, []);
    const end = tops[n + 1] ?? lines.length;
    const name = names[n];
    if (end - top <= LARGE_ENTRY || name === undefined || !isBareKey(text, lines[top]!)) return;
    const child = lines.findIndex((line, i) => i > top && line.kind === 'other');
    const at = child > 0 && child < end ? indent(lines[child]!) : 0;
    if (at === 0 || !isKey(lines[child]!, at)) return;
    let floor = top;
    for (const key of keysAt(lines, child, end, (line) => isKey(line, at))) {
      add(key, at, floor, [name]);
      floor = key;
    }
  });
  return starts.map(({ start, under }, i) => ({
    start: i === 0 ? 0 : start,
    end: starts[i + 1]?.start ?? text.length,
    under,
  }));
}

function keysAt(lines: readonly Line[], from: number, to: number, isKey: (line: Line) => boolean): number[] {
  const keys: number[] = [];
  for (let i = from; i < to; i++) if (isKey(lines[i]!)) keys.push(i);
  return keys;
}

/** The line where a key's section begins: that of the first comment directly above it that is no deeper than the key. */
function headLine(
  lines: readonly Line[],
  key: number,
  at: number,
  floor: number,
  indent: (line: Line) => number,
): number {
  let head = key;
  for (let i = key - 1; i > floor; i--) {
    const line = lines[i]!;
    if (line.kind === 'comment' && indent(line) <= at) head = i;
    else if (line.kind !== 'blank') break;
  }
  return head;
}

/** Directives and a `---` with nothing but a comment after it. */
const isPreamble = (text: string, line: Line): boolean =>
  text.charCodeAt(line.start) === 37 ||
  /^---[ \t\r]*(?:#.*)?$/.test(text.slice(line.start, line.end).replace(/^\ufeff/, ''));

const isBareKey = (text: string, line: Line): boolean =>
  /^[ \t\r]*(?:[ \t]#.*)?$/.test(text.slice(afterKey(text, line), line.end));

/** Where the text after `key:` begins; 0 when the line is no `key:` line. */
function afterKey(text: string, line: Line): number {
  const quote = text[line.text];
  let at = line.text;
  if (quote === '"' || quote === "'") {
    at = closingQuote(text, at + 1, line.end, quote);
    while (text[at] === ' ' || text[at] === '\t') at++;
    return text[at] === ':' && isGap(text, at + 1, line.end) ? at + 1 : 0;
  }
  if (/[#&*!|>%@`,[\]{}\t]/.test(quote ?? '#')) return 0;
  if (/[-?:]/.test(quote ?? '') && isGap(text, at + 1, line.end)) return 0;
  for (; at < line.end; at++) {
    const code = text.charCodeAt(at);
    if (code === 58 && isGap(text, at + 1, line.end)) return at + 1;
    if (code === HASH && isGap(text, at - 1, line.end)) return 0;
  }
  return 0;
}

const isGap = (text: string, at: number, end: number): boolean => at >= end || text.charCodeAt(at) <= SPACE;

function closingQuote(text: string, from: number, end: number, quote: string): number {
  for (let at = from; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return end;
}

function keyName(text: string, line: Line): string | undefined {
  const raw = text.slice(line.text, afterKey(text, line)).replace(/[ \t]*:$/, '');
  if (raw.startsWith('"')) return raw.includes('\\') ? undefined : raw.slice(1, -1);
  return raw.startsWith("'") ? raw.slice(1, -1).replaceAll("''", "'") : raw;
}
