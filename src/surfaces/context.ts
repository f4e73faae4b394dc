import type { Workspace } from '../config/workspace';
import type { Finding } from '../findings/finding';
import { type OwnerHere, ownerOf, type PoliciesOfRule, policyFor, type ResolvedPolicy } from '../policies';
import { english, type Translate } from './translate';

/** A finding's business context: the policy it serves, who answers for it, whom to ask. */
export interface Context {
  readonly policy: ResolvedPolicy | undefined;
  readonly related: PoliciesOfRule['related'];
  /** Undefined: nobody is named yet. */
  readonly owner: OwnerHere | undefined;
}

/** The context of a rule's findings at a path; every surface reads it from here. */
export function contextOf(finding: Pick<Finding, 'rule' | 'path'>, workspace: Workspace): Context {
  const { primary, related } = policyFor(finding.rule, finding.path, workspace.policies);
  return { policy: primary, related, owner: ownerOf(finding.path, primary, workspace.codeowners) };
}

/** The first reason a policy gives, as people would say it in one breath. */
export function reasonOf(policy: ResolvedPolicy): string | undefined {
  return policy.why.business ?? policy.why.delivery ?? policy.why.trust;
}

/** The first way to ask, with how fast an answer comes: `#ask-security, usually within 4 h`. */
export function contactOf(policy: ResolvedPolicy, t: Translate = english): string | undefined {
  const contact = policy.contact?.[0];
  if (!contact) return undefined;
  return contact.answers ? t('{0}, usually within {1}', contact.name, contact.answers) : contact.name;
}

/** The part of the business that a path belongs to: the system that is made there, else what the policy protects first. */
export function areaOf(
  path: string,
  policy: ResolvedPolicy | undefined,
  { systems }: Pick<Workspace, 'systems'>,
): string | undefined {
  const system = systems.find(({ covers }) => covers(path));
  return system?.name ?? policy?.protects?.data?.[0] ?? policy?.protects?.services?.[0];
}
