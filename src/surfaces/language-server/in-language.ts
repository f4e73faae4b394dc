import type { Workspace } from '../../config/workspace';
import { type Policies, type ResolvedPolicy, withProse } from '../../policies';
import type { AnyRule } from '../../rules/rule';
import { ruleById } from '../rule-cards';
import { prose } from './language';

/** What a rule's defect is called; its id where there is no such rule. */
export const ruleTitle = (id: string): string => prose(ruleById.get(id)?.title ?? id);

/** A rule with what it says to people in their language. */
export const ruleInLanguage = (rule: AnyRule): AnyRule => ({
  ...rule,
  title: prose(rule.title),
  why: prose(rule.why),
  remedy: prose(rule.remedy),
});

/** What a workspace says, the built-in policies in the reader's language; what decides about findings is not touched. */
export const workspaceInLanguage = (workspace: Workspace): Workspace => ({
  ...workspace,
  policies: policiesInLanguage(workspace.policies),
});

function policiesInLanguage(policies: Policies): Policies {
  const told = new WeakMap<ResolvedPolicy, ResolvedPolicy>();
  const inLanguage = (policy: ResolvedPolicy): ResolvedPolicy => {
    const known = told.get(policy) ?? withProse(policy, prose);
    told.set(policy, known);
    return known;
  };
  // views ask for the same list with each finding
  const lists = new WeakMap<readonly ResolvedPolicy[], readonly ResolvedPolicy[]>();
  return {
    all(path) {
      const english = policies.all(path);
      const list = lists.get(english) ?? english.map(inLanguage);
      lists.set(english, list);
      return list;
    },
    byId(id, path) {
      const policy = policies.byId(id, path);
      return policy && inLanguage(policy);
    },
  };
}
