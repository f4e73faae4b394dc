import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

/** Switches of a cluster's own authorisation and the position in which roles do not bind. */
const LOOSE: Readonly<Record<string, boolean>> = { 'role-based-access': false, 'legacy-access-control': true };

export const clusterWithoutRoles = rule({
  id: 'cluster-without-roles',
  title: 'Cluster does not enforce roles',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Without role-based access control every account of the cluster may do nearly everything: read all secrets, change all workloads. One compromised container then owns the cluster.',
  remedy:
    'Switch role-based access control on and the legacy one off, then give people and workloads roles of their own.',
  references: ['CWE-284', 'CIS GKE 5.8.3', 'NIST AC-6'],
  elsewhere: ['CKV_AZURE_5', 'CKV_GCP_7'],
  reads: ['setting'],
  *check(setting) {
    const loose = LOOSE[setting.name];
    if (loose === undefined || is(setting.value, (on) => on === loose) !== 'yes') return;
    const change = set(setting.value, !loose);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} does not enforce roles: one compromised container can read every secret of the cluster.`,
      ),
      about: setting.name,
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Enforce roles`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "google_container_cluster" "shop" {
  name               = "shop"
  enable_legacy_abac = «true»
}`,
        `resource "azurerm_kubernetes_cluster" "shop" {
  name                              = "shop"
  role_based_access_control_enabled = «false»
}`,
      ],
      good: [
        `resource "google_container_cluster" "shop" {
  name = "shop"
}`,
      ],
      unknown: [
        `resource "google_container_cluster" "shop" {
  name               = "shop"
  enable_legacy_abac = var.legacy
}`,
      ],
    },
    arm: {
      bad: [armTemplate('Microsoft.ContainerService/managedClusters@2024-05-01', `"enableRBAC": «false»`)],
      good: [armTemplate('Microsoft.ContainerService/managedClusters@2024-05-01', `"enableRBAC": true`)],
      unknown: [
        armTemplate('Microsoft.ContainerService/managedClusters@2024-05-01', `"enableRBAC": "[parameters('roles')]"`, {
          given: 'roles',
        }),
      ],
    },
    bicep: {
      bad: [
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    enableRBAC: «false»
  }
}`,
      ],
      good: [
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    enableRBAC: true
  }
}`,
      ],
      unknown: [
        `param roles bool

resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    enableRBAC: roles
  }
}`,
      ],
    },
  },
});
