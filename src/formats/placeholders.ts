import type { Node } from '../document/data';
import { knownAt, type Value } from '../facts';
import type { Place, Span } from '../place';
import type { Data } from '../resource';
import { type Hole, withHoles } from './text-parts';

/** `{{ … }}` of a template language, `${NAME}` of envsubst and the like: filled in before the cluster sees the text. */
const PLACEHOLDER = /\{\{[^{}]*\}\}|\$\{[^{}]*\}/g;

/** A string with placeholders as a text whose placeholders are unknown; undefined for any other node. */
export function withPlaceholders(node: Node, place: (span: Span) => Place): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const text = node.value;
  if (!text.includes('{{') && !text.includes('${')) return undefined;
  const holes = [...text.matchAll(PLACEHOLDER)].map(({ index, 0: written }): Hole => {
    const because = `${written} is filled in when this is deployed`;
    return { start: index, end: index + written.length, part: { type: 'unknown', because, expression: written } };
  });
  return holes.length > 0 ? knownAt(withHoles(text, holes), place(node)) : undefined;
}
