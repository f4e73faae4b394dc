import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const sharedAdminAccount = rule({
  id: 'shared-admin-account',
  title: 'Service keeps a shared administrator account',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'One name and password for everybody, with every right. Nobody can tell who used it, and it has to be changed everywhere when one person leaves.',
  remedy: 'Switch the account off and give people and pipelines identities of their own.',
  references: ['CWE-287', 'NIST AC-6', 'NIST IA-2'],
  elsewhere: ['CKV_AZURE_137'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'shared-admin-account' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} keeps one administrator password for everybody: nobody can tell who pushed or pulled what.`,
      ),
      about: 'shared account',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Switch the shared account off`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "azurerm_container_registry" "shop" {
  name          = "shop"
  admin_enabled = «true»
}`,
      ],
      good: [
        `resource "azurerm_container_registry" "shop" {
  name = "shop"
}`,
      ],
      unknown: [
        `resource "azurerm_container_registry" "shop" {
  name          = "shop"
  admin_enabled = var.admin
}`,
      ],
    },
    arm: {
      bad: [armTemplate('Microsoft.ContainerRegistry/registries@2023-07-01', `"adminUserEnabled": «true»`)],
      good: [armTemplate('Microsoft.ContainerRegistry/registries@2023-07-01', `"adminUserEnabled": false`)],
      unknown: [
        armTemplate('Microsoft.ContainerRegistry/registries@2023-07-01', `"adminUserEnabled": "[parameters('open')]"`, {
          given: 'open',
        }),
      ],
    },
    bicep: {
      bad: [
        `resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'shop'
  properties: {
    adminUserEnabled: «true»
  }
}`,
      ],
      good: [
        `resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'shop'
  properties: {
    adminUserEnabled: false
  }
}`,
      ],
      unknown: [
        `param open bool

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'shop'
  properties: {
    adminUserEnabled: open
  }
}`,
      ],
    },
  },
});
