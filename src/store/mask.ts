import { REDACTION, type Span } from '../place';

/** The text with every credential's characters replaced, line ends and length kept. */
export function mask(text: string, credentials: readonly Span[]): string {
  let masked = '';
  let from = 0;
  for (const span of [...credentials].sort((a, b) => a.start - b.start)) {
    const start = Math.max(from, span.start);
    masked += text.slice(from, start) + text.slice(start, span.end).replace(/[^\r\n]/g, REDACTION);
    from = Math.max(from, span.end);
  }
  return masked + text.slice(from);
}
