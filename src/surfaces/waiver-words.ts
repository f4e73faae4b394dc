import type { Severity } from '../facts';
import type { Configuration } from '../findings/configuration';
import { addDays } from '../findings/day';
import type { Lack } from '../findings/waiver';
import type { WaiverStatus } from '../findings/waiver-status';
import { unmasked } from './unmasked';

/** Under what terms a waiver stands, to be told to people. */
export interface Standing extends Pick<WaiverStatus, 'inline' | 'lacks'> {
  readonly rule: string;
  readonly path: string;
  readonly severity: Severity;
}

/** What the file for waivers is called in sentences. */
const FILE = '`.handrail/waivers.yaml`';

/** What a waiver has to say before it holds: a sentence for each thing that it lacks. */
export function lacksOf(standing: Standing, configuration: Configuration, today: string): string {
  const { approver, longestDays = 0 } = configuration.termsOf(standing.rule, standing.path, standing.severity);
  const sentences: Readonly<Record<Lack, string>> = {
    rule: 'Name a rule by its id.',
    where: 'Say where it holds: add `path` or `resource`.',
    until: standing.inline ? 'Say until when: until=YYYY-MM-DD.' : 'Say until when: `expires: YYYY-MM-DD`.',
    owner: standing.inline ? 'Name who keeps an eye on it: owner=….' : 'Name who keeps an eye on it under `owner`.',
    reason: standing.inline ? 'Say why: reason="…".' : 'Say why under `reason`.',
    listing: approver
      ? `For ${standing.severity} the policy wants it in ${FILE}, approved by ${approver}.`
      : `For ${standing.severity} the policy wants it in ${FILE}, with the name of who approved it.`,
    approver: approver
      ? `For ${standing.severity} the policy wants the approval of ${approver}: name them under \`approvedBy\`, in these words.`
      : `For ${standing.severity} the policy wants an approval: name who gave it under \`approvedBy\`.`,
    shorter: `For ${standing.severity} the policy allows ${longestDays} days at most: end it by ${addDays(today, longestDays)}.`,
  };
  return standing.lacks.map((lack) => sentences[lack]).join(' ');
}

/** How many days a waiver has left, in words. */
export function remaining(daysLeft: number): string {
  if (daysLeft === 0) return 'its last day is today';
  return daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
}

/** How a waiver stands, at its own place: what, and what next. */
export function aboutWaiver(status: WaiverStatus, configuration: Configuration, today: string): string {
  const { waiver, state, daysLeft = 0, findings } = status;
  const { until = '' } = waiver;
  switch (state) {
    case 'incomplete': {
      const [one] = findings;
      const { rule = waiver.rule, path = status.path, severity = 'low' } = one ?? {};
      return `This waiver does not hold yet. ${lacksOf({ ...status, rule, path, severity }, configuration, today)}`;
    }
    case 'unused':
      return 'Nothing needs this waiver any more: no finding is where it holds. Remove it.';
    case 'expired':
      return daysLeft === -1
        ? `This waiver ended yesterday, on ${until}: the finding counts again. Fix it, or renew the waiver.`
        : `This waiver ended ${-daysLeft} days ago, on ${until}: the finding counts again. Fix it, or renew the waiver.`;
    case 'expiring':
      return `This waiver ends on ${until} (${remaining(daysLeft)}). Fix the finding by then, or renew the waiver.`;
    case 'unreviewed':
      return `Written for another tool (${waiver.word}): nobody has reviewed it, and it has no end.`;
    case 'active': {
      const holding = `This waiver holds until ${until} (${remaining(daysLeft)})`;
      if (waiver.approvedBy) return `${holding}, approved by ${unmasked(waiver.approvedBy)}.`;
      const [one] = findings;
      const approver = one && configuration.termsOf(one.rule, one.path, one.severity).approver;
      return approver ? `${holding}. Its pull request is for ${approver} to approve.` : `${holding}.`;
    }
  }
}
