/**
 * Where each character of a decoded string stands in its source (quotes, escapes, block indentation and folded line
 * breaks included): one offset for each UTF-16 unit, never falling. Exact for what JSON, YAML and JSON in YAML write;
 * for anything stranger the offsets stay inside the source.
 */
export function offsetsOf(decoded: string, source: string): readonly number[] {
  const offsets: number[] = [];
  const escapes = source.startsWith('"');
  let at = /^[|>][^\n]*\n/.exec(source)?.[0].length ?? (/^["']/.test(source) ? 1 : 0);
  for (let i = 0; i < decoded.length; i++) {
    const unit = decoded[i]!;
    while (at < source.length && lengthOf(source, at, unit, escapes) === 0) at++;
    offsets.push(Math.min(at, Math.max(source.length - 1, 0)));
    at += Math.max(lengthOf(source, at, unit, escapes), 1);
  }
  return offsets;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

/** How many characters of the source at an offset stand for a unit; 0 when they stand for something else. */
function lengthOf(source: string, at: number, unit: string, escapes: boolean): number {
  const char = source[at];
  if (escapes && char === '\\') {
    const next = source[at + 1] ?? '';
    if (next === 'u') return Number.parseInt(source.slice(at + 2, at + 6), 16) === unit.charCodeAt(0) ? 6 : 0;
    return next === unit || ESCAPED[next] === unit ? 2 : 0;
  }
  return char === unit || (unit === ' ' && char === '\n') ? 1 : 0;
}
