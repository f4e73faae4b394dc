import assert from 'node:assert/strict';
import { s3 } from '../../../src/providers/aws/s3';
import { factsInWords } from '../../support/facts-in-words';
import { ref, unknown } from '../../support/plain-resource';

const BUCKET = 'aws_s3_bucket.files';

describe('buckets', () => {
  it('knows a bucket by its declaration and by its literal name', () => {
    assert.deepEqual(factsInWords(s3, { [BUCKET]: { bucket: 'files', acl: 'public-read' } }), [
      'in bucket from * about aws_s3_bucket.files aws_s3_bucket:files',
      'public-access-block = absent about aws_s3_bucket.files aws_s3_bucket:files',
    ]);
  });

  it('reads access lists: canned ones, group grants, and silence for private ones', () => {
    const uri = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
    const facts = factsInWords(s3, {
      [BUCKET]: {},
      'aws_s3_bucket_acl.private': { bucket: ref(BUCKET, 'id'), acl: 'private' },
      'aws_s3_bucket_acl.unknown': { bucket: ref(BUCKET, 'id'), acl: unknown() },
      'aws_s3_bucket_acl.grant': {
        bucket: ref(BUCKET, 'id'),
        access_control_policy: [{ grant: [{ grantee: [{ type: 'Group', uri }] }] }],
      },
      'AWS::S3::Bucket.site': { AccessControl: 'PublicReadWrite' },
    }).filter((fact) => fact.startsWith('in '));
    assert.deepEqual(facts, [
      'in bucket from unknown about aws_s3_bucket.files',
      'in bucket from authenticated about aws_s3_bucket.files',
      'in bucket from * about AWS::S3::Bucket.site',
    ]);
  });

  it('hangs the switches of a block on the bucket that it names; what is not written is off', () => {
    const facts = factsInWords(s3, {
      [BUCKET]: {},
      'aws_s3_bucket_public_access_block.files': { bucket: ref(BUCKET, 'id'), block_public_acls: true },
    });
    assert.deepEqual(facts.slice(1), [
      'block-public-acls = true about aws_s3_bucket.files',
      'ignore-public-acls = absent (false) about aws_s3_bucket.files',
      'block-public-policy = absent (false) about aws_s3_bucket.files',
      'restrict-public-buckets = absent (false) about aws_s3_bucket.files',
      'public-access-block = true about aws_s3_bucket.files',
    ]);
  });

  it('lets a block whose bucket is out of reach, or that acts on an account, be about any bucket', () => {
    const facts = factsInWords(s3, {
      'aws_s3_bucket_public_access_block.some': { bucket: unknown(), ignore_public_acls: true },
      'aws_s3_account_public_access_block.all': { ignore_public_acls: true },
    }).filter((fact) => fact.startsWith('ignore-public-acls'));
    assert.deepEqual(facts, ['ignore-public-acls = true about unknown', 'ignore-public-acls = true about unknown']);
  });
});
