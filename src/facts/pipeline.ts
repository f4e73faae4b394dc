import type { FactBase } from './subject';
import type { ListValue, Value } from './value';

/** `read`, `write`, `none` by permission name; `all` stands for every permission (`read-all`, `write-all`). */
export interface TokenPermission {
  readonly name: string;
  readonly access: 'read' | 'write' | 'none';
}

/** A text from outside (issue title, branch name) that a step pastes into something that is executed. */
export interface UntrustedInput {
  /** The expression as written, without braces: `github.event.issue.title`. */
  readonly expression: string;
  /** Where it ends up: `shell`, `javascript`. */
  readonly sink: string;
  /**
   * What the script would say if the text came to it in an environment variable (`"${TITLE}"`), and whether its commands
   * would get the very words that they get now. The value's slot is that variable's; without a slot the step has it already.
   * Undefined where shell or quotes don't allow it.
   */
  readonly instead?: { readonly text: string; readonly sameWords: boolean };
}

/** A checkout step. */
export interface Checkout {
  /**
   * The ref that is asked for, expressions in their braces; absent means the event's own. Unknown where a condition or an
   * approval decides whose code gets here.
   */
  readonly ref: Value<string>;
  /** Whether later steps run commands or actions, and so what was checked out. */
  readonly runs: boolean;
  /** Whether the token stays in the checkout's git configuration. */
  readonly keepsCredentials: Value<boolean>;
}

/** A workflow, a job of one, or a composite action. */
export interface Pipeline extends FactBase<'pipeline'> {
  readonly level: 'workflow' | 'job' | 'action';
  readonly name: string;
  /** Event names of the workflow; for jobs those of their workflow. */
  readonly triggers: ListValue<string>;
  /** What the token may do here; a job without its own has its workflow's; absent when neither says. */
  readonly permissions: ListValue<TokenPermission>;
  readonly untrustedInputs: ListValue<UntrustedInput>;
  readonly checkouts: ListValue<Checkout>;
  /** `secrets: inherit` to a called workflow. */
  readonly secretsInherited: Value<boolean>;
  /** Third-party steps as written: `owner/repo@ref`. */
  readonly uses: ListValue<string>;
}
