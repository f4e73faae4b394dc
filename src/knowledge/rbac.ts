import { type Answer, each, type FactLookup, type Grant, is, type Known, some } from '../facts';

/** Verbs that make or change objects. */
const WRITES: ReadonlySet<string> = new Set(['*', 'create', 'update', 'patch']);

/**
 * Whether a rule's `group/resource` names a resource: `*` stands for every group or every resource, `pods/*` for every
 * part of pods (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources).
 */
export function names(pattern: string, resource: string): boolean {
  const [group = '', ...path] = pattern.split('/');
  const [wanted = '', ...wantedPath] = resource.split('/');
  if (group !== '*' && group !== wanted) return false;
  const [kind = '', part] = path;
  if (kind === '*' && part === undefined) return true;
  const [wantedKind, wantedPart] = wantedPath;
  return (kind === wantedKind || kind === '*') && (part === wantedPart || (part === '*' && wantedPart !== undefined));
}

/** The entry of a rule that names a resource. */
export const naming = (grant: Grant, resource: string): Known<string> | undefined =>
  each(grant.resources).find(({ value }) => names(value, resource));

/** The entry by which a rule allows one of the verbs: the word itself before the star. */
export const verbIn = (grant: Grant, ...verbs: readonly string[]): Known<string> | undefined =>
  each(grant.actions).find(({ value }) => verbs.includes(value)) ??
  each(grant.actions).find(({ value }) => value === '*');

/** Whether a statement is a rule of RBAC that is not narrowed to objects of certain names. */
export const isRule = (grant: Grant): boolean => grant.system === 'kubernetes' && grant.conditions.state === 'absent';

/** The entry by which a rule lets every kind of object (of all groups, or of the core group) be made or changed. */
export function everyObject(grant: Grant): Known<string> | undefined {
  if (some(grant.actions, (verb) => WRITES.has(verb)) !== 'yes') return undefined;
  const stars = each(grant.resources);
  return stars.find(({ value }) => value === '*/*') ?? stars.find(({ value }) => value === 'core/*');
}

/** Whether a rule reaches every namespace: a cluster role that is not only bound inside namespaces. */
export function reachesCluster(grant: Grant, facts: FactLookup): Answer {
  const wide = is(grant.wide, (on) => on);
  if (wide !== 'yes') return wide;
  const bindings = facts.about('membership', grant.subject.id, grant.subject.scope).sure;
  return bindings.length === 0 || bindings.some(({ reach }) => reach.state === 'absent') ? 'yes' : 'no';
}
