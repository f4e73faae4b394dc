import { each, type Grant, type Hit, is, some, text } from '../../facts';
import { expandAction } from '../../knowledge/aws-actions';
import { WIDENS_OWN } from '../../knowledge/aws-escalation';
import { givesRoles, isWideScope } from '../../knowledge/azure-roles';
import { curbs } from '../../knowledge/evaluate';
import { besides, everywhere, stands } from '../../knowledge/grants';
import { armTemplate, planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

/** The escalating action that a pattern covers; none for the whole service, which has a rule of its own. */
const escalating = (pattern: string): string | undefined =>
  /^iam:[\w*?]*\w/i.test(pattern)
    ? expandAction(pattern).find((action) => WIDENS_OWN.includes(action.name))?.name
    : undefined;

/** A custom role on a whole subscription that may write roles or assign them. */
function* inAzure(grant: Grant): Iterable<Hit> {
  if (is(grant.effect, (effect) => effect === 'allow') !== 'yes' || some(grant.exceptActions, () => true) !== 'no')
    return;
  if (some(grant.resources, isWideScope) !== 'yes') return;
  for (const action of each(grant.actions)) {
    if (!givesRoles(action.value)) continue;
    const message = text`${action.value} on the whole subscription lets holders of ${grant.subject.address} give themselves any role.`;
    yield { at: action.at, message, about: action.value };
  }
}

export const escalatingGrant = rule({
  id: 'escalating-grant',
  title: 'Grant lets its holder give itself any permission',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Whoever may attach policies, write inline ones or make keys for *any* identity may do so for an administrator, or for itself. The grant looks like one action and is worth the whole account.',
  remedy:
    'Name the roles or users that it manages, by ARN or by a path such as `role/orders/*`, and require a permissions boundary with the condition `iam:PermissionsBoundary`.',
  references: ['CWE-269', 'NIST AC-6'],
  reads: ['grant', 'grant', 'setting'],
  elsewhere: ['CKV_AWS_286', 'CKV_AWS_110'],
  *check(grant, facts) {
    if (grant.carrier !== 'identity') return;
    if (grant.system === 'azure') yield* inAzure(grant);
    const resource = everywhere(grant);
    if (!resource || !stands(grant, facts)) return;
    const others = besides(grant, facts);
    for (const action of each(grant.actions)) {
      const name = escalating(action.value);
      if (!name || others.some((other) => curbs(other, name))) continue;
      const { address } = grant.subject;
      const message = text`${name} on every identity lets the holder of ${address} give itself any permission.`;
      yield { at: action.at, message, about: name };
    }
  },
  examples: {
    terraform: {
      bad: [
        `data "aws_iam_policy_document" "onboarding" {
  statement {
    actions   = ["iam:CreateUser", «"iam:AttachUserPolicy"»]
    resources = ["*"]
  }
}`,
        `data "azurerm_subscription" "current" {}

resource "azurerm_role_definition" "onboarding" {
  name  = "onboarding"
  scope = data.azurerm_subscription.current.id
  permissions {
    actions = ["Microsoft.Authorization/roleAssignments/read", «"Microsoft.Authorization/roleAssignments/write"»]
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: '«iam:PutRolePolicy»', Resource: '*' }),
        }),
      ],
      good: [
        `data "aws_iam_policy_document" "onboarding" {
  statement {
    actions   = ["iam:AttachRolePolicy", "iam:PutRolePolicy"]
    resources = ["arn:aws:iam::123456789012:role/orders/*"]
  }
  statement {
    actions   = ["iam:AttachUserPolicy"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = ["arn:aws:iam::123456789012:policy/limit"]
    }
  }
}`,
        terraformPlan('aws_iam_policy.clinic', {
          policy: planPolicy({ Effect: 'Allow', Action: 'iam:GetRolePolicy', Resource: '*' }),
        }),
      ],
      unknown: [
        `variable "roles" {
  type = list(string)
}

data "aws_iam_policy_document" "onboarding" {
  statement {
    actions   = ["iam:AttachRolePolicy"]
    resources = var.roles
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Onboarding:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: «iam:PutRolePolicy»
            Resource: '*'
`,
      ],
      good: [
        `Resources:
  Onboarding:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: [iam:GetRole, iam:ListRoles]
            Resource: '*'
`,
      ],
      unknown: [
        `Parameters:
  Role:
    Type: String
Resources:
  Onboarding:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: iam:PutRolePolicy
            Resource: !Ref Role
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": [«"iam:CreateAccessKey"»], "Resource": "*" }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["iam:CreateAccessKey"], "Resource": "*" },
    { "Effect": "Deny", "Action": "iam:*", "NotResource": "arn:aws:iam::123456789012:user/app/*" }
  ]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "\${user}" }]
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
      "Microsoft.Authorization/roleAssignments/read",
      «"Microsoft.Authorization/roleAssignments/write"»
    ]
  }
],
"assignableScopes": [
  "[subscription().id]"
]`,
          { name: "[guid('onboarding')]", scope: 'subscription' },
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
      "Microsoft.Authorization/roleAssignments/read"
    ]
  }
],
"assignableScopes": [
  "[subscription().id]"
]`,
          { name: "[guid('onboarding')]", scope: 'subscription' },
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
          { name: "[guid('onboarding')]", given: 'actions', scope: 'subscription' },
        ),
      ],
    },
    bicep: {
      bad: [
        `targetScope = 'subscription'

resource onboarding 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('onboarding')
  properties: {
    roleName: 'operator'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Authorization/roleAssignments/read'
          «'Microsoft.Authorization/roleAssignments/write'»
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

resource onboarding 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('onboarding')
  properties: {
    roleName: 'operator'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Authorization/roleAssignments/read'
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

resource onboarding 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('onboarding')
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
          Action: [iam:GetRole, «iam:PutRolePolicy»]
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
        - Effect: Allow
          Action: iam:PutRolePolicy
          Resource: !Sub arn:aws:iam::\${AWS::AccountId}:role/clinic/*
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
          Action: iam:PutRolePolicy
          Resource: \${param:roles}
`,
      ],
    },
  },
});
