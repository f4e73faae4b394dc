/** What the policy view asks for and gets. Plain data; text from a repository is plain text, never markup. */
import type { FindingItem, SeverityWord } from './protocol';

/** What the policy view shows: by finding, by cursor or by policy. */
export interface PolicyParams {
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
  readonly fingerprint?: string;
  readonly policy?: string;
}

/** A policy with everything around it, ready to be shown. */
export interface PolicyPage {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  /** The selected finding, if one is. */
  readonly finding: FindingItem | undefined;
  readonly environment: string | undefined;
  /** Why the severity is another one than the rule's own; undefined where it is that. */
  readonly severityBecause: string | undefined;
  readonly why: readonly string[];
  readonly incident: { readonly text: string; readonly source: PolicyLink } | undefined;
  readonly protects: readonly string[];
  readonly here: readonly FindingItem[];
  readonly lesson: PolicyLesson;
  readonly who: PolicyPeople;
  readonly exception: PolicyException | undefined;
  /** Waivers that hold, of the whole workspace, those that end first first. */
  readonly waivers: readonly FindingItem[];
  /** Findings of the policy by folder, waived ones left out. */
  readonly elsewhere: readonly PolicyFolder[];
  /** How many each of these lists leaves out, to stay short. */
  readonly more: { readonly here: number; readonly waivers: number; readonly elsewhere: number };
  readonly references: readonly { readonly name: string; readonly title: string; readonly url: string | undefined }[];
  readonly origin: PolicyOrigin;
}

export interface PolicyLink {
  readonly title: string;
  readonly url: string;
}

/** What good looks like. */
export interface PolicyLesson {
  /** What to understand in two minutes. Markdown; empty when there is none. */
  readonly text: string;
  /** Those in the format of the file at hand first. */
  readonly examples: readonly {
    /** A format id such as `terraform`. */
    readonly language: string;
    readonly bad: string;
    readonly good: string;
    readonly difference: string;
    /** Whether it is in the format of the file at hand. */
    readonly fits: boolean;
  }[];
}

/** Whom to ask. */
export interface PolicyPeople {
  readonly owner: string | undefined;
  /** Handles of the file at hand in CODEOWNERS. */
  readonly fileOwners: readonly string[];
  readonly people: readonly string[];
  /** Champions of the path at hand. */
  readonly champions: readonly string[];
  readonly contacts: readonly PolicyContact[];
  readonly escalation: readonly { readonly when: string; readonly to: string; readonly within: string | undefined }[];
}

/** A way to ask. */
export interface PolicyContact {
  readonly type: 'chat' | 'mail' | 'ticket' | 'page';
  readonly name: string;
  readonly url: string | undefined;
  readonly answers: string | undefined;
}

export interface PolicyException {
  readonly how: string;
  /** For the selected finding's severity alone; for each severity when no finding is selected. */
  readonly limits: readonly {
    readonly severity: SeverityWord;
    readonly approver: string | undefined;
    readonly longestDays: number | undefined;
  }[];
}

/** A folder with findings of the policy, and how to list them. */
export interface PolicyFolder {
  /** As people see it; the workspace folder's name before it where there are several. */
  readonly folder: string;
  /** What the uri of each of its files begins with. */
  readonly uri: string;
  readonly count: number;
}

/** Where the wording comes from. */
export interface PolicyOrigin {
  /** The foundation first; files of the workspace with the uri that opens them. */
  readonly files: readonly { readonly name: string; readonly uri: string | undefined }[];
  readonly reviewed: { readonly on: string; readonly by: string | undefined } | undefined;
  readonly nextReview: { readonly on: string; readonly passed: boolean } | undefined;
}

/** Nothing selected: the policies of this workspace by number of findings. */
export interface PolicyOverview {
  readonly policies: readonly {
    readonly id: string;
    readonly title: string;
    readonly statement: string;
    readonly count: number;
  }[];
  /** Whether the workspace has a policy of its own. */
  readonly own: boolean;
}

/** One of the two: the overview where no policy is selected. */
export interface PolicyResult {
  readonly page: PolicyPage | undefined;
  readonly overview: PolicyOverview | undefined;
}
