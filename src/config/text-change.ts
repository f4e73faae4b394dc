import type { Span } from '../place';

/** A stretch of a text, and what to write in its place. */
export interface TextChange extends Span {
  readonly text: string;
}

export const changed = (text: string, { start, end, text: by }: TextChange): string =>
  text.slice(0, start) + by + text.slice(end);

/** The one stretch in which two texts differ. */
export function difference(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
