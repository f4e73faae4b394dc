import type { Severity } from '../facts';
import type { Span } from '../place';
import type { Configuration } from './configuration';
import type { AppliedWaiver, RuleCard } from './finding';
import {
  covers,
  daysLeft,
  holds,
  type InlineWaiver,
  type ListedWaiver,
  type OwnNames,
  policyLacks,
  readWaivers,
  stateOf,
  type Waiver,
  type WaiverTerms,
  type WaiverText,
} from './waivers';

/** Any word that begins a waiver, ours or another tool's: texts without one are not looked at further. */
const ANY_WORD = /handrail:allow|checkov:skip|t(?:rivy|fsec):ignore|gitleaks:allow|trufflehog:ignore|kics-scan ignore/;

/** The day, and from how many days before its end on a waiver counts as expiring. */
export interface Reckoning {
  readonly today: string;
  readonly warnDays: number;
}

/** What a waiver may speak of. */
export interface Waivable {
  readonly card: RuleCard;
  readonly severity: Severity;
  readonly path: string;
  readonly span: Span;
  readonly subjects: readonly string[];
  readonly ownNames?: OwnNames;
}

/** The waiver that covers a finding, the first that holds before others. */
export type WaiverFor = (finding: Waivable) => AppliedWaiver | undefined;

/** The waivers of a path's own text, and the one for each finding of the path. */
export interface WaiversOf {
  readonly inline: readonly InlineWaiver[];
  readonly waiverFor: WaiverFor;
}

/** A waiver as it stands on a day under the terms of a policy. */
export function applied(
  waiver: Waiver,
  written: Pick<AppliedWaiver, 'path' | 'inline'>,
  { today, warnDays }: Reckoning,
  terms: WaiverTerms,
): AppliedWaiver {
  const ours = waiver.word === 'handrail';
  const wanted = ours ? policyLacks(waiver, written.inline, today, terms) : [];
  const state = stateOf(waiver, today, { lacks: wanted, warnDays });
  const left = daysLeft(waiver, today);
  const lacks = ours ? [...waiver.missing, ...wanted] : [];
  const { path, inline } = written;
  return { waiver, path, inline, state, holds: holds(state), lacks, ...(left === undefined ? {} : { daysLeft: left }) };
}

/** Waivers of `waivers.yaml` by rule. */
export type ByRule = ReadonlyMap<string, readonly ListedWaiver[]>;

/** Sorts the waivers of a configuration by their rule. */
export function waiversByRule(waivers: readonly ListedWaiver[]): ByRule {
  const found = new Map<string, ListedWaiver[]>();
  for (const listed of waivers) {
    const same = found.get(listed.waiver.rule);
    if (same) same.push(listed);
    else found.set(listed.waiver.rule, [listed]);
  }
  return found;
}

/** The waivers of paths, and which paths have any: those change with the day. */
export class WaiversHere {
  readonly #paths = new Set<string>();

  /** Reads a path's waivers. `source` is undefined for files that nobody reads. */
  read(
    path: string,
    source: WaiverText | undefined,
    listed: ByRule,
    configuration: Configuration,
    reckoning: Reckoning,
  ): WaiversOf {
    const inline = source && ANY_WORD.test(source.text) ? readWaivers(source) : [];
    if (inline.length > 0) this.#paths.add(path);
    else this.#paths.delete(path);
    return {
      inline: inline.filter(({ word }) => word === 'handrail'),
      waiverFor: ({ card, severity, span, subjects, ownNames }) => {
        const here = inline.filter((waiver) => covers(waiver, card, span.start));
        const there = (listed.get(card.id) ?? []).filter((waiver) => waiver.covers(path, subjects, ownNames));
        if (here.length + there.length === 0) return undefined;
        this.#paths.add(path);
        const terms = configuration.termsOf(card.id, path, severity);
        const all = [
          ...here.map((waiver) => applied(waiver, { path, inline: true }, reckoning, terms)),
          ...there.map((one) => applied(one.waiver, { path: one.path, inline: false }, reckoning, terms)),
        ];
        return all.find((waiver) => waiver.holds) ?? all[0];
      },
    };
  }

  paths(): Iterable<string> {
    return this.#paths;
  }
}
