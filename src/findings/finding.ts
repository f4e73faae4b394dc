import type { Fix, Message, Severity } from '../facts';
import type { Span } from '../place';
import type { Audience } from './configuration';
import type { Lack, OwnNames, Waiver, WaiverState } from './waivers';

/** What findings need to know of a rule. */
export interface RuleCard {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly elsewhere?: readonly string[];
  readonly severity: Severity;
  readonly confidence: 'high' | 'medium';
  readonly audience: Audience;
}

/** One place where a rule speaks, as every surface shows it. Plain data but for the fixes' places. */
export interface Finding {
  readonly rule: string;
  /** After configuration. */
  readonly severity: Severity;
  readonly confidence: RuleCard['confidence'];
  readonly audience: Audience;
  readonly path: string;
  /** Absolute, as the text stands now. */
  readonly span: Span;
  readonly message: Message;
  /** The head of the resource it is about; undefined when that stands in another file. */
  readonly head?: Span;
  /** Addresses of the resources it is about, sorted; hits of one rule at one place are one finding. */
  readonly subjects: readonly string[];
  /** Other names for them, where they have any that no other call of their module shares. */
  readonly ownNames?: OwnNames;
  /** 16 hex digits; survives moved lines. */
  readonly fingerprint: string;
  readonly fix: readonly Fix[];
  readonly related: readonly RelatedPlace[];
  /** The waiver that covers it, if one does; it keeps the finding quiet only while it `holds`. */
  readonly waiver?: AppliedWaiver;
}

/** A waiver as it stands today. */
export interface AppliedWaiver {
  readonly waiver: Waiver;
  /** Root-relative path of the file that it is written in. */
  readonly path: string;
  /** Whether it is a comment in the code, as opposed to an entry of a `waivers.yaml`. */
  readonly inline: boolean;
  readonly state: WaiverState;
  readonly holds: boolean;
  /** Everything that it does not say and that the policy asks of it. */
  readonly lacks: readonly Lack[];
  /** 0 on its last day, below 0 after it. */
  readonly daysLeft?: number;
}

export interface RelatedPlace {
  readonly path: string;
  readonly span: Span;
  readonly message: Message;
}
