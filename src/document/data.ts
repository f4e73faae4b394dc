import type { Problem, Span } from '../place';
import type { Action } from './helm/actions';
import type { Branch } from './helm/blocks';

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
  /** What a template engine does in the text, where it is a template: values that it writes are scalars that say their source. */
  readonly template?: { readonly actions: readonly Action[]; readonly branches: readonly Branch[] };
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
