import type { Span } from '../place';
import type { AppliedWaiver, RuleCard } from './finding';
import { covers, daysLeft, holds, readWaivers, stateOf, type Waiver, type WaiverText } from './waivers';

/** Any word that begins a waiver, ours or another tool's: texts without one are not looked at further. */
const ANY_WORD = /handrail:allow|checkov:skip|t(?:rivy|fsec):ignore|gitleaks:allow|trufflehog:ignore|kics-scan ignore/;

/** The waiver that covers a rule's finding at a span, the first that holds before others. */
export type WaiverFor = (rule: RuleCard, span: Span) => AppliedWaiver | undefined;

const NONE: WaiverFor = () => undefined;

/** The inline waivers of paths, and which paths have any: those change with the day. */
export class WaiversHere {
  readonly #paths = new Set<string>();

  /** Reads a path's waivers. `source` is undefined for files that nobody reads. */
  read(path: string, source: WaiverText | undefined, today: string): WaiverFor {
    const waivers = source && ANY_WORD.test(source.text) ? readWaivers(source) : [];
    if (waivers.length === 0) {
      this.#paths.delete(path);
      return NONE;
    }
    this.#paths.add(path);
    return (rule, span) => {
      const applied = waivers.filter((waiver) => covers(waiver, rule, span.start)).map((w) => apply(w, today));
      return applied.find((waiver) => waiver.holds) ?? applied[0];
    };
  }

  paths(): Iterable<string> {
    return this.#paths;
  }
}

function apply(waiver: Waiver, today: string): AppliedWaiver {
  const state = stateOf(waiver, today);
  const left = daysLeft(waiver, today);
  return { waiver, state, holds: holds(state), ...(left === undefined ? {} : { daysLeft: left }) };
}
