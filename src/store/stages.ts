import type { Declaration, Header, Lookup, Section } from '../declaration';
import type { Syntax } from '../document/syntax';
import type { Fact, FactKind, FactLookup } from '../facts';
import type { Anchor, Span } from '../place';
import type { RuleHit, StageFailure } from './records';

/** How a file is read: by which syntax, and by which format if one knows it. */
export interface Reading {
  readonly syntax: Syntax;
  readonly format: string | undefined;
}

/** What the store runs; it knows no format and no rule itself. */
export interface Stages {
  /** Undefined for a file that nobody reads. */
  reading(path: string, text: string): Reading | undefined;
  scope(reading: Reading, path: string, has: (path: string) => boolean): string;
  credentials(
    text: string,
    syntax: Syntax,
    under: readonly string[],
    anchor: Anchor,
    scope: string,
  ): { readonly spans: readonly Span[]; readonly facts: readonly Fact[] };
  headers(format: string, section: Section, path: string, scope: string): readonly Header[];
  /** Links a declaration, or one of the instances that this named. */
  link(format: string, declaration: Declaration, look: Lookup, instance: string | undefined): LinkedFacts;
  check(facts: readonly Fact[], lookup: FactLookup): CheckedHits;
  /** Whether a rule asks for facts of a kind beyond the one it is given. */
  keeps(kind: FactKind): boolean;
}

export interface LinkedFacts {
  /** The declaration's instances, each to be linked by itself; none where it is linked as a whole. */
  readonly instances?: readonly string[];
  readonly facts: readonly Fact[];
  readonly failures: readonly StageFailure[];
}
export interface CheckedHits {
  readonly hits: readonly RuleHit[];
  readonly failures: readonly StageFailure[];
}
