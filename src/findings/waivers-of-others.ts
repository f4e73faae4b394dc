import type { Span } from '../place';
import { commentBefore, firstOf, lineAfter, lineAt, type WaiverText } from './comment-lines';
import type { InlineWaiver, WaiverWord } from './waiver';

/** How far a suppression inside a block looks up for the block's head, in lines. */
const FARTHEST_HEAD = 400;
/** How many suppressions of one tool are looked at in one text. */
const MOST = 1000;

/**
 * Words that people have written for other tools, as those tools document them. Where one names no check, the whole
 * word stands for the id that a rule lists under `elsewhere`.
 */
const WORDS: readonly { pattern: RegExp; word: WaiverWord; covers: 'block' | 'line' | 'construct' | 'next' }[] = [
  { pattern: /checkov:skip=([\w-]+)/g, word: 'checkov', covers: 'block' },
  { pattern: /trivy:ignore:([\w-]+)/g, word: 'trivy', covers: 'construct' },
  { pattern: /tfsec:ignore:([\w-]+)/g, word: 'tfsec', covers: 'construct' },
  { pattern: /gitleaks:allow\b/g, word: 'gitleaks', covers: 'line' },
  { pattern: /trufflehog:ignore\b/g, word: 'trufflehog', covers: 'line' },
  { pattern: /kics-scan ignore-line\b/g, word: 'kics', covers: 'next' },
];

/** The suppressions of other tools in a text's comments. They carry no end and no owner. */
export function* wordsOfOthers(source: WaiverText): Generator<InlineWaiver> {
  const { text } = source;
  for (const { pattern, word, covers } of WORDS) {
    let seen = 0;
    for (const match of text.matchAll(pattern)) {
      if (seen++ >= MOST) break;
      const line = lineAt(text, match.index);
      const comment = commentBefore(source, line, match.index);
      if (comment === undefined) continue;
      const alone = text.slice(line.start, comment).trim() === '';
      const area = areaOf(source, line, alone, covers);
      if (!area) continue;
      const span = { start: match.index, end: match.index + match[0].length };
      const untilAt = { start: span.end, end: span.end };
      yield { word, rule: match[1] ?? match[0], covers: area, untilAt, missing: ['until', 'owner', 'reason'], ...span };
    }
  }
}

function areaOf(
  source: WaiverText,
  line: Span,
  alone: boolean,
  covers: (typeof WORDS)[number]['covers'],
): Span | undefined {
  if (covers === 'line' || (covers === 'construct' && !alone)) return line;
  if (covers === 'block') return blockAround(source, line) ?? (alone ? nextConstruct(source, line) : line);
  return covers === 'next' ? lineAfter(source.text, line) : nextConstruct(source, line);
}

function nextConstruct(source: WaiverText, line: Span): Span | undefined {
  const next = lineAfter(source.text, line);
  return next && (source.constructAt(firstOf(source.text, next)) ?? next);
}

/** The innermost construct that begins above the line and takes it in. */
function blockAround(source: WaiverText, line: Span): Span | undefined {
  let above = line;
  for (let steps = 0; steps < FARTHEST_HEAD && above.start > 0; steps++) {
    above = lineAt(source.text, above.start - 1);
    const construct = source.constructAt(firstOf(source.text, above));
    if (construct && construct.start < line.start && construct.end >= line.end) return construct;
  }
  return undefined;
}
