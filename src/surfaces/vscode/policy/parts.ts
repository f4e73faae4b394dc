import type * as vscode from 'vscode';
import type { Asking } from '../ask/ask';
import type { LateServer } from '../server';

/** What every page of a policy works with. */
export interface PolicyParts {
  readonly extension: vscode.Uri;
  readonly server: LateServer;
  /** Keeps which sections are folded away, in every workspace. */
  readonly memory: vscode.Memento;
  readonly asking: Asking;
  /** Told of each page that is painted, by its title. */
  readonly shown: vscode.EventEmitter<string>;
}

/** `[policy, title]`: opens the policy's page at its lesson. */
export const OPEN_LESSON = 'handrail.policy.lesson';
