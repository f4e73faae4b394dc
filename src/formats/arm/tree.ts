import type { Opened } from '../../declaration';
import type { Entry, Expression } from '../../document/bicep';
import { type DataDocument, entryOf, type Mapping, type Node, nameOf, nodeAt, type Scalar } from '../../document/data';
import type { Span } from '../../place';
import { offsetsOf } from '../data-offsets';
import { parseExpression } from './expression';

/** What an opened declaration is in the tree of its section: the node that has its very span, or the entry of it. */
function nodeOf({ section, span }: Opened): Node | undefined {
  const document = section.document() as DataDocument;
  const find = (node: Node | undefined): Node | undefined => {
    if (!node || node.type === 'scalar' || node.start > span.start || node.end < span.end) return undefined;
    if (node.type === 'mapping' && node.start === span.start && node.end === span.end) return node;
    if (node.type === 'sequence') return firstOf(node.items, find);
    return firstOf(node.entries, (entry) =>
      entry.start === span.start && entry.end === span.end ? entry.value : find(entry.value),
    );
  };
  const [root] = document.roots;
  if (root?.type !== 'mapping') return undefined;
  if (root.start === span.start && root.end === span.end) return root;
  return firstOf(root.entries, (entry) =>
    entry.start === span.start && entry.end === span.end ? entry.value : find(entry.value),
  );
}

function firstOf<A, B>(list: readonly A[], get: (one: A) => B | undefined): B | undefined {
  for (const one of list) {
    const found = get(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a declaration of a template in JSON says, in the tree of Bicep. */
export function armExpression(opened: Opened): Expression | undefined {
  const node = nodeOf(opened);
  const { kind, note } = opened.declaration;
  if (!node) return undefined;
  if (kind === 'assign' || kind === 'output') return optional(nodeAt(node, 'value'));
  if (note.is === 'param') return optional(nodeAt(node, 'defaultValue'));
  if (note.is === 'var') return node.type === 'mapping' && note.copied === true ? copied(node, 'input') : data(node);
  if (node.type !== 'mapping') return undefined;
  const body = kind === 'call' || note.is === 'module' ? withParameters(node) : data(without(node, LATER));
  return repeated(node, conditional(node, body));
}

/** Whether a parameter in JSON is kept from view. */
export function armIsSecure(opened: Opened): boolean {
  const type = nodeAt(nodeOf(opened), 'type');
  return type?.type === 'scalar' && /^secure/i.test(nameOf(type));
}

const optional = (node: Node | undefined): Expression | undefined => node && data(node);

/** What of a resource is no property of what is made: declared or read by itself. */
const LATER = ['resources', 'copy', 'condition'];

const without = (mapping: Mapping, keys: readonly string[]): Mapping => ({
  ...mapping,
  entries: mapping.entries.filter(({ key }) => !keys.includes(nameOf(key))),
});

function conditional(node: Mapping, value: Expression): Expression {
  const condition = entryOf(node, 'condition')?.value;
  return condition ? { type: 'if', start: node.start, end: node.end, test: data(condition), value } : value;
}

function repeated(node: Mapping, value: Expression): Expression {
  const copy = entryOf(node, 'copy')?.value;
  return copy?.type === 'mapping' ? loop(copy, value, true) : value;
}

/** `copy` with its name and count as the loop of Bicep that it is. `own` copies are also counted by `copyIndex()`. */
function loop(copy: Mapping, value: Expression, own: boolean): Expression {
  const { start, end } = copy;
  const count = nodeAt(copy, 'count');
  const name = nodeAt(copy, 'name');
  const named = `copyIndex ${name?.type === 'scalar' ? nameOf(name).toLowerCase() : ''}`;
  const zero: Expression = { type: 'literal', start, end, value: 0 };
  const of: Expression = {
    ...{ type: 'call', name: 'range', start, end },
    args: [zero, count ? data(count) : { type: 'error', start, end }],
  };
  return { type: 'for', start, end, names: own ? [named, 'copyIndex'] : [named], of, value };
}

function copied(copy: Mapping, input: string): Expression {
  const value = nodeAt(copy, input);
  return loop(copy, value ? data(value) : { type: 'error', start: copy.start, end: copy.end }, false);
}

/** The parameters that a nested or linked template is given, as a module of Bicep has them. */
function withParameters(node: Mapping): Expression {
  const { start, end } = node;
  const given = nodeAt(node, 'properties', 'parameters');
  const entries = given?.type === 'mapping' ? given.entries : [];
  const params = entries.flatMap((entry): readonly Entry[] => {
    const value = nodeAt(entry.value, 'value');
    return value
      ? [{ type: 'property', start: entry.start, end: entry.end, key: word(entry.key), value: data(value) }]
      : [];
  });
  const key: Expression = {
    type: 'string',
    start,
    end,
    inner: { start, end },
    parts: [{ type: 'text', start, end, value: 'params' }],
  };
  const value: Expression = { type: 'object', start, end, entries: params };
  return { type: 'object', start, end, entries: [{ type: 'property', start, end, key, value }] };
}

const word = (key: Scalar): Expression => {
  const { start, end } = key;
  const inner = { start: start + 1, end: end - 1 };
  return { type: 'string', start, end, inner, parts: [{ type: 'text', ...inner, value: nameOf(key) }] };
};

/** A node of JSON as an expression; strings in square brackets are expressions of their own. */
function data(node: Node): Expression {
  const { start, end } = node;
  if (node.type === 'sequence') return { type: 'array', start, end, items: node.items.map(data) };
  if (node.type === 'mapping') return { type: 'object', start, end, entries: node.entries.flatMap(properties) };
  if (typeof node.value !== 'string') return { type: 'literal', start, end, value: node.value };
  const written = node.value;
  if (/^\[(?!\[)[\s\S]*\]$/.test(written)) return { ...read(node, written), start, end };
  const value = written.startsWith('[[') ? written.slice(1) : written;
  const inner = { start: start + 1, end: end - 1 };
  return { type: 'string', start, end, inner, parts: [{ type: 'text', ...inner, value }] };
}

function read(node: Scalar, written: string): Expression {
  const offsets = offsetsOf(written, node.source);
  const place = (from: number, to: number): Span => ({
    start: node.start + (offsets[from] ?? 0),
    end: node.start + (offsets[Math.max(to - 1, from)] ?? 0) + 1,
  });
  return parseExpression(written.slice(0, -1), 1, place);
}

/** An entry, or for `copy` with a list each property that is copied. */
function properties(entry: Mapping['entries'][number]): readonly Entry[] {
  const { start, end, key, value } = entry;
  if (nameOf(key) === 'copy' && value?.type === 'sequence') {
    return value.items.flatMap((item): readonly Entry[] => {
      const name = nodeAt(item, 'name');
      if (item.type !== 'mapping' || name?.type !== 'scalar') return [];
      return [{ type: 'property', start: item.start, end: item.end, key: word(name), value: copied(item, 'input') }];
    });
  }
  return value ? [{ type: 'property', start, end, key: word(key), value: data(value) }] : [];
}
