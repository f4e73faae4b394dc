import type { Span } from '../place';

/** What a text's syntax says about it. */
export interface WaiverText {
  readonly text: string;
  /** Markers that begin a comment; see `Syntax.comments`. */
  readonly comments: readonly string[];
  /** The construct that begins on the line of an offset, if one does. */
  constructAt(offset: number): Span | undefined;
}

/** The line of an offset, its end without the line break. */
export function lineAt(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
}

/** Where the comment begins whose first word stands at `at`; undefined when there is none. */
export function commentBefore(source: WaiverText, line: Span, at: number): number | undefined {
  const before = source.text.slice(line.start, at).trimEnd();
  const marker = source.comments.find((mark) => before.endsWith(mark));
  return marker === undefined ? undefined : line.start + before.length - marker.length;
}

/** Whether a line holds a comment and nothing else before it. */
export const isComment = (source: WaiverText, line: Span): boolean => {
  const text = source.text.slice(line.start, line.end).trimStart();
  return source.comments.some((mark) => text.startsWith(mark));
};

/** The next line, if there is one. */
export function lineAfter(text: string, line: Span): Span | undefined {
  const at = text.indexOf('\n', line.end);
  return at < 0 ? undefined : lineAt(text, at + 1);
}

/** Where the first character of a line stands that is no blank. */
export const firstOf = (text: string, line: Span): number =>
  line.start + (/^\s*/.exec(text.slice(line.start, line.end))?.[0].length ?? 0);
