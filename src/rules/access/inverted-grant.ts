import { each, known, text } from '../../facts';
import { listing, stands } from '../../knowledge/grants';
import { planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

export const invertedGrant = rule({
  id: 'inverted-grant',
  title: 'Grant allows everything except a list',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: '`NotAction` with `Allow` grants all that is *not* on the list: thousands of actions today, and each new one that AWS adds, without anybody deciding about it. The list looks like a limit and is the opposite.',
  remedy:
    'Turn the statement around: list the actions that are needed with `Action`. To forbid some for good, add a second statement with `Effect: Deny`.',
  references: ['CWE-732', 'CWE-183', 'NIST AC-6'],
  reads: ['grant', 'setting'],
  *check(grant, facts) {
    const excepted = known(grant.exceptActions);
    const names = each(grant.exceptActions).map((action) => action.value);
    if (!excepted || names.length === 0 || !stands(grant, facts)) return;
    const message = text`${grant.subject.address} allows everything but ${listing(names)}, actions that AWS adds later included.`;
    yield { at: excepted.at, message, about: names[0] ?? '' };
  },
  examples: {
    terraform: {
      bad: [
        `data "aws_iam_policy_document" "developer" {
  statement {
    effect      = "Allow"
    not_actions = «["iam:*", "organizations:*"]»
    resources   = ["*"]
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', NotAction: '«iam:*»', Resource: '*' }),
        }),
      ],
      good: [
        `data "aws_iam_policy_document" "region" {
  statement {
    effect      = "Deny"
    not_actions = ["iam:*", "support:*"]
    resources   = ["*"]
    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1"]
    }
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
        }),
      ],
      unknown: [
        `variable "effect" {
  type = string
}

data "aws_iam_policy_document" "developer" {
  statement {
    effect      = var.effect
    not_actions = ["iam:*"]
    resources   = ["*"]
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Developer:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            NotAction: «iam:*»
            Resource: '*'
`,
      ],
      good: [
        `Resources:
  Developer:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Deny
            NotAction: iam:*
            Resource: '*'
`,
      ],
      unknown: [
        `Parameters:
  Excepted:
    Type: CommaDelimitedList
Resources:
  Developer:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            NotAction: !Ref Excepted
            Resource: '*'
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": «"iam:*"», "Resource": "*" }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*" }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "\${effect}", "NotAction": "iam:*", "Resource": "*" }]
}`,
      ],
    },
    serverless: {
      bad: [
        `service: clinic
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          NotAction: «[iam:*, account:*]»
          Resource: '*'
`,
      ],
      good: [
        `service: clinic
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Deny
          NotAction: [iam:*, account:*]
          Resource: '*'
`,
      ],
      unknown: [],
    },
  },
});
