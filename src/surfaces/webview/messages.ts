import type { PolicyResult } from '../protocol-policy';

/** From the extension to the policy page. */
export type ToPolicyPage =
  | {
      readonly type: 'show';
      readonly result: PolicyResult;
      /** Names of the sections that are folded away. */
      readonly folded: readonly string[];
      /** The section to go to. */
      readonly goTo: string | undefined;
    }
  | { readonly type: 'draft'; readonly draft: DraftShown | undefined };

/** A message that was prepared for somebody; it is used by people, never sent. */
export interface DraftShown {
  /** What it is about. */
  readonly subject: string;
  readonly text: string;
  /** Ways to use it: the titles of their buttons. */
  readonly ways: readonly string[];
}

/** From the policy page to the extension. Links leave the page only through `open`, which shows the whole target first. */
export type FromPolicyPage =
  | { readonly type: 'ready' }
  /** What was asked for is painted. */
  | { readonly type: 'shown'; readonly title: string }
  | { readonly type: 'fold'; readonly section: string; readonly folded: boolean }
  | { readonly type: 'reveal'; readonly uri: string; readonly line: number; readonly character: number }
  | { readonly type: 'policy'; readonly id: string }
  /** Lists the findings of the policy in a folder. */
  | { readonly type: 'folder'; readonly uri: string }
  /** A file that has a say in the policy's wording. */
  | { readonly type: 'file'; readonly uri: string }
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insert'; readonly example: number }
  | { readonly type: 'lesson' }
  | { readonly type: 'make-yours' }
  | { readonly type: 'except'; readonly uri: string; readonly fingerprint: string }
  | { readonly type: 'ask' }
  | FromDraft;

/** What a person does with a prepared message; it may have been edited. */
export type FromDraft =
  | { readonly type: 'draft-edited'; readonly text: string }
  | { readonly type: 'draft-used'; readonly way: number; readonly text: string }
  | { readonly type: 'draft-again' }
  | { readonly type: 'draft-closed' };
