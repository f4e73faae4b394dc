import type { Span } from '../../place';
import { type DataDocument, type Entry, entryOf, type Node, nameOf } from '../data';
import type { ScalarSite } from '../syntax';

/** Keys whose value is computed by the tool that reads the file: everything below is no literal. */
const COMPUTED = /^(?:Ref|Condition|Fn::.+)$/;

/** The values of a document in source order, each once; keys and nulls are no values. */
export function* scalarsOf(document: DataDocument): Iterable<ScalarSite> {
  const seen = new Set<Node>();
  for (const root of document.roots) if (root) yield* scalarsBelow(root, [], true, seen);
}

function* scalarsBelow(
  node: Node,
  keyPath: readonly string[],
  literal: boolean,
  seen: Set<Node>,
): Iterable<ScalarSite> {
  if (seen.has(node)) return; // an alias: its anchor has been seen
  seen.add(node);
  const plain = literal && node.tag === undefined;
  if (node.type === 'scalar') {
    if (node.value === null) return;
    const value = nameOf(node);
    const whole = !/\$\{|\{\{/.test(value) && (plain || (literal && node.tag === '!Sub'));
    yield { start: node.start, end: node.end, keyPath, value, literal: whole };
  } else if (node.type === 'sequence') {
    for (const [i, item] of node.items.entries()) {
      const named = namedValue(item);
      if (!named) yield* scalarsBelow(item, [...keyPath, String(i)], plain, seen);
      for (const { key, value } of named?.entries ?? []) {
        const name = nameOf(key);
        const path = /^value$/i.test(name) ? [named!.name] : [String(i), name];
        if (value) yield* scalarsBelow(value, [...keyPath, ...path], plain, seen);
      }
    }
  } else {
    const only = node.entries.length === 1;
    for (const { key, value } of node.entries) {
      const name = nameOf(key);
      if (value) yield* scalarsBelow(value, [...keyPath, name], plain && !(only && COMPUTED.test(name)), seen);
    }
  }
}

/** A list entry of the form `{name: X, value: Y}`, in which X is what people call the key. */
function namedValue(item: Node): { readonly name: string; readonly entries: readonly Entry[] } | undefined {
  if (item.type !== 'mapping' || item.entries.length !== 2 || item.tag !== undefined) return undefined;
  const name = (entryOf(item, 'name') ?? entryOf(item, 'Name'))?.value;
  if (name?.type !== 'scalar' || !(entryOf(item, 'value') ?? entryOf(item, 'Value'))) return undefined;
  return { name: nameOf(name), entries: item.entries };
}

/** The mapping entry or list entry that begins on the line of an offset, the outermost of several; a whole document at its `---`. */
export function constructIn(document: DataDocument, offset: number): Span | undefined {
  const { text } = document;
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', from);
  const to = next < 0 ? text.length : next;
  if (document.syntax === 'yaml' && text.startsWith('---', from)) {
    const root = document.roots.find((node) => node && node.start >= from);
    return root && { start: root.start, end: root.end };
  }
  let found: Span | undefined;
  const visit = (node: Node | undefined): void => {
    if (found || !node || node.start > to || node.end < from || node.type === 'scalar') return;
    const parts: readonly (Entry | Node)[] = node.type === 'mapping' ? node.entries : node.items;
    for (const part of parts) {
      if (found || part.start > to) return;
      if (part.start >= from) found = { start: part.start, end: part.end };
      else if (part.end >= from) visit('key' in part ? part.value : part);
    }
  };
  document.roots.forEach(visit);
  return found;
}
