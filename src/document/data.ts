import type { Problem, Span } from '../place';

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
