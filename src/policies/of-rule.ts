import { type Severity, worse } from '../findings/severity';
import type { WaiverTerms } from '../findings/waiver';
import { byOrigin } from './origin';
import type { ExceptionProcess, Origin, Owner } from './policy';
import type { Policies, PoliciesOfRule, ResolvedPolicy } from './resolve';

/** Whether a rule id is one of those that a pattern names; `*` stands for any characters, everything else for itself. */
export function namesRule(pattern: string, ruleId: string): boolean {
  if (!pattern.includes('*')) return pattern === ruleId;
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces[pieces.length - 1] ?? '';
  if (!ruleId.startsWith(first) || !ruleId.endsWith(last) || ruleId.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = ruleId.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= ruleId.length - last.length;
}

/** How closely a policy names a rule: 2 by id, 1 by a pattern, 0 not at all. */
function closeness(patterns: readonly string[], ruleId: string): 0 | 1 | 2 {
  if (patterns.includes(ruleId)) return 2;
  return patterns.some((pattern) => namesRule(pattern, ruleId)) ? 1 : 0;
}

/** The file with the last word about a policy. */
const lastWord = ({ layers, madeBy }: ResolvedPolicy): Origin => layers.at(-1) ?? madeBy;

/**
 * The policies that a rule serves at a path, or in general, scoped policies included, without one. Where several name the rule as theirs,
 * one made in the workspace comes before one of a pack and that before a built-in one, one that names it by id before one that has it by a
 * pattern, then the order of ids decides; the others are related. A policy never appears beside one that was made from it.
 */
export function policyFor(ruleId: string, path: string | undefined, policies: Policies): PoliciesOfRule {
  const here = policies.all(path);
  const known = FOUND.get(here) ?? new Map<string, PoliciesOfRule>();
  FOUND.set(here, known);
  const found = known.get(ruleId) ?? amongst(here, ruleId);
  known.set(ruleId, found);
  return found;
}

/** By the list of policies at a path: findings of one rule in many files ask for the same. */
const FOUND = new WeakMap<readonly ResolvedPolicy[], Map<string, PoliciesOfRule>>();

function amongst(here: readonly ResolvedPolicy[], ruleId: string): PoliciesOfRule {
  const claims = here
    .map((policy) => ({ policy, close: closeness(policy.rules.primary, ruleId) }))
    .filter(({ close }) => close > 0)
    .sort(
      (a, b) =>
        byOrigin(b.policy.madeBy, a.policy.madeBy) ||
        b.close - a.close ||
        byOrigin(lastWord(b.policy), lastWord(a.policy)) ||
        (a.policy.id < b.policy.id ? -1 : 1),
    )
    .map(({ policy }) => policy);
  const mentions = here.filter((policy) => closeness(policy.rules.related, ruleId) > 0);
  const [primary, ...others] = claims;
  const replaced = new Set([...claims, ...mentions].map((policy) => policy.extends));
  const related = [...new Set([...others, ...mentions])].filter((p) => p !== primary && !replaced.has(p.id));
  return primary ? { primary, related } : { related };
}

/** What a policy's way to an exception asks of a waiver for a finding of a severity; nothing where it does not say. */
export function termsOf(exception: ExceptionProcess | undefined, severity: Severity): WaiverTerms {
  const longestDays = exception?.longest?.[severity];
  const approver = exception?.approver?.[severity];
  const inlineEnough = exception?.inline === undefined || worse(severity, exception.inline) === exception.inline;
  return {
    inlineEnough,
    ...(longestDays === undefined ? {} : { longestDays }),
    ...(approver === undefined ? {} : { approver }),
  };
}

/** Who answers for a finding, and how that is known. */
export interface OwnerHere {
  /** For people: the team, else names, else the CODEOWNERS handles. */
  readonly name: string;
  readonly people: readonly string[];
  readonly by: 'policy' | 'codeowners';
}

/**
 * The owner of findings at a path: the policy's, else CODEOWNERS, else undefined: nobody is named yet. `codeowners` gives the
 * handles of a path, none when the file has no line for it.
 */
export function ownerOf(
  path: string,
  policy: { readonly owner?: Owner } | undefined,
  codeowners: (path: string) => readonly string[],
): OwnerHere | undefined {
  const owner = policy?.owner;
  const people = owner?.people ?? [];
  const named = owner?.team ?? (people.length > 0 ? people.join(', ') : owner?.codeowners);
  if (named !== undefined) return { name: named, people, by: 'policy' };
  const handles = codeowners(path);
  return handles.length > 0 ? { name: handles.join(', '), people: handles, by: 'codeowners' } : undefined;
}
