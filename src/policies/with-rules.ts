import { policyFor } from './of-rule';
import type { Policies, ResolvedPolicy } from './resolve';

/** A policy and the rules whose findings it explains. */
export interface PolicyWithRules {
  readonly policy: ResolvedPolicy;
  readonly rules: readonly string[];
}

/**
 * The policies of a workspace by title, each with its rules in the order in which they are given: as they hold at a path, or,
 * without one, in general, with those that hold for a part only. A policy that another one was made from is left out
 * once that one has taken over all its rules: readers would meet the same text twice.
 */
export function policiesWithRules(
  policies: Policies,
  ruleIds: readonly string[],
  at?: string,
): readonly PolicyWithRules[] {
  const rules = new Map<string, string[]>();
  // without a path: the root's own word, and that of policies for a part
  const places = at === undefined ? ['', undefined] : [at];
  for (const rule of ruleIds) {
    const primaries = places.map((place) => policyFor(rule, place, policies).primary?.id);
    for (const id of new Set(primaries)) if (id !== undefined) rules.set(id, [...(rules.get(id) ?? []), rule]);
  }
  const all = policies.all(at);
  const extended = new Set(all.map((policy) => policy.extends));
  return all
    .map((policy) => ({ policy, rules: rules.get(policy.id) ?? [] }))
    .filter(({ policy, rules: own }) => own.length > 0 || !extended.has(policy.id));
}
