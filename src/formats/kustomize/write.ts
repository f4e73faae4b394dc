import type { DataDocument, Node, Scalar } from '../../document/data';
import { parseJson } from '../../document/json';
import type { Document } from '../../document/syntax';
import { parseYaml } from '../../document/yaml';
import type { Change, FileEdit } from '../../facts';
import { type Place, type Span, spanOf } from '../../place';
import { writeData } from '../data-edit';
import { placesIn } from '../data-value';

/**
 * Renders a change into a patch that a kustomization writes in place: a text in it, YAML or JSON by itself. Nothing where the text is
 * written in a way in which what is added can't be said exactly.
 */
export function writeInline(change: Change, document: Document, path: string): readonly FileEdit[] {
  const direct = writeData(change, document, path);
  if (direct.length > 0 || document.syntax !== 'yaml') return direct;
  const span = spanOf(change.type === 'insert' ? change.slot.block : change.at);
  const scalar = document.roots.flatMap((root) => (root ? (textAround(root, span) ?? []) : []))[0];
  const spelling = scalar && spellingOf(scalar, document.text);
  if (!scalar || typeof scalar.value !== 'string' || !spelling) return [];
  const inner = /^\s*[[{]/.test(scalar.value) ? parseJson(scalar.value) : parseYaml(scalar.value);
  const file = { path, start: scalar.start };
  const place = placesIn(scalar.value, scalar.source, { anchor: file, start: 0, end: scalar.end - scalar.start });
  const own = spanWithin(inner, span, place);
  if (!own) return [];
  const anchor = { path, start: 0 };
  const at: Place = { anchor, ...own };
  const moved: Change =
    change.type === 'insert' ? { ...change, slot: { ...change.slot, block: at } } : { ...change, at };
  const { value } = scalar;
  const source = (offset: number): number => {
    const isLine = scalar.style === 'literal' && (offset === 0 || value[offset - 1] === '\n');
    if (isLine && offset === 0) return scalar.start + scalar.source.indexOf('\n') + 1;
    const isText = !isLine && offset < value.length && !/\s/.test(value[offset]!);
    if (isText || offset === 0) return spanOf(place({ start: offset, end: offset + 1 })).start;
    return spanOf(place({ start: offset - 1, end: offset })).end;
  };
  return writeData(moved, inner, path).map(({ edits }) => ({
    path,
    edits: edits.map(({ start, end, text }) => ({ start: source(start), end: source(end), text: spelling(text) })),
  }));
}

/** The text that a span is only a part of. */
function textAround(node: Node, span: Span): Scalar | undefined {
  if (node.start > span.start || node.end < span.end) return undefined;
  if (node.type === 'scalar') return node.start < span.start || node.end > span.end ? node : undefined;
  const inner = node.type === 'sequence' ? node.items : node.entries.flatMap(({ value }) => value ?? []);
  return inner.flatMap((one) => textAround(one, span) ?? [])[0];
}

/** How more text is written in a string; undefined for strings whose lines mean something else than they say. */
function spellingOf({ style, source }: Scalar, file: string): ((text: string) => string) | undefined {
  if (style === 'single')
    return source.includes('\n') ? undefined : (text) => text.replaceAll("'", "''").replaceAll('\n', ' ');
  if (style !== 'literal') return undefined;
  const indent = /\n([ \t]*)\S/.exec(source)?.[1] ?? '';
  const ending = file.includes('\r\n') ? '\r\n' : '\n';
  return (text) => text.replaceAll('\n', `${ending}${indent}`);
}

/** The span in a text of what stands at a span of its source. */
function spanWithin(inner: DataDocument, span: Span, place: (span: Span) => Place): Span | undefined {
  const visit = (node: Node): Span | undefined => {
    const at = spanOf(place(node));
    if (at.start === span.start && at.end === span.end) return { start: node.start, end: node.end };
    if (node.type === 'scalar' || at.start > span.start || at.end < span.end) return undefined;
    const parts = node.type === 'sequence' ? node.items : node.entries.flatMap(({ key, value }) => [key, value ?? key]);
    return parts.flatMap((one) => visit(one) ?? [])[0];
  };
  return inner.roots.flatMap((root) => (root ? (visit(root) ?? []) : []))[0];
}
