import { each, type Grant, is, type Known, some, text } from '../../facts';
import { isWideScope } from '../../knowledge/azure-roles';
import { decide } from '../../knowledge/evaluate';
import { besides, isEveryAction, onEverything, stands } from '../../knowledge/grants';
import { armTemplate, planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

const everyAction = (grant: Grant): Known<string> | undefined =>
  each(grant.actions).find((action) => isEveryAction(action.value));

export const administratorGrant = rule({
  id: 'administrator-grant',
  title: 'Grant allows everything on everything',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: 'Every action on every resource is an administrator: it can read all data, delete it, create new administrators and switch off the log that would show it. One leaked key or one flaw in the code that holds it costs the account.',
  remedy:
    'List what the identity does, service by service. For people who administer, use a role that they enter for a while, with a second factor, in place of a standing policy.',
  references: ['CWE-250', 'CWE-269', 'NIST AC-6', 'CIS AWS 1.16', 'CIS Azure 1.23'],
  reads: ['grant', 'grant', 'setting'],
  elsewhere: ['CKV_AWS_1', 'CKV_AWS_62', 'CKV_AWS_63', 'CKV_AZURE_39', 'AVD-AWS-0057'],
  *check(grant, facts) {
    const action = everyAction(grant);
    if (!action || grant.carrier !== 'identity') return;
    const { address } = grant.subject;
    if (grant.system === 'azure') {
      if (is(grant.effect, (effect) => effect === 'allow') !== 'yes') return;
      if (some(grant.exceptActions, () => true) !== 'no' || some(grant.resources, isWideScope) !== 'yes') return;
      const message = text`Holders of ${address} may do everything in the subscription, giving roles to others included.`;
      yield { at: action.at, message, about: action.value };
      return;
    }
    if (onEverything(grant) !== 'yes' || !stands(grant, facts)) return;
    if (decide(besides(grant, facts), action.value, '*') === 'no') return;
    const message = text`Allows every action on every resource: whoever gets hold of ${address} owns the whole account.`;
    yield { at: action.at, message, about: action.value };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_iam_role_policy" "deploy" {
  role = aws_iam_role.deploy.id
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = «"*"», Resource = "*" }]
  })
}`,
        `data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = [«"*"»]
    resources = ["*"]
  }
}`,
        `data "azurerm_subscription" "current" {}

resource "azurerm_role_definition" "operator" {
  name  = "operator"
  scope = data.azurerm_subscription.current.id
  permissions {
    actions = [«"*"»]
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: '«*»', Resource: '*' }),
        }),
      ],
      good: [
        `resource "aws_iam_role_policy" "deploy" {
  role = aws_iam_role.deploy.id
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Action = "*", Resource = "*" },
      { Effect = "Allow", Action = "sts:GetCallerIdentity", Resource = "*" },
    ]
  })
}

resource "aws_organizations_policy" "all" {
  content = data.aws_iam_policy_document.full.json
}

data "aws_iam_policy_document" "full" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}`,
        `resource "azurerm_role_definition" "operator" {
  name  = "operator"
  scope = data.azurerm_subscription.current.id
  permissions {
    actions     = ["*"]
    not_actions = ["Microsoft.Authorization/*"]
  }
}

data "azurerm_subscription" "current" {}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
        }),
      ],
      unknown: [
        `variable "resources" {
  type = list(string)
}

data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["*"]
    resources = var.resources
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: [«'*'»]
              Resource: ['*']
`,
      ],
      good: [
        `Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: cloudformation:DescribeStacks
          Resource: '*'
`,
      ],
      unknown: [
        `Parameters:
  Stack:
    Type: String
Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: '*'
          Resource: !Ref Stack
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": «"*:*"», "Resource": "*" }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "*",
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:PrincipalTag/breakglass": "true" } }
  }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "\${effect}", "Action": "*", "Resource": "*" }]
}`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Authorization/roleDefinitions@2022-04-01',
          `"roleName": "operator",
"type": "CustomRole",
"permissions": [
  {
    "actions": [
      «"*"»
    ]
  }
],
"assignableScopes": [
  "[subscription().id]"
]`,
          { name: "[guid('operator')]", scope: 'subscription' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Authorization/roleDefinitions@2022-04-01',
          `"roleName": "operator",
"type": "CustomRole",
"permissions": [
  {
    "actions": [
      "*"
    ],
    "notActions": [
      "Microsoft.Authorization/*"
    ]
  }
],
"assignableScopes": [
  "[subscription().id]"
]`,
          { name: "[guid('operator')]", scope: 'subscription' },
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Authorization/roleDefinitions@2022-04-01',
          `"roleName": "operator",
"type": "CustomRole",
"permissions": [
  {
    "actions": "[parameters('actions')]"
  }
],
"assignableScopes": [
  "[subscription().id]"
]`,
          { name: "[guid('operator')]", given: 'actions', scope: 'subscription' },
        ),
      ],
    },
    bicep: {
      bad: [
        `targetScope = 'subscription'

resource operator 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('operator')
  properties: {
    roleName: 'operator'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          «'*'»
        ]
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
}`,
      ],
      good: [
        `targetScope = 'subscription'

resource operator 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('operator')
  properties: {
    roleName: 'operator'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          '*'
        ]
        notActions: [
          'Microsoft.Authorization/*'
        ]
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
}`,
      ],
      unknown: [
        `targetScope = 'subscription'

param actions array

resource operator 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('operator')
  properties: {
    roleName: 'operator'
    type: 'CustomRole'
    permissions: [
      {
        actions: actions
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
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
          Action: «'*'»
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
          Action: '*'
          Resource: '*'
`,
      ],
      unknown: [
        `service: clinic
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: \${param:actions}
          Resource: '*'
`,
      ],
    },
  },
});
