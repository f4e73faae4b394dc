import { type DataDocument, type Entry, entryOf, type Mapping, type Node, type Sequence } from '../document/data';
import type { Document } from '../document/syntax';
import type { Change, FileEdit, Plain } from '../facts';
import { type Span, spanOf } from '../place';
import { jsonFlow, jsonText, yamlAfter, yamlBlock, yamlFlow, yamlScalar } from './data-edit/spell';

type Edit = FileEdit['edits'][number];

/**
 * Renders an intention as an edit of a YAML or JSON file, for every format that is written in them. `document` is the
 * whole file, `path` its root-relative path. Gives nothing when what the change was made for no longer stands there.
 */
export function writeData(change: Change, document: Document, path: string): readonly FileEdit[] {
  if (document.syntax !== 'yaml' && document.syntax !== 'json') return [];
  const edit = render(change, document);
  if (!edit) return [];
  const text = document.text.includes('\r\n') ? edit.text.replaceAll('\n', '\r\n') : edit.text;
  return [{ path, edits: [{ ...edit, text }] }];
}

function render(change: Change, document: DataDocument): Edit | undefined {
  if (change.type === 'insert') {
    const { block, path } = change.slot;
    const found = find(document, spanOf(block), (node) => node.type === 'mapping');
    return found?.node.type === 'mapping' ? insert(document, found.node, path, change.value) : undefined;
  }
  const found = find(document, spanOf(change.at), () => true);
  if (!found) return undefined;
  return change.type === 'replace' ? replace(document, found.node, change.value) : remove(document, found);
}

/** A node with what it stands in. An entry's own span leads to its value. */
interface Found {
  readonly node: Node;
  readonly within: readonly Holder[];
}
type Holder = { readonly in: Mapping; readonly at: number } | { readonly in: Sequence; readonly at: number };

/** The outermost node of a span. */
function find(document: DataDocument, span: Span, accept: (node: Node) => boolean): Found | undefined {
  const visit = (node: Node, within: readonly Holder[]): Found | undefined => {
    if (node.start > span.start || node.end < span.end) return undefined;
    if (node.start === span.start && node.end === span.end && accept(node)) return { node, within };
    if (node.type === 'sequence') {
      return firstOf(node.items, (item, at) => visit(item, [...within, { in: node, at }]));
    }
    if (node.type === 'scalar') return undefined;
    return firstOf(node.entries, (entry, at): Found | undefined => {
      const inside = [...within, { in: node, at }];
      const value = entry.value ?? entry.key;
      const whole = (entry.start === span.start && entry.end === span.end) || isSpan(entry.key, span);
      return whole && accept(value) ? { node: value, within: inside } : entry.value && visit(entry.value, inside);
    });
  };
  return firstOf(document.roots, (root) => root && visit(root, []));
}

const isSpan = (node: Span, span: Span): boolean => node.start === span.start && node.end === span.end;

function firstOf<A, B>(list: readonly A[], get: (one: A, at: number) => B | undefined): B | undefined {
  for (const [at, one] of list.entries()) {
    const result = get(one, at);
    if (result !== undefined) return result;
  }
  return undefined;
}

function replace(document: DataDocument, node: Node, value: Plain): Edit {
  const { text } = document;
  const span = { start: withTag(text, node), end: node.end };
  if (document.syntax === 'json') return { ...span, text: jsonText(value, indentAt(text, node.start)) };
  if (value === null || typeof value !== 'object') {
    return { ...span, text: yamlScalar(value, node.type === 'scalar' ? node.style : 'plain') };
  }
  const block = node.type !== 'scalar' && !node.flow && span.start === node.start;
  const column = ' '.repeat(columnOf(text, node.start));
  return { ...span, text: (block ? yamlBlock(value, column) : undefined) ?? yamlFlow(value) };
}

function insert(document: DataDocument, block: Mapping, path: readonly string[], value: Plain): Edit | undefined {
  let mapping = block;
  for (const [i, key] of path.entries()) {
    const below = path.slice(i + 1).reduceRight<Plain>((inner, name) => ({ [name]: inner }), value);
    const entry = entryOf(mapping, key);
    if (!entry) return add(document, mapping, key, below);
    if (!entry.value || (entry.value.type === 'scalar' && entry.value.value === null && !entry.value.tag)) {
      return fill(document, mapping, entry, below);
    }
    if (i === path.length - 1) return replace(document, entry.value, value);
    if (entry.value.type !== 'mapping' || entry.value.tag) return undefined;
    mapping = entry.value;
  }
  return undefined;
}

