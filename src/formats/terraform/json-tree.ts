import type { Entry, Mapping, Node, Scalar } from '../../document/data';
import { type Attribute, type Block, type Expression, parseTemplate, type TemplatePart } from '../../document/hcl';
import type { Span } from '../../place';

/**
 * Terraform's JSON syntax as the tree of its native one, with the spans of the JSON text: whoever reads one reads both.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */

/** The blocks that a value holds: one mapping, or a list of them. */
export function mappingsOf(node: Node | undefined): readonly Mapping[] {
  if (node?.type === 'mapping') return [node];
  return node?.type === 'sequence' ? node.items.flatMap((item) => mappingsOf(item)) : [];
}

/** An entry as a block whose head is its key. */
export function blockOf(entry: Entry, name: string, labels: readonly string[]): Block {
  const body = mappingsOf(entry.value)[0];
  const span = body ?? { start: entry.end, end: entry.end };
  return {
    type: 'block',
    start: entry.start,
    end: entry.end,
    name,
    labels: labels.map((value) => ({ ...spanOf(entry.key), value })),
    head: spanOf(entry.key),
    body: { start: span.start, end: span.end, items: (body?.entries ?? []).flatMap(itemsOf) },
  };
}

/** An entry as an attribute. */
export const attributeOf = (entry: Entry): Attribute => ({
  type: 'attribute',
  start: entry.start,
  end: entry.end,
  name: String(entry.key.value),
  nameSpan: spanOf(entry.key),
  value: entry.value ? expressionOf(entry.value) : { type: 'error', start: entry.end, end: entry.end },
});

const spanOf = ({ start, end }: Span): Span => ({ start, end });

function itemsOf(entry: Entry): readonly (Attribute | Block)[] {
  if (entry.key.value === '//') return []; // the comment of this syntax
  if (entry.key.value !== 'dynamic') return [attributeOf(entry)];
  return mappingsOf(entry.value).flatMap((mapping) =>
    mapping.entries.map((made) => {
      const block = blockOf(made, 'dynamic', [String(made.key.value)]);
      const items = block.body.items.map((item) => contentOf(item, made));
      return { ...block, body: { ...block.body, items } };
    }),
  );
}

function contentOf(item: Attribute | Block, made: Entry): Attribute | Block {
  if (item.type === 'block' || item.name !== 'content') return item;
  const entry = mappingsOf(made.value)
    .flatMap((mapping) => mapping.entries)
    .find(({ start }) => start === item.start);
  return entry ? blockOf(entry, 'content', []) : item;
}

function expressionOf(node: Node): Expression {
  const span = spanOf(node);
  if (node.type === 'sequence') return { type: 'tuple', ...span, items: node.items.map(expressionOf) };
  if (node.type === 'mapping') {
    const entries = node.entries.flatMap((entry) =>
      entry.value && entry.key.value !== '//'
        ? [{ ...spanOf(entry), key: expressionOf(entry.key), value: expressionOf(entry.value) }]
        : [],
    );
    return { type: 'object', ...span, entries };
  }
  return typeof node.value === 'string'
    ? templateOf(node, node.value)
    : { type: 'literal', ...span, value: node.value };
}

function templateOf(node: Scalar, value: string): Expression {
  const inner = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
  const span = spanOf(node);
  const offsets = offsetsOf(node.source);
  const { template } = parseTemplate(value);
  const parts = template.type === 'template' ? template.parts : [];
  const moved = parts.flatMap((part) => splitAtEscapes(part, offsets)).map((part) => move(part, offsets, node.start));
  return { type: 'template', ...span, heredoc: false, inner, parts: moved };
}

/** For each character of a JSON string's value where it begins in the source, and where the last one ends. */
function offsetsOf(source: string): readonly number[] {
  const offsets: number[] = [];
  let at = 1;
  while (at < source.length - 1) {
    offsets.push(at);
    at += source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2;
  }
  offsets.push(Math.min(at, Math.max(1, source.length - 1)));
  return offsets;
}

const lookUp = (offsets: readonly number[], at: number): number => offsets[Math.min(at, offsets.length - 1)] ?? 1;

/** Cuts a text part so that each piece is escaped as a whole or not at all. */
function splitAtEscapes(part: TemplatePart, offsets: readonly number[]): readonly TemplatePart[] {
  if (part.type !== 'text' || part.value.length !== part.end - part.start) return [part];
  if (lookUp(offsets, part.end) - lookUp(offsets, part.start) === part.value.length) return [part];
  const pieces: TemplatePart[] = [];
  let from = part.start;
  for (let at = part.start; at < part.end; at++) {
    const escaped = lookUp(offsets, at + 1) - lookUp(offsets, at) > 1;
    if (escaped && at > from) pieces.push(slice(part, from, at));
    if (escaped) pieces.push(slice(part, at, at + 1));
    if (escaped) from = at + 1;
  }
  if (part.end > from) pieces.push(slice(part, from, part.end));
  return pieces;
}

const slice = (part: Extract<TemplatePart, { type: 'text' }>, start: number, end: number): TemplatePart => ({
  type: 'text',
  start,
  end,
  value: part.value.slice(start - part.start, end - part.start),
});

/** A copy of a tree with every span led from the decoded value to the source. */
function move<T>(tree: T, offsets: readonly number[], base: number): T {
  if (Array.isArray(tree)) return tree.map((item) => move(item, offsets, base)) as T;
  if (tree === null || typeof tree !== 'object') return tree;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(tree)) {
    const offset = (key === 'start' || key === 'end') && typeof value === 'number';
    copy[key] = offset ? base + lookUp(offsets, value) : move(value, offsets, base);
  }
  return copy as T;
}
