import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const localClusterAccounts = rule({
  id: 'local-cluster-accounts',
  title: 'Cluster keeps local administrator accounts',
  severity: 'medium',
  confidence: 'high',
  audience: 'hardening',
  why: 'A local account is a certificate that is administrator of the cluster, belongs to nobody, and keeps working after the person who copied it has left.',
  remedy: 'Switch local accounts off and let people sign in with the directory of the organisation.',
  references: ['CWE-287', 'NIST IA-2'],
  elsewhere: ['CKV_AZURE_141'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'local-accounts' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} keeps local administrator accounts: a copied certificate works for ever, for anyone.`,
      ),
      about: 'local accounts',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Switch local accounts off`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "azurerm_kubernetes_cluster" "shop" {
  name                   = "shop"
  local_account_disabled = «false»
}`,
      ],
      good: [
        `resource "azurerm_kubernetes_cluster" "shop" {
  name                   = "shop"
  local_account_disabled = true
}`,
      ],
      unknown: [
        `resource "azurerm_kubernetes_cluster" "shop" {
  name                   = "shop"
  local_account_disabled = var.directory_only
}`,
      ],
    },
    arm: {
      bad: [armTemplate('Microsoft.ContainerService/managedClusters@2024-05-01', `"disableLocalAccounts": «false»`)],
      good: [armTemplate('Microsoft.ContainerService/managedClusters@2024-05-01', `"disableLocalAccounts": true`)],
      unknown: [
        armTemplate(
          'Microsoft.ContainerService/managedClusters@2024-05-01',
          `"disableLocalAccounts": "[parameters('directoryOnly')]"`,
          { given: 'directoryOnly' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    disableLocalAccounts: «false»
  }
}`,
      ],
      good: [
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    disableLocalAccounts: true
  }
}`,
      ],
      unknown: [
        `param directoryOnly bool

resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    disableLocalAccounts: directoryOnly
  }
}`,
      ],
    },
  },
});
