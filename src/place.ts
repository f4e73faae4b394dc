/**
 * The words that everybody uses: where something stands, and what must never travel.
 * All offsets count UTF-16 code units.
 */

/** A stretch of one text, end exclusive. Absolute, or relative to what the context names. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The moving start of a declaration. The store moves it when text above it changes; everything hung on it stays equal. */
export interface Anchor {
  /** Root-relative path, `/`-separated. */
  readonly path: string;
  /** Absolute offset in the file, kept current by the store. */
  start: number;
}

/** Where something stands, relative to the start of its declaration, so that typing above it changes nothing. */
export interface Place {
  readonly anchor: Anchor;
  readonly start: number;
  readonly end: number;
}

/** Something in a text that its tool could not read: the span is absolute in the parsed text. */
export interface Problem extends Span {
  readonly message: string;
}

/** All that is left of a credential once the secrets stage has seen it: no value, no digest, no length. */
export interface Redacted {
  /** Id of the secret kind, such as `aws-access-key`. */
  readonly kind: string;
  /** The kind's public prefix (`AKIA…`), the same for every credential of the kind; empty when it has none. */
  readonly preview: string;
}

/**
 * Stands in for each character of a credential in every text that is parsed after the secrets stage:
 * same length, so offsets stay valid, and from the private use area, so no syntax gives it a meaning.
 */
export const REDACTION = '\uE000';

/** The absolute span of a place, as the text stands now. */
export const spanOf = (place: Place): Span => ({
  start: place.anchor.start + place.start,
  end: place.anchor.start + place.end,
});

/** Line breaks and the indentation behind them stay: a parser must find the same lines, and block scalars their depth. */
const COVERED = /(\r?\n[ \t]*)|[\s\S]/g;

/** The text with every credential's characters replaced by `REDACTION`, same length. Spans must not overlap. */
export function mask(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start);
    result += text.slice(start, end).replace(COVERED, (_, kept: string | undefined) => kept ?? REDACTION);
    at = end;
  }
  return result + text.slice(at);
}
