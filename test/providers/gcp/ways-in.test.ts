import assert from 'node:assert/strict';
import { cloudSql } from '../../../src/providers/gcp/cloud-sql';
import { computeFirewall } from '../../../src/providers/gcp/compute-firewall';
import { computeInstance } from '../../../src/providers/gcp/compute-instance';
import { firewallPolicy } from '../../../src/providers/gcp/firewall-policy';
import { kubernetesEngine } from '../../../src/providers/gcp/kubernetes-engine';
import { storageAcl } from '../../../src/providers/gcp/storage-acl';
import { factsInWords } from '../../support/facts-in-words';
import { ref, unknown } from '../../support/plain-resource';

describe('firewalls', () => {
  const words = (attributes: Parameters<typeof factsInWords>[1][string]) =>
    factsInWords(computeFirewall, { 'google_compute_firewall.web': { network: 'shop', ...attributes } }).map((fact) =>
      fact.slice(0, fact.indexOf(' about')),
    );
  const ssh = { allow: [{ protocol: 'tcp', ports: ['22', '8000-8100'] }] };

  it('reads each allow block with its ports', () => {
    assert.deepEqual(words({ ...ssh, source_ranges: ['0.0.0.0/0'] }), [
      'in security-group tcp 22-22 8000-8100 from 0.0.0.0/0',
    ]);
    assert.deepEqual(words({ allow: [{ protocol: 'all' }], source_ranges: ['10.0.0.0/8'] }), [
      'in security-group all 0-65535 from 10.0.0.0/8',
    ]);
    assert.deepEqual(words({ allow: [{ protocol: 'icmp' }], source_ranges: ['0.0.0.0/0'] }), [
      'in security-group icmp from 0.0.0.0/0',
    ]);
  });

  it('lets everybody in when no source is named, and nobody from the internet when tags are', () => {
    assert.deepEqual(words(ssh), ['in security-group tcp 22-22 8000-8100 from absent (0.0.0.0/0)']);
    assert.deepEqual(words({ ...ssh, source_tags: ['web'] }), ['in security-group tcp 22-22 8000-8100 from absent']);
  });

  it('says nothing of rules that are off or may be', () => {
    assert.deepEqual(words({ ...ssh, disabled: true }), []);
    assert.deepEqual(words({ ...ssh, disabled: unknown() }), []);
  });
});

describe('firewall policies', () => {
  it('reads allowing rules, whose sources have no default', () => {
    const layers = [{ ip_protocol: 'tcp', ports: ['22'] }, { ip_protocol: 'all' }];
    const rule = { action: 'allow', direction: 'INGRESS' };
    const facts = factsInWords(firewallPolicy, {
      'google_compute_firewall_policy_rule.open': {
        ...rule,
        match: [{ src_ip_ranges: ['0.0.0.0/0'], layer4_configs: layers }],
      },
      'google_compute_firewall_policy_rule.tags': { ...rule, match: [{ layer4_configs: [{ ip_protocol: 'icmp' }] }] },
      'google_compute_firewall_policy_rule.deny': { ...rule, action: 'deny', match: [{ layer4_configs: layers }] },
    });
    assert.deepEqual(facts, [
      'in security-group tcp 22-22 from 0.0.0.0/0 about google_compute_firewall_policy_rule.open',
      'in security-group all 0-65535 from 0.0.0.0/0 about google_compute_firewall_policy_rule.open',
      'in security-group icmp from absent about google_compute_firewall_policy_rule.tags',
    ]);
  });
});

describe('managed databases', () => {
  it('lists the networks that a public address answers to', () => {
    const networks = { authorized_networks: [{ value: '0.0.0.0/0' }, { value: '203.0.113.0/28' }] };
    const facts = factsInWords(cloudSql, {
      'google_sql_database_instance.open': { settings: [{ ip_configuration: [networks] }] },
      'google_sql_database_instance.private': {
        settings: [{ ip_configuration: [{ ...networks, ipv4_enabled: false }] }],
      },
    });
    assert.deepEqual(facts, [
      'public-address = absent (true) about google_sql_database_instance.open',
      'in database from 0.0.0.0/0 about google_sql_database_instance.open',
      'in database from 203.0.113.0/28 about google_sql_database_instance.open',
      'public-address = false about google_sql_database_instance.private',
    ]);
  });
});

describe('clusters', () => {
  it('answer everybody until networks are authorised', () => {
    const facts = factsInWords(kubernetesEngine, {
      'google_container_cluster.open': {},
      'google_container_cluster.named': {
        master_authorized_networks_config: [{ cidr_blocks: [{ cidr_block: '203.0.113.0/28' }] }],
      },
      'google_container_cluster.private': { private_cluster_config: [{ enable_private_endpoint: true }] },
    }).filter((fact) => fact.startsWith('in '));
    assert.deepEqual(facts, [
      'in cluster-api from absent (0.0.0.0/0) about google_container_cluster.open',
      'in cluster-api from 203.0.113.0/28 about google_container_cluster.named',
    ]);
  });
});

describe('machines', () => {
  it('tells the default account with every scope from an account of its own', () => {
    const account = (attributes: Parameters<typeof factsInWords>[1][string]) =>
      factsInWords(computeInstance, { 'google_compute_instance.shop': { service_account: [attributes] } })
        .filter((fact) => fact.startsWith('default-account'))
        .map((fact) => fact.slice(0, fact.indexOf(' about')));
    assert.deepEqual(account({ scopes: ['cloud-platform'] }), ['default-account-full-access = true']);
    assert.deepEqual(account({ scopes: ['storage-ro'] }), ['default-account-full-access = false']);
    assert.deepEqual(account({ email: unknown(), scopes: ['cloud-platform'] }), [
      'default-account-full-access = unknown',
    ]);
    assert.deepEqual(account({ email: 'shop@shop.iam.gserviceaccount.com', scopes: ['cloud-platform'] }), [
      'default-account-full-access = absent',
    ]);
  });
});

describe('consoles and addresses', () => {
  it('reads the serial console, an access configuration and nodes that are not private', () => {
    const machine = {
      metadata: { 'serial-port-enable': 'true' },
      network_interface: [{ access_config: [{}] }, { subnetwork: 'inner' }],
    };
    assert.deepEqual(factsInWords(computeInstance, { 'google_compute_instance.shop': machine }), [
      'serial-console = true about google_compute_instance.shop',
      'default-account-full-access = absent about google_compute_instance.shop',
      'public-address = true about google_compute_instance.shop',
    ]);
    const nodes = factsInWords(kubernetesEngine, {
      'google_container_cluster.shop': { private_cluster_config: [{ enable_private_nodes: false }] },
    });
    assert.ok(nodes.includes('public-address = true about google_container_cluster.shop'));
  });
});

describe('bucket access lists', () => {
  it('names who is let in, and the switches that make lists ineffective', () => {
    const facts = factsInWords(storageAcl, {
      'google_storage_bucket.files': { uniform_bucket_level_access: true, public_access_prevention: 'inherited' },
      'google_storage_bucket_acl.files': {
        bucket: ref('google_storage_bucket.files', 'name'),
        role_entity: ['OWNER:user-a@example.com', 'READER:allUsers'],
      },
    });
    assert.deepEqual(facts, [
      'uniform-access = true about google_storage_bucket.files',
      'in bucket from * about google_storage_bucket.files',
    ]);
  });
});
