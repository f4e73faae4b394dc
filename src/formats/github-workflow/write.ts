import { type DataDocument, type Entry, entryOf, type Mapping, nameOf } from '../../document/data';
import type { Document } from '../../document/syntax';
import type { Change, FileEdit, Plain } from '../../facts';
import { type Span, spanOf } from '../../place';
import { writeData } from '../data-edit';
import { yamlAfter } from '../data-edit/spell';
import { writeWithin } from '../data-edit/within';

/**
 * Renders a change. What a file says at its top is named from its `on` (or `runs`) entry, since that alone is sure to
 * be there: a new entry goes before the jobs, where people look for it.
 */
export function writeWorkflow(change: Change, document: Document, path: string): readonly FileEdit[] {
  if (document.syntax !== 'yaml' || change.type === 'remove') return writeData(change, document, path);
  if (change.type === 'replace') return writeWithin(change, document, path);
  const block = spanOf(change.slot.block);
  const root = document.roots.find((node): node is Mapping => node?.type === 'mapping' && holds(node, block));
  if (!root) return writeData(change, document, path);
  const [key, ...below] = change.slot.path;
  const jobs = entryOf(root, 'jobs') ?? entryOf(root, 'runs');
  if (key !== undefined && jobs && !root.flow && !entryOf(root, key)) {
    const value = below.reduceRight<Plain>((inner, name) => ({ [name]: inner }), change.value);
    return [{ path, edits: [before(document, root, jobs, key, value)] }];
  }
  const place = { anchor: { path, start: root.start }, start: 0, end: root.end - root.start };
  return writeData({ ...change, slot: { ...change.slot, block: place } }, document, path);
}

/** Whether a block is the entry that names a file; in a large one it was read without what stands below it. */
const holds = (root: Mapping, block: Span): boolean =>
  root.entries.some(({ key, start }) => start === block.start && /^(?:on|runs)$/.test(nameOf(key)));

/** A new entry of the top above another one and the comments that belong to that. */
function before({ text }: DataDocument, root: Mapping, entry: Entry, key: string, value: Plain) {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let at = text.lastIndexOf('\n', entry.start - 1) + 1;
  while (at > root.start) {
    const line = text.lastIndexOf('\n', at - 2) + 1;
    if (line <= root.start || text[line] !== '#') break;
    at = line;
  }
  const lines = `${key}:${yamlAfter(value, '  ')}\n\n`;
  return { start: at, end: at, text: lines.replaceAll('\n', newline) };
}
