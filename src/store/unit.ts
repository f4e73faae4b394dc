import type { Anchor } from '../place';
import type { Unit } from './records';

/** Shared by all units that have nothing: there are many. */
export const NONE: readonly never[] = [];

/** A unit that was not passed over yet. */
export const unit = (anchor: Anchor): Unit => ({
  declaration: undefined,
  anchor,
  linked: NONE,
  checked: NONE,
  facts: NONE,
  whole: true,
  listed: undefined,
  asked: false,
  hits: NONE,
  gone: false,
});
