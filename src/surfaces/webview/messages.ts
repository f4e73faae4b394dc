import type { PolicyResult } from '../protocol';

/** From the extension to the policy page. */
export type ToPolicyPage = { readonly type: 'show'; readonly result: PolicyResult };

/** From the policy page to the extension. Links leave the page only through `open`, which shows the whole target first. */
export type FromPolicyPage =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly uri: string; readonly line: number; readonly character: number }
  | { readonly type: 'policy'; readonly id: string }
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'except'; readonly uri: string; readonly fingerprint: string };
