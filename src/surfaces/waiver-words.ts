import type { Severity } from '../facts';
import type { Configuration } from '../findings/configuration';
import { addDays } from '../findings/day';
import type { Lack } from '../findings/waiver';
import type { WaiverStatus } from '../findings/waiver-status';
import { severityWord } from './severity-words';
import { english, type Translate } from './translate';
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
export function lacksOf(standing: Standing, configuration: Configuration, today: string, t: Translate): string {
  const { approver, longestDays = 0 } = configuration.termsOf(standing.rule, standing.path, standing.severity);
  const severity = severityWord(standing.severity, t);
  const { inline } = standing;
  const sentences: Readonly<Record<Lack, () => string>> = {
    rule: () => t('Name a rule by its id.'),
    where: () => t('Say where it holds: add `path` or `resource`.'),
    until: () =>
      inline ? t('Say until when: {0}.', 'until=YYYY-MM-DD') : t('Say until when: {0}.', '`expires: YYYY-MM-DD`'),
    owner: () =>
      inline
        ? t('Name who keeps an eye on it: {0}.', 'owner=…')
        : t('Name who keeps an eye on it under {0}.', '`owner`'),
    reason: () => (inline ? t('Say why: {0}.', 'reason="…"') : t('Say why under {0}.', '`reason`')),
    listing: () =>
      approver
        ? t('For {0} the policy wants it in {1}, approved by {2}.', severity, FILE, approver)
        : t('For {0} the policy wants it in {1}, with the name of who approved it.', severity, FILE),
    approver: () =>
      approver
        ? t(
            'For {0} the policy wants the approval of {1}: name them under {2}, in these words.',
            severity,
            approver,
            '`approvedBy`',
          )
        : t('For {0} the policy wants an approval: name who gave it under {1}.', severity, '`approvedBy`'),
    shorter: () =>
      t(
        'For {0} the policy allows {1} days at most: end it by {2}.',
        severity,
        longestDays,
        addDays(today, longestDays) ?? today,
      ),
  };
  return standing.lacks.map((lack) => sentences[lack]()).join(' ');
}

/** How many days a waiver has left, in words. */
export function remaining(daysLeft: number, t: Translate): string {
  if (daysLeft === 0) return t('its last day is today');
  return daysLeft === 1 ? t('1 day left') : t('{0} days left', daysLeft);
}

/** How a waiver stands, at its own place: what, and what next. Days are as its file writes them. */
export function aboutWaiver(
  status: WaiverStatus,
  configuration: Configuration,
  today: string,
  t: Translate = english,
): string {
  const { waiver, state, daysLeft = 0, findings } = status;
  const { until = '' } = waiver;
  switch (state) {
    case 'incomplete': {
      const [one] = findings;
      const { rule = waiver.rule, path = status.path, severity = 'low' } = one ?? {};
      const wanted = lacksOf({ ...status, rule, path, severity }, configuration, today, t);
      return t('This waiver does not hold yet. {0}', wanted);
    }
    case 'unused':
      return t('Nothing needs this waiver any more: no finding is where it holds. Remove it.');
    case 'expired':
      return daysLeft === -1
        ? t('This waiver ended yesterday, on {0}: the finding counts again. Fix it, or renew the waiver.', until)
        : t(
            'This waiver ended {0} days ago, on {1}: the finding counts again. Fix it, or renew the waiver.',
            -daysLeft,
            until,
          );
    case 'expiring':
      return t(
        'This waiver ends on {0} ({1}). Fix the finding by then, or renew the waiver.',
        until,
        remaining(daysLeft, t),
      );
    case 'unreviewed':
      return t('Written for another tool ({0}): nobody has reviewed it, and it has no end.', waiver.word);
    case 'active':
      return aboutActive(status, configuration, t);
  }
}

/** How a waiver stands that holds, with who approved it or is to. */
function aboutActive({ waiver, daysLeft = 0, findings }: WaiverStatus, configuration: Configuration, t: Translate) {
  const { until = '', approvedBy } = waiver;
  const left = remaining(daysLeft, t);
  if (approvedBy) return t('This waiver holds until {0} ({1}), approved by {2}.', until, left, unmasked(approvedBy));
  const [one] = findings;
  const approver = one && configuration.termsOf(one.rule, one.path, one.severity).approver;
  return approver
    ? t('This waiver holds until {0} ({1}). Its pull request is for {2} to approve.', until, left, approver)
    : t('This waiver holds until {0} ({1}).', until, left);
}
