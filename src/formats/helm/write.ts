import { around } from '../../document/helm/blocks';
import type { Document } from '../../document/syntax';
import type { Change, FileEdit } from '../../facts';
import { spanOf } from '../../place';

/**
 * An edit that writes something new in no block that what it is written into does not stand in as well: behind an entry that is
 * written under a condition only, it goes below the end of the block.
 */
export function liftedOut(file: FileEdit, change: Change, document: Document): FileEdit {
  if (change.type !== 'insert' || document.syntax !== 'yaml' || !document.template) return file;
  const { start } = spanOf(change.slot.block);
  const { branches } = document.template;
  const edits = file.edits.map((edit) => {
    const block = around(branches, edit).find((branch) => branch.start > start)?.block;
    if (!block || edit.start !== edit.end || !edit.text.startsWith('\n')) return edit;
    const feed = document.text.indexOf('\n', block.end);
    const at = feed < 0 ? document.text.length : feed;
    return { ...edit, start: at, end: at };
  });
  return { ...file, edits };
}
