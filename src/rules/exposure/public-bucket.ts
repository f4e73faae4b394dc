import { type FactLookup, is, known, type Message, type Setting, said, set, text, usesOf } from '../../facts';
import type { Opening } from '../../knowledge/internet';
import { armTemplate, terraformPlan } from '../example-text';
import { rule } from '../rule';

const NOUNS: Readonly<Record<string, Message>> = { bucket: text`bucket`, 'storage-container': text`storage container` };

/** Switches that make a public access list ineffective. */
const BLOCKS = new Set([
  'block-public-acls',
  'ignore-public-acls',
  'block-public-access',
  'public-access-prevention',
  'uniform-access',
  'access-lists-off',
]);

const mayBlock = (setting: Setting): boolean =>
  BLOCKS.has(setting.name) && is(setting.value, (on) => on === true) !== 'no';

/** Unknown switches may block as well, and so may ones whose bucket can't be known: only what surely is open counts. */
function blocked(ids: readonly string[], scope: string, facts: FactLookup): boolean {
  const { sure, perhaps } = facts.about('setting', ids, scope);
  return (
    sure.some(mayBlock) ||
    perhaps.some((setting) => BLOCKS.has(setting.name) && is(setting.value, (on) => on === true) === 'yes')
  );
}

const entries = (sources: readonly Opening[]): readonly Opening[] =>
  sources.filter(({ value }) => value === '*' || value === 'authenticated');

