import type { Span } from '../../place';
import type { ScalarSite } from '../syntax';
import { type BicepDocument, type Entry, type Expression, plainText, type Spread, type Statement } from './tree';

/** Stands for what is interpolated or referred to in the value of a scalar. */
const INTERPOLATED = '${…}';

/** Functions that give what they are given; what others are given may be the name of something. */
const PASSING = new Set(['any', 'base64', 'concat', 'format', 'join', 'string', 'toLower', 'toUpper', 'trim', 'union']);

function* values(expression: Expression, keyPath: readonly string[]): Generator<ScalarSite> {
  const { start, end } = expression;
  switch (expression.type) {
    case 'literal':
      if (expression.value !== null) yield { start, end, keyPath, value: String(expression.value), literal: true };
      return;
    case 'string': {
      const value = expression.parts.map((part) => (part.type === 'text' ? part.value : INTERPOLATED)).join('');
      yield { ...expression.inner, keyPath, value, literal: expression.parts.every(({ type }) => type === 'text') };
      for (const part of expression.parts) if (part.type === 'interpolation') yield* values(part.value, keyPath);
      return;
    }
    case 'object':
      for (const entry of expression.entries) yield* entryValues(entry, keyPath);
      return;
    case 'array':
      yield* items(expression.items, keyPath);
      return;
    case 'call':
      for (const argument of expression.args) yield* values(argument, PASSING.has(expression.name) ? keyPath : []);
      return;
    case 'conditional':
      yield* values(expression.yes, keyPath);
      yield* values(expression.no, keyPath);
      return;
    case 'if':
    case 'for':
    case 'lambda':
      yield* values(expression.value, keyPath);
      return;
    case 'binary':
      yield* values(expression.left, keyPath);
      yield* values(expression.right, keyPath);
      return;
    default: // names and what is asked of them give nothing to read
  }
}

/** A list whose entries are `{ name: …, value: … }` is read under these names. */
function* items(list: readonly (Expression | Spread)[], keyPath: readonly string[]): Generator<ScalarSite> {
  for (const item of list) {
    if (item.type === 'spread') {
      yield* values(item.of, keyPath);
      continue;
    }
    const name = item.type === 'object' ? namedValue(item.entries) : undefined;
    if (item.type !== 'object' || name === undefined) yield* values(item, keyPath);
    else {
      for (const entry of item.entries) {
        if (entry.type !== 'property') continue;
        const key = plainText(entry.key) ?? '*';
        yield* values(entry.value, [...keyPath, key === 'value' ? name : key]);
      }
    }
  }
}

function namedValue(entries: readonly Entry[]): string | undefined {
  const named = entries.find((entry) => entry.type === 'property' && plainText(entry.key) === 'name');
  return named?.type === 'property' ? plainText(named.value) : undefined;
}

function* entryValues(entry: Entry, keyPath: readonly string[]): Generator<ScalarSite> {
  if (entry.type === 'statement') yield* statementValues(entry, keyPath);
  else if (entry.type === 'spread') yield* values(entry.of, keyPath);
  else yield* values(entry.value, [...keyPath, plainText(entry.key) ?? '*']);
}

function* statementValues(statement: Statement, above: readonly string[]): Generator<ScalarSite> {
  if (statement.keyword === 'type' || statement.keyword === 'metadata') return;
  const keyPath = [...above, statement.keyword, ...(statement.name === '' ? [] : [statement.name])];
  if (statement.value) yield* values(statement.value, keyPath);
}

/** Every single value of a document, in source order. */
export function* scalars(document: BicepDocument): Iterable<ScalarSite> {
  for (const statement of document.statements) yield* statementValues(statement, []);
}

type Node = Statement | Entry | Spread | Expression;

/** What stands in a node, in source order. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'statement':
      return node.value ? [node.value] : [];
    case 'property':
      return [node.key, node.value];
    case 'spread':
    case 'member':
    case 'unary':
      return [node.of];
    case 'string':
      return node.parts.flatMap((part) => (part.type === 'interpolation' ? [part.value] : []));
    case 'index':
      return [node.of, node.key];
    case 'call':
      return node.of ? [node.of, ...node.args] : node.args;
    case 'array':
      return node.items;
    case 'object':
      return node.entries;
    case 'for':
      return [node.of, node.value];
    case 'if':
      return [node.test, node.value];
    case 'conditional':
      return [node.test, node.yes, node.no];
    case 'binary':
      return [node.left, node.right];
    case 'lambda':
      return [node.value];
    default:
      return [];
  }
}

/** Nodes that people see as a thing of its own when they begin a line. */
const isConstruct = (node: Node, above: Node | undefined): boolean =>
  node.type === 'statement' || node.type === 'property' || node.type === 'spread' || above?.type === 'array';

/** The statement, entry or list item that begins on the line of an offset: the outermost of them. */
export function constructAt(document: BicepDocument, offset: number): Span | undefined {
  const { text } = document;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline - 1;
  const find = (nodes: readonly Node[], above: Node | undefined): Span | undefined => {
    for (const node of nodes) {
      if (node.start > end) return undefined;
      // decorators stand on lines of their own: both these and the keyword's line begin the statement
      const begins = node.type === 'statement' && node.head.start >= start && node.head.start <= end;
      if ((node.start >= start || begins) && isConstruct(node, above)) return { start: node.start, end: node.end };
      if (node.end < start) continue;
      const inner = find(childrenOf(node), node);
      if (inner) return inner;
    }
    return undefined;
  };
  return find(document.statements, undefined);
}
