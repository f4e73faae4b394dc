import {
  absentAt,
  type Condition,
  type Conditions,
  type Fact,
  knownAt,
  type ListValue,
  mapValue,
  type Value,
} from '../../facts';
import { asList, asReference, asString, asStrings, type Data, identity, partsOf, type Resource } from '../../resource';
import type { Provider } from '../provider';

/** Types whose id is a whole subscription or management group, and the word for it. */
const WIDE: Readonly<Record<string, string>> = {
  'data.azurerm_subscription': 'subscription',
  azurerm_subscription: 'subscription',
  'data.azurerm_management_group': 'management-group',
  azurerm_management_group: 'management-group',
};

/** Assignments and definitions of Azure's own templates. */
const OWN = ['Microsoft.Authorization/roleAssignments', 'Microsoft.Authorization/roleDefinitions'];
const ASSIGNMENTS = ['azurerm_role_assignment', 'Microsoft.Authorization/roleAssignments'];
const isOwn = ({ type }: Resource): boolean => OWN.includes(type);
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const SUBSCRIPTION = /^\/subscriptions\/[^/]*$/;
const GROUP = /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]*$/i;

/** `subscription` or `management-group` where a scope surely is one; any other scope as written. */
function reachOf(scope: Value<Data>): Value<string> {
  if (scope.state !== 'known') return asString(scope);
  const type = asReference(scope)?.address.match(/^(?:data\.)?[^.]+/)?.[0];
  const word = type && WIDE[type];
  if (word) return { ...scope, value: word };
  // an unknown id between known words still says what is reached: /subscriptions/${var.subscription}
  const path = (partsOf(scope) ?? []).map((part) => (part.type === 'known' ? part.text : '?')).join('');
  if (path !== '?' && SUBSCRIPTION.test(path)) return { ...scope, value: 'subscription' };
  if (path !== '?' && GROUP.test(path)) return { ...scope, value: 'management-group' };
  return asString(scope);
}

/** Conditions of Azure are expressions of their own language: that there is one is all that is read. */
function conditionsOf(resource: Resource): Conditions {
  const written = asString(isOwn(resource) ? resource.get('properties', 'condition') : resource.get('condition'));
  if (written.state !== 'known') return written.state === 'unknown' ? written : absentAt(written.at);
  const condition: Condition = { operator: 'condition', key: 'condition', values: knownAt([written], written.at) };
  return knownAt([condition], written.at);
}

/** A role by its name, the path of its definition, or the subject id of a definition in reach. */
function roleOf(resource: Resource): Value<string> {
  const name = asString(resource.get('role_definition_name'));
  if (name.state !== 'absent') return name;
  const id = isOwn(resource) ? resource.get('properties', 'roleDefinitionId') : resource.get('role_definition_id');
  const target = asReference(id)?.target();
  if (target && isOwn(target) && id.state === 'known') {
    // one that is built in is named by its id; what a template makes has an id of its making
    const named = asString(target.get('name'));
    if (named.state === 'known' && GUID.test(named.value)) return { ...id, value: named.value };
  }
  if (target?.type === 'data.azurerm_role_definition') return asString(target.get('name'));
  const last = partsOf(id)?.at(-1);
  const definition = last?.type === 'known' && /roleDefinitions\/([0-9a-f-]{36})$/i.exec(last.text)?.[1];
  if (definition && id.state === 'known') return { ...id, value: definition };
  return identity(id, 'azurerm_role_definition');
}

function* assignment(resource: Resource): Iterable<Fact> {
  const { subject } = resource;
  const principal = isOwn(resource) ? resource.get('properties', 'principalId') : resource.get('principal_id');
  const member = identity(principal, 'principal');
  yield {
    kind: 'membership',
    subject,
    about: [member],
    system: 'azure',
    member: mapValue(member, (id) => ({ type: 'identity', id })),
    of: roleOf(resource),
    reach: reachOf(resource.get('scope')),
    conditions: conditionsOf(resource),
  };
}

/** Where an own role may be assigned. */
function assignable(resource: Resource): ListValue<string> {
  const { head } = resource.subject;
  const scopes = asList(isOwn(resource) ? resource.get('properties', 'assignableScopes') : resource.get('scope'));
  if (scopes.state === 'unknown') return scopes;
  if (scopes.state === 'absent') return knownAt([reachOf(resource.get('scope'))], head);
  return knownAt(scopes.value.map(reachOf), isOwn(resource) ? scopes.at : head);
}

/** Own roles: each `permissions` block grants its actions on the scopes where the role may be assigned. */
function* definition(resource: Resource): Iterable<Fact> {
  const { subject } = resource;
  const absent = absentAt<never>(subject.head);
  for (const block of isOwn(resource) ? resource.all('properties', 'permissions') : resource.all('permissions')) {
    yield {
      kind: 'grant',
      subject,
      about: [knownAt(subject.id, subject.head)],
      system: 'azure',
      carrier: 'identity',
      effect: mapValue(block.exists, () => 'allow' as const),
      principals: absent,
      exceptPrincipals: absent,
      actions: asStrings(block.get('actions')),
      exceptActions: asStrings(block.get(isOwn(resource) ? 'notActions' : 'not_actions')),
      resources: assignable(resource),
      exceptResources: absent,
      conditions: absent,
      wide: knownAt(true, subject.head),
    };
  }
}

/** Roles of Azure and who holds them where. */
export const roles: Provider = {
  id: 'roles',
  types: ['azurerm_role_assignment', 'azurerm_role_definition', ...OWN],
  facts: (resource) => (ASSIGNMENTS.includes(resource.type) ? assignment(resource) : definition(resource)),
};
