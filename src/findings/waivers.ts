import type { Span } from '../place';
import { commentBefore, firstOf, isComment, lineAfter, lineAt, type WaiverText } from './comment-lines';
import { dayNumber } from './day';
import { type InlineWaiver, OURS } from './waiver';
import { wordsOfOthers } from './waivers-of-others';

export type { WaiverText } from './comment-lines';
export * from './waiver';

const RULE = /^[a-z0-9][a-z0-9-]*$/;
/** One piece of a directive: a key with a bare or quoted value. */
const FIELD = /\s+(until|owner|reason|link)=(?:"((?:[^"\\\n]|\\.)*)"|([^\s"]\S*))/y;
const FIRST_WORD = /[ \t]+([^\s=]+)(?=\s|$)/y;
const LONGEST_TEXT = 500;
/** How often the word is looked at in one text: a text of nothing but waivers must not slow the rest down. */
const MOST = 1000;

/** Every waiver of a text, in order. Other tools' words are read only where theirs begin a comment, as theirs do. */
export function readWaivers(source: WaiverText): readonly InlineWaiver[] {
  if (source.comments.length === 0) return [];
  return [...ours(source), ...wordsOfOthers(source)].sort((a, b) => a.start - b.start);
}

function* ours(source: WaiverText): Generator<InlineWaiver> {
  const { text } = source;
  let previousEnd = -1;
  let seen = 0;
  for (let at = text.indexOf(OURS); at >= 0 && seen++ < MOST; at = text.indexOf(OURS, at + OURS.length)) {
    if (at < previousEnd) continue; // the word stands inside another waiver's reason
    const line = lineAt(text, at);
    const follows = previousEnd >= line.start && /^[\s,;]*$/.test(text.slice(previousEnd, at));
    if (!follows && commentBefore(source, line, at) === undefined) continue;
    const read = fields(text, at + OURS.length, line.end);
    previousEnd = read.end;
    yield { word: 'handrail', start: at, end: read.end, covers: coverage(source, line), ...read.waiver };
  }
}

function fields(
  text: string,
  from: number,
  lineEnd: number,
): { end: number; waiver: Omit<InlineWaiver, 'word' | 'covers' | keyof Span> } {
  const line = text.slice(from, lineEnd).trimEnd().replace(/\*\/$/, '').trimEnd();
  FIRST_WORD.lastIndex = 0;
  const first = FIRST_WORD.exec(line);
  let end = first ? FIRST_WORD.lastIndex : 0;
  const found: Partial<Record<string, string>> = {};
  let untilAt = { start: from + end, end: from + end };
  for (;;) {
    FIELD.lastIndex = end;
    const match = FIELD.exec(line);
    if (!match) break;
    end = FIELD.lastIndex;
    const value = (match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '').trim().slice(0, LONGEST_TEXT);
    if (match[1] === 'until' && found.until === undefined) untilAt = valueSpan(match, from + end);
    if (value !== '') found[match[1]!] ??= value;
  }
  const rule = first?.[1] ?? '';
  const until = found.until !== undefined && dayNumber(found.until) !== undefined ? found.until : undefined;
  const { owner, reason, link } = found;
  const missing = [
    ...(RULE.test(rule) ? [] : (['rule'] as const)),
    ...(until ? [] : (['until'] as const)),
    ...(owner ? [] : (['owner'] as const)),
    ...(reason ? [] : (['reason'] as const)),
  ];
  return {
    end: from + end,
    waiver: {
      rule,
      missing,
      untilAt,
      ...(until && { until }),
      ...(owner && { owner }),
      ...(reason && { reason }),
      ...(link && { link }),
    },
  };
}

/** Where the value of a field stands whose text ends at `end`, its quotes included. */
const valueSpan = ([piece, name]: RegExpExecArray, end: number): Span => {
  const start = end - piece.trimStart().length + name!.length + 1;
  return { start, end };
};

/** After code: its line. Alone: the construct that begins on the next line that is no comment, else that line. */
function coverage(source: WaiverText, line: Span): Span {
  if (!isComment(source, line)) return line;
  let next = lineAfter(source.text, line);
  while (next && isComment(source, next)) next = lineAfter(source.text, next);
  if (!next) return { start: line.end, end: line.end };
  return source.constructAt(firstOf(source.text, next)) ?? next;
}
