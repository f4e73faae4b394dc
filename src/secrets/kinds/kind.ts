import type { SecretNature } from '../../facts';
import type { Span } from '../../place';

/** What a pattern matched: the credential, and the text around it for checks that need to look there. */
export interface Candidate extends Span {
  readonly value: string;
  readonly text: string;
}

interface Described {
  /** Kebab-case, never reused: waivers and fingerprints name it. */
  readonly id: string;
  /** As its vendor calls it, to follow "a live-looking": `Stripe secret key`. */
  readonly title: string;
  /** What holding it allows, to follow "whoever reads it can": `charge cards`. With the title at most 66 characters. */
  readonly allows: string;
  readonly severity: 'critical' | 'high' | 'medium';
  readonly nature: SecretNature;
  /** The prefix that every credential of the kind has, with `…`; empty when there is none. */
  readonly preview: string;
}

/** A kind that is known by its own form. */
export interface PatternKind extends Described {
  /** Lower case; one of them stands `back` characters behind the start of every match. */
  readonly keywords: readonly string[];
  /**
   * Sticky (`y`), tried at a keyword only, and linear in what it reads. Group 1, if any, is what leads up to the
   * credential; everything after it in the match is the credential.
   */
  readonly pattern: RegExp;
  readonly back?: number;
  /** What the pattern can't say: entropy, a decoded payload, the surroundings. */
  readonly check?: (candidate: Candidate) => boolean;
  readonly examples: Examples;
}

/** Texts of a kind, each with the credential in `«…»`, and texts in which the kind finds nothing. */
export interface Examples {
  /** Assembled when called, so that no file holds anything that looks live. */
  readonly bad: () => readonly string[];
  readonly good: readonly string[];
}

/** A kind that is known by the name its value stands under. */
export interface NamedKind extends Described {
  /** Whether a key names such a value: the words of the key in lower case, and all names above and including it. */
  names(words: readonly string[], path: readonly string[]): boolean;
  /** Whether a literal under such a name is one, rather than a placeholder, a name or a setting. */
  judge(value: string, path: readonly string[]): boolean;
  readonly examples: Examples;
}

type Row<K> = Omit<K, 'nature' | 'preview'> & { readonly preview?: string };

/** A row for an access token or key of a service. */
export const token = (row: Row<PatternKind>): PatternKind => ({ nature: 'token', preview: '', ...row });
/** A row for a private key. */
export const privateKey = (row: Row<PatternKind>): PatternKind => ({ nature: 'private-key', preview: '', ...row });
/** A row for a credential inside an address or a connection string. */
export const inAddress = (row: Row<PatternKind>): PatternKind => ({ nature: 'url', preview: '', ...row });
