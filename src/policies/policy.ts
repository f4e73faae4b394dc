import type { Severity } from '../findings/severity';

/** A name for people and the `https:` address that opens it. */
export interface Link {
  readonly title: string;
  readonly url: string;
}

/** Why the organisation cares, in the words of those who deliver. Plain text; at least one of the first three is given. */
export interface Why {
  readonly business?: string;
  readonly delivery?: string;
  /** Customers or the public. */
  readonly trust?: string;
  /** What it cost when it went wrong somewhere, and who says so. */
  readonly incident?: { readonly text: string; readonly source: Link };
}

/** Who answers for a policy. At least one is given. */
export interface Owner {
  readonly team?: string;
  readonly people?: readonly string[];
  /** As CODEOWNERS spells it: `@shop/platform-security`. */
  readonly codeowners?: string;
}

export interface Champion {
  /** Globs, relative to the folder that holds `.handrail`. */
  readonly paths: readonly string[];
  readonly people: readonly string[];
}

/** A way to ask. */
export interface Contact {
  readonly type: 'chat' | 'mail' | 'ticket' | 'page';
  /** What people call it: `#ask-security`. */
  readonly name: string;
  /** An address with one of `LINK_SCHEMES`, or the path of a file, from the folder that holds `.handrail`. */
  readonly url?: string;
  /** How fast an answer usually comes, in words: `4 h`. */
  readonly answers?: string;
}

export interface EscalationStep {
  readonly when: string;
  readonly to: string;
  readonly within?: string;
  /** `YYYY-MM-DD`, the last day the step holds; open-ended without. */
  readonly until?: string;
}

/** How to live with a finding for a while. */
export interface ExceptionProcess {
  /** What to do, in a sentence or two. */
  readonly how?: string;
  /** Who decides, by the finding's severity. */
  readonly approver?: Partial<Readonly<Record<Severity, string>>>;
  /** The longest a waiver may run, in days, by the finding's severity. */
  readonly longest?: Partial<Readonly<Record<Severity, number>>>;
  /** Up to this severity a comment in the code is enough; above it `waivers.yaml` with an approver is needed. */
  readonly inline?: Severity;
}

/** Limits on the severity of a policy's rules; a rule's own severity counts between them. */
export interface SeverityLimits {
  readonly atLeast?: Severity;
  readonly atMost?: Severity;
}

/** A control of a framework that the policy serves. */
export interface Control {
  /** `CIS Controls`, `NIST SP 800-53`, `OWASP Top 10 CI/CD`. */
  readonly framework: string;
  /** The framework's own number: `AC-6`. */
  readonly control: string;
  readonly title?: string;
  /** As in `Contact`. */
  readonly url?: string;
}

export interface Lesson {
  /** What to understand in two minutes. Markdown. */
  readonly text: string;
  readonly examples: readonly {
    /** A format id such as `terraform`, `kubernetes`, `github-workflow`. */
    readonly language: string;
    readonly bad: string;
    readonly good: string;
    /** What changed between them, in one sentence. */
    readonly difference?: string;
  }[];
}

/** One policy file, exactly as people write it (`version` apart). */
export interface Policy {
  /** Own name, kebab-case. May be left out beside `extends`: the file then speaks about the extended policy itself. */
  readonly id?: string;
  /** The policy whose fields hold wherever this file has none. */
  readonly extends?: string;
  readonly title?: string;
  /** What holds, in one sentence. */
  readonly statement?: string;
  readonly why?: Why;
  readonly protects?: { readonly data?: readonly string[]; readonly services?: readonly string[] };
  readonly owner?: Owner;
  readonly champions?: readonly Champion[];
  readonly contact?: readonly Contact[];
  readonly escalation?: readonly EscalationStep[];
  readonly exception?: ExceptionProcess;
  /** By environment name; `any` holds everywhere. */
  readonly severity?: Readonly<Record<string, SeverityLimits>>;
  /** Rule ids, `*` standing for any characters. A rule has one primary policy; related ones are shown beside it. */
  readonly rules?: { readonly primary?: readonly string[]; readonly related?: readonly string[] };
  /** Where it holds; everywhere when left out. Globs, relative to the folder that holds `.handrail`. */
  readonly scope?: { readonly paths?: readonly string[]; readonly except?: readonly string[] };
  readonly references?: readonly Control[];
  readonly learn?: Lesson;
  /** Days as `YYYY-MM-DD`. */
  readonly reviewed?: { readonly on: string; readonly by?: string; readonly next?: string };
  readonly history?: readonly { readonly on: string; readonly change: string; readonly by?: string }[];
}

/** Where a policy's word comes from. */
export interface Origin {
  readonly kind: 'built-in' | 'pack' | 'workspace';
  /** Root-relative path of the file; for a built-in policy its name in the library. */
  readonly path: string;
  /** The pack as `config.yaml` names it. */
  readonly pack?: string;
}

/** A policy file with its globs compiled by whoever read it. */
export interface PolicySource {
  readonly policy: Policy;
  readonly from: Origin;
  /** Whether it speaks about the whole workspace, as opposed to a folder or a scope of paths. */
  readonly general: boolean;
  /** Whether the file's scope (and the `.handrail` folder it lies in) takes in the path. */
  covers(path: string): boolean;
  /** The people that the file's `champions` names for the path. */
  championsOf(path: string): readonly string[];
}
