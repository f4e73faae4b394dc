import { bySeverity, milder, worse } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { ResolvedPolicy } from '../../policies';
import { ruleById } from '../rule-cards';
import { severityWord } from '../severity-words';
import { t } from './language';

/** Why a finding has another severity than its rule, in a sentence; undefined where it has the rule's own. */
export function severityReason(
  { rule, severity }: Pick<Finding, 'rule' | 'severity'>,
  policy: Pick<ResolvedPolicy, 'severity'>,
  environment: string | undefined,
): string | undefined {
  const own = ruleById.get(rule)?.severity;
  if (own === undefined || own === severity) return undefined;
  const general = policy.severity?.any;
  const here = environment === undefined ? undefined : policy.severity?.[environment];
  const { atLeast, atMost } = { ...general, ...here };
  const raised = atLeast ? worse(own, atLeast) : own;
  const limited = atMost ? milder(raised, atMost) : raised;
  const [ruled, shown] = [severityWord(own, t), severityWord(severity, t)];
  if (limited !== severity) {
    return t('The rule says {0}; {1} says {2} here.', ruled, '.handrail/config.yaml', shown);
  }
  if (bySeverity(severity, own) < 0) {
    return here?.atLeast !== undefined && environment !== undefined
      ? t('The rule says {0}; this policy asks for at least {1} in {2}.', ruled, shown, environment)
      : t('The rule says {0}; this policy asks for at least {1} everywhere.', ruled, shown);
  }
  return here?.atMost !== undefined && environment !== undefined
    ? t('The rule says {0}; this policy asks for at most {1} in {2}.', ruled, shown, environment)
    : t('The rule says {0}; this policy asks for at most {1} everywhere.', ruled, shown);
}
