import type { Problem, Span } from '../place';
import type { ScalarSite } from './syntax';

/** A single value. `source` is the raw text; `value` is decoded and typed as the syntax's core schema types it. */
export interface Scalar extends Span {
  readonly type: 'scalar';
  readonly value: string | number | boolean | null;
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** YAML tag as written, such as `!Sub`; undefined in JSON. */
  readonly tag?: string;
}

export interface Entry extends Span {
  readonly key: Scalar;
  /** Undefined when nothing is written after the key. */
  readonly value: Node | undefined;
}

/** Keyed data in source order, duplicates kept. YAML merge keys (`<<`) are plain entries: use `entriesOf`. */
export interface Mapping extends Span {
  readonly type: 'mapping';
  readonly entries: readonly Entry[];
  readonly tag?: string;
  /** Written in braces. */
  readonly flow: boolean;
}

export interface Sequence extends Span {
  readonly type: 'sequence';
  readonly items: readonly Node[];
  readonly tag?: string;
  readonly flow: boolean;
}

export type Node = Scalar | Mapping | Sequence;

/** A parsed YAML stream or JSON text. Aliases are resolved to the anchored node (spans are the anchored node's own). */
export interface DataDocument {
  readonly syntax: 'yaml' | 'json';
  readonly text: string;
  /** One per YAML document; one for JSON; undefined entries for empty documents. */
  readonly roots: readonly (Node | undefined)[];
  readonly problems: readonly Problem[];
}

/** How many entries one mapping may have once its merge keys are followed; what lies beyond is left out. */
const MERGED_ENTRIES = 10_000;
const MERGE_DEPTH = 16;

/** What a key is called: its decoded text; numbers and the like as they are written. */
export const nameOf = (key: Scalar): string => (typeof key.value === 'string' ? key.value : key.source);

/**
 * The entries of a mapping with merge keys (`<<`) followed: its own entries in source order, then those that it merges
 * in and does not write itself. Bounded in number and depth.
 */
export function entriesOf(mapping: Mapping): readonly Entry[] {
  if (!mapping.entries.some(isMerge)) return mapping.entries;
  const entries: Entry[] = [];
  const names = new Set<string>();
  const add = (from: Mapping, depth: number) => {
    const own = from.entries.filter((entry) => !isMerge(entry) && (depth === 0 || !names.has(nameOf(entry.key))));
    for (const entry of own) {
      if (entries.length >= MERGED_ENTRIES) return;
      entries.push(entry);
      names.add(nameOf(entry.key));
    }
    if (depth >= MERGE_DEPTH) return;
    for (const { value } of from.entries.filter(isMerge)) {
      const merged = value?.type === 'sequence' ? value.items : [value];
      for (const node of merged) if (node?.type === 'mapping') add(node, depth + 1);
    }
  };
  add(mapping, 0);
  return entries;
}

const isMerge = (entry: Entry): boolean => entry.key.style === 'plain' && entry.key.value === '<<';

/** The entry of a key; the last one of equals, as the readers of both syntaxes have it. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.type !== 'mapping') return undefined;
  let found: Entry | undefined;
  for (const entry of node.entries) if (nameOf(entry.key) === key) found = entry;
  return found ?? (node.entries.some(isMerge) ? entriesOf(node).find((e) => nameOf(e.key) === key) : undefined);
}

/** What stands below a path of keys and list indices. */
export function nodeAt(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let current = node;
  for (const key of path) {
    current = current?.type === 'sequence' ? current.items[Number(key)] : entryOf(current, key)?.value;
  }
  return current;
}

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
