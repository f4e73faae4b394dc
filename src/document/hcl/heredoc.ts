import { headerAt } from './cursor';
import type { TemplatePart } from './tree';

/** How far behind a header the closing tag is still looked for: a heredoc may hold Terraform, but never so much of it. */
const MAX_BEHIND_HEADER = 20_000;

/** Where a heredoc ends. */
export interface HeredocEnd {
  /** End of its content: the start of the closing line. */
  readonly body: number;
  /** End of its closing tag. */
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Looks for the line that holds nothing but the tag. Without one the heredoc ends before the next header; so it does
 * when the same tag is opened again behind that header, which then is the one that the closing line belongs to.
 */
export function findHeredocEnd(text: string, from: number, limit: number, tag: string): HeredocEnd {
  let header = -1;
  let at = from;
  while (at < limit) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 || newline > limit ? limit : newline;
    let first = at;
    while (first < end && text.charCodeAt(first) <= 32) first++;
    if (text.startsWith(tag, first) && first + tag.length <= end) {
      let rest = first + tag.length;
      while (rest < end && text.charCodeAt(rest) <= 32) rest++;
      if (rest === end) return { body: at, end: first + tag.length, closed: true };
    }
    if (header < 0 && headerAt(text, at)) header = at;
    if (header >= 0 && (at - header > MAX_BEHIND_HEADER || opens(text, at, end, tag))) break;
    at = end + 1;
  }
  const stop = header >= 0 ? header : limit;
  let end = stop;
  while (end > from && text.charCodeAt(end - 1) <= 32) end--;
  return { body: Math.max(from, end), end: Math.max(from, end), closed: false };
}

/** Whether a line ends with `<<TAG` or `<<-TAG`. */
function opens(text: string, start: number, end: number, tag: string): boolean {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= 32) last--;
  const at = last - tag.length;
  if (at < start || !text.startsWith(tag, at)) return false;
  const before = text.charCodeAt(at - 1) === 45 ? at - 1 : at;
  return before - 2 >= start && text.startsWith('<<', before - 2);
}

type TextPart = Extract<TemplatePart, { type: 'text' }>;

const blank = (text: string): boolean => text.trim() === '';
const leading = (text: string): number => text.length - text.trimStart().length;

/** Takes away the indentation that all lines share, as `<<-` asks. Blank lines neither count nor change. */
export function flush(parts: readonly TemplatePart[]): TemplatePart[] {
  const starts = new Set<TextPart>();
  let least = Number.POSITIVE_INFINITY;
  let newline = true;
  for (const part of parts) {
    if (newline) {
      if (part.type !== 'text') least = 0;
      else if (!(blank(part.value) && part.value.endsWith('\n'))) {
        starts.add(part);
        least = Math.min(least, leading(part.value));
      }
    }
    newline = part.type === 'text' && part.value.endsWith('\n');
  }
  if (least === 0 || !Number.isFinite(least)) return [...parts];
  return parts.flatMap((part) => {
    if (part.type !== 'text' || !starts.has(part)) return [part];
    const value = part.value.slice(least);
    return value === '' ? [] : [{ ...part, start: part.start + least, value }];
  });
}

/**
 * `${~` and `~}` take the white space away that stands beside them: of a text with lines no more than to the end of
 * the line before, and of their own line behind.
 */
export function trimMarkers(parts: readonly TemplatePart[], text: string, lines: boolean): TemplatePart[] {
  const result: TemplatePart[] = [];
  let trimStart = false;
  for (const part of parts) {
    if (part.type === 'text') {
      const cut = trimStart ? leading(part.value) : 0;
      const value = part.value.slice(cut);
      trimStart &&= value === '' && !lines;
      if (value !== '') result.push(cut === 0 ? part : { ...part, start: part.start + cut, value });
      continue;
    }
    if (text[part.start + 2] === '~') trimEnd(result, lines);
    result.push(part);
    trimStart = text.charCodeAt(part.end - 2) === 126;
  }
  return result;
}

function trimEnd(parts: TemplatePart[], lines: boolean): void {
  for (let last = parts.at(-1); last?.type === 'text'; last = parts.at(-1)) {
    const value = last.value.trimEnd();
    parts.pop();
    if (value !== '') parts.push({ ...last, end: last.end - (last.value.length - value.length), value });
    if (value !== '' || lines) return;
  }
}
