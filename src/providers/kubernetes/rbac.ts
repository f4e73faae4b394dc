import type { Condition, Conditions, Fact, ListValue, Membership, Principal, Value } from '../../facts';
import { absentAt, knownAt, mapValue, orDefault, unknownAt } from '../../facts';
import { asFields, asReference, asString, asStrings, type Data, partsOf, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { spelled } from './words';

const GROUP = 'rbac.authorization.k8s.io';
const ROLES = [
  ...[`${GROUP}/Role`, `${GROUP}/ClusterRole`],
  ...['kubernetes_role', 'kubernetes_role_v1', 'kubernetes_cluster_role', 'kubernetes_cluster_role_v1'],
];
const BINDINGS = [
  ...[`${GROUP}/RoleBinding`, `${GROUP}/ClusterRoleBinding`],
  ...['kubernetes_role_binding', 'kubernetes_role_binding_v1'],
  ...['kubernetes_cluster_role_binding', 'kubernetes_cluster_role_binding_v1'],
];

const isClusterWide = (type: string): boolean => /cluster/i.test(type);

/** Groups and resources of a rule as `group/resource`, each pair at the place of its resource. */
function resourcesOf(groups: ListValue<string>, names: ListValue<string>): ListValue<string> {
  if (names.state !== 'known') return names;
  if (groups.state === 'unknown') return unknownAt(names.at, groups.because);
  const written = groups.state === 'known' ? groups.value : [];
  const pairs = names.value.flatMap((name) =>
    written.map((group): Value<string> => {
      if (name.state !== 'known') return name;
      if (group.state === 'unknown') return unknownAt(name.at, group.because);
      return { ...name, value: `${group.value || 'core'}/${name.value}` };
    }),
  );
  return { ...names, value: pairs };
}

/** `resourceNames` narrow a rule to objects of these names. */
function namesOf(names: ListValue<string>): Conditions {
  if (names.state !== 'known') return names.state === 'unknown' ? names : absentAt(names.at);
  if (names.value.length === 0) return absentAt(names.at);
  const condition: Condition = { operator: 'in', key: 'resourceNames', values: names };
  return knownAt([condition], names.at);
}

/**
 * Whether a role may hold in the whole cluster. One that is made to be merged into `admin`, `edit` or `view` is held
 * wherever those are, as a rule inside namespaces.
 */
function wideness({ type, subject, get }: Resource): Value<boolean> {
  if (!isClusterWide(type)) return knownAt(false, subject.head);
  const labels = asFields(get('metadata', 'labels'));
  const merged = labels && [...labels.keys()].some((label) => label.startsWith(`${GROUP}/aggregate-to-`));
  return merged ? unknownAt(subject.head, 'it is merged into other roles') : knownAt(true, subject.head);
}

function* role(resource: Resource): Iterable<Fact> {
  const { subject, type } = resource;
  const absent = absentAt<never>(subject.head);
  const wide = wideness(resource);
  for (const rule of resource.all(...spelled(type, ['rules']))) {
    const strings = (name: string) => asStrings(rule.get(...spelled(type, [name])));
    const resources = resourcesOf(strings('apiGroups'), strings('resources'));
    // rules on addresses of the API server itself (`/healthz`) name no resources
    if (resources.state === 'absent') continue;
    yield {
      kind: 'grant',
      subject,
      about: [knownAt(subject.id, subject.head)],
      system: 'kubernetes',
      carrier: 'identity',
      effect: knownAt('allow', subject.head),
      principals: absent,
      exceptPrincipals: absent,
      actions: strings('verbs'),
      exceptActions: absent,
      resources,
      exceptResources: absent,
      conditions: namesOf(strings('resourceNames')),
      wide,
    };
  }
}

/** Users and groups that stand for everybody (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings). */
const EVERYBODY: Readonly<Record<string, Principal['type']>> = {
  'User system:anonymous': 'anyone',
  'Group system:unauthenticated': 'anyone',
  'Group system:authenticated': 'authenticated',
};

/** The name of an account as far as it can be known: an account is one whatever it is called. */
function accountName(value: Value<Data>): Value<string> {
  const name = asString(value);
  const parts = name.state === 'unknown' && partsOf(value);
  if (!parts) return name;
  return knownAt(parts.map((part) => (part.type === 'known' ? part.text : '…')).join(''), value.at);
}

/** Who a binding names; service accounts as the API server calls them, `system:serviceaccount:shop:web`. */
function memberOf(binding: Resource, entry: Resource): Value<Principal> {
  const kind = asString(entry.get('kind'));
  if (kind.state === 'unknown') return kind;
  const name = kind.value === 'ServiceAccount' ? accountName(entry.get('name')) : asString(entry.get('name'));
  if (name.state !== 'known') return name.state === 'unknown' ? name : absentAt(name.at);
  if (kind.value !== 'ServiceAccount') {
    const everybody = EVERYBODY[`${kind.value} ${name.value}`];
    const type = everybody ?? (kind.value === 'Group' ? 'group' : 'user');
    return { ...name, value: { type, id: name.value } };
  }
  const own = entry.get('namespace');
  const namespace = accountName(own.state === 'absent' ? binding.get('metadata', 'namespace') : own);
  if (namespace.state === 'unknown') return namespace;
  const id = `system:serviceaccount:${namespace.value ?? ''}:${name.value}`;
  return { ...name, value: { type: 'service', id } };
}

/** The role by kind and name, and the id that its own declaration has. */
function roleOf(resource: Resource): { readonly of: Value<string>; readonly id: Value<string> } {
  const path = (name: string) => spelled(resource.type, ['roleRef', name]);
  const kind = asString(resource.get(...path('kind')));
  const written: Value<Data> = resource.get(...path('name'));
  const target = asReference(written)?.target();
  const name = target ? { ...asString(target.get('metadata', 'name')), at: written.at } : asString(written);
  if (kind.state === 'unknown') return { of: kind, id: kind };
  const of = mapValue(name, (plain) => `${kind.value}/${plain}`);
  if (target) return { of, id: knownAt(target.subject.id, written.at) };
  const namespace = orDefault(asString(resource.get('metadata', 'namespace'))) ?? '';
  const inside = kind.value === 'ClusterRole' ? '' : namespace;
  return { of, id: mapValue(name, (plain) => `${GROUP}/${kind.value}/${inside}/${plain}`) };
}

function* binding(resource: Resource): Iterable<Membership> {
  const { subject, type } = resource;
  const { of, id } = roleOf(resource);
  const absent = absentAt<never>(subject.head);
  const namespace = asString(resource.get('metadata', 'namespace'));
  const reach = namespace.state === 'absent' ? unknownAt<string>(namespace.at, 'said from outside') : namespace;
  for (const entry of resource.all(...spelled(type, ['subjects']))) {
    const member = memberOf(resource, entry);
    yield {
      kind: 'membership',
      subject,
      about: [mapValue(member, (principal) => principal.id), id],
      system: 'kubernetes',
      member,
      of,
      reach: isClusterWide(type) ? absent : reach,
      conditions: absent,
    };
  }
}

/** Roles and their bindings. A binding speaks of its member and of its role, so that a role can ask who holds it. */
export const rbac: Provider = {
  id: 'rbac',
  types: [...ROLES, ...BINDINGS],
  facts: (resource) => (ROLES.includes(resource.type) ? role(resource) : binding(resource)),
};
