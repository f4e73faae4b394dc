import { REDACTION, type Span } from '../place';

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
