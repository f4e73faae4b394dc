import type { Anchor } from '../place';
import type { DeclarationRecord, Unit } from './records';
import { Recorder } from './topic';

/** A unit that was not passed over yet. */
export const unit = (anchor: Anchor, declaration?: DeclarationRecord): Unit => ({
  path: anchor.path,
  declaration,
  anchor,
  linked: new Recorder(),
  checked: new Recorder(),
  facts: [],
  hits: [],
  failures: { linking: [], checking: [] },
  gone: false,
});
