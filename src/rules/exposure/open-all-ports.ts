import { each, said, text, usesOf } from '../../facts';
import { narrowed, openings } from '../../knowledge/internet';
import { isNearlyAll, rangeName } from '../../knowledge/ports';
import { armTemplate, terraformPlan } from '../example-text';
import { rule } from '../rule';

export const openAllPorts = rule({
  id: 'open-all-ports',
  title: 'Every port open to the internet',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'With all ports open there is no firewall left. Whatever listens on the machine, today or after the next change, answers to anyone: logins, databases, debug consoles.',
  remedy:
    'Name the ports that the service serves, often 443 alone, and the addresses or groups that call it. Everything else stays closed.',
  references: ['CWE-284', 'CIS AWS 5.2', 'NIST SC-7'],
  elsewhere: ['AVD-AWS-0107', 'CKV_AWS_277'],
  reads: ['exposure'],
  *check(exposure) {
    // A network ACL that lets everything through is how each network starts; its own rule speaks of it.
    if (exposure.channel !== 'network' || exposure.direction !== 'in' || exposure.target === 'network-acl') return;
    const range = each(exposure.ports).find(({ value }) => isNearlyAll(value))?.value;
    if (!range) return;
    const { address } = exposure.subject;
    for (const opening of openings(exposure.sources)) {
      yield {
        at: opening.at,
        message: said(
          opening,
          text`Every port is open to the whole internet: whatever runs behind ${address} can be reached by anyone.`,
        ),
        about: `${rangeName(range)} ${opening.value}`,
        related: usesOf(opening),
        fix: narrowed(opening),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_security_group" "web" {
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [«"0.0.0.0/0"»]
  }
}`,
        `resource "google_compute_firewall" "all" {
  network       = "shop"
  source_ranges = [«"0.0.0.0/0"»]
  allow {
    protocol = "all"
  }
}`,
        `resource "azurerm_network_security_group" "web" {
  security_rule {
    name                       = "all"
    access                     = "Allow"
    direction                  = "Inbound"
    protocol                   = "*"
    source_address_prefix      = «"*"»
    destination_port_range     = "*"
  }
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['«0.0.0.0/0»'] }],
        }),
      ],
      good: [
        `resource "aws_security_group" "web" {
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['0.0.0.0/0'] }],
        }),
      ],
      unknown: [
        `resource "aws_security_group" "web" {
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = var.protocol
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      SecurityGroupIngress:
        - IpProtocol: "-1"
          CidrIp: «0.0.0.0/0»
`,
      ],
      good: [
        `Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      SecurityGroupEgress:
        - IpProtocol: "-1"
          CidrIp: 0.0.0.0/0
`,
      ],
      unknown: [
        `Parameters:
  Source:
    Type: String
Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      SecurityGroupIngress:
        - IpProtocol: "-1"
          CidrIp: !Ref Source
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups@2023-09-01',
          `"securityRules": [
  {
    "name": "all",
    "properties": {
      "access": "Allow",
      "direction": "Inbound",
      "protocol": "*",
      "priority": 100,
      "sourceAddressPrefix": «"*"»,
      "destinationPortRange": "*"
    }
  }
]`,
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups@2023-09-01',
          `"securityRules": [
  {
    "name": "all",
    "properties": {
      "access": "Allow",
      "direction": "Inbound",
      "protocol": "*",
      "priority": 100,
      "sourceAddressPrefix": "VirtualNetwork",
      "destinationPortRange": "*"
    }
  }
]`,
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups@2023-09-01',
          `"securityRules": [
  {
    "name": "all",
    "properties": {
      "access": "Allow",
      "direction": "Inbound",
      "protocol": "*",
      "priority": 100,
      "sourceAddressPrefix": "[parameters('source')]",
      "destinationPortRange": "*"
    }
  }
]`,
          { given: 'source' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource filter 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'shop'
  properties: {
    securityRules: [
      {
        name: 'all'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          protocol: '*'
          priority: 100
          sourceAddressPrefix: «'*'»
          destinationPortRange: '*'
        }
      }
    ]
  }
}`,
      ],
      good: [
        `resource filter 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'shop'
  properties: {
    securityRules: [
      {
        name: 'ping'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          protocol: 'Icmp'
          priority: 100
          sourceAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}`,
        `resource filter 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'shop'
  properties: {
    securityRules: [
      {
        name: 'all'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          protocol: '*'
          priority: 100
          sourceAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
        }
      }
    ]
  }
}`,
      ],
      unknown: [
        `param source string

resource filter 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'shop'
  properties: {
    securityRules: [
      {
        name: 'all'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          protocol: '*'
          priority: 100
          sourceAddressPrefix: source
          destinationPortRange: '*'
        }
      }
    ]
  }
}`,
      ],
    },
    serverless: {
      bad: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Visits:
      Type: AWS::EC2::SecurityGroup
      Properties:
        GroupDescription: Visits
        SecurityGroupIngress:
          - { IpProtocol: '-1', FromPort: 0, ToPort: 0, CidrIp: «0.0.0.0/0» }
`,
      ],
      good: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Visits:
      Type: AWS::EC2::SecurityGroup
      Properties:
        GroupDescription: Visits
        SecurityGroupIngress:
          - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }
`,
      ],
      unknown: [],
    },
  },
});
