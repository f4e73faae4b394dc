import { each, some, text } from '../../facts';
import { narrowed } from '../../knowledge/evaluate';
import { carriedElsewhere } from '../../knowledge/grants';
import { planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

export const openRoleTrust = rule({
  id: 'open-role-trust',
  title: 'Role that anybody may assume',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: 'The trust policy says who may become the role. With `*` that is everybody who has an AWS account, which takes a credit card and five minutes; from then on they hold every permission of the role.',
  remedy:
    'Name the account, role or service that uses it. For a partner, name the account and add `sts:ExternalId`; for your own organisation, add `aws:PrincipalOrgID`.',
  references: ['CWE-284', 'CWE-269', 'NIST AC-3', 'NIST AC-6'],
  reads: ['trust', 'setting'],
  elsewhere: ['CKV_AWS_60'],
  *check(trust, facts) {
    if (trust.system !== 'aws' || narrowed(trust.conditions) !== 'no' || carriedElsewhere(trust, facts)) return;
    if (some(trust.actions, (action) => /^(?:sts:(?:AssumeRole|\*)|\*)/i.test(action)) !== 'yes') return;
    for (const principal of each(trust.principals)) {
      if (principal.value.type !== 'anyone') continue;
      const { address } = trust.subject;
      const message = text`Anybody with an AWS account may become ${address}: its trust policy names no caller and no condition.`;
      yield { at: principal.at, message, about: principal.value.id };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_iam_role" "reader" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = «"*"» }, Action = "sts:AssumeRole" }]
  })
}`,
        `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [«"*"»]
    }
  }
}

resource "aws_iam_role" "reader" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}`,
        terraformPlan('aws_iam_role.deploy', {
          assume_role_policy: planPolicy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '«*»' } }),
        }),
      ],
      good: [
        `resource "aws_iam_role" "reader" {
  assume_role_policy = jsonencode({
    Statement = [
      { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
      {
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-shop" } }
      },
    ]
  })
}`,
        terraformPlan('aws_iam_role.deploy', {
          assume_role_policy: planPolicy({
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { AWS: '123456789012' },
          }),
        }),
      ],
      unknown: [
        `variable "caller" {
  type = string
}

resource "aws_iam_role" "reader" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = var.caller }, Action = "sts:AssumeRole" }]
  })
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: «'*'»
            Action: sts:AssumeRole
`,
      ],
      good: [
        `Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
`,
      ],
      unknown: [
        `Parameters:
  Caller:
    Type: String
Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref Caller
            Action: sts:AssumeRole
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "sts:AssumeRole" }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "*" },
    "Action": "sts:AssumeRole",
    "Condition": { "StringEquals": { "sts:ExternalId": "orders" } }
  }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "\${caller}" }, "Action": "sts:AssumeRole" }]
}`,
      ],
    },
  },
});
