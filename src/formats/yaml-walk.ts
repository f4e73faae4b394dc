import { entriesOf, type Mapping, type Node, nodeAt } from '../document/data';

/** Every mapping of a tree, outer ones first; `into` says whether what lies in one is looked at. */
export function* mappingsIn(
  node: Node | undefined,
  into: (mapping: Mapping) => boolean = () => true,
): Iterable<Mapping> {
  if (node?.type === 'sequence') for (const item of node.items) yield* mappingsIn(item, into);
  if (node?.type !== 'mapping') return;
  yield node;
  if (into(node)) for (const { value } of entriesOf(node)) yield* mappingsIn(value, into);
}

/** The text that a key holds; undefined where it holds none. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  const found = nodeAt(node, key);
  return found?.type === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}
