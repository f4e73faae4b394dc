import { absentAt, type Condition, type Conditions, type Fact, knownAt, type Principal, type Value } from '../../facts';
import { asList, asReference, asString, type Data, identity, partsOf, type Resource } from '../../resource';
import type { Provider } from '../provider';

/** Stems of `google_<stem>_iam_member`, `_binding` and `_policy`, with the attribute that names what is opened. */
const STEMS: Readonly<Record<string, string>> = {
  artifact_registry_repository: 'repository',
  bigquery_dataset: 'dataset_id',
  bigquery_table: 'table_id',
  cloud_run_service: 'service',
  cloud_run_v2_service: 'name',
  cloudfunctions2_function: 'cloud_function',
  cloudfunctions_function: 'cloud_function',
  compute_image: 'image',
  compute_instance: 'instance_name',
  folder: 'folder',
  kms_crypto_key: 'crypto_key_id',
  kms_key_ring: 'key_ring_id',
  organization: 'org_id',
  project: 'project',
  pubsub_subscription: 'subscription',
  pubsub_topic: 'topic',
  secret_manager_secret: 'secret_id',
  service_account: 'service_account_id',
  sourcerepo_repository: 'repository',
  spanner_database: 'database',
  spanner_instance: 'instance',
  storage_bucket: 'bucket',
};
/** These reach everything below them; their stem is the word for it. */
const WIDE: ReadonlySet<string> = new Set(['project', 'folder', 'organization']);

const KINDS: Readonly<Record<string, Principal['type']>> = { user: 'user', group: 'group', domain: 'group' };

/** `allUsers`, `user:a@b`, `serviceAccount:…`: an e-mail that is only known once deployed keeps its kind's word from being read. */
export function memberOf(entry: Value<Data>): Value<Principal> {
  const written = asString(entry);
  if (written.state === 'known') {
    if (written.value === 'allUsers') return { ...written, value: { type: 'anyone', id: '*' } };
    if (written.value === 'allAuthenticatedUsers') return { ...written, value: { type: 'authenticated', id: '*' } };
    const kind = KINDS[written.value.slice(0, written.value.indexOf(':'))] ?? 'identity';
    return { ...written, value: { type: kind, id: written.value } };
  }
  const mention = (partsOf(entry) ?? []).find((part) => part.type === 'unknown' && part.reference);
  const target = mention?.type === 'unknown' ? mention.reference?.target() : undefined;
  if (target && entry.state === 'known') return { ...entry, value: { type: 'identity', id: target.subject.id } };
  return written.state === 'absent' ? { state: 'unknown', at: written.at, because: 'no member is written' } : written;
}

/** A condition is an expression of a language of its own: that there is one is all that is read. */
export function conditionsOf(block: Resource): Conditions {
  const [one] = block.all('condition');
  if (!one) {
    const written = block.get('condition');
    return written.state === 'unknown' ? written : absentAt(written.at);
  }
  const expression = asString(one.get('expression'));
  const at = expression.at;
  const condition: Condition = { operator: 'cel', key: 'expression', values: knownAt([expression], at) };
  return one.exists.state === 'known'
    ? knownAt([condition], at)
    : { state: 'unknown', at, because: 'it may not be made' };
}

function* bindings(resource: Resource, block: Resource, stem: string, members: readonly Value<Data>[]): Iterable<Fact> {
  const { subject } = resource;
  const reach = WIDE.has(stem) ? knownAt(stem, subject.head) : asString(resource.get(STEMS[stem] ?? 'name'));
  const opened = identity(resource.get(STEMS[stem] ?? 'name'), `google_${stem}`);
  for (const entry of members) {
    const member = memberOf(entry);
    yield {
      kind: 'membership',
      subject,
      about: [
        member.state === 'known' ? { ...member, value: member.value.id } : (member as Value<string>),
        ...(opened.state === 'known' ? [opened] : []),
      ],
      system: 'gcp',
      member,
      of: asString(block.get('role')),
      reach,
      conditions: conditionsOf(block),
    };
  }
}

const list = (value: Value<Data>): readonly Value<Data>[] => {
  const entries = asList(value);
  return entries.state === 'known' ? entries.value : [];
};

function* facts(resource: Resource): Iterable<Fact> {
  const [, stem = '', form] = /^google_(.+)_iam_(member|binding|policy)$/.exec(resource.type) ?? [];
  if (form === 'member') yield* bindings(resource, resource, stem, [resource.get('member')]);
  if (form === 'binding') yield* bindings(resource, resource, stem, list(resource.get('members')));
  if (form !== 'policy') return;
  const policy = asReference(resource.get('policy_data'))?.target();
  for (const block of policy?.all('binding') ?? []) {
    if (block.exists.state === 'known') yield* bindings(resource, block, stem, list(block.get('members')));
  }
}

/** Who holds which role on what, in the three forms that Terraform has for it. */
export const iam: Provider = {
  id: 'iam',
  types: Object.keys(STEMS).flatMap((stem) =>
    ['member', 'binding', 'policy'].map((form) => `google_${stem}_iam_${form}`),
  ),
  facts,
};
