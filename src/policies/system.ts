import type { Severity } from '../findings/severity';
import type { Owner } from './policy';

/** Something that the organisation builds and runs. Threat-model sessions are held about systems. */
export interface System {
  /** What people call it; no two systems of a workspace share it. */
  readonly name: string;
  /** How much the business depends on it; undefined when nobody has said. */
  readonly criticality?: Severity;
  /** Classes of data that it handles, in the words that policies use for them. */
  readonly data: readonly string[];
  /** Days from one threat-model session to the next, at most. */
  readonly sessionInterval?: number;
  readonly owner?: Owner;
  /** Its globs as written, relative to `base`. */
  readonly paths: readonly string[];
  /** The folder that holds the `.handrail` it is named in, `''` for the root. */
  readonly base: string;
  /** Whether a root-relative path belongs to it. */
  covers(path: string): boolean;
}
