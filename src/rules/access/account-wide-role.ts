import { known, type Membership, type Message, text } from '../../facts';
import { azureRole } from '../../knowledge/azure-roles';
import { gcpPower } from '../../knowledge/gcp-roles';
import { holder, wideReach } from '../../knowledge/members';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

function meaning(membership: Membership, role: string, where: Message): Message | undefined {
  const { system } = membership;
  const who = holder(membership);
  if (system === 'gcp') {
    return gcpPower(role) === 'every service account'
      ? text`${role} on the whole ${where} lets ${who} act as every service account in it.`
      : undefined;
  }
  const found = system === 'azure' ? azureRole(role) : undefined;
  if (found?.power === 'secrets') {
    return text`${found.name} on the whole ${where} opens the data or keys of every resource in it to ${who}.`;
  }
  return found?.power === 'machines'
    ? text`${found.name} on the whole ${where} lets ${who} run code on every machine in it.`
    : undefined;
}

export const accountWideRole = rule({
  id: 'account-wide-role',
  title: 'Sensitive role given on a whole project or subscription',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Roles that open secrets, run code on machines or act as other service accounts are meant for one of them. Given on a whole project or subscription they cover all, those that other teams add later included.',
  remedy:
    'Assign the role on the vault, machine or service account that is meant, by its own resource (`google_service_account_iam_member`, a `scope` that names the resource).',
  references: ['CWE-269', 'CWE-732', 'NIST AC-6', 'CIS GCP 1.6'],
  reads: ['membership'],
  elsewhere: ['CKV_GCP_41', 'CKV_GCP_49'],
  *check(membership) {
    const role = known(membership.of);
    const reach = wideReach(membership);
    if (!role || !reach || membership.conditions.state !== 'absent') return;
    const message = meaning(membership, role.value, reach);
    if (message) yield { at: role.at, message, about: role.value };
  },
  examples: {
    terraform: {
      bad: [
        `resource "google_project_iam_member" "deploy" {
  project = "shop"
  role    = «"roles/iam.serviceAccountTokenCreator"»
  member  = "serviceAccount:deploy@shop.iam.gserviceaccount.com"
}`,
        `resource "azurerm_role_assignment" "orders" {
  scope                = "/subscriptions/\${var.subscription}"
  role_definition_name = «"Key Vault Administrator"»
  principal_id         = azurerm_user_assigned_identity.orders.principal_id
}

variable "subscription" {
  type = string
}`,
      ],
      good: [
        `resource "google_service_account_iam_member" "deploy" {
  service_account_id = google_service_account.deploy.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:deploy@shop.iam.gserviceaccount.com"
}

resource "azurerm_role_assignment" "orders" {
  scope                = azurerm_key_vault.orders.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.orders.principal_id
}

resource "azurerm_key_vault" "orders" {
  name = "orders"
}`,
      ],
      unknown: [
        `variable "role" {
  type = string
}

resource "google_project_iam_member" "deploy" {
  project = "shop"
  role    = var.role
  member  = "serviceAccount:deploy@shop.iam.gserviceaccount.com"
}`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Authorization/roleAssignments@2022-04-01',
          `"principalId": "11111111-2222-3333-4444-555555555555",
"roleDefinitionId": «"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00482a5a-887f-4fb3-b363-3b7fe8e74483')]"»`,
          { name: "[guid('orders')]", scope: 'subscription' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Authorization/roleAssignments@2022-04-01',
          `"principalId": "11111111-2222-3333-4444-555555555555",
"roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]"`,
          { name: "[guid('orders')]", scope: 'subscription' },
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Authorization/roleAssignments@2022-04-01',
          `"principalId": "11111111-2222-3333-4444-555555555555",
"roleDefinitionId": "[parameters('role')]"`,
          { name: "[guid('orders')]", given: 'role', scope: 'subscription' },
        ),
      ],
    },
    bicep: {
      bad: [
        `targetScope = 'subscription'

resource orders 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('orders')
  properties: {
    principalId: '11111111-2222-3333-4444-555555555555'
    roleDefinitionId: «subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00482a5a-887f-4fb3-b363-3b7fe8e74483')»
  }
}`,
      ],
      good: [
        `targetScope = 'subscription'

resource orders 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('orders')
  properties: {
    principalId: '11111111-2222-3333-4444-555555555555'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  }
}`,
      ],
      unknown: [
        `targetScope = 'subscription'

param role string

resource orders 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('orders')
  properties: {
    principalId: '11111111-2222-3333-4444-555555555555'
    roleDefinitionId: role
  }
}`,
      ],
    },
  },
});
