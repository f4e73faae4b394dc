/** A 0-based line and UTF-16 character, as LSP counts. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Offsets and lines of one text. */
export interface TextLines {
  positionAt(offset: number): LinePosition;
  offsetAt(position: LinePosition): number;
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
    offsetAt: ({ line: number, character }) => Math.min((starts[number] ?? text.length) + character, text.length),
    line,
  };
}
