/**
 * The typed contract between the language server and its client, beyond LSP itself: what the findings tree, the policy
 * view, the status item and the commands ask for. Plain data only. Positions are LSP's: 0-based lines and characters.
 */

/** What the client says when it starts the server. */
export interface InitializationOptions {
  /** Texts in the window's language by their English ones; left out for English. */
  readonly l10n?: { readonly [english: string]: unknown };
}

/** 0-based lines and UTF-16 characters, end exclusive. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export type SeverityWord = 'critical' | 'high' | 'medium' | 'low';

/** One finding as the tree, the status item and the policy view show it. */
export interface FindingItem {
  readonly fingerprint: string;
  readonly uri: string;
  /** Relative to its workspace folder. */
  readonly path: string;
  readonly range: Range;
  readonly rule: string;
  readonly ruleTitle: string;
  /** The sentence, arguments in place. */
  readonly message: string;
  readonly severity: SeverityWord;
  readonly audience: 'everyone' | 'hardening';
  readonly subjects: readonly string[];
  /** What the workspace's configuration calls the place of its file: `production`. */
  readonly environment: string | undefined;
  /** What is at stake, in the business's words: `customer records`. */
  readonly area: string | undefined;
  readonly policy: { readonly id: string; readonly title: string } | undefined;
  /** Name of who answers for it; undefined: nobody named yet. */
  readonly owner: string | undefined;
  /** Whether a safe fix is on offer. */
  readonly fixable: boolean;
  readonly waiver: WaiverItem | undefined;
}

/** Changes of one file, to be previewed and applied as one step. */
export interface FileChange {
  readonly uri: string;
  /** Relative to its workspace folder. */
  readonly path: string;
  /** Whether there is no such file yet. */
  readonly created: boolean;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

export interface WaiverItem {
  /** `YYYY-MM-DD`, the last day it holds. */
  readonly until: string;
  readonly owner: string;
  readonly reason: string;
  readonly daysLeft: number;
  /** Whether its end is near enough to be told. */
  readonly ending: boolean;
}

/** Everything the tree needs, for all that was read so far. */
export interface FindingsResult {
  readonly revision: number;
  readonly findings: readonly FindingItem[];
  /** Files read so far, open ones and those of a scan. */
  readonly filesRead: number;
  /** `open`: only open files and their scopes; `workspace`: a whole scan has ended; `partial`: a scan was cancelled. */
  readonly scanned: 'open' | 'workspace' | 'partial';
  readonly failures: readonly { readonly where: string; readonly message: string; readonly path: string }[];
  /** Paths of files that say something to Handrail, but are larger than the setting allows. */
  readonly tooLarge: readonly string[];
}

/** Lets the tree, view and status item ask again. Sent at most a few times a second. */
export interface FindingsChanged {
  readonly revision: number;
  /** Uris whose findings changed. */
  readonly uris: readonly string[];
}

export interface StateParams {
  readonly uri: string;
}

/** The honest state of a file. */
export interface StateResult {
  /** `none`: not a file that Handrail reads. */
  readonly state: 'none' | 'clean' | 'findings' | 'skipped' | 'failed';
  readonly count: number;
  /** Why it was skipped or failed. */
  readonly because: string | undefined;
  /** What it was read as: `Terraform`. */
  readonly format: string | undefined;
  /** How long the engine took for the last reading, in milliseconds. */
  readonly milliseconds: number;
}

export interface RuleParams {
  readonly rule: string;
}
export interface RuleResult {
  /** Markdown of our own making; undefined for an unknown rule. */
  readonly markdown: string | undefined;
}

/** Every rule, for the quick pick. */
export interface RulesResult {
  readonly rules: readonly { readonly id: string; readonly title: string; readonly severity: SeverityWord }[];
}

/** A redacted, minimal report for the clipboard. */
export interface FalseAlarmResult {
  readonly text: string;
}

export interface ScanParams {
  /** Uris of folders; all workspace folders when empty. */
  readonly folders: readonly string[];
}
export interface ScanResult {
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

/** Notification while a scan runs: files read so far. */
export interface ScanProgress {
  readonly read: number;
}

/** The text of a built-in policy, as people would write it. */
export interface PolicyTextParams {
  /** Its name in the library: `who-may-do-what.yaml`. */
  readonly file: string;
}
export interface PolicyTextResult {
  readonly text: string | undefined;
}

/** Method names, one place for both sides. */
export const METHODS = {
  findings: 'handrail/findings',
  findingsChanged: 'handrail/findingsChanged',
  state: 'handrail/state',
  policy: 'handrail/policy',
  rule: 'handrail/rule',
  rules: 'handrail/rules',
  exceptionTerms: 'handrail/exceptionTerms',
  waiverEdit: 'handrail/waiverEdit',
  waivers: 'handrail/waivers',
  renewalTerms: 'handrail/renewalTerms',
  renewWaiver: 'handrail/renewWaiver',
  removeWaiver: 'handrail/removeWaiver',
  falseAlarm: 'handrail/falseAlarm',
  templates: 'handrail/templates',
  template: 'handrail/template',
  handbook: 'handrail/handbook',
  coverage: 'handrail/coverage',
  sarif: 'handrail/sarif',
  scan: 'handrail/scan',
  scanProgress: 'handrail/scanProgress',
  readFile: 'handrail/readFile',
  listFiles: 'handrail/listFiles',
  kind: 'handrail/kind',
  policyText: 'handrail/policyText',
  setUp: 'handrail/setUp',
  setUpFiles: 'handrail/setUpFiles',
  draftPolicy: 'handrail/draftPolicy',
} as const;

/** Commands that code actions carry; the client implements them. Arguments are plain data. */
export const COMMANDS = {
  /** `[uri, fingerprint]` */
  askForException: 'handrail.askForException',
  /** `[policyId, uri, fingerprint]` */
  explainPolicy: 'handrail.explainPolicy',
  /** `[uri, fingerprint]` */
  reportFalseAlarm: 'handrail.reportFalseAlarm',
  /** `[WaiverRef]` */
  renewWaiver: 'handrail.renewWaiver',
} as const;
