import type { Place } from '../place';
import type { Value } from './value';

/** The resource that a fact speaks of. */
export interface Subject {
  /** Unique within its scope, by the format's own naming: `aws_s3_bucket.orders`, `apps/Deployment/shop/web`. */
  readonly id: string;
  /** What a question of it can reach: a module directory, a template, a cluster. See the format's `scope`. */
  readonly scope: string;
  /** Root-relative directory of the module or file that declares it, `''` for the root. */
  readonly dir: string;
  /** As people of the format write it: `aws_s3_bucket.orders`, `Deployment shop/web`. For messages and fingerprints. */
  readonly address: string;
  /** Its head: the block's header line, the resource's key, the job's name. */
  readonly head: Place;
}

/** What every fact has. */
export interface FactBase<K extends string> {
  readonly kind: K;
  /** The resource whose declaration says it. */
  readonly subject: Subject;
  /**
   * Ids of what the fact is about, for `facts.about`: its own subject's id, or the identities it is attached to.
   * An unknown entry makes the fact a `perhaps` for everything in its scope.
   */
  readonly about: readonly Value<string>[];
}
