import type { Span } from '../../place';
import type { Logical } from './lines';

/** A word of a logical line: `from` and `to` count in the logical text, `start` and `end` in the source. */
export interface Word extends Span {
  readonly from: number;
  readonly to: number;
  /** Quotes and escapes resolved. */
  readonly value: string;
}

const BLANKS = new Set(' \t\v\f\r\n\u0085\u00a0');

export const isBlank = (char: string | undefined): boolean => char !== undefined && BLANKS.has(char);

/** The source span of a stretch of logical text that is not empty. */
export const sourceSpan = (logical: Logical, from: number, to: number): Span => ({
  start: logical.from[from]!,
  end: logical.from[to - 1]! + 1,
});

export function skipBlanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && isBlank(text[next])) next++;
  return next;
}

/** The position of the quote that ends the one at `at`, or -1: an apostrophe in plain words quotes nothing. */
function closing(text: string, at: number, mark: string): number {
  const quote = text[at]!;
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === quote) return next;
    if (text[next] === mark && quote === '"') next++;
  }
  return -1;
}

/** Resolves quotes and escapes of a stretch of text, as the build does with a value. */
function decode(text: string, mark: string): string {
  let value = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"' || char === "'") {
      const end = closing(text, at, mark);
      if (end > 0) {
        const inside = text.slice(at + 1, end);
        value += char === '"' ? inDoubleQuotes(inside, mark) : inside;
        at = end;
        continue;
      }
    }
    if (char === mark && at + 1 < text.length) {
      // outside quotes an escape shields whatever follows; a Windows path keeps its backslash by the other directive
      value += text[++at]!;
      continue;
    }
    value += char;
  }
  return value;
}

/** Inside double quotes an escape shields a quote, a dollar sign and itself; before anything else it stays. */
function inDoubleQuotes(inside: string, mark: string): string {
  if (!inside.includes(mark)) return inside;
  let value = '';
  for (let at = 0; at < inside.length; at++) {
    const next = inside[at + 1];
    if (inside[at] === mark && (next === '"' || next === '$' || next === mark)) at++;
    value += inside[at]!;
  }
  return value;
}

/** The word that begins at a position that is no blank. */
function wordAt(logical: Logical, from: number, mark: string, unclosed: Set<string>): Word {
  const { text } = logical;
  let to = from;
  while (to < text.length && !isBlank(text[to])) {
    const char = text[to]!;
    if (char === mark) to++;
    else if ((char === '"' || char === "'") && !unclosed.has(char)) {
      const end = closing(text, to, mark);
      if (end > 0) to = end;
      else unclosed.add(char);
    }
    to++;
  }
  to = Math.min(to, text.length);
  return { from, to, value: decode(text.slice(from, to), mark), ...sourceSpan(logical, from, to) };
}

/** The words from a position on. A quote that never closes is searched for once, so that the time stays linear. */
export function wordsFrom(logical: Logical, from: number, mark: string): Word[] {
  const words: Word[] = [];
  const unclosed = new Set<string>();
  for (let at = skipBlanks(logical.text, from); at < logical.text.length; ) {
    const word = wordAt(logical, at, mark, unclosed);
    words.push(word);
    at = skipBlanks(logical.text, word.to);
  }
  return words;
}

/** A stretch of logical text as one word, blanks around it left out; undefined when nothing is there. */
export function wholeBetween(logical: Logical, from: number, end: number, mark: string): Word | undefined {
  const start = skipBlanks(logical.text, from);
  let to = end;
  while (to > start && isBlank(logical.text[to - 1])) to--;
  if (to <= start) return undefined;
  return { from: start, to, value: decode(logical.text.slice(start, to), mark), ...sourceSpan(logical, start, to) };
}

/** The entries of a JSON array of strings, or undefined when the text is none: Docker then reads the shell form. */
export function execFrom(logical: Logical, from: number): Word[] | undefined {
  const { text } = logical;
  let at = skipBlanks(text, from);
  if (text[at] !== '[') return undefined;
  at = skipBlanks(text, at + 1);
  const words: Word[] = [];
  const string = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
  while (text[at] !== ']' || words.length > 0) {
    string.lastIndex = at;
    const entry = string.exec(text)?.[0];
    const value = entry === undefined ? undefined : jsonString(entry);
    if (entry === undefined || value === undefined) return undefined;
    words.push({ from: at, to: at + entry.length, value, ...sourceSpan(logical, at, at + entry.length) });
    at = skipBlanks(text, at + entry.length);
    if (text[at] === ']') break;
    if (text[at] !== ',') return undefined;
    at = skipBlanks(text, at + 1);
  }
  return skipBlanks(text, at + 1) >= text.length ? words : undefined;
}

function jsonString(source: string): string | undefined {
  try {
    return JSON.parse(source) as string;
  } catch {
    return undefined;
  }
}
