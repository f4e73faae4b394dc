import assert from 'node:assert/strict';
import { databaseFirewall } from '../../../src/providers/azure/database-firewall';
import { kubernetesService } from '../../../src/providers/azure/kubernetes-service';
import { networkInterface } from '../../../src/providers/azure/network-interface';
import { networkSecurityGroup } from '../../../src/providers/azure/network-security-group';
import { publicSwitches } from '../../../src/providers/azure/public-switches';
import { storage } from '../../../src/providers/azure/storage';
import { factsInWords } from '../../support/facts-in-words';
import { type PlainData, ref, unknown } from '../../support/plain-resource';

describe('network security groups', () => {
  it('reads allowing rules: service tags for anywhere, ports as single ones, ranges and lists', () => {
    const allow = { access: 'Allow', direction: 'Inbound', protocol: 'Tcp' };
    const facts = factsInWords(networkSecurityGroup, {
      'azurerm_network_security_group.web': {
        security_rule: [
          { ...allow, source_address_prefix: 'Internet', destination_port_range: '22' },
          { ...allow, source_address_prefixes: ['10.0.0.0/8', '*'], destination_port_ranges: ['80', '8000-8100'] },
          { ...allow, access: 'Deny', source_address_prefix: '*', destination_port_range: '*' },
          { ...allow, source_address_prefix: unknown(), destination_port_range: '22' },
        ],
      },
    });
    assert.deepEqual(facts, [
      'in security-group tcp 22-22 from * about azurerm_network_security_group.web',
      'in security-group tcp 80-80 8000-8100 from 10.0.0.0/8 * about azurerm_network_security_group.web',
      'in security-group tcp 22-22 from unknown about azurerm_network_security_group.web',
    ]);
  });

  it('leaves out what a rule of a lower priority denies already', () => {
    const rule = {
      ...{ access: 'Allow', direction: 'Inbound', protocol: 'Tcp', source_address_prefix: '*' },
      ...{ destination_address_prefix: '*', destination_port_range: '22', priority: 200 },
    };
    const deny = { ...rule, access: 'Deny', protocol: '*', source_address_prefix: 'Internet', priority: 100 };
    const said = (...rules: PlainData[]) =>
      factsInWords(networkSecurityGroup, { 'azurerm_network_security_group.web': { security_rule: rules } }).length;
    assert.equal(said(rule, deny), 0);
    assert.equal(said(rule, { ...deny, destination_port_range: '20-30' }), 0);
    assert.equal(said(rule, { ...deny, source_address_prefix: unknown() }), 0);
    assert.equal(said(rule, { ...deny, priority: 300 }), 1);
    assert.equal(said(rule, { ...deny, priority: unknown() }), 1);
    assert.equal(said(rule, { ...deny, destination_port_range: '3389' }), 1);
    assert.equal(said(rule, { ...deny, protocol: 'Udp' }), 1);
    assert.equal(said(rule, { ...deny, direction: 'Outbound' }), 1);
    assert.equal(said(rule, { ...deny, source_address_prefix: '198.51.100.0/24' }), 1);
    assert.equal(said(rule, { ...deny, destination_address_prefix: '10.0.0.4' }), 1);
    assert.equal(said(rule, { ...deny, source_port_range: '53' }), 1);
  });

  it('names the destination of what goes out, and no ports where the protocol has none', () => {
    const rule = { access: 'Allow', protocol: '*', source_address_prefix: '*', destination_port_range: '*' };
    const facts = factsInWords(networkSecurityGroup, {
      'azurerm_network_security_group.web': {
        security_rule: [
          { ...rule, direction: 'Outbound', destination_address_prefix: 'VirtualNetwork' },
          {
            ...rule,
            direction: 'Outbound',
            source_address_prefix: '10.0.0.0/8',
            destination_address_prefix: 'Internet',
          },
          { ...rule, direction: 'Inbound', protocol: 'Icmp' },
        ],
      },
    });
    assert.deepEqual(facts, [
      'out security-group all 0-65535 from VirtualNetwork about azurerm_network_security_group.web',
      'out security-group all 0-65535 from * about azurerm_network_security_group.web',
      'in security-group icmp from * about azurerm_network_security_group.web',
    ]);
  });
});

describe('database firewalls', () => {
  it('tells everybody, the cloud itself and a few addresses apart', () => {
    const rule = (start: string, end: string) => ({ server_id: 's', start_ip_address: start, end_ip_address: end });
    const facts = factsInWords(databaseFirewall, {
      'azurerm_mssql_firewall_rule.all': rule('0.0.0.0', '255.255.255.255'),
      'azurerm_mssql_firewall_rule.most': rule('1.0.0.0', '254.255.255.255'),
      'azurerm_mssql_firewall_rule.cloud': rule('0.0.0.0', '0.0.0.0'),
      'azurerm_mssql_firewall_rule.office': rule('203.0.113.8', '203.0.113.15'),
    });
    assert.deepEqual(
      facts.map((fact) => fact.slice('in database from '.length, fact.indexOf(' about'))),
      ['*', '*', 'any-tenant', '203.0.113.8-203.0.113.15'],
    );
  });
});

