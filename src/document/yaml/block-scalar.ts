import type { Scalar } from '../data';
import { NEWLINE, SPACE } from './inline';

interface Read {
  readonly scalar: Scalar;
  /** The start of the line behind it. */
  readonly next: number;
}

const HEADER = /[|>][-+]?(?= *\n)/y;

/**
 * A `|` or `>` scalar whose lines are indented deeper than a column. Undefined for what takes the library: indentation
 * that is written as a number, blanks that count, lines that are indented too little, a text that ends too early.
 */
export function readBlockScalar(text: string, start: number, column: number): Read | undefined {
  HEADER.lastIndex = start;
  const header = HEADER.exec(text)?.[0];
  if (header === undefined) return undefined;
  const lines: string[] = [];
  let indent = 0;
  let end = start + header.length;
  let filled = 0;
  let at = text.indexOf('\n', end) + 1;
  while (at < text.length) {
    let first = at;
    while (text.charCodeAt(first) === SPACE) first++;
    const found = text.indexOf('\n', first);
    const feed = found < 0 ? text.length : found;
    if (first === feed) {
      if (indent > 0 ? first - at > indent : first > at) return undefined;
      lines.push('');
    } else {
      const depth = first - at;
      if (depth <= column) break;
      indent ||= depth;
      if (depth < indent) return undefined;
      lines.push(text.slice(at + indent, feed));
      filled = lines.length;
      end = feed;
    }
    at = feed + 1;
  }
  if (header.endsWith('+') && (filled === 0 || text.charCodeAt(text.length - 1) !== NEWLINE)) return undefined;
  while (isSpace(text.charCodeAt(end - 1))) end--;
  const content = lines.slice(0, filled);
  const folded = header.startsWith('>');
  const value = folded ? fold(content) : content.join('\n');
  const kept = header.endsWith('+') ? lines.length - filled + 1 : header.endsWith('-') || filled === 0 ? 0 : 1;
  const source = text.slice(start, end);
  const style = folded ? 'folded' : 'literal';
  return { scalar: { type: 'scalar', start, end, value: value + '\n'.repeat(kept), source, style }, next: at };
}

const isSpace = (code: number): boolean => code === SPACE || (code >= 9 && code <= 13);

/** Lines of a `>` scalar as one: a line break is a space, but for blank lines and those that are indented deeper. */
function fold(lines: readonly string[]): string {
  let value = '';
  let between = '';
  let deeper = false;
  let begun = false;
  for (const line of lines) {
    if (!begun && line === '') {
      value += '\n';
      continue;
    }
    begun = true;
    if (line.startsWith(' ')) {
      if (between === ' ') between = '\n';
      else if (!deeper && between === '\n') between = '\n\n';
      value += between + line;
      between = '\n';
      deeper = true;
    } else if (line === '') {
      if (between === '\n') value += '\n';
      else between = '\n';
    } else {
      value += between + line;
      between = ' ';
      deeper = false;
    }
  }
  return value;
}
