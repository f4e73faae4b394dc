import { lineAfter, lineAt } from './comment-lines';
import { type InlineWaiver, OURS } from './waiver';

/** A change of one text: what stands at the span becomes `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a waiver in a comment says. */
export interface WaiverWords {
  readonly rule: string;
  readonly until: string;
  readonly owner: string;
  readonly reason: string;
  readonly link?: string;
}

const inQuotes = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('*/', '* /')
    .trim()
    .replace(/["\\]/g, (character) => `\\${character}`);

const word = (text: string): string =>
  /^[^\s"\\]+$/.test(text) && !text.includes('*/') ? text : `"${inQuotes(text)}"`;

/** A waiver as a comment, without indentation and line break. `marker` is one of the syntax's comment markers. */
export function waiverText({ rule, until, owner, reason, link }: WaiverWords, marker: string): string {
  const where = link ? ` link=${word(link)}` : '';
  const words = `${marker} ${OURS} ${rule} until=${until} owner=${word(owner)} reason="${inQuotes(reason)}"${where}`;
  return marker === '/*' ? `${words} */` : words;
}

/** The waiver with another end; everything else stays as it is. */
export function renewed(text: string, { untilAt }: InlineWaiver, until: string): Splice {
  const written = text.slice(untilAt.start - 6, untilAt.start) === 'until=';
  return { ...untilAt, text: written ? until : ` until=${until}` };
}

/**
 * The waiver taken out: with its comment when that holds nothing else, with its line when that holds nothing else either;
 * otherwise its own words alone.
 */
export function removed(text: string, waiver: InlineWaiver, comments: readonly string[]): Splice {
  const line = lineAt(text, waiver.start);
  const before = text.slice(line.start, waiver.start).trimEnd();
  const after = text.slice(waiver.end, line.end).trim();
  const marker = comments.find((mark) => before.endsWith(mark));
  const closed = marker === '/*' ? after === '*/' : after === '';
  if (marker === undefined || !closed) {
    const blank = text.slice(waiver.end, line.end).length - text.slice(waiver.end, line.end).trimStart().length;
    const last = after === '' || after === '*/';
    return { start: last ? line.start + before.length : waiver.start, end: waiver.end + (last ? 0 : blank), text: '' };
  }
  const code = before.slice(0, -marker.length).trimEnd();
  if (code !== '') return { start: line.start + code.length, end: line.end, text: '' };
  const next = lineAfter(text, line);
  return { start: line.start, end: next ? next.start : line.end, text: '' };
}
