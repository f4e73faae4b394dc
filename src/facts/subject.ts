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
  /** Where its declaration makes several, or had another name before. */
  readonly instance?: Instance;
}

/** One of several resources that a declaration makes. */
export interface Instance {
  /** Its address in its own module, as it was when it was first declared: `aws_s3_bucket.orders`. */
  readonly own: string;
  /** Directory of the module that it was first declared in. */
  readonly dir: string;
  /** What tells the module from others of its directory: root, values that this is run with, calls. */
  readonly of: string;
  /** Path of the file of values that this is run with. */
  readonly values: string | undefined;
  /** The heads of the calls that lead to it, the root module's first. */
  readonly calls: readonly Place[];
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
