import { said, text, usesOf } from '../../facts';
import { narrowed, openings } from '../../knowledge/internet';
import { exposedService, rangeName } from '../../knowledge/ports';
import { armTemplate, terraformPlan } from '../example-text';
import { rule } from '../rule';

export const openDatabasePort = rule({
  id: 'open-database-port',
  title: 'Database port open to the internet',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A database that answers to the whole internet is found by scanners within hours. From then on only its password stands between a stranger and all customer data, and some of these services ask for no password at all.',
  remedy:
    'Let only the applications in: name their security group, subnet or service account instead of `0.0.0.0/0`. People who need the data use a VPN, a bastion or the cloud’s own proxy.',
  references: ['CWE-284', 'CIS Azure 4.1.2', 'CIS GCP 6.5', 'NIST SC-7'],
  elsewhere: ['CKV_AZURE_11', 'CKV_GCP_11', 'AVD-AWS-0107'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.channel !== 'network' || exposure.direction !== 'in') return;
    // A range that lets an administrator in as well is that rule's to tell.
    const exposed = exposedService(exposure, 'admin') ? undefined : exposedService(exposure, 'database');
    const { address } = exposure.subject;
    if (!exposed && exposure.target !== 'database') return;
    for (const opening of openings(exposure.sources)) {
      const message = !exposed
        ? text`The whole internet may connect to this database: only a password guards the data of ${address}.`
        : exposed.range.from === exposed.range.to
          ? text`${exposed.service.name} is open to the whole internet: anyone can ${exposed.service.can} ${address}.`
          : text`Ports ${rangeName(exposed.range)} (${exposed.service.name}) are open to the whole internet: anyone can ${exposed.service.can} ${address}.`;
      yield {
        at: opening.at,
        message: said(opening, message),
        about: `${exposed ? rangeName(exposed.range) : 'database'} ${opening.value}`,
        related: usesOf(opening),
        // A database's own list of addresses takes public ones only.
        fix: exposure.target === 'database' ? [] : narrowed(opening),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_security_group_rule" "orders" {
  type              = "ingress"
  security_group_id = aws_security_group.orders.id
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  cidr_blocks       = [«"0.0.0.0/0"»]
}`,
        `resource "google_sql_database_instance" "orders" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      authorized_networks {
        name  = "all"
        value = «"0.0.0.0/0"»
      }
    }
  }
}`,
        `resource "azurerm_mssql_firewall_rule" "all" {
  name             = "all"
  server_id        = azurerm_mssql_server.orders.id
  start_ip_address = «"0.0.0.0"»
  end_ip_address   = "255.255.255.255"
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 5432, to_port: 5432, cidr_blocks: ['«0.0.0.0/0»'] }],
        }),
      ],
      good: [
        `resource "azurerm_mssql_server" "orders" {
  name                          = "orders"
  public_network_access_enabled = false
}

resource "azurerm_mssql_firewall_rule" "all" {
  server_id        = azurerm_mssql_server.orders.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}`,
        `resource "aws_security_group_rule" "orders" {
  type                     = "ingress"
  security_group_id        = aws_security_group.orders.id
  source_security_group_id = aws_security_group.shop.id
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
}`,
        `resource "azurerm_mssql_firewall_rule" "office" {
  name             = "office"
  server_id        = azurerm_mssql_server.orders.id
  start_ip_address = "203.0.113.8"
  end_ip_address   = "203.0.113.15"
}`,
        terraformPlan('aws_security_group.visits', {
          ingress: [{ protocol: 'tcp', from_port: 5432, to_port: 5432, cidr_blocks: ['10.0.0.0/8'] }],
        }),
      ],
      unknown: [
        `resource "aws_security_group_rule" "orders" {
  type              = "ingress"
  security_group_id = aws_security_group.orders.id
  from_port         = var.port
  to_port           = var.port
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Orders:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: sg-1
      IpProtocol: tcp
      FromPort: 3306
      ToPort: 3306
      CidrIp: «0.0.0.0/0»
`,
      ],
      good: [
        `Resources:
  Orders:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: sg-1
      IpProtocol: tcp
      FromPort: 3306
      ToPort: 3306
      SourceSecurityGroupId: sg-2
`,
      ],
      unknown: [
        `Parameters:
  Port:
    Type: Number
Resources:
  Orders:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: sg-1
      IpProtocol: tcp
      FromPort: !Ref Port
      ToPort: !Ref Port
      CidrIp: 0.0.0.0/0
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Sql/servers/firewallRules@2023-05-01-preview',
          `"startIpAddress": «"0.0.0.0"»,
"endIpAddress": "255.255.255.255"`,
          { name: 'shop/orders' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Sql/servers/firewallRules@2023-05-01-preview',
          `"startIpAddress": "203.0.113.8",
"endIpAddress": "203.0.113.15"`,
          { name: 'shop/orders' },
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Sql/servers/firewallRules@2023-05-01-preview',
          `"startIpAddress": "[parameters('start')]",
"endIpAddress": "255.255.255.255"`,
          { name: 'shop/orders', given: 'start' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource everybody 'Microsoft.Sql/servers/firewallRules@2023-05-01-preview' = {
  name: 'shop/orders'
  properties: {
    startIpAddress: «'0.0.0.0'»
    endIpAddress: '255.255.255.255'
  }
}`,
      ],
      good: [
        `resource orders 'Microsoft.Sql/servers@2023-08-01' = {
  name: 'orders'
  properties: {
    publicNetworkAccess: 'Disabled'
  }
  resource all 'firewallRules' = {
    name: 'all'
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '255.255.255.255'
    }
  }
}`,
        `resource everybody 'Microsoft.Sql/servers/firewallRules@2023-05-01-preview' = {
  name: 'shop/orders'
  properties: {
    startIpAddress: '203.0.113.8'
    endIpAddress: '203.0.113.15'
  }
}`,
      ],
      unknown: [
        `param start string

resource everybody 'Microsoft.Sql/servers/firewallRules@2023-05-01-preview' = {
  name: 'shop/orders'
  properties: {
    startIpAddress: start
    endIpAddress: '255.255.255.255'
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
          - { IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: «0.0.0.0/0» }
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
          - { IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/8 }
`,
      ],
      unknown: [],
    },
  },
});
