import type { Configuration } from './configuration';
import type { AppliedWaiver, Finding, RuleCard } from './finding';
import type { Ledger } from './ledger';
import { covers, holds, type InlineWaiver, type Lack, type ListedWaiver, stateOf } from './waiver';
import { applied, type Reckoning } from './waivers-here';

/** A waiver of ours, what it covers, and how it stands. */
export interface WaiverStatus extends AppliedWaiver {
  /** Where it holds, as it is written; for a comment its line is all there is to say. */
  readonly where?: string;
  /** What it covers of all that was read. */
  readonly findings: readonly Finding[];
}

/** Which waivers, and as of when. */
export interface WaiversRequest {
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Only waivers that are written in this path. */
  readonly path?: string;
  /**
   * Whether everything that waivers may speak of was read. Otherwise nobody is told that an entry of `waivers.yaml` is
   * unused, and a comment only where its file means what it means whatever stands beside it.
   */
  readonly whole: boolean;
}

/** How waivers are judged: by the day, by the policies, and by what is known of the rest. */
export interface Judging extends Reckoning {
  readonly configuration: Configuration;
  card(rule: string): RuleCard;
  /** Whether a rule is called this, or was. */
  knows(rule: string): boolean;
  /**
   * Whether nothing found means that nothing is there: for a comment in a file, or for an entry that may speak of any
   * file.
   */
  sure(file: string | undefined): boolean;
}

/** The waivers written in a path, or all: entries of `waivers.yaml`, then comments in order of path and position. */
export function waiverStatuses(ledger: Ledger, path: string | undefined, judging: Judging): readonly WaiverStatus[] {
  const written = judging.configuration.waivers.filter((listed) => path === undefined || listed.path === path);
  const all = written.length > 0 ? findingsByRule(ledger) : new Map<string, readonly Finding[]>();
  const paths = path === undefined ? ledger.paths() : [path];
  return [
    ...written.map((listed) => listedStatus(listed, all.get(listed.waiver.rule) ?? [], judging)),
    ...paths.flatMap((each) => ledger.waivers(each).map((waiver) => inlineStatus(each, waiver, ledger, judging))),
  ];
}

function findingsByRule(ledger: Ledger): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of ledger.paths().flatMap((path) => ledger.findings(path))) {
    const same = found.get(finding.rule);
    if (same) same.push(finding);
    else found.set(finding.rule, [finding]);
  }
  return found;
}

/** How a comment stands, among the findings of its file. */
function inlineStatus(path: string, waiver: InlineWaiver, ledger: Ledger, judging: Judging): WaiverStatus {
  const covered = ledger.findings(path).filter(({ rule, span }) => covers(waiver, judging.card(rule), span.start));
  const nameless = waiver.missing.includes('rule') || judging.knows(waiver.rule);
  const told: InlineWaiver = nameless ? waiver : { ...waiver, missing: ['rule', ...waiver.missing] };
  return status({ waiver: told, path, inline: true }, covered, judging.sure(path), judging);
}

/** How an entry of a `waivers.yaml` stands, among all findings of its rule. */
function listedStatus(listed: ListedWaiver, findings: readonly Finding[], judging: Judging): WaiverStatus {
  const { waiver, path, where } = listed;
  const covered = findings.filter((one) => listed.covers(one.path, one.subjects, one.ownNames));
  return { ...status({ waiver, path, inline: false }, covered, judging.sure(undefined), judging), where };
}

/** Over everything it covers: it holds if it does everywhere, and lacks what it lacks anywhere. */
function status(
  written: Pick<AppliedWaiver, 'waiver' | 'path' | 'inline'>,
  findings: readonly Finding[],
  sure: boolean,
  judging: Judging,
): WaiverStatus {
  const { waiver } = written;
  const { configuration, today, warnDays } = judging;
  const each = findings.map(({ rule, path, severity }) =>
    applied(waiver, written, judging, configuration.termsOf(rule, path, severity)),
  );
  if (each.length === 0) {
    const state = stateOf(waiver, today, { used: !sure, warnDays });
    return { ...applied(waiver, written, judging, { inlineEnough: true }), state, holds: holds(state), findings };
  }
  const worst = each.find((one) => !one.holds) ?? each[0]!;
  const lacks = [...new Set(each.flatMap((one): readonly Lack[] => one.lacks))];
  return { ...worst, lacks, findings };
}
