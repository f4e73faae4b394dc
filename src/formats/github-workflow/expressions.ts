import type { Node } from '../../document/data';
import { knownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import type { Data } from '../../resource';
import { offsetsOf } from '../data-offsets';
import { type Hole, withHoles } from '../text-parts';

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
function expressionsIn(text: string): readonly Span[] {
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
export function withExpressions(node: Node, place: (span: Span) => Place): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('${{')) return undefined;
  const text = node.value;
  const spans = expressionsIn(text);
  if (spans.length === 0) return undefined;
  const offsets = offsetsOf(text, node.source);
  const holes = spans.map(({ start, end }): Hole => {
    const expression = text.slice(start + 3, end - 2).trim();
    const at = place({ start: node.start + offsets[start]!, end: node.start + offsets[end - 1]! + 1 });
    const because = `\`${expression}\` is evaluated when the workflow runs`;
    return { start, end, part: { type: 'unknown', because, expression, at } };
  });
  return knownAt(withHoles(text, holes), place(node));
}
