import { bySeverity, milder, worse } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { ResolvedPolicy } from '../../policies';
import { ruleById } from '../rule-cards';

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
  if (limited !== severity) return `The rule says ${own}; .handrail/config.yaml says ${severity} here.`;
  const where = (named: boolean) => (named && environment !== undefined ? `in ${environment}` : 'everywhere');
  return bySeverity(severity, own) < 0
    ? `The rule says ${own}; this policy asks for at least ${severity} ${where(here?.atLeast !== undefined)}.`
    : `The rule says ${own}; this policy asks for at most ${severity} ${where(here?.atMost !== undefined)}.`;
}
