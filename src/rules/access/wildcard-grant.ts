import { each, known, text } from '../../facts';
import { type Action, changes, expandAction, serviceOf } from '../../knowledge/aws-actions';
import { isRoutine } from '../../knowledge/aws-data';
import { serviceTitle } from '../../knowledge/aws-services';
import { decide } from '../../knowledge/evaluate';
import { besides, isEveryAction, onEverything, stands } from '../../knowledge/grants';
import { planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

/** Below this many writes, the star says little more than the list would. */
const FEW = 4;

/** The action that shows best what the star lets through: opening the thing to others first, then deleting it. */
function worst(writes: readonly Action[]): Action | undefined {
  const shortest = (pattern: RegExp) =>
    writes.filter((one) => pattern.test(one.name)).sort((a, b) => a.name.length - b.name.length)[0];
  return shortest(/:Put\w*Policy$/) ?? shortest(/:(?:Delete|Terminate)/) ?? writes[0];
}

export const wildcardGrant = rule({
  id: 'wildcard-grant',
  title: 'Grant allows every action of a service',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A star hands over every action of the service: deleting what is stored, changing who may read it, and whatever AWS adds to the service next year. Whoever takes over this identity, by a leaked key or a flaw in its code, gets all of it.',
  remedy:
    'List the actions that the code calls, such as `s3:GetObject` and `s3:PutObject`. If the list is not known, begin with `Get`, `List` and `Describe` and add what the access log shows to be missing.',
  references: ['CWE-250', 'CWE-732', 'NIST AC-6'],
  reads: ['grant', 'grant', 'setting'],
  elsewhere: ['AVD-AWS-0057'],
  *check(grant, facts) {
    if (grant.carrier !== 'identity' || !stands(grant, facts)) return;
    const { address } = grant.subject;
    for (const action of each(grant.actions)) {
      if (isEveryAction(action.value)) {
        // on everything it is an administrator's grant, which has a rule of its own
        if (onEverything(grant) !== 'no') continue;
        const message = text`Allows every action of every service on what it names, deleting it included; ${address} needs a few.`;
        yield { at: action.at, message, about: action.value };
        continue;
      }
      const service = serviceOf(action.value);
      if (!/^[\w-]+:\*+$/.test(action.value)) continue;
      const writes = expandAction(action.value).filter((one) => changes(one.level) && !isRoutine(one.name));
      const example = worst(writes);
      if (!example || writes.length < FEW) continue;
      const resource = each(grant.resources)[0]?.value ?? '*';
      if (known(grant.resources) && decide(besides(grant, facts), action.value, resource) === 'no') continue;
      const message = text`Allows every ${serviceTitle(service)} action, ${example.name} included, to whoever holds ${address}.`;
      yield { at: action.at, message, about: action.value };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_iam_policy" "uploads" {
  name = "uploads"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = [«"s3:*"»]
      Resource = "arn:aws:s3:::orders-uploads/*"
    }]
  })
}`,
        `data "aws_iam_policy_document" "worker" {
  statement {
    actions   = [«"dynamodb:*"», "sqs:ReceiveMessage"]
    resources = [aws_dynamodb_table.orders.arn]
  }
}

resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.worker.json
}`,
        `data "aws_iam_policy_document" "given_to_a_module" {
  statement {
    effect    = "Allow"
    actions   = [«"iam:*"»]
    resources = ["*"]
  }
}`,
        `--- modules/role/main.tf ---
variable "actions" {
  type = list(string)
}

