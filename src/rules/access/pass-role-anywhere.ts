import { each, text } from '../../facts';
import { ROLE_TAKERS, roleUse } from '../../knowledge/aws-escalation';
import { decide } from '../../knowledge/evaluate';
import { glob } from '../../knowledge/glob';
import { besides, everywhere, stands } from '../../knowledge/grants';
import { planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

/** Whether an action, as written, is about passing roles: `iam:PassRole`, `iam:Pass*`, but not the whole service. */
const passes = (pattern: string): boolean => /^iam:pass/i.test(pattern) && glob(pattern.toLowerCase(), 'iam:passrole');

export const passRoleAnywhere = rule({
  id: 'pass-role-anywhere',
  title: 'Grant passes any role to any service',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Passing a role to a service means using it: a function, job or server started with an administrator role does what the administrator may do. With no limit on the roles, this grant is worth as much as the strongest role of the account.',
  remedy:
    'Name the roles that may be passed, by ARN or by a path such as `role/orders/*`, and add the condition `iam:PassedToService` with the one service that takes them.',
  references: ['CWE-269', 'CWE-250', 'NIST AC-6'],
  reads: ['grant', 'grant', 'setting'],
  elsewhere: ['CKV_AWS_286'],
  *check(grant, facts) {
    if (grant.carrier !== 'identity') return;
    const action = each(grant.actions).find((one) => passes(one.value));
    const resource = action && everywhere(grant);
    if (!resource || !stands(grant, facts)) return;
    const statements = besides(grant, facts);
    if (decide(statements, 'iam:PassRole', resource.value) !== 'yes') return;
    const { address } = grant.subject;
    const taker = ROLE_TAKERS.find((one) => decide(statements, one, '*') === 'yes');
    const message = taker
      ? text`${address} may pass any role of the account, and ${taker} lets it ${roleUse(taker) ?? text`act`} with it.`
      : text`${address} may pass any role of the account to any service, an administrator's role included.`;
    yield { at: resource.at, message, about: action.value };
  },
  examples: {
    terraform: {
      bad: [
        `data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["iam:PassRole"]
    resources = [«"*"»]
  }
  statement {
    actions   = ["lambda:CreateFunction"]
    resources = ["*"]
  }
}`,
        `resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = ["ecs:RunTask", "iam:PassRole"]
      Resource = «"arn:aws:iam::123456789012:role/*"»
    }]
  })
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '«*»' }),
        }),
      ],
      good: [
        `data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
  statement {
    actions   = ["iam:PassRole"]
    resources = ["arn:aws:iam::123456789012:role/orders/*"]
  }
}`,
        `data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]
  }
  statement {
    effect        = "Deny"
    actions       = ["iam:PassRole"]
    not_resources = ["arn:aws:iam::123456789012:role/orders/*"]
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::123456789012:role/task',
          }),
        }),
      ],
      unknown: [
        `data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.task.arn]
  }
}

resource "aws_iam_role" "task" {
  name               = "task"
  assume_role_policy = "{}"
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: [iam:PassRole, iam:GetRole]
            Resource: «'*'»
`,
      ],
      good: [
        `Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: iam:PassRole
            Resource: '*'
            Condition:
              StringLike:
                iam:PassedToService: lambda.amazonaws.com
`,
      ],
      unknown: [
        `Parameters:
  Role:
    Type: String
Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: iam:PassRole
            Resource: !Ref Role
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": «"*"» }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/task" }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "\${role}" }]
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
          Action: [states:StartExecution, iam:PassRole]
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
          Action: iam:PassRole
          Resource: !GetAtt ReportRole.Arn
`,
      ],
      unknown: [],
    },
  },
});
