import { each, type FactLookup, type Grant, is, known, text } from '../../facts';
import { changes, expandAction } from '../../knowledge/aws-actions';
import { narrowed } from '../../knowledge/evaluate';
import { besides, isEveryAction, stands } from '../../knowledge/grants';
import { rule } from '../rule';

/** A bucket with one of these refuses public policies, or serves nobody by them. */
const REFUSALS: ReadonlySet<string> = new Set(['block-public-policy', 'restrict-public-buckets']);

/** Whether a switch keeps the policy from having its effect, or may do so. */
function refused(grant: Grant, facts: FactLookup): boolean {
  const ids = grant.about.flatMap((id) => (id.state === 'known' ? [id.value] : []));
  const { sure, perhaps } = facts.about('setting', ids, grant.subject.scope);
  return [...sure, ...perhaps].some(
    (setting) => REFUSALS.has(setting.name) && is(setting.value, (on) => on !== true) !== 'yes',
  );
}

/** A deny with a condition of its own is how others limit who comes: it takes reading to say whether it does. */
const deniedOnCondition = (grant: Grant, facts: FactLookup): boolean =>
  besides(grant, facts).some(
    (other) => is(other.effect, (effect) => effect === 'allow') !== 'yes' && narrowed(other.conditions) !== 'no',
  );

/** Calling an API from everywhere is what public APIs are for; their methods ask who is there. */
const isApiCall = (action: string): boolean => action.toLowerCase().startsWith('execute-api:');

const mayChange = (action: string): boolean =>
  isEveryAction(action) || expandAction(action).some((one) => changes(one.level));

export const publicPrincipal = rule({
  id: 'public-principal',
  title: 'Resource policy open to anybody',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: 'A policy that allows `*` as principal allows everybody on the internet, with no account and no log-in. Scanners try such addresses all day; what they find is copied, and what they may change is used against its owner.',
  remedy:
    'Name the accounts, roles or services that need it. If a whole organisation or network does, keep the star and add a condition: `aws:PrincipalOrgID`, `aws:SourceAccount`, `aws:SourceVpce`. Serve web content through CloudFront, with the bucket private.',
  references: ['CWE-732', 'CWE-284', 'NIST AC-3', 'CIS AWS 2.1.4'],
  reads: ['grant', 'grant', 'setting'],
  elsewhere: ['CKV_AWS_70', 'CKV_AWS_168', 'CKV_AWS_169', 'CKV_AWS_33', 'CKV_AWS_32', 'CKV_AWS_283'],
  *check(grant, facts) {
    if (grant.carrier !== 'resource') return;
    const everybody = each(grant.principals).find((principal) => principal.value.type === 'anyone');
    const opening = everybody ?? known(grant.exceptPrincipals);
    const actions = each(grant.actions).map((action) => action.value);
    if (!opening || actions.length === 0 || actions.every(isApiCall)) return;
    if (!stands(grant, facts) || refused(grant, facts) || deniedOnCondition(grant, facts)) return;
    const { address } = grant.subject;
    const changing = actions.find(mayChange);
    const shown = changing ?? actions[0] ?? '*';
    const message = changing
      ? text`Anybody on the internet may change what ${address} opens, with ${shown}: no caller or condition limits it.`
      : text`Anybody on the internet may read what ${address} opens, with ${shown}: no caller or condition limits it.`;
    yield { at: opening.at, message, about: shown };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_lambda_layer_version_permission" "shared" {
  layer_name     = "shared"
  version_number = 1
  statement_id   = "everybody"
  action         = "lambda:GetLayerVersion"
  principal      = «"*"»
}`,
        `resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = «"*"»
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.jobs.arn
      Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24", "0.0.0.0/0"] } }
    }]
  })
}

