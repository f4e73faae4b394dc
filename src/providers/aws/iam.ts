import { absentAt, type Fact, knownAt, type Membership, mapValue, type Value } from '../../facts';
import { asList, asReference, asString, type Data, field, identity, partsOf, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { carried, DOCUMENT, documentIn, documentOf, grants, type PolicyDocument, trusts } from './policy-document';
import { statementsIn } from './policy-statement';

type Reader = (resource: Resource) => Iterable<Fact>;

/** A policy's name that says it bounds others and grants nothing: permissions boundaries, organisation and endpoint policies. */
const BOUNDS =
  /boundar|(?:^|[^a-z])(?:scps?|rcps?|service[-_]?control|vpc[-_]?endpoint|endpoint[-_]policy)(?:[^a-z]|$)/i;

const own = (resource: Resource): Value<string> => knownAt(resource.subject.id, resource.subject.head);

/** Grants of an identity policy that an attribute holds, about the identities it hangs on. */
function* identityPolicy(resource: Resource, value: Value<Data>, about: readonly Value<string>[]): Iterable<Fact> {
  const document = documentIn(value, resource);
  yield* grants(document, BOUNDS.test(resource.subject.address) ? 'boundary' : 'identity', resource, about);
  yield* carried(resource, document.from, value.at);
}

function* trustPolicy(resource: Resource, value: Value<Data>): Iterable<Fact> {
  const document = documentIn(value, resource);
  yield* trusts(document, resource, [own(resource)]);
  yield* carried(resource, document.from, value.at);
}

/** The policies of AWS by their ARN whatever the partition, those of the same code by their id. */
function policyId(value: Value<Data>): Value<string> {
  const parts = partsOf(value);
  const last = parts?.at(-1);
  const managed = last?.type === 'known' ? /:iam::aws:(policy\/.+)$/.exec(last.text)?.[1] : undefined;
  if (managed && value.state === 'known') return { ...value, value: `arn:aws:iam::aws:${managed}` };
  const target = asReference(value)?.target();
  if (target?.type === 'data.aws_iam_policy') {
    const arn = asString(target.get('arn'));
    if (arn.state === 'known') return arn;
    // by name it may also be a policy of the account; one that is named like AWS's own is AWS's own
    return mapValue(asString(target.get('name')), (name) => `arn:aws:iam::aws:policy/${name}`);
  }
  return identity(value, 'aws_iam_policy');
}

function membership(resource: Resource, member: Value<string>, policy: Value<Data>): Membership {
  const { subject } = resource;
  return {
    kind: 'membership',
    subject,
    about: [member],
    system: 'aws',
    member: mapValue(member, (id) => ({ type: 'identity', id })),
    of: policyId(policy),
    reach: absentAt(subject.head),
    conditions: absentAt(subject.head),
  };
}

function* memberships(resource: Resource, members: readonly Value<string>[], policies: Value<Data>): Iterable<Fact> {
  const list = asList(policies);
  if (list.state !== 'known') return;
  for (const policy of list.value) for (const member of members) yield membership(resource, member, policy);
}

/** A policy that bounds an identity grants nothing by itself, and neither does the document it is made of. */
function* boundary(resource: Resource, name: string): Iterable<Fact> {
  const value = resource.get(name);
  const target = asReference(value)?.target();
  if (!target) return;
  const document = documentIn(target.get('policy'), target);
  yield* carried(resource, [target.subject.id, ...document.from], value.at);
}

const terraformPolicy: Reader = (resource) => identityPolicy(resource, resource.get('policy'), [own(resource)]);

const terraformInline =
  (kind: 'role' | 'user' | 'group'): Reader =>
  (resource) =>
    identityPolicy(resource, resource.get('policy'), [identity(resource.get(kind), `aws_iam_${kind}`), own(resource)]);

const terraformAttachment =
  (kind: 'role' | 'user' | 'group'): Reader =>
  (resource) =>
    memberships(resource, [identity(resource.get(kind), `aws_iam_${kind}`)], resource.get('policy_arn'));

const entries = (value: Value<Data>): readonly Value<Data>[] => {
  const list = asList(value);
  return list.state === 'known' ? list.value : [];
};

function* terraformAttachments(resource: Resource): Iterable<Fact> {
  for (const kind of ['role', 'user', 'group']) {
    const members = entries(resource.get(`${kind}s`)).map((entry) => identity(entry, `aws_iam_${kind}`));
    yield* memberships(resource, members, resource.get('policy_arn'));
  }
}

function* terraformIdentity(resource: Resource): Iterable<Fact> {
  const self = [own(resource)];
  if (resource.type === 'aws_iam_role') yield* trustPolicy(resource, resource.get('assume_role_policy'));
  for (const inline of resource.all('inline_policy')) yield* identityPolicy(resource, inline.get('policy'), self);
  yield* memberships(resource, self, resource.get('managed_policy_arns'));
  yield* boundary(resource, 'permissions_boundary');
}

/** `AWS::IAM::Policy` and its kin: a document and the names or references of those it hangs on. */
function templatePolicy(resource: Resource): Iterable<Fact> {
  const about = ['Role', 'User', 'Group'].flatMap((kind) =>
    [...entries(resource.get(`${kind}s`)), ...entries(resource.get(`${kind}Name`))].map((entry) =>
      identity(entry, `AWS::IAM::${kind}`),
    ),
  );
  return identityPolicy(resource, resource.get('PolicyDocument'), [...about, own(resource)]);
}

function* templateIdentity(resource: Resource): Iterable<Fact> {
  const self = [own(resource)];
  if (resource.type === 'AWS::IAM::Role') yield* trustPolicy(resource, resource.get('AssumeRolePolicyDocument'));
  for (const policy of entries(resource.get('Policies'))) {
    yield* identityPolicy(resource, field(policy, 'PolicyDocument'), self);
  }
  yield* memberships(resource, self, resource.get('ManagedPolicyArns'));
  yield* boundary(resource, 'PermissionsBoundary');
}

/** A document that stands for itself: who carries it can't be seen, what it says decides what it is. */
function* loneDocument(resource: Resource, document: PolicyDocument): Iterable<Fact> {
  const self = [own(resource)];
  const bounds = BOUNDS.test(resource.subject.address) || BOUNDS.test(resource.subject.head.anchor.path);
  for (const statement of document.statements) {
    const one = { statements: [statement], from: [] };
    const named = statement.principals.state !== 'absent' || statement.exceptPrincipals.state !== 'absent';
    if (bounds || !named) yield* grants(one, bounds ? 'boundary' : 'identity', resource, self);
    else if (isTrust(statement)) yield* trusts(one, resource, self);
    else yield* grants(one, 'resource', resource, self);
  }
  yield* carried(resource, document.from, resource.subject.head);
}

const isTrust = ({ actions }: PolicyDocument['statements'][number]): boolean =>
  actions.state === 'known' &&
  actions.value.some((action) => action.state === 'known' && /^sts:(?:assumerole|\*)/i.test(action.value));

/** Documents that only bound what others grant: they yield nothing but that. */
function* boundingDocument(resource: Resource): Iterable<Fact> {
  for (const name of ['policy', 'content']) {
    const value = resource.get(name);
    yield* carried(resource, documentIn(value, resource).from, value.at);
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  aws_iam_policy: terraformPolicy,
  aws_iam_role: terraformIdentity,
  aws_iam_user: terraformIdentity,
  aws_iam_role_policy: terraformInline('role'),
  aws_iam_user_policy: terraformInline('user'),
  aws_iam_group_policy: terraformInline('group'),
  aws_iam_role_policy_attachment: terraformAttachment('role'),
  aws_iam_user_policy_attachment: terraformAttachment('user'),
  aws_iam_group_policy_attachment: terraformAttachment('group'),
  aws_iam_policy_attachment: terraformAttachments,
  aws_iot_policy: terraformPolicy,
  aws_ssoadmin_permission_set_inline_policy: (resource) =>
    identityPolicy(resource, resource.get('inline_policy'), [own(resource)]),
  aws_organizations_policy: boundingDocument,
  aws_vpc_endpoint: boundingDocument,
  aws_vpc_endpoint_policy: boundingDocument,
  [DOCUMENT]: (resource) => loneDocument(resource, documentOf(resource)),
  'AWS::IAM::Policy': templatePolicy,
  'AWS::IAM::ManagedPolicy': templatePolicy,
  'AWS::IAM::RolePolicy': templatePolicy,
  'AWS::IAM::UserPolicy': templatePolicy,
  'AWS::IAM::GroupPolicy': templatePolicy,
  'AWS::IAM::Role': templateIdentity,
  'AWS::IAM::User': templateIdentity,
  'AWS::IAM::Group': templateIdentity,
  'AWS::IoT::Policy': templatePolicy,
  'AWS::SSO::PermissionSet': (resource) => identityPolicy(resource, resource.get('InlinePolicy'), [own(resource)]),
  'iam/policy': (resource) => loneDocument(resource, { statements: statementsIn(resource.get('Statement')), from: [] }),
};

/** Identities of AWS: what they may do, who may become them, which policies they hold. */
export const iam: Provider = {
  id: 'iam',
  types: Object.keys(READERS),
  facts: (resource) => READERS[resource.type]?.(resource) ?? [],
};
