import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const passwordLogin = rule({
  id: 'password-login',
  title: 'Machine accepts passwords for logins',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'Passwords are guessed and reused; keys are not. Machines that accept passwords are the first to fall when their login port is reachable.',
  remedy: 'Use keys, or the sign-in of the cloud, and switch passwords off. Check first who still logs in with one.',
  references: ['CWE-309', 'NIST IA-2'],
  elsewhere: ['CKV_AZURE_1'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'password-login' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} accepts passwords for logins: whoever reaches its login port can go on guessing.`,
      ),
      about: 'password login',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Accept keys only`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "azurerm_linux_virtual_machine" "shop" {
  name                            = "shop"
  disable_password_authentication = «false»
}`,
        `resource "azurerm_virtual_machine" "till" {
  name = "till"
  os_profile_linux_config {
    disable_password_authentication = «false»
  }
}`,
      ],
      good: [
        `resource "azurerm_linux_virtual_machine" "shop" {
  name = "shop"
}`,
        `resource "azurerm_virtual_machine_scale_set" "tills" {
  name = "tills"
  os_profile_linux_config {
    disable_password_authentication = true
  }
}`,
      ],
      unknown: [
        `resource "azurerm_linux_virtual_machine" "shop" {
  name                            = "shop"
  disable_password_authentication = var.keys
}`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Compute/virtualMachines@2024-03-01',
          `"osProfile": {
  "linuxConfiguration": {
    "disablePasswordAuthentication": «false»
  }
}`,
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Compute/virtualMachines@2024-03-01',
          `"osProfile": {
  "linuxConfiguration": {
    "disablePasswordAuthentication": true
  }
}`,
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Compute/virtualMachines@2024-03-01',
          `"osProfile": {
  "linuxConfiguration": {
    "disablePasswordAuthentication": "[parameters('keys')]"
  }
}`,
          { given: 'keys' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource machine 'Microsoft.Compute/virtualMachines@2024-03-01' = {
  name: 'shop'
  properties: {
    osProfile: {
      linuxConfiguration: {
        disablePasswordAuthentication: «false»
      }
    }
  }
}`,
      ],
      good: [
        `resource machine 'Microsoft.Compute/virtualMachines@2024-03-01' = {
  name: 'shop'
  properties: {
    osProfile: {
      linuxConfiguration: {
        disablePasswordAuthentication: true
      }
    }
  }
}`,
      ],
      unknown: [
        `param keys bool

resource machine 'Microsoft.Compute/virtualMachines@2024-03-01' = {
  name: 'shop'
  properties: {
    osProfile: {
      linuxConfiguration: {
        disablePasswordAuthentication: keys
      }
    }
  }
}`,
      ],
    },
  },
});
