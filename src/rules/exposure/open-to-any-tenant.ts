import { each, said, text, usesOf } from '../../facts';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const openToAnyTenant = rule({
  id: 'open-to-any-tenant',
  title: 'Database open to every customer of the cloud',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'Anyone can rent a machine in the same cloud for a few cents and connect from there. Only the password of the database stands in the way.',
  remedy: 'Name the outgoing addresses of your services, or use a private endpoint.',
  references: ['CWE-284', 'CIS Azure 4.1.2', 'NIST SC-7'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.channel !== 'network' || exposure.direction !== 'in') return;
    for (const source of each(exposure.sources)) {
      if (source.value !== 'any-tenant') continue;
      yield {
        at: source.at,
        message: said(
          source,
          text`${exposure.subject.address} lets every machine of the cloud in, other customers’ included: only a password is left.`,
        ),
        about: source.value,
        related: usesOf(source),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "azurerm_mssql_firewall_rule" "services" {
  name             = "services"
  server_id        = azurerm_mssql_server.orders.id
  start_ip_address = «"0.0.0.0"»
  end_ip_address   = "0.0.0.0"
}`,
      ],
      good: [
        `resource "azurerm_mssql_firewall_rule" "office" {
  name             = "office"
  server_id        = azurerm_mssql_server.orders.id
  start_ip_address = "203.0.113.8"
  end_ip_address   = "203.0.113.8"
}`,
      ],
      unknown: [
        `resource "azurerm_mssql_firewall_rule" "services" {
  name             = "services"
  server_id        = azurerm_mssql_server.orders.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = var.end
}`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.Sql/servers/firewallRules@2023-05-01-preview',
          `"startIpAddress": «"0.0.0.0"»,
"endIpAddress": "0.0.0.0"`,
          { name: 'shop/services' },
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.Sql/servers/firewallRules@2023-05-01-preview',
          `"startIpAddress": "203.0.113.8",
"endIpAddress": "203.0.113.8"`,
          { name: 'shop/services' },
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.Sql/servers/firewallRules@2023-05-01-preview',
          `"startIpAddress": "0.0.0.0",
"endIpAddress": "[parameters('end')]"`,
          { name: 'shop/services', given: 'end' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource services 'Microsoft.Sql/servers/firewallRules@2023-05-01-preview' = {
  name: 'shop/services'
  properties: {
    startIpAddress: «'0.0.0.0'»
    endIpAddress: '0.0.0.0'
  }
}`,
      ],
      good: [
        `resource services 'Microsoft.Sql/servers/firewallRules@2023-05-01-preview' = {
  name: 'shop/services'
  properties: {
    startIpAddress: '203.0.113.8'
    endIpAddress: '203.0.113.8'
  }
}`,
      ],
      unknown: [
        `param end string

resource services 'Microsoft.Sql/servers/firewallRules@2023-05-01-preview' = {
  name: 'shop/services'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: end
  }
}`,
      ],
    },
  },
});
