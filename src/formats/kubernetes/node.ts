import { type DataDocument, type Node, nodeAt } from '../../document/data';
import type { Document } from '../../document/syntax';

/** Whether objects may be read from a document. */
export const isData = (document: Document): document is DataDocument =>
  document.syntax === 'yaml' || document.syntax === 'json';

/** The node that a declaration stands for: a document's root, or an item of a list in it. */
export function nodeOf(document: DataDocument, start: number, end: number): Node | undefined {
  const root = document.roots.find((node) => node && node.start >= start && node.start < end);
  if (root) return root;
  const items = document.roots.flatMap((node) => {
    const list = nodeAt(node, 'items');
    return list?.type === 'sequence' ? list.items : [];
  });
  return items.find((item) => item.start === start);
}
