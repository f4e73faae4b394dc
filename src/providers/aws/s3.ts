import type { Fact, ListValue, Value } from '../../facts';
import { absentAt, each, knownAt, mapValue, unknownAt } from '../../facts';
import { asString, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

/** Fact names of the four switches of a public access block and how each format spells them. */
const SWITCHES = [
  ['block-public-acls', 'block_public_acls', 'BlockPublicAcls'],
  ['ignore-public-acls', 'ignore_public_acls', 'IgnorePublicAcls'],
  ['block-public-policy', 'block_public_policy', 'BlockPublicPolicy'],
  ['restrict-public-buckets', 'restrict_public_buckets', 'RestrictPublicBuckets'],
] as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl, in both formats' spelling. */
const CANNED: Readonly<Record<string, string>> = {
  'public-read': '*',
  publicread: '*',
  'public-read-write': '*',
  publicreadwrite: '*',
  'authenticated-read': 'authenticated',
  authenticatedread: 'authenticated',
};

/** Predefined groups of the same page: everybody, and everybody with any account at the cloud. */
const GROUPS: Readonly<Record<string, string>> = { AllUsers: '*', AuthenticatedUsers: 'authenticated' };

/** Who a canned ACL lets in besides the owner; private ones let nobody in. */
function audience(resource: Resource, attribute: string, nobody: string): ListValue<string> {
  const acl = asString(resource.get(attribute));
  if (acl.state !== 'known') return acl.state === 'unknown' ? acl : absentAt(acl.at);
  const who = CANNED[acl.value.toLowerCase()];
  const slot = { ...resource.slot(attribute), spelled: { nobody } };
  return knownAt(who === undefined ? [] : [{ ...acl, value: who, slot }], acl.at);
}

/** Grantees of an access control policy, as group addresses. */
const grantees = (blocks: readonly Resource[]): readonly Value<string>[] =>
  blocks.flatMap((block) => {
    const group = asString(block.get('uri'));
    if (group.state !== 'known') return [];
    return [mapValue(group, (uri) => GROUPS[uri.slice(uri.lastIndexOf('/') + 1)] ?? uri)];
  });

/** A bucket is known by its declaration and by the literal name that other files may use. */
function names(bucket: Resource): readonly Value<string>[] {
  const { subject, type } = bucket;
  const name = asString(bucket.get(type === 'aws_s3_bucket' ? 'bucket' : 'BucketName'));
  const own = knownAt(subject.id, subject.head);
  return name.state === 'known' ? [own, { ...name, value: `${type}:${name.value}` }] : [own];
}

function* opened(resource: Resource, about: readonly Value<string>[], sources: ListValue<string>): Iterable<Fact> {
  if (sources.state === 'unknown' || each(sources).length > 0) {
    yield exposure(resource, { channel: 'access', target: 'bucket', sources, about });
  }
}

/** The four switches; one that is not written is off (documentation of `PublicAccessBlockConfiguration`). */
function* blocks(
  resource: Resource,
  spelling: 1 | 2,
  path: readonly string[],
  about: readonly Value<string>[],
): Iterable<Fact> {
  for (const row of SWITCHES) {
    const value = switched(resource, [...path, row[spelling]], undefined, false);
    yield setting(resource, row[0], value, about);
  }
}

/**
 * Whether access lists are switched off: only where the bucket's owner owns everything in it
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html). Others leave it open.
 */
function* ownership(resource: Resource, path: readonly string[], about: readonly Value<string>[]): Iterable<Fact> {
  const written = asString(resource.get(...path));
  if (written.state === 'absent') return;
  const off = mapValue(written, (owner) => owner === 'BucketOwnerEnforced');
  yield setting(resource, 'access-lists-off', off, about);
}

/** Whether code says anything about blocking: nothing written leaves it to the account and the bucket's age. */
const blockWritten = (resource: Resource, written: Value<boolean>, about: readonly Value<string>[]): Fact =>
  setting(resource, 'public-access-block', written, about);

function* facts(resource: Resource): Iterable<Fact> {
  const { head } = resource.subject;
  switch (resource.type) {
    case 'aws_s3_bucket': {
      const about = names(resource);
      yield* opened(resource, about, audience(resource, 'acl', 'private'));
      yield* opened(resource, about, knownAt(grantees(resource.all('grant')), head));
      yield blockWritten(resource, absentAt(head), about);
      break;
    }
    case 'aws_s3_bucket_acl': {
      const about = [identity(resource.get('bucket'), 'aws_s3_bucket')];
      yield* opened(resource, about, audience(resource, 'acl', 'private'));
      const grants = resource
        .all('access_control_policy')
        .flatMap((policy) => policy.all('grant'))
        .flatMap((grant) => grant.all('grantee'));
      yield* opened(resource, about, knownAt(grantees(grants), head));
      break;
    }
    case 'aws_s3_bucket_public_access_block': {
      const about = [identity(resource.get('bucket'), 'aws_s3_bucket')];
      yield* blocks(resource, 1, [], about);
      yield blockWritten(resource, knownAt(true, head), about);
      break;
    }
    case 'aws_s3_bucket_ownership_controls':
      yield* ownership(resource, ['rule', 'object_ownership'], [identity(resource.get('bucket'), 'aws_s3_bucket')]);
      break;
    case 'aws_s3_account_public_access_block': {
      const about = [unknownAt<string>(head, 'it acts on every bucket of the account')];
      yield* blocks(resource, 1, [], about);
      yield blockWritten(resource, knownAt(true, head), about);
      break;
    }
    default: {
      const about = names(resource);
      yield* opened(resource, about, audience(resource, 'AccessControl', 'Private'));
      yield* ownership(resource, ['OwnershipControls', 'Rules', '0', 'ObjectOwnership'], about);
      const block = resource.get('PublicAccessBlockConfiguration');
      if (block.state !== 'absent') yield* blocks(resource, 2, ['PublicAccessBlockConfiguration'], about);
      yield blockWritten(
        resource,
        block.state === 'unknown' ? block : block.state === 'known' ? knownAt(true, block.at) : absentAt(head),
        about,
      );
    }
  }
}

/** Who may reach buckets past their policies: ACLs, and the switches that make ACLs and policies ineffective. */
export const s3: Provider = {
  id: 's3',
  types: [
    'aws_s3_bucket',
    'aws_s3_bucket_acl',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_public_access_block',
    'aws_s3_account_public_access_block',
    'AWS::S3::Bucket',
  ],
  facts,
};