export const publicBucket = rule({
  id: 'public-bucket',
  title: 'Bucket open to the public',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A public access list lets anyone on the internet read, and sometimes write, what the bucket holds. Names of buckets are guessed and collected by search engines of their own, so that "nobody knows the address" does not last.',
  remedy:
    'Make the access list private and block public access to the bucket. Serve files that are meant for everybody through a content delivery network that reads the bucket with an identity of its own.',
  references: ['CWE-732', 'CIS AWS 2.1.4', 'CIS Azure 3.7', 'CIS GCP 5.1', 'NIST AC-3'],
  elsewhere: ['CKV_AWS_20', 'CKV_AWS_57', 'CKV_AZURE_34', 'AVD-AWS-0092'],
  reads: ['exposure', 'setting'],
  *check(exposure, facts) {
    const noun = NOUNS[exposure.target];
    if (exposure.channel !== 'access' || noun === undefined || exposure.sources.state !== 'known') return;
    const open = entries(exposure.sources.value.flatMap((entry) => known(entry) ?? []));
    if (open.length === 0) return;
    const ids = exposure.about.flatMap((id) => known(id)?.value ?? []);
    if (blocked(ids, exposure.subject.scope, facts)) return;
    const { address } = exposure.subject;
    for (const source of open) {
      const close =
        source.slot?.spelled?.nobody === undefined ? undefined : set({ ...source, state: 'known' }, 'nobody');
      const message =
        source.value === '*'
          ? text`Anyone on the internet can reach this ${noun} without signing in: its contents are public through ${address}.`
          : text`Anyone with any account at this cloud can reach this ${noun}: its contents are all but public through ${address}.`;
      yield {
        at: source.at,
        message: said(source, message),
        about: source.value,
        related: usesOf(source),
        fix: close ? [{ title: text`Make the ${noun} private`, changes: [close], safe: false }] : [],
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

resource "aws_s3_bucket_acl" "reports" {
  bucket = aws_s3_bucket.reports.id
  acl    = «"public-read"»
}`,
        `resource "aws_s3_bucket" "reports" {
  bucket = "reports"
  acl    = «"public-read-write"»
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket             = aws_s3_bucket.reports.id
  block_public_acls  = false
  ignore_public_acls = false
}`,
        `resource "azurerm_storage_container" "reports" {
  name                  = "reports"
  storage_account_name  = "shopfiles"
  container_access_type = «"blob"»
}`,
        `resource "google_storage_bucket_access_control" "reports" {
  bucket = google_storage_bucket.reports.name
  role   = "READER"
  entity = «"allUsers"»
}

resource "google_storage_bucket" "reports" {
  name     = "reports"
  location = "EU"
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
module "assets" {
  source = "./modules/store"
  acl    = «"public-read"»
}

module "invoices" {
  source = "./modules/store"
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket             = module.invoices.bucket
  ignore_public_acls = true
}`,
        terraformPlan('aws_s3_bucket_acl.letters', { bucket: 'letters', acl: '«public-read»' }),
      ],
      good: [
        `resource "aws_s3_bucket" "reports" {
  bucket = "reports"
  acl    = "private"
}`,
        `resource "aws_s3_bucket" "reports" {
  bucket = "reports"
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket             = aws_s3_bucket.reports.id
  ignore_public_acls = true
}`,
        `resource "aws_s3_bucket" "reports" {
  acl = "public-read"
}

resource "aws_s3_bucket_ownership_controls" "reports" {
  bucket = aws_s3_bucket.reports.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}`,
        `resource "azurerm_storage_account" "shop" {
  name                            = "shopfiles"
  allow_nested_items_to_be_public = false
}

resource "azurerm_storage_container" "reports" {
  name                  = "reports"
  storage_account_name  = azurerm_storage_account.shop.name
  container_access_type = "blob"
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
module "assets" {
  source = "./modules/store"
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket             = module.assets.bucket
  ignore_public_acls = true
}`,
        terraformPlan('aws_s3_bucket_acl.letters', { bucket: 'letters', acl: 'private' }),
      ],
      unknown: [
        `resource "aws_s3_bucket_acl" "reports" {
  bucket = "reports"
  acl    = var.acl
}`,
        `resource "aws_s3_bucket" "reports" {
  acl = "public-read"
}

resource "aws_s3_bucket_public_access_block" "every" {
  bucket             = var.bucket
  ignore_public_acls = true
}`,
        `resource "aws_s3_bucket" "reports" {
  acl = "public-read"
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket             = aws_s3_bucket.reports.id
  ignore_public_acls = var.private
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
module "assets" {
  source = "./modules/store"
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket             = module.policy.bucket
  ignore_public_acls = true
}

module "policy" {
  source = "example/policy/aws"
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: «PublicRead»
`,
      ],
      good: [
        `Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: PublicRead
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
`,
        `Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: PublicRead
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerEnforced
`,
      ],
      unknown: [
        `Parameters:
  Access:
    Type: String
Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: !Ref Access
`,
      ],
    },
    serverless: {
      bad: [
        `service: shop
provider:
  name: aws
resources:
  Resources:
    Downloads:
      Type: AWS::S3::Bucket
      Properties:
        AccessControl: «PublicRead»
`,
      ],
      good: [
        `service: shop
provider:
  name: aws
resources:
  Resources:
    Downloads:
      Type: AWS::S3::Bucket
`,
      ],
      unknown: [
        `service: shop
provider:
  name: aws
resources:
  Resources:
    Downloads:
      Type: AWS::S3::Bucket
      Properties:
        AccessControl: \${env:ACL}
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01',
          `"publicAccess": «"Blob"»`,
          { name: 'shopfiles/default/reports' },
        ),
      ],
      good: [
        armTemplate('Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01', `"publicAccess": "None"`, {
          name: 'shopfiles/default/reports',
        }),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01',
          `"publicAccess": "[parameters('access')]"`,
          { name: 'shopfiles/default/reports', given: 'access' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource reports 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01' = {
  name: 'shopfiles/default/reports'
  properties: {
    publicAccess: «'Blob'»
  }
}`,
      ],
      good: [
        `resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'shopfiles'
  properties: {
    allowBlobPublicAccess: false
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource reports 'containers' = {
      name: 'reports'
      properties: {
        publicAccess: 'Blob'
      }
    }
  }
}`,
      ],
      unknown: [
        `param access string

resource reports 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01' = {
  name: 'shopfiles/default/reports'
  properties: {
    publicAccess: access
  }
}`,
      ],
    },
  },
});
