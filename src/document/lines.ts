import type { Span } from '../place';
import type { LineDocument } from './lines/tree';
import type { Document, ScalarSite, Syntax } from './syntax';

export type { LineDocument } from './lines/tree';

type Pair = LineDocument['pairs'][number];

/** `KEY=`, `export KEY =`; a colon counts only after a plain word and before a blank, so that URLs and times are no pairs. */
const KEY = /^[ \t\uFEFF]*(?:export[ \t]+)?(?:([A-Za-z_][\w.[\]/-]*)[ \t]*=|([A-Za-z_][\w.-]*):(?=[ \t]))[ \t]*/;
/** `${NAME}`, `$(command)`, or nothing but `$NAME`: a dollar sign inside a password is just that. */
const SUBSTITUTED = /\$[{(]|^\$\w+$/;
const COMMENT = /^[ \t\uFEFF]*[#;]/;
/** A quoted value or a PEM block that is longer was never closed: each line then stands for itself. */
const MAX_VALUE_LINES = 200;
/** One line in so many begins a section, chosen by what it says, so that an edit moves no cut but its own. */
const LINES_PER_SECTION = 48;
/** Where no line happens to be chosen, such as in a text of equal lines. */
const MAX_SECTION_LINES = 1000;

/** A stretch of whole lines that belong together: mostly one. `end` is after its line break. */
interface Unit extends Span {
  readonly lines: number;
}

const lineEnd = (text: string, at: number): number => {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
};

/** Cuts a text into lines, with quoted values and keys of several lines (PEM, PuTTY) kept whole. */
function* unitsOf(text: string): Iterable<Unit> {
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    const unit = pemFrom(text, start, line) ??
      puttyFrom(text, start, line) ??
      quotedFrom(text, start, line) ??
      continuedFrom(text, start, line) ?? { start, end, lines: 1 };
    yield unit;
    start = unit.end;
  }
}

function pemFrom(text: string, start: number, line: string): Unit | undefined {
  const begin = line.indexOf('-----BEGIN ');
  return begin < 0 ? undefined : unitUntil(text, start, (raw, first) => raw.includes('-----END ', first ? begin : 0));
}

/** PuTTY says before a key how many lines it has. */
function puttyFrom(text: string, start: number, line: string): Unit | undefined {
  const count = Number(/^[ \t]*Private-Lines: (\d{1,3})\s*$/.exec(line)?.[1] ?? 0);
  let left = count + 1;
  return count === 0 ? undefined : unitUntil(text, start, () => --left === 0);
}

function quotedFrom(text: string, start: number, line: string): Unit | undefined {
  const key = KEY.exec(line);
  const quote = key && line[key[0].length];
  if (!key || (quote !== '"' && quote !== "'")) return undefined;
  const from = key[0].length;
  if (line.startsWith(quote.repeat(3), from))
    return unitUntil(text, start, (raw, first) => raw.indexOf(quote.repeat(3), first ? from + 3 : 0) >= 0);
  if (closing(line, key[0].length) > 0) return undefined;
  // an assignment on a later line says that the quote was forgotten
  return unitUntil(text, start, (raw, first) => {
    if (first) return false;
    return KEY.test(raw) ? 'no' : closing(quote + raw, 0) > 0;
  });
}

/** `key = \\`, with the value on the next line. */
function continuedFrom(text: string, start: number, line: string): Unit | undefined {
  const key = KEY.exec(line);
  if (!key || !/^\\[ \t]*\r?\n$/.test(line.slice(key[0].length))) return undefined;
  return unitUntil(text, start, (_, first) => !first);
}

function unitUntil(text: string, start: number, ends: (raw: string, first: boolean) => boolean | 'no') {
  let end = start;
  for (let lines = 1; lines <= MAX_VALUE_LINES && end < text.length; lines++) {
    const from = end;
    end = lineEnd(text, from);
    const answer = ends(text.slice(from, end), lines === 1);
    if (answer === 'no') return undefined;
    if (answer) return { start, end, lines };
  }
  return undefined;
}

/** The quote that ends the one at a position, or -1. A backslash shields one inside double quotes. */
function closing(text: string, at: number): number {
  const quote = text[at]!;
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === quote) return next;
    if (text[next] === '\\' && quote === '"') next++;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function pairOf(text: string, unit: Unit): Pair | undefined {
  const raw = text.slice(unit.start, unit.end);
  const key = KEY.exec(raw);
  if (!key || COMMENT.test(raw)) return undefined;
  const name = key[1] ?? key[2]!;
  const keyStart = unit.start + key[0].lastIndexOf(name);
  const continued = /^\\[ \t]*\r?\n[ \t]*/.exec(raw.slice(key[0].length))?.[0] ?? '';
  const from = key[0].length + continued.length;
  const quote = raw[from];
  const isTriple = (quote === '"' || quote === "'") && raw.startsWith(quote.repeat(3), from);
  if (isTriple) return tripled(name, keyStart, raw, from, unit);
  const close = quote === '"' || quote === "'" ? closing(raw, from) : -1;
  const to = close > 0 ? close + 1 : from + plainLength(raw.slice(from));
  const inside = close > 0 ? raw.slice(from + 1, close) : raw.slice(from, to);
  return {
    key: name,
    keySpan: { start: keyStart, end: keyStart + name.length },
    value: close > 0 && quote === '"' ? inside.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char) : inside,
    valueSpan: { start: unit.start + from, end: unit.start + to },
  };
}

/** A value between three quotes, as TOML has it; the value's span lies within them. */
function tripled(name: string, keyStart: number, raw: string, from: number, { start }: Unit): Pair {
  const close = raw.indexOf(raw.slice(from, from + 3), from + 3);
  const to = close < 0 ? raw.trimEnd().length : close;
  return {
    key: name,
    keySpan: { start: keyStart, end: keyStart + name.length },
    value: raw.slice(from + 3, to),
    valueSpan: { start: start + from + 3, end: start + Math.max(to, from + 3) },
  };
}

/** Whether a value may be a whole command: `NAME=value ./deploy`, or a table in one line. */
const isSeveral = ({ value, valueSpan }: Pair, text: string): boolean =>
  !/["']/.test(text[valueSpan.start] ?? '') && /[ \t]/.test(value);

/** The length of an unquoted value: ` #` or ` ;` begins a comment, blanks at the end are none of it. */
function plainLength(rest: string): number {
  const comment = /(?:^|[ \t])[#;]/.exec(rest);
  return (comment ? rest.slice(0, comment.index) : rest).trimEnd().length;
}

function parse(text: string): LineDocument {
  const pairs: Pair[] = [];
  const others: Span[] = [];
  for (const unit of unitsOf(text)) {
    const pair = pairOf(text, unit);
    if (pair) pairs.push(pair);
    const line = pair && !isSeveral(pair, text) ? '' : text.slice(unit.start, unit.end);
    if (/[=-]/.test(line) && !COMMENT.test(line)) others.push({ start: unit.start, end: unit.end });
  }
  return { syntax: 'lines', text, pairs, others, problems: [] };
}

/** A line that is no pair, or more than one: it may be a command that hands over a value. */
const command = ({ start, end }: Span, text: string): ScalarSite => {
  const line = text.slice(start, end).trimEnd();
  return { start, end: start + line.length, keyPath: [], value: line, literal: true };
};

/** A small hash of a line's characters (FNV-1a), its line break left out. */
function hashOf(line: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < line.length; at++) hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Line-wise files: dotenv, properties, ini, plain text. */
export const lineSyntax: Syntax = {
  id: 'lines',
  cut(text) {
    const starts = [0];
    let lines = 0;
    let commented = false;
    for (const unit of unitsOf(text)) {
      const line = text.slice(unit.start, unit.end).trimEnd();
      const chosen = line !== '' && hashOf(line) % LINES_PER_SECTION === 0;
      // a comment may be a waiver for the line after it, so the two stay together
      if (lines > 0 && (lines >= MAX_SECTION_LINES || (chosen && !commented))) {
        starts.push(unit.start);
        lines = 0;
      }
      lines += unit.lines;
      commented = COMMENT.test(line);
    }
    return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length, under: [] }));
  },
  parse,
  *scalars(document: Document) {
    if (document.syntax !== 'lines') return;
    const { text, pairs, others } = document;
    let next = 0;
    for (const { key, value, valueSpan } of pairs) {
      for (let other = others[next]; other && other.end < valueSpan.end; other = others[++next])
        yield command(other, text);
      const single = text[valueSpan.start] === "'";
      yield { ...valueSpan, keyPath: [key], value, literal: single || !SUBSTITUTED.test(value) };
    }
    for (const other of others.slice(next)) yield command(other, text);
  },
  constructAt(document, offset) {
    if (document.syntax !== 'lines') return undefined;
    const from = document.text.lastIndexOf('\n', offset - 1) + 1;
    const to = lineEnd(document.text, offset);
    const found = document.pairs.find((pair) => pair.keySpan.start >= from && pair.keySpan.start < to);
    if (found) return { start: found.keySpan.start, end: Math.max(found.keySpan.end, found.valueSpan.end) };
    const line = document.text.slice(from, to).trimEnd();
    return line === '' ? undefined : { start: from, end: from + line.length };
  },
  comments: ['#'],
};
