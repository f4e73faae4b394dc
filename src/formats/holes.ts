import type { Node } from '../document/data';
import { knownAt, type Value } from '../facts';
import type { Place, Span } from '../place';
import type { Data } from '../resource';
import { offsetsOf } from './data-offsets';
import { type Hole, withHoles } from './text-parts';

/** What is filled into a string later: where it stands in the decoded text, and what it is called. */
export interface Filled extends Span {
  readonly expression: string;
  readonly because: string;
}

/** A string as a text in which each hole is an unknown part that names it and its exact place; undefined without holes. */
export function filledIn(
  node: Node,
  place: (span: Span) => Place,
  holesIn: (text: string) => readonly Filled[],
): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const found = holesIn(node.value);
  if (found.length === 0) return undefined;
  const offsets = offsetsOf(node.value, node.source);
  const holes = found.map(({ start, end, expression, because }): Hole => {
    const at = place({ start: node.start + offsets[start]!, end: node.start + offsets[end - 1]! + 1 });
    return { start, end, part: { type: 'unknown', because, expression, at } };
  });
  return knownAt(withHoles(node.value, holes), place(node));
}
