import type { Node } from '../../document/data';
import type { Document } from '../../document/syntax';
import type { Change, FileEdit } from '../../facts';
import { spanOf } from '../../place';
import { writeData } from '../data-edit';

/** Renders an intention in Terraform's JSON syntax, also in JSON that stands in one of its strings. */
export function writeJson(change: Change, document: Document, path: string): readonly FileEdit[] {
  const edits = writeData(change, document, path);
  if (edits.length > 0 || change.type !== 'replace' || document.syntax !== 'json') return edits;
  const span = spanOf(change.at);
  const inString = document.roots.some((root) => root && holdsInString(root, span.start, span.end));
  if (!inString || !document.text.startsWith('\\"', span.start)) return [];
  const text = JSON.stringify(JSON.stringify(change.value)).slice(1, -1);
  return [{ path, edits: [{ ...span, text }] }];
}

function holdsInString(node: Node, start: number, end: number): boolean {
  if (node.start >= start || node.end <= end) return false;
  if (node.type === 'scalar') return true;
  const children = node.type === 'mapping' ? node.entries.map(({ value }) => value) : node.items;
  return children.some((child) => child !== undefined && holdsInString(child, start, end));
}
