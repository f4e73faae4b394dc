import type { Span } from '../place';

/** A 0-based line and UTF-16 character, as LSP counts. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** From one position to another, the end exclusive. */
export interface LineRange {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** Offsets and lines of one text. */
export interface TextLines {
  positionAt(offset: number): LinePosition;
  offsetAt(position: LinePosition): number;
  /** A stretch of the text, as LSP counts. */
  rangeOf(span: Span): LineRange;
  /** The text of a line without its end. */
  line(number: number): string;
}

/** Indexes a text by lines; `\n`, `\r\n` and a lone `\r` end one. */
export function textLines(text: string): TextLines {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  const positionAt = (offset: number): LinePosition => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - starts[low]! };
  };
  const line = (number: number) =>
    text.slice(starts[number] ?? text.length, starts[number + 1] ?? text.length).replace(/[\r\n]+$/, '');
  return {
    positionAt,
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    offsetAt: ({ line: number, character }) => Math.min((starts[number] ?? text.length) + character, text.length),
    line,
  };
}
