import type { Declaration } from '../declaration';
import type { Fact, Hit } from '../facts';
import type { Anchor, Span } from '../place';
import type { Few } from './few';

/**
 * Something that can be asked about: which declarations of a kind exist, what one says, whether a file is there,
 * which facts are about an identity. Whoever asked is woken when the answer changes.
 */
export interface Topic {
  askers: Few<Unit>;
}

/** An identity that facts are about, or that somebody asked facts about. */
export interface Listing extends Topic {
  readonly key: string;
  /** Units with such facts. */
  units: Few<Unit>;
}

/** A hit with the rule that yielded it and the resource it speaks of. */
export interface RuleHit {
  readonly rule: string;
  readonly hit: Hit;
  readonly subject: Fact['subject'];
}

/** A stage that threw. The scan goes on; the report says it. */
export interface StageFailure {
  /** Rule, provider or format that threw. */
  readonly where: string;
  readonly message: string;
  readonly path: string;
}

/**
 * The grain of the incremental store: one declaration, or one instance of it where it has several, with its facts and
 * hits, or the credentials of one section.
 * It is passed over again only when its own text or an answer it asked for changed.
 */
export interface Unit {
  /** Undefined for the credentials of a section. */
  declaration: DeclarationRecord | undefined;
  /** Which of its declaration's instances this is; undefined for the declaration itself. */
  readonly instance: string | undefined;
  /** The units of its declaration's instances, by name: each is passed over by itself. */
  parts: ReadonlyMap<string, Unit> | undefined;
  /** Where it stands: the declaration's or the section's. */
  readonly anchor: Anchor;
  /** What the linking pass asked about. */
  linked: readonly Topic[];
  /** What the rules asked about. */
  checked: readonly Topic[];
  /** All facts of the last pass until the rules have seen them; after that only those that others ask for. */
  facts: readonly Fact[];
  /** Whether `facts` are all of the last pass. */
  whole: boolean;
  /** Where others find its facts. */
  listed: Few<Listing>;
  /** Whether another unit asked for one of its facts, so that they are kept. */
  asked: boolean;
  hits: readonly RuleHit[];
  gone: boolean;
}

/** A declaration as the store keeps it. Its identity outlives edits: matched by content, then by kind and key. */
export interface DeclarationRecord extends Declaration, Topic {
  note: Declaration['note'];
  section: SectionRecord;
  /** Where it stands in its section. */
  from: number;
  to: number;
  /** Who opened it. */
  askers: Few<Unit>;
  readonly unit: Unit;
}

/** A section as the store keeps it: where it is and what was found in it, never its tree. */
export interface SectionRecord {
  /** Moves with the text; places of credentials hang on it. */
  readonly anchor: Anchor;
  readonly length: number;
  readonly under: readonly string[];
  /** Credentials, relative to the section; they are masked in every text that is parsed. */
  readonly masked: readonly Span[];
  /** Whether its text parsed without a problem; undefined until it was parsed. */
  sound: boolean | undefined;
  declarations: readonly DeclarationRecord[];
  /** Present when the section holds credentials. */
  credentials: Unit | undefined;
}
