import type { Configuration } from '../findings/configuration';
import type { Severity } from '../findings/severity';
import type { Span } from '../place';
import type { Policies } from '../policies';

/** Something in a file that users write that could not be taken as it stands. */
export interface FileProblem extends Span {
  readonly path: string;
  /** 1-based, columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** What is wrong there, in one sentence. */
  readonly message: string;
  /** What to write instead, as an imperative sentence. */
  readonly next: string;
}

/** What files may name, handed in because rules are no business of configuration. */
export interface Known {
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly aliases?: readonly string[];
  }[];
}

/** Everything that a workspace's own files say. */
export interface Workspace {
  readonly configuration: Configuration;
  readonly policies: Policies;
  /** CODEOWNERS handles of a path; none when no line names it. */
  readonly codeowners: (path: string) => readonly string[];
  readonly problems: readonly FileProblem[];
}