describe('storage', () => {
  it('hangs a public container on its account as well, whose switch may forbid it', () => {
    const facts = factsInWords(storage, {
      'azurerm_storage_account.shop': { allow_nested_items_to_be_public: false },
      'azurerm_storage_container.files': {
        storage_account_name: ref('azurerm_storage_account.shop', 'name'),
        container_access_type: 'blob',
      },
      'azurerm_storage_container.private': { container_access_type: 'private' },
    });
    assert.deepEqual(facts, [
      'block-public-access = true about azurerm_storage_account.shop',
      'in storage-container from * about azurerm_storage_container.files azurerm_storage_account.shop',
    ]);
  });
});

describe('clusters', () => {
  it('answer everybody unless they are private or name addresses', () => {
    const sources = (attributes: Parameters<typeof factsInWords>[1][string]) =>
      factsInWords(kubernetesService, { 'azurerm_kubernetes_cluster.shop': attributes }).filter((fact) =>
        fact.startsWith('in '),
      );
    const about = 'about azurerm_kubernetes_cluster.shop';
    assert.deepEqual(sources({}), [`in cluster-api from absent (0.0.0.0/0) ${about}`]);
    assert.deepEqual(sources({ api_server_access_profile: [{ authorized_ip_ranges: ['203.0.113.0/28'] }] }), [
      `in cluster-api from 203.0.113.0/28 ${about}`,
    ]);
    assert.deepEqual(sources({ private_cluster_enabled: true }), []);
  });
});

describe('roles of clusters', () => {
  it('are enforced unless switched off, in the spelling of either version', () => {
    const roles = (attributes: Parameters<typeof factsInWords>[1][string]) =>
      factsInWords(kubernetesService, { 'azurerm_kubernetes_cluster.shop': attributes })[0]?.replace(/ about.*/, '');
    assert.equal(roles({}), 'role-based-access = absent (true)');
    assert.equal(roles({ role_based_access_control_enabled: false }), 'role-based-access = false');
    assert.equal(roles({ role_based_access_control: [{ enabled: false }] }), 'role-based-access = false');
  });
});

describe('network interfaces', () => {
  it('are public where an address is tied to them', () => {
    const facts = factsInWords(networkInterface, {
      'azurerm_network_interface.public': { ip_configuration: [{ public_ip_address_id: ref('azurerm_public_ip.a') }] },
      'azurerm_network_interface.inner': { ip_configuration: [{ name: 'inner' }] },
    });
    assert.deepEqual(facts, ['public-address = true about azurerm_network_interface.public']);
  });
});

describe('switches', () => {
  it('reads inverted and worded switches', () => {
    const facts = factsInWords(publicSwitches, {
      'azurerm_key_vault.shop': { network_acls: [{ default_action: 'Allow' }] },
      'azurerm_linux_virtual_machine.shop': { disable_password_authentication: false },
      'azurerm_mssql_server.orders': {},
    }).map((fact) => fact.slice(0, fact.indexOf(' about')));
    assert.deepEqual(facts, [
      'public-network-access = true',
      'password-login = true',
      'public-network-access = absent (true)',
    ]);
  });

  it('heeds what else closes a service, and what may', () => {
    const said = (type: string, attributes: { readonly [key: string]: PlainData }) =>
      factsInWords(publicSwitches, { [`${type}.shop`]: attributes })
        .filter((fact) => fact.startsWith('public-network'))
        .map((fact) => fact.slice('public-network-access = '.length, fact.indexOf(' about')));
    const open = { network_rules: [{ default_action: 'Allow' }] };
    assert.deepEqual(said('azurerm_storage_account', { ...open, public_network_access_enabled: false }), ['false']);
    assert.deepEqual(said('azurerm_storage_account', { ...open, public_network_access_enabled: unknown() }), [
      'unknown',
    ]);
    assert.deepEqual(said('azurerm_storage_account', open), ['true']);
    assert.deepEqual(said('azurerm_search_service', { allowed_ips: ['198.51.100.4'] }), ['false']);
    assert.deepEqual(said('azurerm_search_service', { allowed_ips: [] }), ['absent (true)']);
    assert.deepEqual(said('azurerm_cosmosdb_account', { ip_range_filter: '' }), ['absent (true)']);
    assert.deepEqual(said('azurerm_key_vault', {}), ['absent', 'absent (true)']);
  });
});