resource "aws_iam_role_policy" "worker" {
  role = "worker"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "arn:aws:s3:::orders/*" }]
  })
}
--- main.tf ---
module "worker" {
  source  = "./modules/role"
  actions = [«"s3:*"»]
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({
            Effect: 'Allow',
            Action: '«dynamodb:*»',
            Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/visits',
          }),
        }),
      ],
      good: [
        `data "aws_iam_policy_document" "worker" {
  statement {
    actions   = ["s3:GetObject", "s3:List*", "execute-api:*", "ssmmessages:*"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["*"]
  }
  statement {
    actions   = ["ec2:*"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/team"
      values   = ["shop"]
    }
  }
}`,
        `resource "aws_iam_policy" "boundary" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}

resource "aws_kms_key" "orders" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}`,
        `resource "aws_iam_policy" "limit" {
  policy = data.aws_iam_policy_document.limit.json
}

data "aws_iam_policy_document" "limit" {
  statement {
    actions   = ["s3:*", "sqs:*"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "worker" {
  permissions_boundary = aws_iam_policy.limit.arn
}`,
        `--- modules/role/main.tf ---
variable "actions" {
  type = list(string)
}

resource "aws_iam_role_policy" "worker" {
  role = "worker"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "arn:aws:s3:::orders/*" }]
  })
}
--- main.tf ---
module "worker" {
  source  = "./modules/role"
  actions = ["s3:GetObject"]
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({
            Effect: 'Allow',
            Action: 'dynamodb:Get*',
            Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/visits',
          }),
        }),
      ],
      unknown: [
        `variable "actions" {
  type = list(string)
}

data "aws_iam_policy_document" "worker" {
  statement {
    actions   = var.actions
    resources = ["*"]
  }
}`,
        `--- modules/role/main.tf ---
variable "actions" {
  type = list(string)
}

resource "aws_iam_role_policy" "worker" {
  role = "worker"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "arn:aws:s3:::orders/*" }]
  })
}
--- main.tf ---
variable "actions" {}

module "worker" {
  source  = "./modules/role"
  actions = var.actions
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Worker:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: queue
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: «sqs:*»
                Resource: !GetAtt Jobs.Arn
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AWSLambdaBasicExecutionRole
        - Statement:
            - Effect: Allow
              Action: [«'dynamodb:*'», sqs:ReceiveMessage]
              Resource: !GetAtt Orders.Arn
`,
        `Conditions:
  Never: !Equals [a, b]
Resources:
  Fn::ForEach::Workers:
    - Name
    - [Orders, Bills]
    - Worker\${Name}:
        Type: AWS::IAM::Policy
        Properties:
          PolicyName: !Sub '\${Name}-worker'
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: !If [Never, sqs:GetQueueUrl, «'sqs:*'»]
                Resource: !Sub arn:aws:sqs:*:*:\${Name}
`,
        `Resources:
  Clerks:
    Type: AWS::SSO::PermissionSet
    Properties:
      InstanceArn: arn:aws:sso:::instance/ssoins-1
      Name: clerks
      InlinePolicy:
        Statement:
          - Effect: Allow
            Action: «dynamodb:*»
            Resource: !GetAtt Visits.Arn
`,
      ],
      good: [
        `Resources:
  Queue:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: [sqs:ReceiveMessage, sqs:DeleteMessage]
            Resource: !GetAtt Jobs.Arn
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - DynamoDBCrudPolicy: { TableName: !Ref Orders }
        - SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName }
`,
        `Conditions:
  Never: !Equals [a, b]
Resources:
  Worker:
    Type: AWS::IAM::Policy
    Condition: Never
    Properties:
      PolicyName: worker
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: 'sqs:*'
            Resource: !GetAtt Jobs.Arn
`,
      ],
      unknown: [
        `Parameters:
  Action:
    Type: String
Resources:
  Queue:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: !Ref Action
            Resource: '*'
`,
      ],
    },
    serverless: {
      bad: [
        `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - «dynamodb:*»
          Resource: !GetAtt Orders.Arn
`,
        `service: shop
provider:
  name: aws
custom:
  queue: { Effect: Allow, Action: «'sqs:*'», Resource: !GetAtt Jobs.Arn }
functions:
  worker:
    handler: worker.handler
    iamRoleStatements:
      - \${self:custom.queue}
`,
      ],
      good: [
        `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:GetItem, dynamodb:PutItem]
          Resource: !GetAtt Orders.Arn
`,
      ],
      unknown: [
        `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: \${opt:action}
          Resource: !GetAtt Orders.Arn
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": [«"lambda:*"»], "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:orders" }]
}`,
        `{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": «"*"», "Resource": "arn:aws:s3:::orders/*" }
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": "*" }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "\${effect}", "Action": "lambda:*", "Resource": "*" }]
}`,
      ],
    },
  },
});
