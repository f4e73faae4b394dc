import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const anonymousAccess = rule({
  id: 'anonymous-access',
  title: 'Service lets strangers in without signing in',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'Nobody has to say who they are. What the service hands out, be it images, messages or credentials of the cloud, goes to everybody who asks.',
  remedy:
    'Switch anonymous access off. Where strangers are meant to be let in, ask for an exception and keep what they get as small as possible.',
  references: ['CWE-306', 'NIST AC-14'],
  elsewhere: ['CKV_AZURE_138'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'anonymous-access' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} serves anyone without asking who they are: whatever it hands out, strangers get as well.`,
      ),
      about: 'anonymous access',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Ask everybody to sign in`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "azurerm_container_registry" "shop" {
  name                   = "shop"
  anonymous_pull_enabled = «true»
}`,
        `resource "aws_cognito_identity_pool" "shop" {
  identity_pool_name               = "shop"
  allow_unauthenticated_identities = «true»
}`,
      ],
      good: [
        `resource "azurerm_container_registry" "shop" {
  name = "shop"
}`,
      ],
      unknown: [
        `resource "azurerm_container_registry" "shop" {
  name                   = "shop"
  anonymous_pull_enabled = var.anonymous
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Shop:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: «true»
`,
      ],
      good: [
        `Resources:
  Shop:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
`,
      ],
      unknown: [
        `Parameters:
  Guests:
    Type: String
Resources:
  Shop:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: !Ref Guests
`,
      ],
    },
    arm: {
      bad: [armTemplate('Microsoft.ContainerRegistry/registries@2023-07-01', `"anonymousPullEnabled": «true»`)],
      good: [armTemplate('Microsoft.ContainerRegistry/registries@2023-07-01', `"anonymousPullEnabled": false`)],
      unknown: [
        armTemplate(
          'Microsoft.ContainerRegistry/registries@2023-07-01',
          `"anonymousPullEnabled": "[parameters('open')]"`,
          { given: 'open' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'shop'
  properties: {
    anonymousPullEnabled: «true»
  }
}`,
      ],
      good: [
        `resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'shop'
  properties: {
    anonymousPullEnabled: false
  }
}`,
      ],
      unknown: [
        `param open bool

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'shop'
  properties: {
    anonymousPullEnabled: open
  }
}`,
      ],
    },
  },
});
