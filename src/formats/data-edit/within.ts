import type { Node, Scalar } from '../../document/data';
import type { Document } from '../../document/syntax';
import type { Change, FileEdit } from '../../facts';
import { type Span, spanOf } from '../../place';
import { writeData } from '../data-edit';

/** Renders a change that may replace a part of a string: an expression among others. */
export function writeWithin(change: Change, document: Document, path: string): readonly FileEdit[] {
  if (document.syntax !== 'yaml' || change.type !== 'replace' || typeof change.value !== 'string') {
    return writeData(change, document, path);
  }
  const span = spanOf(change.at);
  const around = document.roots.flatMap((node) => (node ? (scalarAround(node, span) ?? []) : []))[0];
  return around
    ? [{ path, edits: [{ ...span, text: inside(change.value, around) }] }]
    : writeData(change, document, path);
}

/** The string of which a span is only a part: an expression among others. */
function scalarAround(node: Node, span: Span): Scalar | undefined {
  if (node.start > span.start || node.end < span.end) return undefined;
  if (node.type === 'scalar') return node.start < span.start || node.end > span.end ? node : undefined;
  const inner = node.type === 'sequence' ? node.items : node.entries.flatMap(({ value }) => value ?? []);
  return inner.flatMap((one) => scalarAround(one, span) ?? [])[0];
}

/** A text as it is written in the middle of a string. */
function inside(text: string, { style }: Scalar): string {
  if (style === 'double') return JSON.stringify(text).slice(1, -1);
  return style === 'single' ? text.replaceAll("'", "''") : text;
}
