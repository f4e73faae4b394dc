import type { Entry, Mapping, Node, Scalar, Sequence } from '../data';
import type { Action } from './actions';
import type { Expansion } from './mask';

/** Expansions of one text; what lies beyond is left out. */
const EXPANSIONS = 5000;

/**
 * The trees of a masked text with the template's actions in them: a scalar that an action writes, wholly or in part, says its
 * source; lines that one expands to are such a scalar where they belong, or an entry of the mapping whose key is one.
 */
export function withActions(
  roots: readonly (Node | undefined)[],
  text: string,
  actions: readonly Action[],
  expansions: readonly Expansion[],
): readonly (Node | undefined)[] {
  const some = expansions.slice(0, EXPANSIONS);
  let from = 0;
  return roots.map((root) => {
    if (!root) return undefined;
    const begin = from;
    const end = boundAfter(text, root.end);
    from = end;
    const own = some.filter(({ action }) => action.start >= begin && action.start < end);
    return own.reduce((node, { action, column }) => attached(node, action, column, text), told(root, text, actions));
  });
}

/** Where the document ends that a root ends in. */
function boundAfter(text: string, from: number): number {
  const bound = /^(?:---|\.\.\.)(?=\s|$)/gm;
  bound.lastIndex = from;
  return bound.exec(text)?.index ?? text.length;
}

function told(node: Node, text: string, actions: readonly Action[]): Node {
  if (!touches(node.start, node.end, actions)) return node;
  if (node.type === 'scalar') return toldScalar(node, text, actions);
  if (node.type === 'sequence') return { ...node, items: node.items.map((item) => told(item, text, actions)) };
  const entries = node.entries.map((entry): Entry => {
    if (!touches(entry.start, entry.end, actions)) return entry;
    const value = entry.value && told(entry.value, text, actions);
    return { ...entry, key: toldScalar(entry.key, text, actions), value };
  });
  return { ...node, entries };
}

function toldScalar(scalar: Scalar, text: string, actions: readonly Action[]): Scalar {
  if (!touches(scalar.start, scalar.end, actions)) return scalar;
  const source = text.slice(scalar.start, scalar.end);
  const quoted = scalar.style === 'double' || scalar.style === 'single';
  return { ...scalar, source, value: quoted ? source.slice(1, -1) : source };
}

/** Whether an action stands in a stretch; actions are in order. */
function touches(start: number, end: number, actions: readonly Action[]): boolean {
  let low = 0;
  let high = actions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (actions[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const first = actions[low];
  return first !== undefined && first.start < end;
}

const hole = (start: number, end: number, text: string): Scalar => {
  const source = text.slice(start, end);
  return { type: 'scalar', start, end, value: source, source, style: 'plain' };
};

const isBlank = (node: Node | undefined): boolean => !node || (node.type === 'scalar' && node.source === '');

const columnOf = (text: string, at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);

/** Hangs an expansion in where its lines go: below the last part that begins before it and further left. */
function attached(node: Node, action: Action, column: number, text: string): Node {
  if (node.type === 'mapping' && !node.flow) return inMapping(node, action, column, text);
  if (node.type === 'sequence' && !node.flow) return inSequence(node, action, column, text);
  const filled = node.type === 'scalar' && (node.style === 'literal' || node.style === 'folded');
  return filled ? { ...hole(node.start, action.end, text), style: node.style } : node;
}

function inMapping(node: Mapping, action: Action, column: number, text: string): Node {
  const at = Math.max(lastBefore(node.entries, action.start), 0);
  const entry = node.entries[at];
  if (!entry) return node;
  // one that stands above the first entry comes after it in the list, whose first tells the column
  if (column <= columnOf(text, entry.start) || entry.start > action.start) {
    const key = hole(action.start, action.end, text);
    const added: Entry = { start: key.start, end: key.end, key, value: undefined };
    return { ...node, entries: inserted(node.entries, at + 1, added), end: Math.max(node.end, action.end) };
  }
  const value = isBlank(entry.value)
    ? hole(action.start, action.end, text)
    : attached(entry.value!, action, column, text);
  const end = Math.max(entry.end, value.end);
  return { ...node, entries: replaced(node.entries, at, { ...entry, value, end }), end: Math.max(node.end, end) };
}

function inSequence(node: Sequence, action: Action, column: number, text: string): Node {
  const before = lastBefore(node.items, action.start);
  const next = node.items[before + 1];
  // an entry that only the action fills stands behind it
  const isNext = next && isBlank(next) && /^[ \r\n]*$/.test(text.slice(action.end, next.start));
  const at = isNext ? before + 1 : before;
  const item = node.items[at];
  const dash = columnOf(text, node.start);
  if (!item || column <= dash) {
    const items = inserted(node.items, at + 1, hole(action.start, action.end, text));
    return { ...node, items, end: Math.max(node.end, action.end) };
  }
  const value = isBlank(item) ? hole(action.start, action.end, text) : attached(item, action, column, text);
  return { ...node, items: replaced(node.items, at, value), end: Math.max(node.end, value.end) };
}

function lastBefore(parts: readonly { readonly start: number }[], offset: number): number {
  let found = -1;
  for (const [i, { start }] of parts.entries()) if (start <= offset) found = i;
  return found;
}

const inserted = <T>(list: readonly T[], at: number, one: T): readonly T[] => [
  ...list.slice(0, at),
  one,
  ...list.slice(at),
];
const replaced = <T>(list: readonly T[], at: number, one: T): readonly T[] =>
  list.map((other, i) => (i === at ? one : other));
