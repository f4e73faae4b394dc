import { known, type Membership, type Message, text } from '../../facts';
import { managedPolicyName, managedPolicyPower } from '../../knowledge/aws-managed-policies';
import { azureRole } from '../../knowledge/azure-roles';
import { gcpPower } from '../../knowledge/gcp-roles';
import { holder, wideReach } from '../../knowledge/members';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

/** What holding the role means, in the words of its cloud; undefined where it is less than administration. */
function meaning(membership: Membership, role: string): Message | undefined {
  const { system } = membership;
  const who = holder(membership);
  if (system === 'aws') {
    const name = managedPolicyName(role);
    const power = name && managedPolicyPower(name);
    if (!name || !power) return undefined;
    if (power === 'everything')
      return text`${name} makes ${who} an administrator: whoever takes it over owns the whole account.`;
    if (power === 'own permissions')
      return text`${name} lets ${who} give itself any permission: it is an administrator in all but name.`;
    return text`${name} gives ${who} every service of the account, reading and deleting all data included.`;
  }
  const where = wideReach(membership);
  if (!where) return undefined;
  if (system === 'azure') {
    const found = azureRole(role);
    if (found?.power === 'everything')
      return text`${found.name} on the whole ${where} lets ${who} do everything there, giving roles to others included.`;
    if (found?.power === 'own permissions')
      return text`${found.name} on the whole ${where} lets ${who} give itself any role there.`;
    if (found?.power === 'all but permissions')
      return text`${found.name} on the whole ${where} lets ${who} change and delete every resource in it.`;
    return undefined;
  }
  const power = system === 'gcp' ? gcpPower(role) : undefined;
  if (power === 'everything')
    return text`${role} on the whole ${where} lets ${who} do everything there, giving roles to others included.`;
  if (power === 'nearly everything')
    return text`${role} on the whole ${where} lets ${who} change and delete nearly everything in it.`;
  if (power === 'own permissions') return text`${role} on the whole ${where} lets ${who} give itself any role there.`;
  return undefined;
}

export const administratorMembership = rule({
  id: 'administrator-membership',
  title: 'Identity holds an administrator role',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'An identity with an administrator role can do whatever its account or subscription can: read all data, delete it, make more administrators. Most need a fraction of it, and a leaked key hands over the whole.',
  remedy:
    'Attach a policy or role that lists what the identity does, on the resource group, project or resources it does it to. For people, use a role that they enter for a while, with a second factor.',
  references: ['CWE-250', 'CWE-269', 'NIST AC-6', 'CIS AWS 1.16', 'CIS GCP 1.5'],
  reads: ['membership'],
  elsewhere: ['CKV_AWS_274', 'CKV_GCP_117', 'CKV_GCP_115'],
  *check(membership) {
    const role = known(membership.of);
    if (!role || membership.conditions.state !== 'absent') return;
    const message = meaning(membership, role.value);
    if (message) yield { at: role.at, message, about: role.value };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = «"arn:aws:iam::aws:policy/AdministratorAccess"»
}`,
        `resource "aws_iam_role" "deploy" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", «"arn:aws:iam::aws:policy/IAMFullAccess"»]
}`,
        `data "azurerm_subscription" "current" {}

resource "azurerm_role_assignment" "deploy" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = «"Owner"»
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
}`,
        `resource "google_project_iam_member" "deploy" {
  project = "shop"
  role    = «"roles/editor"»
  member  = "serviceAccount:deploy@shop.iam.gserviceaccount.com"
}`,
      ],
      good: [
        `resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}

resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "deploy" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
}

resource "google_project_iam_member" "deploy" {
  project = "shop"
  role    = "roles/run.developer"
  member  = "serviceAccount:deploy@shop.iam.gserviceaccount.com"
}`,
      ],
      unknown: [
        `variable "scope" {
  type = string
}

variable "policy" {
  type = string
}

resource "azurerm_role_assignment" "deploy" {
  scope                = var.scope
  role_definition_name = "Owner"
  principal_id         = "00000000-0000-0000-0000-000000000000"
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = var.policy
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
      ManagedPolicyArns:
        - «arn:aws:iam::aws:policy/AdministratorAccess»
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Import:
    Type: AWS::Serverless::Function
    Properties:
      Policies: «AdministratorAccess»
`,
      ],
      good: [
        `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Import:
    Type: AWS::Serverless::Function
    Properties:
      Role: !Ref ImportRole
      Policies: AdministratorAccess
`,
      ],
      unknown: [
        `Parameters:
  Policy:
    Type: String
Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [!Ref Policy]
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
      managedPolicies:
        - «arn:aws:iam::aws:policy/AdministratorAccess»
`,
      ],
      good: [
        `service: shop
provider:
  name: aws
  iam:
    role: arn:aws:iam::123456789012:role/shop
`,
      ],
      unknown: [
        `service: shop
provider:
  name: aws
  iam:
    role:
      managedPolicies: [\${env:POLICY}]
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Authorization/roleAssignments@2022-04-01',
          `"principalId": "11111111-2222-3333-4444-555555555555",
"roleDefinitionId": «"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')]"»`,
          { name: "[guid('deploy')]", scope: 'subscription' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Authorization/roleAssignments@2022-04-01',
          `"principalId": "11111111-2222-3333-4444-555555555555",
"roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]"`,
          { name: "[guid('deploy')]", scope: 'subscription' },
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Authorization/roleAssignments@2022-04-01',
          `"principalId": "11111111-2222-3333-4444-555555555555",
"roleDefinitionId": "[parameters('role')]"`,
          { name: "[guid('deploy')]", given: 'role', scope: 'subscription' },
        ),
      ],
    },
    bicep: {
      bad: [
        `targetScope = 'subscription'

resource deploy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('deploy')
  properties: {
    principalId: '11111111-2222-3333-4444-555555555555'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')»
  }
}`,
      ],
      good: [
        `targetScope = 'subscription'

resource deploy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('deploy')
  properties: {
    principalId: '11111111-2222-3333-4444-555555555555'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  }
}`,
      ],
      unknown: [
        `targetScope = 'subscription'

param role string

resource deploy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('deploy')
  properties: {
    principalId: '11111111-2222-3333-4444-555555555555'
    roleDefinitionId: role
  }
}`,
      ],
    },
  },
});
