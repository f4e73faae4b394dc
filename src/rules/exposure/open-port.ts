import { each, orDefault, said, text, usesOf } from '../../facts';
import { narrowed, openings } from '../../knowledge/internet';
import { exposedService, isNearlyAll, rangeName } from '../../knowledge/ports';
import { armTemplate, terraformPlan } from '../example-text';
import { rule } from '../rule';

/** What the web is served on, over TCP and (HTTP/3) UDP. */
const WEB = new Set([80, 443]);

export const openPort = rule({
  id: 'open-port',
  title: 'Unusual port open to the internet',
  severity: 'low',
  confidence: 'medium',
  audience: 'hardening',
  why: 'Ports other than 80 and 443 often belong to consoles, metrics and test servers that were never meant for strangers. Each one that answers to the whole internet is one more thing to keep patched.',
  remedy:
    'Put the service behind a load balancer on port 443, or name the addresses that may call it. Where the port is meant for everybody, ask for an exception and say what runs there.',
  references: ['CWE-284', 'NIST SC-7'],
  elsewhere: ['AVD-AWS-0107'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.channel !== 'network' || exposure.direction !== 'in') return;
    // Network ACLs keep no state and need wide ranges; databases have their own rule.
    if (exposure.target === 'network-acl' || exposure.target === 'database') return;
    const protocol = orDefault(exposure.protocol);
    if (protocol === undefined || protocol === 'icmp') return;
    if (exposedService(exposure, 'admin') || exposedService(exposure, 'database')) return;
    const range = each(exposure.ports).find(
      ({ value }) => !isNearlyAll(value) && !(value.from === value.to && WEB.has(value.from)),
    )?.value;
    if (!range) return;
    for (const opening of openings(exposure.sources)) {
      yield {
        at: opening.at,
        message: said(
          opening,
          text`Port ${rangeName(range)} is open to the whole internet: what runs behind ${exposure.subject.address} can be called by anyone.`,
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
        `resource "aws_security_group" "metrics" {
  ingress {
    from_port   = 9090
    to_port     = 9090
    protocol    = "tcp"
    cidr_blocks = [«"0.0.0.0/0"»]
  }
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 9090, to_port: 9090, cidr_blocks: ['«0.0.0.0/0»'] }],
        }),
      ],
      good: [
        `resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 9090, to_port: 9090, cidr_blocks: ['10.0.0.0/8'] }],
        }),
      ],
      unknown: [
        `resource "aws_security_group" "metrics" {
  ingress {
    from_port   = var.port
    to_port     = var.port
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Metrics:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Metrics
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 9090
          ToPort: 9090
          CidrIp: «0.0.0.0/0»
`,
      ],
      good: [
        `Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: 0.0.0.0/0
`,
      ],
      unknown: [
        `Parameters:
  Port:
    Type: Number
Resources:
  Metrics:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Metrics
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: !Ref Port
          ToPort: !Ref Port
          CidrIp: 0.0.0.0/0
`,
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
          - { IpProtocol: tcp, FromPort: 9090, ToPort: 9090, CidrIp: «0.0.0.0/0» }
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
          - { IpProtocol: tcp, FromPort: 9090, ToPort: 9090, CidrIp: 10.0.0.0/8 }
`,
      ],
      unknown: [],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01',
          `"access": "Allow",
"direction": "Inbound",
"protocol": "Tcp",
"sourceAddressPrefix": «"Internet"»,
"destinationPortRange": "9090"`,
          { name: 'shop/metrics' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01',
          `"access": "Allow",
"direction": "Inbound",
"protocol": "Tcp",
"sourceAddressPrefix": "VirtualNetwork",
"destinationPortRange": "9090"`,
          { name: 'shop/metrics' },
        ),
      ],
      unknown: [],
    },
    bicep: {
      bad: [
        `resource metrics 'Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01' = {
  name: 'shop/metrics'
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
    sourceAddressPrefix: «'*'»
    destinationPortRange: '9090'
  }
}`,
      ],
      good: [
        `resource metrics 'Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01' = {
  name: 'shop/metrics'
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
    sourceAddressPrefix: '*'
    destinationPortRange: '443'
  }
}`,
      ],
      unknown: [
        `param source string

resource metrics 'Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01' = {
  name: 'shop/metrics'
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
    sourceAddressPrefix: source
    destinationPortRange: '9090'
  }
}`,
      ],
    },
  },
});
