/** What exceptions and waivers ask of the server, beyond `protocol.ts`: plain data. */
import type { FileChange, FindingItem, FindingsResult, Range } from './protocol';

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
