import { each, said, text, usesOf } from '../../facts';
import { openings } from '../../knowledge/internet';
import { isNearlyAll } from '../../knowledge/ports';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const openEgress = rule({
  id: 'open-egress',
  title: 'Machines may send anything anywhere',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'Whoever gets into a machine that may call every address on every port can load tools and carry data away unnoticed. Most services only call a handful of others.',
  remedy:
    'Allow port 443 and the groups or networks that the service calls; let the rest fail. Network firewalls and proxies can go by name where addresses change.',
  references: ['CWE-284', 'NIST SC-7'],
  elsewhere: ['AVD-AWS-0104', 'CKV_AWS_382'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.channel !== 'network' || exposure.direction !== 'out' || exposure.target === 'network-acl') return;
    if (!each(exposure.ports).some(({ value }) => isNearlyAll(value))) return;
    for (const opening of openings(exposure.sources)) {
      yield {
        at: opening.at,
        message: said(
          opening,
          text`Machines of ${exposure.subject.address} may send anything anywhere: an intruder can carry data away on any port.`,
        ),
        about: opening.value,
        related: usesOf(opening),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_security_group" "web" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [«"0.0.0.0/0"»]
  }
}`,
        `resource "azurerm_network_security_group" "web" {
  security_rule {
    name                       = "out"
    access                     = "Allow"
    direction                  = "Outbound"
    priority                   = 100
    protocol                   = "*"
    source_address_prefix      = "VirtualNetwork"
    destination_address_prefix = «"*"»
    destination_port_range     = "*"
  }
}`,
        `resource "google_compute_firewall" "out" {
  network            = "shop"
  direction          = "EGRESS"
  destination_ranges = [«"0.0.0.0/0"»]
  allow {
    protocol = "all"
  }
}`,
      ],
      good: [
        `resource "aws_security_group" "web" {
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
        `resource "azurerm_network_security_group" "web" {
  security_rule {
    name                       = "inside"
    access                     = "Allow"
    direction                  = "Outbound"
    priority                   = 100
    protocol                   = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_range     = "*"
  }
}`,
      ],
      unknown: [
        `resource "aws_security_group" "web" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = var.partners
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
      SecurityGroupEgress:
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
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: 0.0.0.0/0
`,
      ],
      unknown: [
        `Parameters:
  Partner:
    Type: String
Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      SecurityGroupEgress:
        - IpProtocol: "-1"
          CidrIp: !Ref Partner
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups@2023-09-01',
          `"securityRules": [
  {
    "name": "out",
    "properties": {
      "access": "Allow",
      "direction": "Outbound",
      "priority": 200,
      "protocol": "*",
      "sourceAddressPrefix": "*",
      "destinationAddressPrefix": «"Internet"»,
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
    "name": "out",
    "properties": {
      "access": "Allow",
      "direction": "Outbound",
      "priority": 200,
      "protocol": "*",
      "sourceAddressPrefix": "*",
      "destinationAddressPrefix": "VirtualNetwork",
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
    "name": "out",
    "properties": {
      "access": "Allow",
      "direction": "Outbound",
      "priority": 200,
      "protocol": "*",
      "sourceAddressPrefix": "*",
      "destinationAddressPrefix": "[parameters('partner')]",
      "destinationPortRange": "*"
    }
  }
]`,
          { given: 'partner' },
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
        name: 'out'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 200
          protocol: '*'
          sourceAddressPrefix: '*'
          destinationAddressPrefix: «'*'»
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
        name: 'out'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 200
          protocol: '*'
          sourceAddressPrefix: '*'
          destinationAddressPrefix: 'VirtualNetwork'
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
        name: 'closed'
        properties: {
          access: 'Deny'
          direction: 'Outbound'
          priority: 100
          protocol: '*'
          sourceAddressPrefix: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
      {
        name: 'out'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 200
          protocol: '*'
          sourceAddressPrefix: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}`,
      ],
      unknown: [
        `param partner string
resource filter 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'shop'
  properties: {
    securityRules: [
      {
        name: 'out'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 200
          protocol: '*'
          sourceAddressPrefix: '*'
          destinationAddressPrefix: partner
          destinationPortRange: '*'
        }
      }
    ]
  }
}`,
      ],
    },
  },
});
