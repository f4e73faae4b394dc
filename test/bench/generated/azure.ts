/** Made-up templates of Azure in both of its languages. */
import { lines } from './lines';

const account = (i: number) => `resource account${i} 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '\${prefix}data${i}'
  location: location
  sku: {
    name: 'Standard_ZRS'
  }
  kind: 'StorageV2'
  tags: {
    team: 'team-${i % 7}'
  }
  properties: {
    allowBlobPublicAccess: false
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    minimumTlsVersion: 'TLS1_2'
  }
}

resource group${i} 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'service-${i}'
  location: location
  properties: {
    securityRules: [
      {
        name: 'office'
        properties: {
          priority: ${100 + (i % 900)}
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: officeCidr
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '${8000 + (i % 900)}'
        }
      }
    ]
  }
}

`;
export const bicep = (count: number): string => `param prefix string = 'shop'
param location string = resourceGroup().location
param officeCidr string = '10.0.0.0/8'
param isPrivate bool = true

${lines(count, account)}`;

const storage = (i: number) => ({
  type: 'Microsoft.Storage/storageAccounts',
  apiVersion: '2023-05-01',
  name: `[concat(parameters('prefix'), 'data${i}')]`,
  location: "[parameters('location')]",
  sku: { name: 'Standard_ZRS' },
  kind: 'StorageV2',
  tags: { team: `team-${i % 7}` },
  properties: {
    allowBlobPublicAccess: false,
    publicNetworkAccess: "[if(parameters('isPrivate'), 'Disabled', 'Enabled')]",
    minimumTlsVersion: 'TLS1_2',
  },
});
export const arm = (count: number): string =>
  `${JSON.stringify(
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: {
        prefix: { type: 'string', defaultValue: 'shop' },
        location: { type: 'string', defaultValue: '[resourceGroup().location]' },
        isPrivate: { type: 'bool', defaultValue: true },
      },
      resources: Array.from({ length: count }, (_, i) => storage(i)),
    },
    undefined,
    2,
  )}\n`;

const step = (i: number) => `  - job: test_${i}
    steps:
      - checkout: self
        persistCredentials: false
      - bash: npm test -- --part ${i}
        displayName: Test ${i}
        env:
          TOKEN: $(testToken)
`;
export const azurePipeline = (count: number): string => `trigger:
  - main
pool:
  vmImage: ubuntu-24.04
jobs:
${lines(count, step)}`;
