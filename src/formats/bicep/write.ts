import { childrenOf, type Expression, plainText } from '../../document/bicep';
import type { Document } from '../../document/syntax';
import type { Change, FileEdit, Plain } from '../../facts';
import { type Span, spanOf } from '../../place';

type Edit = FileEdit['edits'][number];
type Node = Parameters<typeof childrenOf>[0];
type ObjectExpression = Extract<Expression, { type: 'object' }>;

const IDENTIFIER = /^[A-Za-z_]\w*$/;

const quoted = (text: string): string =>
  `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('${', '\\${')}'`;
const keyed = (key: string): string => (IDENTIFIER.test(key) ? key : quoted(key));

/** A value as Bicep, its further lines below an indentation. */
function literal(value: Plain, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((entry: Plain) => `${inner}${literal(entry, inner)}\n`)
    : Object.entries(value).map(([key, entry]) => `${inner}${keyed(key)}: ${literal(entry, inner)}\n`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join('')}${indent}${close}`;
}

/** Renders an intention in Bicep. Gives nothing when what the change was made for no longer stands there. */
export function writeBicep(change: Change, document: Document, path: string): readonly FileEdit[] {
  if (document.syntax !== 'bicep') return [];
  const { text } = document;
  const edit = render(change, document.statements, text);
  if (!edit) return [];
  const spelled = text.includes('\r\n') ? edit.text.replace(/\r?\n/g, '\r\n') : edit.text;
  return [{ path, edits: [{ ...edit, text: spelled }] }];
}

function render(change: Change, nodes: readonly Node[], text: string): Edit | undefined {
  if (change.type === 'insert') {
    const way = within(nodes, spanOf(change.slot.block));
    const holder = way.find((node) => node.type === 'object' && isSame(node, spanOf(change.slot.block)));
    return holder?.type === 'object' ? insert(text, holder, change.slot.path, change.value) : undefined;
  }
  const span = spanOf(change.at);
  const way = within(nodes, span);
  if (!way.some((node) => isSame(node, span))) return undefined;
  if (change.type === 'replace') return { ...span, text: literal(change.value, indentAt(text, span.start)) };
  return remove(text, way, span);
}

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Everything that holds a span, outermost first. */
function within(nodes: readonly Node[], span: Span): readonly Node[] {
  const next = nodes.find(({ start, end }) => start <= span.start && span.end <= end);
  return next ? [next, ...within(childrenOf(next), span)] : [];
}

function insert(text: string, object: ObjectExpression, path: readonly string[], value: Plain): Edit | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  const entry = object.entries.find((one) => one.type === 'property' && plainText(one.key) === key);
  if (entry?.type === 'property') {
    const held = entry.value;
    if (rest.length > 0) return held.type === 'object' ? insert(text, held, rest, value) : undefined;
    return { start: held.start, end: held.end, text: literal(value, indentAt(text, held.start)) };
  }
  const below = rest.reduceRight<Plain>((inner, name) => ({ [name]: inner }), value);
  const spelled = (indent: string): string => `${indent}${keyed(key)}: ${literal(below, indent)}`;
  // nested resources stay below the properties
  const last = object.entries.filter(({ type }) => type !== 'statement').at(-1);
  const outer = indentAt(text, object.start);
  const oneLine = !text.slice(object.start, object.end).includes('\n');
  if (oneLine && last) return { start: last.end, end: last.end, text: `, ${spelled('').replace(/\s*\n\s*/g, ' ')}` };
  if (oneLine || !last) {
    const start = object.start + 1;
    return {
      start,
      end: oneLine ? object.end - 1 : start,
      text: `\n${spelled(`${outer}  `)}${oneLine ? `\n${outer}` : ''}`,
    };
  }
  const after = lineEnd(text, last.end);
  return { start: after, end: after, text: `\n${spelled(indentAt(text, last.start))}` };
}

/** Takes out the outermost construct that the span names: a value names its property. */
function remove(text: string, way: readonly Node[], span: Span): Edit | undefined {
  for (const [index, node] of way.entries()) {
    const isItem = way[index - 1]?.type === 'array' && isSame(node, span);
    const isProperty = node.type === 'property' && (isSame(node, span) || isSame(node.value, span));
    if (isItem || isProperty || (node.type === 'statement' && isSame(node, span))) return cutOut(text, node);
  }
  return undefined;
}

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 13;

/** Its lines, when nothing else stands on them; else it goes with the comma behind or before it. */
function cutOut(text: string, { start, end }: Span): Edit {
  let from = start;
  while (isBlank(text.charCodeAt(from - 1))) from--;
  let to = end;
  while (isBlank(text.charCodeAt(to)) || text[to] === ',') to++;
  const ownLine = from === 0 || text[from - 1] === '\n';
  if (ownLine && (to >= text.length || text[to] === '\n'))
    return { start: from, end: Math.min(to + 1, text.length), text: '' };
  if (text.slice(end, to).includes(',')) return { start, end: to, text: '' };
  return text[from - 1] === ',' ? { start: from - 1, end, text: '' } : { start, end, text: '' };
}

const lineEnd = (text: string, from: number): number => {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
};

const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
