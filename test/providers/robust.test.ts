import assert from 'node:assert/strict';
import fc from 'fast-check';
import { providers } from '../../src/providers/index';
import { type PlainData, ref, resources, template, unknown } from '../support/plain-resource';

/** Attribute names that providers ask for, so that odd values reach them. */
const NAMES = [
  ...['ingress', 'egress', 'protocol', 'from_port', 'to_port', 'cidr_blocks', 'SecurityGroupIngress', 'IpProtocol'],
  ...['CidrIp', 'FromPort', 'ToPort', 'PortRange', 'From', 'action', 'rule_action', 'acl', 'grant', 'bucket', 'uri'],
  ...['access_control_policy', 'grantee', 'PublicAccessBlockConfiguration', 'BlockPublicAcls', 'block_public_acls'],
  ...['metadata_options', 'http_tokens', 'vpc_config', 'public_access_cidrs', 'authorization_type', 'http_method'],
  ...['security_rule', 'access', 'direction', 'source_address_prefix', 'destination_port_ranges', 'start_ip_address'],
  ...['end_ip_address', 'allow', 'ports', 'source_ranges', 'settings', 'ip_configuration', 'authorized_networks'],
  ...['service_account', 'scopes', 'email', 'role_entity', 'policy', 'Statement', 'Principal', 'Action', 'spec'],
];

const leaf: fc.Arbitrary<PlainData> = fc.oneof(
  fc.string(),
  fc.constantFrom('allow', 'Allow', 'tcp', '-1', '*', '0.0.0.0/0', 'public-read', 'NONE', '22', '1-', '99999-'),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(unknown()),
  fc.constant(ref('aws_s3_bucket.gone', 'id')),
  fc.constant(template('a', unknown(), 'b')),
);

const { tree } = fc.letrec<{ tree: PlainData }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('tree'), { maxKeys: 6 }),
  ),
}));

describe('providers', () => {
  it('never throw, whatever an attribute holds', () => {
    const seed = 20_260_124;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...NAMES), tree, { maxKeys: 12 }), (attributes) => {
        for (const provider of providers) {
          for (const type of provider.types) {
            const address = `${type}.odd`;
            const resource = resources({ [address]: attributes as Readonly<Record<string, PlainData>> }).get(address);
            for (const fact of provider.facts(resource)) assert.ok(fact.about.length > 0 || fact.kind !== 'setting');
          }
        }
      }),
      { seed, numRuns: 60, verbose: 1 },
    );
  });
});