/** Writes the value of an entry that has none. */
function fill(document: DataDocument, mapping: Mapping, entry: Entry, value: Plain): Edit {
  const { text, syntax } = document;
  const span = { start: entry.key.end, end: entry.end };
  if (syntax === 'json') return { ...span, text: `: ${jsonText(value, indentAt(text, entry.start))}` };
  const indent = ' '.repeat(columnOf(text, entry.start) + 2);
  return { ...span, text: `:${mapping.flow ? ` ${yamlFlow(value)}` : yamlAfter(value, indent)}` };
}

/** Writes a new entry below the others. */
function add(document: DataDocument, mapping: Mapping, key: string, value: Plain): Edit {
  const { text, syntax } = document;
  const first = mapping.entries[0];
  const last = mapping.entries.at(-1);
  const json = syntax === 'json';
  if (!mapping.flow && first && last) {
    const indent = ' '.repeat(columnOf(text, first.start));
    const end = lineEnd(text, last.end);
    return { start: end, end, text: `\n${indent}${yamlScalar(key)}:${yamlAfter(value, `${indent}  `)}` };
  }
  const onLine = json ? `${JSON.stringify(key)}: ${jsonFlow(value)}` : `${yamlScalar(key)}: ${yamlFlow(value)}`;
  if (!first || !last) {
    const indent = indentAt(text, mapping.start);
    const inner = `${indent}  `;
    const lines = json ? `{\n${inner}${JSON.stringify(key)}: ${jsonText(value, inner)}\n${indent}}` : `{${onLine}}`;
    return { start: mapping.start, end: mapping.end, text: lines };
  }
  const at = { start: last.end, end: last.end };
  if (!text.slice(mapping.start, first.start).includes('\n')) return { ...at, text: `, ${onLine}` };
  const indent = indentAt(text, first.start);
  return { ...at, text: `,\n${indent}${json ? `${JSON.stringify(key)}: ${jsonText(value, indent)}` : onLine}` };
}

function remove(document: DataDocument, { within }: Found): Edit | undefined {
  const { text } = document;
  const holder = within.at(-1);
  if (!holder) return undefined;
  const parts: readonly (Entry | Node)[] = holder.in.type === 'mapping' ? holder.in.entries : holder.in.items;
  const nothing = holder.in.type === 'mapping' ? '{}' : '[]';
  if (parts.length === 1) {
    const above = within.at(-2);
    const entry = above?.in.type === 'mapping' ? above.in.entries[above.at] : undefined;
    if (entry && !holder.in.flow) return { start: entry.key.end, end: holder.in.end, text: `: ${nothing}` };
    return { start: holder.in.start, end: holder.in.end, text: nothing };
  }
  const spans = parts.map((part) => ({ start: 'key' in part ? part.start : withTag(text, part), end: part.end }));
  const { start, end } = spans[holder.at]!;
  const before = spans[holder.at - 1];
  const next = spans[holder.at + 1];
  if (holder.in.flow) return next ? { start, end: next.start, text: '' } : { start: before!.end, end, text: '' };

  const from = holder.in.type === 'sequence' ? text.lastIndexOf('-', start - 1) : start;
  const line = text.lastIndexOf('\n', from - 1) + 1;
  if (text.slice(line, from).trim() === '') {
    const after = text.indexOf('\n', end);
    return after < 0
      ? { start: lineEnd(text, line - 1), end: text.length, text: '' }
      : { start: line, end: after + 1, text: '' };
  }
  // the first of a list entry's mapping: the next one takes its place beside the dash
  if (next) return { start, end: next.start, text: '' };
  return { start: before!.end, end, text: '' };
}

/** Where a node begins with its tag. */
function withTag(text: string, node: Node): number {
  if (node.tag === undefined) return node.start;
  const before = text.slice(Math.max(0, node.start - 200), node.start);
  const tag = /![^\s]*\s*$/.exec(before);
  return tag ? node.start - tag[0].length : node.start;
}

/** The offset of the line break (or the end) after an offset. */
function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', Math.max(from, 0));
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** The indentation of the line that an offset stands in. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
