import type { Fact, Hit } from '../facts';
import type { Anchor } from '../place';
import type { DeclarationRecord } from './declaration-record';
import { Recorder } from './topic';

/** A hit with the rule that yielded it and the fact it speaks of. */
export interface RuleHit {
  readonly rule: string;
  readonly hit: Hit;
  readonly subject: Fact['subject'];
}

/** A stage that threw. The scan goes on; the report says it. */
export interface StageFailure {
  /** Rule, provider or format that threw. */
  readonly where: string;
  readonly message: string;
  readonly path: string;
}

/**
 * The grain of the incremental store: one declaration with its facts and hits, or the credentials of one section.
 * It is passed over again only when its own text or an answer it asked for changed.
 */
export interface Unit {
  readonly path: string;
  /** Undefined for the credentials of a section. */
  readonly declaration: DeclarationRecord | undefined;
  /** Where it stands: the declaration's or the section's. */
  readonly anchor: Anchor;
  /** Questions of the linking pass. */
  readonly linked: Recorder;
  /** Questions of the rules. */
  readonly checked: Recorder;
  facts: readonly Fact[];
  hits: readonly RuleHit[];
  readonly failures: { linking: readonly StageFailure[]; checking: readonly StageFailure[] };
  gone: boolean;
}

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
