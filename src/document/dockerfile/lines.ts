import type { Span } from '../../place';

/** A physical line: `end` before the line break, `next` after it. */
interface Line extends Span {
  readonly next: number;
}

/** An instruction's text with continuations and comments between them taken out, and where each character came from. */
export interface Logical {
  readonly text: string;
  /** Source offset of each character of `text`. */
  readonly from: readonly number[];
  /** Offset of the first line after it. */
  readonly next: number;
}

export function lineAt(text: string, start: number): Line {
  const feed = text.indexOf('\n', start);
  if (feed < 0) return { start, end: text.length, next: text.length };
  return { start, end: feed > start && text[feed - 1] === '\r' ? feed - 1 : feed, next: feed + 1 };
}

const BLANK = /^[ \t\f\v\r\u00a0]*$/;
const COMMENT = /^[ \t\f\v]*#/;

/** Where the escape character stands that continues the line, or -1. Blanks may follow it; a doubled one is text. */
function continuation(text: string, line: Span, mark: string): number {
  let at = line.end - 1;
  while (at >= line.start && (text[at] === ' ' || text[at] === '\t')) at--;
  if (at < line.start || text[at] !== mark) return -1;
  return at > line.start && text[at - 1] === mark ? -1 : at;
}

/** Reads the lines of one instruction; empty lines and comments between continued lines do not end it, as in Docker. */
export function logicalAt(text: string, start: number, mark: string): Logical {
  const from: number[] = [];
  let logical = '';
  let position = start;
  let first = true;
  while (position < text.length) {
    const line = lineAt(text, position);
    const raw = text.slice(line.start, line.end);
    position = line.next;
    if (!first && (BLANK.test(raw) || COMMENT.test(raw))) continue;
    first = false;
    const cut = continuation(text, line, mark);
    const end = cut < 0 ? line.end : cut;
    logical += text.slice(line.start, end);
    for (let at = line.start; at < end; at++) from.push(at);
    if (cut < 0) break;
  }
  return { text: logical, from, next: position };
}

/** The character that continues lines: from a `# escape=` directive among the first comment lines, else a backslash. */
export function escapeOf(text: string, start: number): string {
  let position = start;
  while (position < text.length) {
    const line = lineAt(text, position);
    const directive = /^[ \t]*#[ \t]*([A-Za-z]+)[ \t]*=[ \t]*(\S*)[ \t]*$/.exec(text.slice(line.start, line.end));
    if (!directive) break;
    if (directive[1]!.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
    position = line.next;
  }
  return '\\';
}

/** Whether nothing but blanks or a comment stands on the line. */
export const isIdle = (raw: string): boolean => BLANK.test(raw) || COMMENT.test(raw);
