import type { Place } from '../place';
import type { Slot, Value } from './value';

/** What a fix may write: a literal, a list of literals, or an expression in the format's own words. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** An intention. The format that owns the file renders it, so a rule never spells syntax. */
export type Change =
  /** Replace the value that stands at the place by a literal. */
  | { readonly type: 'replace'; readonly at: Place; readonly value: Plain }
  /** Write an attribute that is absent, below the slot's block; missing blocks or mappings on the path are made. */
  | { readonly type: 'insert'; readonly slot: Slot; readonly value: Plain }
  /** Take out a list entry, attribute or block, its separator or line included. */
  | { readonly type: 'remove'; readonly at: Place };

/** An edit of one file: non-overlapping spans of the text as it stands, in order. */
export interface FileEdit {
  readonly path: string;
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** The change that makes a value what it is to be: replaced where it is written, inserted where nothing is. Undefined when unknown. */
export function set<T extends Plain>(value: Value<T>, to: T): Change | undefined {
  if (value.state === 'unknown') return undefined;
  const spelled = value.slot?.spelled?.[String(to)] ?? to;
  if (value.state === 'known') return { type: 'replace', at: value.at, value: spelled };
  return value.slot && { type: 'insert', slot: value.slot, value: spelled };
}
