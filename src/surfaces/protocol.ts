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

export interface WaiverItem {
  /** `YYYY-MM-DD`, the last day it holds. */
  readonly until: string;
  readonly owner: string;
  readonly reason: string;
  readonly daysLeft: number;
  /** Whether its end is near enough to be told. */
  readonly ending: boolean;
}

/** A waiver, as `Show Waivers` lists it; text from a repository is plain text. */
export interface WaiverRow {
  readonly uri: string;
  /** Relative to its workspace folder. */
  readonly path: string;
  readonly range: Range;
  readonly rule: string;
  readonly ruleTitle: string;
  readonly state: 'active' | 'expiring' | 'expired' | 'incomplete' | 'unused' | 'unreviewed';
  readonly until: string | undefined;
  readonly daysLeft: number | undefined;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
  readonly approvedBy: string | undefined;
  readonly link: string | undefined;
  /** Where an entry of `waivers.yaml` holds, as it is written; undefined for a comment. */
  readonly where: string | undefined;
  /** How many findings it covers, of all that was read. */
  readonly findings: number;
  /** How it stands and what to do next. */
  readonly told: string;
  /** Whether another end would make it hold, or hold longer. */
  readonly renewable: boolean;
}

/** Every waiver that was read, those that need a look first. */
export interface WaiversResult {
  readonly waivers: readonly WaiverRow[];
  readonly filesRead: number;
  readonly scanned: FindingsResult['scanned'];
}

/** A waiver, by where it begins. */
export interface WaiverRef {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** How far a waiver may be renewed. */
export interface RenewalTerms {
  readonly ruleTitle: string;
  /** Today as the server counts, `YYYY-MM-DD`. */
  readonly today: string;
  /** Its end now, if it has one. */
  readonly until: string | undefined;
  readonly longestDays: number;
  readonly approver: string | undefined;
}

export interface RenewParams extends WaiverRef {
  readonly until: string;
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

/** Everything the tree needs, for all that was read so far. */
export interface FindingsResult {
  readonly revision: number;
  readonly findings: readonly FindingItem[];
  /** Files read so far, open ones and those of a scan. */
  readonly filesRead: number;
  /** `open`: only open files and their scopes; `workspace`: a whole scan has ended; `partial`: a scan was cancelled. */
  readonly scanned: 'open' | 'workspace' | 'partial';
  readonly failures: readonly { readonly where: string; readonly message: string; readonly path: string }[];
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

/** What the exception flow needs to know before it asks. */
export interface ExceptionParams {
  readonly uri: string;
  readonly fingerprint: string;
}
export interface ExceptionTerms {
  readonly finding: FindingItem;
  /** Today as the server counts, `YYYY-MM-DD`. */
  readonly today: string;
  /** The policy's longest duration for this severity, in days. */
  readonly longestDays: number;
  readonly approver: string | undefined;
  /** Whether an inline waiver is enough for this severity. */
  readonly inlineEnough: boolean;
  /** Whether the format has comments at all. */
  readonly comments: boolean;
  /** Who may keep an eye on it, by CODEOWNERS or the policy. */
  readonly owner: string | undefined;
  /** Where it may hold, the narrowest first, each with where it would be written. */
  readonly places: readonly ExceptionPlace[];
}
export type WaiverReach = 'line' | 'resource' | 'file';
export interface ExceptionPlace {
  readonly reach: WaiverReach;
  /** Whether it would be a comment in the code; else an entry of the `waivers.yaml` at `path`. */
  readonly inline: boolean;
  /** Relative to its workspace folder. */
  readonly path: string;
}
export interface WaiverParams {
  readonly uri: string;
  readonly fingerprint: string;
  readonly reach: WaiverReach;
  readonly until: string;
  readonly owner: string;
  readonly reason: string;
  readonly approvedBy?: string;
  readonly link?: string;
}
/** The edit that writes a waiver, and how its approval finds its way. */
export interface WaiverEdit {
  readonly change: FileChange;
  /** 0-based line on which the waiver will begin. */
  readonly line: number;
  /** Who is asked through CODEOWNERS when the written file changes; nobody when it has no line for it. */
  readonly asked: readonly string[];
  /** Leads `.handrail/` to the policy's owner, where CODEOWNERS has no line for it and the owner has a handle. */
  readonly routing: (FileChange & { readonly text: string; readonly owner: string }) | undefined;
}

/** A redacted, minimal report for the clipboard. */
export interface FalseAlarmResult {
  readonly text: string;
}

/** Where templates are asked for: nowhere, or at a place of an open file. */
export interface TemplatesParams {
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
}

/** A secure template in a list. Its words may come from a repository: plain text, never markup. */
export interface TemplateItem {
  /** `terraform/bucket-aws` */
  readonly id: string;
  readonly title: string;
  readonly makes: string;
  /** Its format as people call it. */
  readonly format: string;
  /** Titles of the policies that it serves. */
  readonly policies: readonly string[];
  /** The file of a repository that it comes from; undefined for a built-in one. */
  readonly from: string | undefined;
}

/** Those of the open file's format first. */
export interface TemplatesResult {
  readonly templates: readonly TemplateItem[];
}

export interface TemplateParams extends TemplatesParams {
  readonly id: string;
}

/** A template as text and as a snippet whose only syntax is places to fill in. */
export interface TemplateText {
  /** As a file of its own. */
  readonly text: string;
  readonly snippet: string;
  readonly language: string;
  /** Name of a new file; one with a `/` counts from the workspace folder. */
  readonly file: string;
  /** What to write into the open file, and where; undefined when it has no place for it. */
  readonly here: { readonly range: Range; readonly snippet: string; readonly atCursor: boolean } | undefined;
}

/** Which policies to write about: those of a workspace folder by its uri, of the first one without. */
export interface HandbookParams {
  readonly folder?: string;
  readonly format: 'markdown' | 'html';
}
export interface HandbookResult {
  readonly text: string;
}

export interface CoverageParams {
  readonly folder?: string;
  /** One of `frameworks`; all when left out. */
  readonly framework?: string;
}
export interface CoverageResult {
  /** Every framework that a policy refers to. */
  readonly frameworks: readonly string[];
  readonly markdown: string;
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

/** Server to client, for schemes that the server can't read itself. */
export interface ReadFileParams {
  readonly uri: string;
}
export interface ReadFileResult {
  /** Undefined when there is no such file or it is no text. */
  readonly text: string | undefined;
}
export interface ListFilesParams {
  readonly folder: string;
  /** Everything below the folder, or only what lies directly in it. */
  readonly deep: boolean;
}
export interface ListFilesResult {
  /** Relative to the folder, `/`-separated. */
  readonly paths: readonly string[];
}

export interface KindParams {
  readonly folder: string;
  /** Relative to the folder, `/`-separated. */
  readonly path: string;
}
export interface KindResult {
  /** Undefined for nothing, and for what lies behind a link: nobody can tell where that leads. */
  readonly kind: 'file' | 'folder' | undefined;
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
  scan: 'handrail/scan',
  scanProgress: 'handrail/scanProgress',
  readFile: 'handrail/readFile',
  listFiles: 'handrail/listFiles',
  kind: 'handrail/kind',
  policyText: 'handrail/policyText',
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
