import type { Anchor } from '../place';
import type { Unit } from './records';
import { Recorder } from './topic';

/** Shared by all units that have nothing: there are many. */
const NONE: readonly never[] = [];

/** A unit that was not passed over yet. */
export const unit = (anchor: Anchor): Unit => ({
  path: anchor.path,
  declaration: undefined,
  anchor,
  linked: new Recorder(),
  checked: new Recorder(),
  facts: NONE,
  whole: true,
  hits: NONE,
  linkFailures: NONE,
  checkFailures: NONE,
  gone: false,
});
