import type { Anchor } from '../place';
import type { DeclarationRecord, Unit } from './records';

/** Shared by all units that have nothing: there are many. */
export const NONE: readonly never[] = [];

/** In order of place, those of one declaration by name. */
export const inOrder = (a: Unit, b: Unit): number => {
  if (a.anchor.path !== b.anchor.path) return a.anchor.path < b.anchor.path ? -1 : 1;
  if (a.anchor.start !== b.anchor.start) return a.anchor.start - b.anchor.start;
  const [left = '', right = ''] = [a.instance, b.instance];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** A unit that was not passed over yet. */
export const unit = (anchor: Anchor, declaration?: DeclarationRecord, instance?: string): Unit => ({
  declaration,
  instance,
  parts: undefined,
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
