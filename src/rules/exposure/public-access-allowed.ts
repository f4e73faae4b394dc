import { is, known, type Setting, said, set, text, usesOf } from '../../facts';
import { terraformPlan } from '../example-text';
import { rule } from '../rule';

/** The switches of one block, the most telling first: the finding stands at the first one that is off. */
const SWITCHES = ['restrict-public-buckets', 'block-public-policy', 'ignore-public-acls', 'block-public-acls'];

/** A default of a variable is no decision yet: a module that leaves the net to its callers is no finding of its own. */
const isOff = ({ value }: Setting): boolean =>
  is(value, (on) => on === false) === 'yes' && !(value.state === 'known' && value.byDefault);

export const publicAccessAllowed = rule({
  id: 'public-access-allowed',
  title: 'Block of public access switched off in part',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'The four switches are a safety net: with all of them on, no later policy or access list can make the bucket public by mistake. Each one that is off is a hole through which one careless change publishes everything.',
  remedy:
    'Switch all four on. A website that has to be public is better served through a content delivery network; then the bucket itself stays private.',
  references: ['CWE-732', 'CIS AWS 2.1.4', 'NIST AC-3'],
  elsewhere: [
    'CKV_AWS_53',
    'CKV_AWS_54',
    'CKV_AWS_55',
    'CKV_AWS_56',
    'AVD-AWS-0086',
    'AVD-AWS-0087',
    'AVD-AWS-0091',
    'AVD-AWS-0093',
  ],
  reads: ['setting', 'setting'],
  *check(setting, facts) {
    if (!SWITCHES.includes(setting.name) || !isOff(setting)) return;
    const ids = [setting.subject.id, ...setting.about.flatMap((id) => known(id)?.value ?? [])];
    const { sure, perhaps } = facts.about('setting', ids, setting.subject.scope);
    const off = [...sure, ...perhaps].filter(
      (other) => SWITCHES.includes(other.name) && other.subject.id === setting.subject.id && isOff(other),
    );
    const rank = SWITCHES.indexOf(setting.name);
    if (off.some((other) => SWITCHES.indexOf(other.name) < rank)) return;
    const changes = [setting, ...off.filter((other) => other.name !== setting.name)].flatMap(
      (other) => set(other.value, true) ?? [],
    );
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} leaves ${Math.max(off.length, 1)} of 4 switches off: one careless policy or access list makes files public.`,
      ),
      about: 'public access',
      related: usesOf(setting.value),
      fix: [{ title: text`Block all public access`, changes, safe: false }],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = "reports"
  block_public_acls       = true
  block_public_policy     = «false»
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
        terraformPlan('aws_s3_bucket_public_access_block.letters', {
          block_public_acls: true,
          block_public_policy: '«false»',
          ignore_public_acls: true,
          restrict_public_buckets: true,
        }),
      ],
      good: [
        `resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = "reports"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
        terraformPlan('aws_s3_bucket_public_access_block.letters', {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        }),
      ],
      unknown: [
        `resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = "reports"
  block_public_acls       = true
  block_public_policy     = var.private
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: «false»
`,
      ],
      good: [
        `Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
`,
      ],
      unknown: [
        `Parameters:
  Private:
    Type: String
Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: !Ref Private
`,
      ],
    },
    serverless: {
      bad: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Letters:
      Type: AWS::S3::Bucket
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          BlockPublicPolicy: «false»
          IgnorePublicAcls: true
          RestrictPublicBuckets: true
`,
      ],
      good: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Letters:
      Type: AWS::S3::Bucket
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          BlockPublicPolicy: true
          IgnorePublicAcls: true
          RestrictPublicBuckets: true
`,
      ],
      unknown: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Letters:
      Type: AWS::S3::Bucket
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          BlockPublicPolicy: \${param:closed}
          IgnorePublicAcls: true
          RestrictPublicBuckets: true
`,
      ],
    },
  },
});
