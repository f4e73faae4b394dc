import type { Node } from '../../document/data';
import type { Value } from '../../facts';
import type { Place, Span } from '../../place';
import type { Data } from '../../resource';
import { filledIn } from '../holes';

/** Where an expression that begins at an offset ends, past its `}}`, or -1. Braces inside its strings end nothing. */
function endOf(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text[at] === '}' && text[at + 1] === '}') return at + 2;
  }
  return -1;
}

/** The `${{ … }}` of a text, in order. Ends at the first that is not closed. */
export function expressionsIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', start)) {
    const end = endOf(text, start + 3);
    if (end < 0) break;
    spans.push({ start, end });
    start = end;
  }
  return spans;
}

/** A string with expressions as a text in which each is an unknown part that names it and its place; undefined for other nodes. */
export const withExpressions = (node: Node, place: (span: Span) => Place): Value<Data> | undefined =>
  filledIn(node, place, (text) =>
    expressionsIn(text).map(({ start, end }) => {
      const expression = text.slice(start + 3, end - 2).trim();
      return { start, end, expression, because: `\`${expression}\` is evaluated when the workflow runs` };
    }),
  );
