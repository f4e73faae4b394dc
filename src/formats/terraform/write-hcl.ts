import type { Document } from '../../document/syntax';
import type { Change, FileEdit, Plain } from '../../facts';
import { type Span, spanOf } from '../../place';
import { insert } from './insert';
import { literal } from './spell';
import { type Held, indentAt, within } from './tree-path';

type Edit = FileEdit['edits'][number];

/**
 * Renders an intention in Terraform's native syntax, also in JSON that stands in one of its strings. Gives nothing when
 * what the change was made for no longer stands there.
 */
export function writeHcl(change: Change, document: Document, path: string): readonly FileEdit[] {
  if (document.syntax !== 'hcl') return [];
  const { text } = document;
  const edit =
    change.type === 'insert'
      ? insert(document, spanOf(change.slot.block), change.slot.path, change.value)
      : change.type === 'replace'
        ? replace(text, within(document, spanOf(change.at)), spanOf(change.at), change.value)
        : remove(text, within(document, spanOf(change.at)), spanOf(change.at));
  if (!edit) return [];
  const spelled = text.includes('\r\n') ? edit.text.replace(/\r?\n/g, '\r\n') : edit.text;
  return [{ path, edits: [{ ...edit, text: spelled }] }];
}

function replace(text: string, path: readonly Held[], span: Span, value: Plain): Edit | undefined {
  const holder = path.at(-1);
  if (!holder || span.end > text.length || isComputed(holder, value)) return undefined;
  if (holder.type !== 'template' || isSame(holder, span))
    return { ...span, text: literal(value, indentAt(text, span.start)) };
  const json = JSON.stringify(value);
  return { ...span, text: holder.heredoc ? json : JSON.stringify(json).slice(1, -1) };
}

/** What comes of many places is not written at one of them: nor is a single value where a structure stands. */
const isComputed = ({ type }: Held, value: Plain): boolean =>
  type === 'call' || type === 'for' || (type === 'object' && (value === null || typeof value !== 'object'));

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Takes out the outermost construct that the span names: a value names its attribute or entry, a head its block. */
function remove(text: string, path: readonly Held[], span: Span): Edit | undefined {
  for (const [index, node] of path.entries()) {
    const above = path[index - 1];
    if (node.type === 'attribute' && (isSame(node, span) || isSame(node.value, span))) return lines(text, node);
    if (node.type === 'block' && (isSame(node, span) || isSame(node.head, span))) return lines(text, node);
    if (node.type === 'entry' && (isSame(node, span) || isSame(node.value, span))) return entry(text, node);
    if (isSame(node, span) && (above?.type === 'tuple' || above?.type === 'call')) return entry(text, node);
  }
  const last = path.at(-1);
  return last?.type === 'template' && !isSame(last, span) ? entry(text, span) : undefined;
}

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 13;

/** Whole lines, when nothing else stands on them; of two blank lines that then would meet only one is left. */
function lines(text: string, { start, end }: Span): Edit {
  let from = start;
  while (isBlank(text.charCodeAt(from - 1))) from--;
  let to = end;
  while (isBlank(text.charCodeAt(to))) to++;
  const alone = (from === 0 || text[from - 1] === '\n') && (to === text.length || text[to] === '\n');
  if (!alone) return { start, end, text: '' };
  to = Math.min(to + 1, text.length);
  const blankAbove = /\n[ \t\r]*\n$/.test(text.slice(Math.max(0, from - 200), from));
  const next = /^[ \t\r]*(\n|\}|$)/.exec(text.slice(to, to + 200));
  if (blankAbove && next) {
    const line = text.lastIndexOf('\n', from - 2) + 1;
    return { start: line, end: to, text: '' };
  }
  return { start: from, end: to, text: '' };
}

/** One entry of a list or object with its comma, in whichever syntax it stands. */
function entry(text: string, { start, end }: Span): Edit {
  let after = end;
  while (text.charCodeAt(after) <= 32) after++;
  let from = start;
  while (isBlank(text.charCodeAt(from - 1))) from--;
  const ownLine = text[from - 1] === '\n';
  if (text[after] === ',') {
    let to = after + 1;
    while (isBlank(text.charCodeAt(to))) to++;
    if (ownLine && text[to] === '\n') return { start: from, end: to + 1, text: '' };
    return { start, end: to, text: '' };
  }
  let before = start;
  while (before > 0 && text.charCodeAt(before - 1) <= 32) before--;
  if (text[before - 1] === ',') return { start: before - 1, end, text: '' };
  return ownLine ? lines(text, { start, end }) : { start, end, text: '' };
}