resource "aws_sqs_queue" "jobs" {}`,
        `resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = «"*"»
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::orders/*"
    }]
  })
}

resource "aws_s3_bucket" "orders" {
  bucket = "orders"
}`,
        `data "aws_iam_policy_document" "jobs" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.jobs.arn]
    principals {
      type        = "AWS"
      identifiers = [«"*"»]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_sqs_queue" "jobs" {}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy    = data.aws_iam_policy_document.jobs.json
}`,
        `--- modules/policy/main.tf ---
variable "readers" {
  type = list(string)
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::orders/*"]
    principals {
      type        = "AWS"
      identifiers = var.readers
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.read.json
}
--- main.tf ---
module "policy" {
  source  = "./modules/policy"
  readers = [«"*"»]
}

resource "aws_s3_bucket" "orders" {}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = module.policy.json
}`,
      ],
      good: [
        `resource "aws_opensearch_domain" "visits" {
  domain_name = "visits"
  advanced_security_options {
    enabled = true
  }
  access_policies = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
  })
}`,
        `resource "aws_s3_bucket" "orders" {
  bucket = "orders"
}

resource "aws_s3_bucket_public_access_block" "orders" {
  bucket                  = aws_s3_bucket.orders.id
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = data.aws_iam_policy_document.orders.json
}

data "aws_iam_policy_document" "orders" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::orders/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}`,
        `resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = "sns:Publish"
        Resource  = "*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-shop" } }
      },
      { Effect = "Deny", Principal = "*", Action = "sns:Subscribe", Resource = "*" },
      { Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "*" },
    ]
  })
}`,
        `data "aws_iam_policy_document" "endpoint" {
  statement {
    actions   = ["*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_vpc_endpoint" "s3" {
  policy = data.aws_iam_policy_document.endpoint.json
}`,
        `--- modules/policy/main.tf ---
variable "readers" {
  type = list(string)
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::orders/*"]
    principals {
      type        = "AWS"
      identifiers = var.readers
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.read.json
}
--- main.tf ---
module "policy" {
  source  = "./modules/policy"
  readers = ["arn:aws:iam::111122223333:role/orders"]
}

resource "aws_s3_bucket" "orders" {}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = module.policy.json
}`,
      ],
      unknown: [
        `variable "readers" {
  type = list(string)
}

data "aws_iam_policy_document" "orders" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = var.readers
    }
  }
}`,
        `variable "conditions" {
  type = list(string)
}

data "aws_iam_policy_document" "orders" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    dynamic "condition" {
      for_each = var.conditions
      content {
        test     = "StringEquals"
        variable = "aws:SourceVpce"
        values   = [condition.value]
      }
    }
  }
}`,
        `--- modules/policy/main.tf ---
variable "readers" {
  type = list(string)
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::orders/*"]
    principals {
      type        = "AWS"
      identifiers = var.readers
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.read.json
}
--- main.tf ---
variable "readers" {}

module "policy" {
  source  = "./modules/policy"
  readers = var.readers
}

resource "aws_s3_bucket" "orders" {}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = module.policy.json
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Access:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Alerts]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS: «'*'»
            Action: sns:Publish
            Resource: !Ref Alerts
  Alerts:
    Type: AWS::SNS::Topic
`,
        `Resources:
  Bus:
    Type: AWS::Events::EventBus
    Properties:
      Name: visits
      Policy:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: events:PutEvents
            Resource: '*'
  Images:
    Type: AWS::ECR::RegistryPolicy
    Properties:
      PolicyText:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: ecr:ReplicateImage
            Resource: '*'
  Packages:
    Type: AWS::CodeArtifact::Domain
    Properties:
      DomainName: clinic
      PermissionsPolicyDocument:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: codeartifact:GetAuthorizationToken
            Resource: '*'
  Copy:
    Type: AWS::KMS::ReplicaKey
    Properties:
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: kms:Decrypt
            Resource: '*'
  Visits:
    Type: AWS::Kinesis::ResourcePolicy
    Properties:
      ResourceArn: !GetAtt Stream.Arn
      ResourcePolicy:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: kinesis:PutRecord
            Resource: '*'
  Letters:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: letters
      Policy:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: s3:GetObject
            Resource: '*'
  Jobs:
    Type: AWS::SQS::QueueInlinePolicy
    Properties:
      Queue: !Ref Queue
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: sqs:SendMessage
            Resource: '*'
  News:
    Type: AWS::SNS::TopicInlinePolicy
    Properties:
      TopicArn: !Ref Topic
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: sns:Publish
            Resource: '*'
`,
      ],
      good: [
        `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal:
              AWS: '*'
            Action: kms:Decrypt
            Resource: '*'
            Condition:
              StringEquals:
                kms:CallerAccount: !Ref AWS::AccountId
`,
        `Resources:
  Bus:
    Type: AWS::Events::EventBus
    Properties:
      Name: visits
      Policy:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: events:PutEvents
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  Images:
    Type: AWS::ECR::RegistryPolicy
    Properties:
      PolicyText:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: ecr:ReplicateImage
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  Packages:
    Type: AWS::CodeArtifact::Domain
    Properties:
      DomainName: clinic
      PermissionsPolicyDocument:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: codeartifact:GetAuthorizationToken
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  Copy:
    Type: AWS::KMS::ReplicaKey
    Properties:
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: kms:Decrypt
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  Visits:
    Type: AWS::Kinesis::ResourcePolicy
    Properties:
      ResourceArn: !GetAtt Stream.Arn
      ResourcePolicy:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: kinesis:PutRecord
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  Letters:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: letters
      Policy:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: s3:GetObject
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  Jobs:
    Type: AWS::SQS::QueueInlinePolicy
    Properties:
      Queue: !Ref Queue
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: sqs:SendMessage
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
  News:
    Type: AWS::SNS::TopicInlinePolicy
    Properties:
      TopicArn: !Ref Topic
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: sns:Publish
            Resource: '*'
            Condition: { StringEquals: { 'aws:PrincipalOrgID': o-clinic0001 } }
`,
      ],
      unknown: [
        `Parameters:
  Reader:
    Type: String
Resources:
  Access:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref Reader
            Action: sqs:SendMessage
            Resource: '*'
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": [«"*"»] },
    "Action": ["s3:GetObject", "s3:PutObject"],
    "Resource": "arn:aws:s3:::orders/*"
  }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::123456789012:role/reader" },
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::orders/*"
  }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": "\${reader}", "Action": "s3:GetObject", "Resource": "*" }]
}`,
      ],
    },
    serverless: {
      bad: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Uploads:
      Type: AWS::SQS::QueuePolicy
      Properties:
        Queues: [!Ref Jobs]
        PolicyDocument:
          Statement:
            - Effect: Allow
              Principal: «'*'»
              Action: sqs:SendMessage
              Resource: !GetAtt Jobs.Arn
`,
      ],
      good: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Uploads:
      Type: AWS::SQS::QueuePolicy
      Properties:
        Queues: [!Ref Jobs]
        PolicyDocument:
          Statement:
            - Effect: Allow
              Principal: '*'
              Action: sqs:SendMessage
              Resource: !GetAtt Jobs.Arn
              Condition:
                ArnEquals:
                  aws:SourceArn: !GetAtt Scans.Arn
`,
      ],
      unknown: [],
    },
  },
});
