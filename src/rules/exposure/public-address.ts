import { is, said, set, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const publicAddress = rule({
  id: 'public-address',
  title: 'Machine gets a public address',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'A public address puts the machine one firewall rule away from the internet. Most machines only need to call out, which works without one.',
  remedy:
    'Use private addresses; let a load balancer take calls from outside and a NAT gateway make calls to the outside.',
  references: ['CWE-284', 'CIS GCP 4.9', 'NIST SC-7'],
  elsewhere: ['CKV_AWS_88', 'CKV_AWS_130', 'CKV_GCP_40'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'public-address' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = setting.value.state !== 'unknown' && setting.value.slot && set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} gives out an address on the internet: one careless firewall rule is enough to open it.`,
      ),
      about: 'public address',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Give out private addresses only`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_subnet" "public" {
  vpc_id                  = "vpc-1"
  map_public_ip_on_launch = «true»
}`,
      ],
      good: [
        `resource "aws_subnet" "private" {
  vpc_id = "vpc-1"
}`,
      ],
      unknown: [
        `resource "aws_subnet" "public" {
  vpc_id                  = "vpc-1"
  map_public_ip_on_launch = var.public
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Public:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: vpc-1
      MapPublicIpOnLaunch: «true»
`,
        `Resources:
  Tills:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        NetworkInterfaces:
          - DeviceIndex: 0
            AssociatePublicIpAddress: «true»
`,
      ],
      good: [
        `Resources:
  Private:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: vpc-1
`,
      ],
      unknown: [
        `Parameters:
  Public:
    Type: String
Resources:
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: vpc-1
      MapPublicIpOnLaunch: !Ref Public
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Network/networkInterfaces@2024-01-01',
          `"ipConfigurations": [
  {
    "name": "main",
    "properties": {
      "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'shop', 'tills')]" },
      "publicIPAddress": «{ "id": "[resourceId('Microsoft.Network/publicIPAddresses', 'shop')]" }»
    }
  }
]`,
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Network/networkInterfaces@2024-01-01',
          `"ipConfigurations": [
  {
    "name": "main",
    "properties": {
      "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'shop', 'tills')]" }
    }
  }
]`,
        ),
      ],
      unknown: [],
    },
    bicep: {
      bad: [
        `resource till 'Microsoft.Network/networkInterfaces@2024-01-01' = {
  name: 'till'
  properties: {
    ipConfigurations: [
      {
        name: 'main'
        properties: {
          subnet: { id: subnet.id }
          publicIPAddress: «{ id: address.id }»
        }
      }
    ]
  }
}`,
      ],
      good: [
        `resource till 'Microsoft.Network/networkInterfaces@2024-01-01' = {
  name: 'till'
  properties: {
    ipConfigurations: [
      {
        name: 'main'
        properties: {
          subnet: { id: subnet.id }
        }
      }
    ]
  }
}`,
      ],
      unknown: [],
    },
  },
});
