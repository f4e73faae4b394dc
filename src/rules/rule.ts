import type { Fact, FactKind, FactLookup, FactOf, Hit, Severity } from '../facts';

export type { Severity };
export type FormatId =
  | 'terraform'
  | 'cloudformation'
  | 'serverless'
  | 'arm'
  | 'bicep'
  | 'iam-policy'
  | 'kubernetes'
  | 'dockerfile'
  | 'compose'
  | 'devcontainer'
  | 'github-workflow'
  | 'gitlab-ci'
  | 'azure-pipelines'
  | 'text';

/**
 * Snippets in a format that are documentation and tests at once. `«…»` marks the exact text to underline and is
 * stripped before parsing. Several files in one snippet: lines `--- path ---`.
 */
export interface Examples {
  /** Each yields findings of the rule at exactly the marked places. */
  readonly bad: readonly string[];
  /** Each yields nothing. */
  readonly good: readonly string[];
  /** Each holds a value that can't be known, and yields nothing. */
  readonly unknown: readonly string[];
}

/** One check: what it looks at, what it says, and the examples that prove both. */
export interface Rule<K extends FactKind = FactKind> {
  /** Kebab-case, named after the defect; equals the file name and the word in waivers. */
  readonly id: string;
  /** The defect in a few words: `Grant allows every action of a service`. */
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: 'high' | 'medium';
  /** `hardening`: good practice that most will leave for later; off by default in the editor. */
  readonly audience: 'everyone' | 'hardening';
  /** Two or three sentences: what can happen, in the words of a delivery developer. Markdown. */
  readonly why: string;
  /** What to do about it, concretely. Markdown. */
  readonly remedy: string;
  /** Public ids: `CWE-732`, `CIS AWS 1.16`, `NIST AC-6`. */
  readonly references: readonly string[];
  /** Fact kinds: the first drives `check`, the others are asked for with `facts.about`; a rule that asks for its driving kind too lists it twice. */
  readonly reads: readonly [K, ...FactKind[]];
  /** Former ids, kept so that fingerprints and waivers survive a rename. */
  readonly aliases?: readonly string[];
  /** Published ids of other tools' checks for the same defect, whose suppressions count: `CKV_AWS_…`, `AWS-0104`. */
  readonly elsewhere?: readonly string[];
  check(fact: FactOf<K>, facts: FactLookup): Iterable<Hit>;
  readonly examples: Partial<Readonly<Record<FormatId, Examples>>>;
}

/** Keeps the driving fact kind's type through to `check`. */
export const rule = <K extends FactKind>(definition: Rule<K>): Rule<K> => definition;

/** A rule among others, its driving kind known only at run time. */
export type AnyRule = Omit<Rule, 'check'> & { check(fact: Fact, facts: FactLookup): Iterable<Hit> };
