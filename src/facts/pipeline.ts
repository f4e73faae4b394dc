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
}

/** A checkout step. */
export interface Checkout {
  /** The ref that is asked for; absent means the event's own. */
  readonly ref: Value<string>;
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
