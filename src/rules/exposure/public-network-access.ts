import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const publicNetworkAccess = rule({
  id: 'public-network-access',
  title: 'Service answers on the public network',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'The service has an address on the internet for everybody. Its keys and sign-in guard it; a leaked key then works from anywhere instead of from your network only.',
  remedy:
    'Use a private endpoint and switch the public network off, or deny by default and name the networks that call.',
  references: ['CWE-284', 'CIS Azure 3.8', 'NIST SC-7'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'public-network-access' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} answers on the public network: a leaked key or password works from anywhere.`,
      ),
      about: 'public network',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Close the public network`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `«resource "azurerm_key_vault" "shop"» {
  name = "shop"
}`,
        `resource "azurerm_key_vault" "shop" {
  name = "shop"
  network_acls {
    bypass         = "AzureServices"
    default_action = «"Allow"»
  }
}`,
        `resource "azurerm_postgresql_flexible_server" "visits" {
  name                          = "visits"
  public_network_access_enabled = «true»
}

resource "azurerm_mysql_flexible_server" "letters" {
  name                  = "letters"
  public_network_access = «"Enabled"»
}

resource "azurerm_mssql_managed_instance" "billing" {
  name                         = "billing"
  public_data_endpoint_enabled = «true»
}`,
      ],
      good: [
        `resource "azurerm_cosmosdb_account" "orders" {
  name                          = "orders"
  public_network_access_enabled = false
}`,
        `resource "azurerm_postgresql_flexible_server" "visits" {
  name                = "visits"
  delegated_subnet_id = "subnet-1"
}

resource "azurerm_mysql_flexible_server" "letters" {
  name                  = "letters"
  public_network_access = "Disabled"
}`,
        `resource "azurerm_key_vault" "shop" {
  name                          = "shop"
  public_network_access_enabled = false
  network_acls {
    bypass         = "AzureServices"
    default_action = "Allow"
  }
}

resource "azurerm_container_registry" "shop" {
  name                          = "shop"
  public_network_access_enabled = true
  network_rule_set {
    default_action = "Deny"
  }
}`,
      ],
      unknown: [
        `resource "azurerm_cosmosdb_account" "orders" {
  name                          = "orders"
  public_network_access_enabled = var.public
}`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.KeyVault/vaults@2023-07-01',
          `"networkAcls": {
  "bypass": "AzureServices",
  "defaultAction": «"Allow"»
}`,
        ),
        armTemplate(
          'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01',
          `"network": { "publicNetworkAccess": «"Enabled"» }`,
        ),
        armTemplate('Microsoft.Sql/managedInstances@2023-08-01', `"publicDataEndpointEnabled": «true»`),
      ],
      good: [
        armTemplate(
          'Microsoft.KeyVault/vaults@2023-07-01',
          `"networkAcls": {
  "bypass": "AzureServices",
  "defaultAction": "Deny"
}`,
        ),
        armTemplate(
          'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01',
          `"network": { "publicNetworkAccess": "Disabled" }`,
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.KeyVault/vaults@2023-07-01',
          `"networkAcls": {
  "bypass": "AzureServices",
  "defaultAction": "[parameters('action')]"
}`,
          { given: 'action' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'shop'
  properties: {
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: «'Allow'»
    }
  }
}`,
        `resource visits 'Microsoft.DBforMySQL/flexibleServers@2023-12-30' = {
  name: 'visits'
  properties: {
    network: {
      publicNetworkAccess: «'Enabled'»
    }
  }
}`,
        `resource files 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'files'
  properties: {
    publicNetworkAccess: «'Enabled'»
  }
}`,
        `«resource vault 'Microsoft.KeyVault/vaults@2023-07-01'» = {
  name: 'shop'
  properties: {
    tenantId: tenant().tenantId
  }
}`,
      ],
      good: [
        `resource files 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'files'
  properties: {
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Allow'
    }
  }
}`,
        `resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'images'
  properties: {
    publicNetworkAccess: 'Enabled'
    networkRuleSet: {
      defaultAction: 'Deny'
    }
  }
}`,
        `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'shop'
  properties: {
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}`,
      ],
      unknown: [
        `param access string

resource files 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'files'
  properties: {
    publicNetworkAccess: access
    networkAcls: {
      defaultAction: 'Allow'
    }
  }
}`,
        `param action string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'shop'
  properties: {
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: action
    }
  }
}`,
      ],
    },
  },
});
