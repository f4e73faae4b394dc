import { jsonSyntax } from '../document/json';
import { lineSyntax } from '../document/lines';
import type { ScalarSite, Syntax } from '../document/syntax';
import { mask } from '../place';
import { detectNamed, mayNameCredential } from './keyed';
import { namedKinds, patternKinds } from './kinds/index';
import type { PatternKind } from './kinds/kind';
import { namedKeywords } from './kinds/named';
import { type Prefilter, prefilter } from './prefilter';
import { isFake } from './quiet';
import type { SecretSpan } from './stage';

export interface DetectOptions {
  /** Names above the text when it is a section of a larger mapping; see `Cut.under`. */
  readonly under?: readonly string[];
}

/** A credential, with the rank of its kind: lower is more specific. */
interface Found {
  readonly rank: number;
  readonly start: number;
  readonly end: number;
  readonly keyPath?: string;
  readonly encoded?: true;
}

/** Taking one credential out can uncover another beside it; hostile texts end here. */
const ROUNDS = 8;
/** Marks of a manifest whose `data` is base64, whatever its keys are called, and keys of what machines are handed in base64. */
const ENCODED = [
  'kind: secret',
  '"kind": "secret"',
  '"kind":"secret"',
  'user_data',
  'userdata',
  'customdata',
  'custom_data',
];

const kinds = [...patternKinds, ...namedKinds];
const keywords = [...new Set([...patternKinds.flatMap((kind) => kind.keywords), ...namedKeywords, ...ENCODED])];
const ranksOf: readonly (readonly number[])[] = keywords.map((keyword) =>
  patternKinds.flatMap((kind, rank) => (kind.keywords.includes(keyword) ? [rank] : [])),
);
const inNames = keywords.map((keyword) => namedKeywords.includes(keyword));
const inEncoded = keywords.map((keyword) => ENCODED.includes(keyword));
let automaton: Prefilter | undefined;

/**
 * The credentials of a text, in order, none overlapping. Keywords first, then the patterns of their kinds at their
 * places only, then, if a name of a credential stands in the text, the values under such names.
 * Linear in the text; never throws.
 */
export function detectSecrets(text: string, syntax: Syntax, options: DetectOptions = {}): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let rest = text;
  for (let round = 0; round < ROUNDS; round++) {
    const found = detectOnce(rest, syntax, options);
    if (found.length === 0) break;
    spans.push(...found);
    rest = mask(rest, found);
  }
  return spans.sort((a, b) => a.start - b.start);
}

function detectOnce(text: string, syntax: Syntax, options: DetectOptions): SecretSpan[] {
  const { found, named, encoded } = scan(text);
  if (found.length === 0 && !named && !encoded) return [];
  const scalars = [...syntax.scalars(syntax.parse(text))];
  const under = options.under ?? [];
  if (named || encoded) found.push(...inScalars(scalars, under, text, encoded));
  const above = keyPaths(scalars, under);
  return withoutOverlaps(found).map(({ rank, start, end, keyPath, encoded }) => {
    const { id, preview, nature, title, allows, severity } = kinds[rank]!;
    return {
      start,
      end,
      secret: { kind: id, preview },
      nature,
      title,
      allows,
      severity,
      keyPath: keyPath ?? above(start),
      ...(encoded ? { encoded } : {}),
    };
  });
}

/** One pass over the text: what patterns find, and whether names of credentials stand in it. */
function scan(text: string): { found: Found[]; named: boolean; encoded: boolean } {
  automaton ??= prefilter(keywords);
  const found: Found[] = [];
  let behind: Int32Array | undefined;
  let named = false;
  let encoded = false;
  automaton.scan(text, (keyword, start) => {
    for (const rank of ranksOf[keyword]!) {
      const kind = patternKinds[rank]!;
      const from = start - (kind.back ?? 0);
      if (behind && from < behind[rank]!) continue;
      const match = matchAt(kind, text, from);
      if (!match) continue;
      behind ??= new Int32Array(patternKinds.length);
      behind[rank] = match.end;
      found.push({ rank, ...match });
    }
    encoded ||= inEncoded[keyword]!;
    named ||= inNames[keyword]! && mayNameCredential(text, start);
  });
  return { found, named, encoded };
}

/** The credential that a kind's pattern finds at a place, `back` already subtracted. */
function matchAt(kind: PatternKind, text: string, from: number): { start: number; end: number } | undefined {
  if (from < 0) return undefined;
  kind.pattern.lastIndex = from;
  const match = kind.pattern.exec(text);
  if (!match) return undefined;
  const start = from + (match[1]?.length ?? 0);
  const end = from + match[0].length;
  const value = text.slice(start, end);
  return isFake(value) || kind.check?.({ value, text, start, end }) === false ? undefined : { start, end };
}

function inScalars(scalars: readonly ScalarSite[], under: readonly string[], text: string, encoded: boolean): Found[] {
  return detectNamed(scalars, under, text, encoded ? judge : undefined).map(({ kind, ...rest }) => ({
    ...rest,
    rank: typeof kind === 'number' ? kind : kinds.indexOf(kind),
  }));
}

/** The rank of the most specific credential in what a base64 value stands for. What is encoded once more is left alone. */
function judge(decoded: string): number | undefined {
  const { found, named } = scan(decoded);
  if (named) {
    const syntax = /^\s*[{[]/.test(decoded) ? jsonSyntax : lineSyntax;
    found.push(...inScalars([...syntax.scalars(syntax.parse(decoded))], [], decoded, false));
  }
  return found.length > 0 ? Math.min(...found.map(({ rank }) => rank)) : undefined;
}

/** Of those that share a character, the most specific kind stays; of one kind, the longer. */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const next of [...found].sort((a, b) => a.start - b.start || a.rank - b.rank)) {
    const last = kept.at(-1);
    if (!last || last.end <= next.start) kept.push(next);
    else if (next.rank < last.rank) kept[kept.length - 1] = next;
  }
  return kept;
}

/** Looks up the names above an offset, for offsets that never go back. */
function keyPaths(scalars: readonly ScalarSite[], under: readonly string[]): (offset: number) => string {
  let at = 0;
  return (offset) => {
    while (at < scalars.length && scalars[at]!.end <= offset) at++;
    const scalar = scalars[at];
    return scalar && scalar.start <= offset ? [...under, ...scalar.keyPath].join('.') : '';
  };
}
