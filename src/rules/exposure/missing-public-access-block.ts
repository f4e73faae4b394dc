import { known, text } from '../../facts';
import { terraformPlan } from '../example-text';
import { rule } from '../rule';

export const missingPublicAccessBlock = rule({
  id: 'missing-public-access-block',
  title: 'Nothing in the code blocks public access to a bucket',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'New buckets are closed by the cloud’s own default, older ones and ones that somebody changed by hand are not. What stands in the code holds for all of them and shows when it is changed.',
  remedy:
    'Declare a block of public access beside the bucket, with all four switches on, or one for the whole account.',
  references: ['CWE-732', 'CIS AWS 2.1.4', 'NIST CM-6'],
  elsewhere: ['CKV2_AWS_6', 'AVD-AWS-0094'],
  reads: ['setting', 'setting'],
  *check(setting, facts) {
    if (setting.name !== 'public-access-block' || setting.value.state !== 'absent') return;
    const ids = setting.about.flatMap((id) => known(id)?.value ?? []);
    const { sure, perhaps } = facts.about('setting', ids, setting.subject.scope);
    const written = [...sure, ...perhaps].some(
      ({ name, value }) => name === 'public-access-block' && value.state !== 'absent',
    );
    if (written) return;
    yield {
      at: setting.value.at,
      message: text`Nothing here keeps ${setting.subject.address} from being made public later: the cloud’s default may have been changed by hand.`,
      about: 'public access block',
    };
  },
  examples: {
    terraform: {
      bad: [
        `«resource "aws_s3_bucket" "reports"» {
  bucket = "reports"
}`,
        `--- modules/store/main.tf ---
«resource "aws_s3_bucket" "files"» {}
--- main.tf ---
module "reports" {
  source = "./modules/store"
}`,
        terraformPlan('«aws_s3_bucket.letters»', { bucket: 'letters' }),
      ],
      good: [
        `resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket            = aws_s3_bucket.reports.id
  block_public_acls = true
}`,
        `--- modules/store/main.tf ---
variable "acl" {
  type    = string
  default = "private"
}

resource "aws_s3_bucket" "files" {}

resource "aws_s3_bucket_acl" "files" {
  bucket = aws_s3_bucket.files.id
  acl    = var.acl
}

output "bucket" {
  value = aws_s3_bucket.files.id
}
--- main.tf ---
module "reports" {
  source = "./modules/store"
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket             = module.reports.bucket
  ignore_public_acls = true
}`,
        terraformPlan('aws_s3_bucket_public_access_block.letters', { bucket: 'letters', block_public_acls: true }),
      ],
      unknown: [
        `resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket            = var.bucket
  block_public_acls = true
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  «Reports»:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: reports
`,
      ],
      good: [
        `Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
`,
      ],
      unknown: [
        `Conditions:
  Private: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration: !If
        - Private
        - BlockPublicAcls: true
        - !Ref AWS::NoValue
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
    «Letters»:
      Type: AWS::S3::Bucket
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
      unknown: [],
    },
  },
});
