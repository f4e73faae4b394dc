import { said, text, usesOf } from '../../facts';
import { narrowed, openings } from '../../knowledge/internet';
import { exposedService, rangeName } from '../../knowledge/ports';
import { armTemplate, terraformPlan } from '../example-text';
import { rule } from '../rule';

export const openAdminPort = rule({
  id: 'open-admin-port',
  title: 'Administration port open to the internet',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Ports such as SSH, Remote Desktop or the Docker API give control of a machine. Once they answer to the whole internet, password guessing starts within minutes, and one weak login or one unpatched server is enough.',
  remedy:
    'Name the addresses that need the port: an office range, a VPN, a bastion. Better still, drop the port and use a session service of the cloud (Session Manager, Bastion, Identity-Aware Proxy), which asks who is there first.',
  references: ['CWE-284', 'CIS AWS 5.2', 'CIS Azure 6.1', 'CIS GCP 3.6', 'NIST SC-7'],
  elsewhere: ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AZURE_9', 'CKV_AZURE_10', 'CKV_GCP_2', 'CKV_GCP_3', 'AVD-AWS-0107'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.channel !== 'network' || exposure.direction !== 'in') return;
    const exposed = exposedService(exposure, 'admin');
    if (!exposed) return;
    const { range, service } = exposed;
    const { address } = exposure.subject;
    for (const opening of openings(exposure.sources)) {
      const message =
        range.from === range.to
          ? text`${service.name} is open to the whole internet: anyone can ${service.can} ${address}.`
          : text`Ports ${rangeName(range)} (${service.name}) are open to the whole internet: anyone can ${service.can} ${address}.`;
      yield {
        at: opening.at,
        message: said(opening, message),
        about: `${rangeName(range)} ${opening.value}`,
        related: usesOf(opening),
        fix: narrowed(opening),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [«"0.0.0.0/0"»]
  }
}`,
        `resource "aws_security_group" "gate" {
  dynamic "ingress" {
    for_each = [for rule in local.rules : rule if rule.open]
    content {
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = concat(["10.0.0.0/8"], ingress.value.from)
    }
  }
}

locals {
  rules = [
    { open = true, port = 443, from = ["0.0.0.0/0"] },
    { open = true, port = 22, from = [«"0.0.0.0/0"»] },
    { open = false, port = 3389, from = ["0.0.0.0/0"] },
  ]
}`,
        `resource "aws_vpc_security_group_ingress_rule" "desktop" {
  security_group_id = aws_security_group.desktop.id
  ip_protocol       = "tcp"
  from_port         = 3380
  to_port           = 3400
  cidr_ipv6         = «"::/0"»
}`,
        `resource "azurerm_network_security_rule" "ssh" {
  access                     = "Allow"
  direction                  = "Inbound"
  protocol                   = "Tcp"
  source_address_prefix      = «"Internet"»
  destination_port_range     = "22"
}`,
        `resource "google_compute_firewall" "ssh" {
  network       = "shop"
  source_ranges = [«"0.0.0.0/0"»]
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}`,
        `--- modules/bastion/main.tf ---
variable "cidrs" {
  type = list(string)
}

resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
}
--- prod/main.tf ---
module "bastion" {
  source = "../modules/bastion"
  cidrs  = ["198.51.100.0/24", «"0.0.0.0/0"»]
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['«0.0.0.0/0»'] }],
        }),
      ],
      good: [
        `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
        `resource "google_compute_firewall" "ssh" {
  network       = "shop"
  direction     = "EGRESS"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}`,
        `--- modules/bastion/main.tf ---
variable "cidrs" {
  type = list(string)
}

resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
}
--- prod/main.tf ---
module "bastion" {
  source = "../modules/bastion"
  cidrs  = var.office
}
--- prod/variables.tf ---
variable "office" {
  type = list(string)
}
--- prod/terraform.tfvars ---
office = ["198.51.100.0/24"]`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8'] }],
        }),
      ],
      unknown: [
        `variable "offices" {
  type = list(string)
}

resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.offices
  }
}`,
        `resource "aws_security_group_rule" "ssh" {
  type            = "ingress"
  from_port       = 22
  to_port         = 22
  protocol        = "tcp"
  prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
}`,
        `--- modules/bastion/main.tf ---
variable "cidrs" {
  type = list(string)
}

resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
}
--- prod/main.tf ---
module "office" {
  source = "example/office/aws"
}

module "bastion" {
  source = "../modules/bastion"
  cidrs  = module.office.networks
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Bastion:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Logins
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 22
          ToPort: 22
          CidrIp: «0.0.0.0/0»
`,
      ],
      good: [
        `Resources:
  Bastion:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Logins
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 22
          ToPort: 22
          CidrIp: 10.20.0.0/16
`,
      ],
      unknown: [
        `Parameters:
  Office:
    Type: String
Resources:
  Login:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: sg-1
      IpProtocol: tcp
      FromPort: 22
      ToPort: 22
      CidrIp: !Ref Office
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01',
          `"access": "Allow",
"direction": "Inbound",
"protocol": "Tcp",
"priority": 100,
"sourceAddressPrefix": «"Internet"»,
"destinationPortRange": "22"`,
          { name: 'shop/login' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01',
          `"access": "Allow",
"direction": "Inbound",
"protocol": "Tcp",
"priority": 100,
"sourceAddressPrefix": "203.0.113.0/24",
"destinationPortRange": "22"`,
          { name: 'shop/login' },
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01',
          `"access": "Allow",
"direction": "Inbound",
"protocol": "Tcp",
"priority": 100,
"sourceAddressPrefix": "[parameters('offices')]",
"destinationPortRange": "22"`,
          { name: 'shop/login', given: 'offices' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource login 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: 'shop/login'
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
    priority: 100
    sourceAddressPrefix: «'Internet'»
    destinationPortRange: '22'
  }
}`,
      ],
      good: [
        `resource filter 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'shop'
  properties: {
    securityRules: [
      {
        name: 'no-ssh'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          protocol: '*'
          priority: 100
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '22'
        }
      }
      {
        name: 'ssh'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          protocol: 'Tcp'
          priority: 200
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '22'
        }
      }
    ]
  }
}`,
        `resource login 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: 'shop/login'
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
    priority: 100
    sourceAddressPrefix: '203.0.113.0/24'
    destinationPortRange: '22'
  }
}`,
      ],
      unknown: [
        `param offices string

resource login 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: 'shop/login'
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
    priority: 100
    sourceAddressPrefix: offices
    destinationPortRange: '22'
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
          - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: «0.0.0.0/0» }
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
          - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }
`,
      ],
      unknown: [],
    },
  },
});
