import { each, text } from '../../facts';
import { changes, expandAction } from '../../knowledge/aws-actions';
import { isRoutine, readsData } from '../../knowledge/aws-data';
import { WIDENS_OWN } from '../../knowledge/aws-escalation';
import { everywhere, listing, stands } from '../../knowledge/grants';
import { planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

/** Passing roles and widening one's own permissions have rules of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['iam:PassRole', ...WIDENS_OWN]);

/** Whether an action, as written, does on every resource what it needs to do on a few. */
function reachesTooFar(pattern: string): boolean {
  // a whole service is the finding of another rule, and a pattern over services is nobody's real code
  if (/^[\w-]+:\*+$|^[^:]*[*?]/.test(pattern)) return false;
  return expandAction(pattern).some(
    (action) =>
      action.narrowable &&
      !isRoutine(action.name) &&
      !ELSEWHERE.has(action.name) &&
      ((changes(action.level) && action.level !== 'tagging') || readsData(action.name)),
  );
}

export const wildcardResource = rule({
  id: 'wildcard-resource',
  title: 'Grant reaches every resource where it could name some',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  why: 'These actions accept the name of a resource, yet the statement leaves it open: a mistake or a stolen credential reaches the data of every other team in the account, not only what this code works with.',
  remedy:
    'Put the ARNs of the resources in place of the star, by reference where they are declared in the same code. Keep actions that accept no resource (such as `ecr:GetAuthorizationToken`) in a statement of their own.',
  references: ['CWE-732', 'NIST AC-6'],
  reads: ['grant', 'setting'],
  elsewhere: [
    'CKV_AWS_355',
    'CKV_AWS_356',
    'CKV_AWS_290',
    'CKV_AWS_111',
    'CKV_AWS_289',
    'CKV_AWS_109',
    'CKV_AWS_288',
    'CKV_AWS_108',
  ],
  *check(grant, facts) {
    if (grant.carrier !== 'identity') return;
    const resource = everywhere(grant);
    if (!resource) return;
    const actions = each(grant.actions)
      .map((action) => action.value)
      .filter(reachesTooFar);
    if (actions.length === 0 || !stands(grant, facts)) return;
    const { address } = grant.subject;
    const names = listing(actions);
    const message =
      resource.value === '*'
        ? text`${address} may use ${names} on every resource of the account; name the ones it works with.`
        : text`${address} may use ${names} on all of ${resource.value}; name what it works with.`;
    yield { at: resource.at, message, about: actions[0] ?? '*' };
  },
  examples: {
    terraform: {
      bad: [
        `data "aws_region" "here" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:PutItem"]
      Resource = «"arn:aws:dynamodb:\${data.aws_region.here.name}:123456789012:table/*"»
    }]
  })
}`,
        `data "aws_iam_policy_document" "worker" {
  statement {
    actions   = ["dynamodb:PutItem", "dynamodb:DescribeTable"]
    resources = [«"*"»]
  }
}`,
        `resource "aws_iam_role_policy" "reader" {
  role = aws_iam_role.reader.id
  policy = <<EOT
{
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": «"arn:aws:secretsmanager:eu-west-1:123456789012:secret:*"»
    }
  ]
}
EOT
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '«*»' }),
        }),
      ],
      good: [
        `data "aws_iam_policy_document" "worker" {
  statement {
    actions   = ["s3:ListAllMyBuckets", "ec2:DescribeInstances", "ecr:GetAuthorizationToken", "logs:PutLogEvents"]
    resources = ["*"]
  }
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::orders/*"]
  }
  statement {
    actions   = ["ec2:TerminateInstances"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "ec2:ResourceTag/team"
      values   = ["shop"]
    }
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }),
        }),
      ],
      unknown: [
        `variable "bucket" {
  type = string
}

data "aws_iam_policy_document" "worker" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::\${var.bucket}/*"]
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Worker:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:PutObject
            Resource: !Sub «arn:\${AWS::Partition}:s3:::*»
`,
        `Resources:
  Sender:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: sender
      Roles: [!Ref Role]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action:
              - sqs:SendMessage
              - sqs:ListQueues
            Resource: «'*'»
`,
      ],
      good: [
        `Resources:
  Sender:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: sender
      Roles: [!Ref Role]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !GetAtt Jobs.Arn
`,
      ],
      unknown: [
        `Parameters:
  Queue:
    Type: String
Resources:
  Sender:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !Ref Queue
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["rds:DeleteDBInstance", "rds:StopDBInstance"], "Resource": [«"*"»] }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["rds:DescribeDBInstances"], "Resource": "*" }]
}`,
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["*", "s3:*"], "Resource": "*" }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["rds:StopDBInstance"], "Resource": "\${database}" }]
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
          Action: [dynamodb:PutItem, dynamodb:DeleteItem]
          Resource: «'*'»
`,
      ],
      good: [
        `service: clinic
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:PutItem, dynamodb:DeleteItem]
          Resource: !GetAtt Visits.Arn
`,
      ],
      unknown: [],
    },
  },
});
