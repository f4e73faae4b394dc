import assert from 'node:assert/strict';
import { networkAcl } from '../../../src/providers/aws/network-acl';
import { securityGroup } from '../../../src/providers/aws/security-group';
import { factsInWords } from '../../support/facts-in-words';
import { ref, resources, unknown } from '../../support/plain-resource';

const group = { 'aws_security_group.web': {} };

describe('security groups', () => {
  it('reads inline blocks, IPv4 and IPv6 as one list', () => {
    const rule = { protocol: 'tcp', from_port: 22, to_port: 22 };
    const facts = factsInWords(securityGroup, {
      'aws_security_group.web': {
        ingress: [{ ...rule, cidr_blocks: ['0.0.0.0/0', unknown()], ipv6_cidr_blocks: ['::/0'] }],
        egress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }],
      },
    });
    assert.deepEqual(facts, [
      'in security-group tcp 22-22 from 0.0.0.0/0 unknown ::/0 about aws_security_group.web',
      'out security-group all 0-65535 from 0.0.0.0/0 about aws_security_group.web',
    ]);
  });

  it('gives a rule of its own to the group that it names, in each of its three spellings', () => {
    const facts = factsInWords(securityGroup, {
      ...group,
      'aws_security_group_rule.ssh': {
        type: 'ingress',
        security_group_id: ref('aws_security_group.web', 'id'),
        protocol: '6',
        from_port: '22',
        to_port: 22,
        cidr_blocks: ['10.0.0.0/8'],
      },
      'aws_vpc_security_group_ingress_rule.ssh': {
        security_group_id: ref('aws_security_group.web', 'id'),
        ip_protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidr_ipv6: '::/0',
      },
      'AWS::EC2::SecurityGroupIngress.ssh': { GroupId: 'sg-1', IpProtocol: -1, CidrIp: '0.0.0.0/0' },
    });
    assert.deepEqual(facts, [
      'in security-group tcp 22-22 from 10.0.0.0/8 about aws_security_group.web',
      'in security-group tcp 22-22 from ::/0 about aws_security_group.web',
      'in security-group all 0-65535 from 0.0.0.0/0 about AWS::EC2::SecurityGroup:sg-1',
    ]);
  });

  it('knows no sources where groups or prefix lists are named, and says unknown where a port is', () => {
    const facts = factsInWords(securityGroup, {
      'aws_security_group.web': {
        ingress: [
          { protocol: 'tcp', from_port: 22, to_port: 22, self: true },
          { protocol: 'tcp', from_port: unknown(), to_port: 22, cidr_blocks: ['0.0.0.0/0'] },
          { protocol: unknown(), from_port: 22, to_port: 22, cidr_blocks: ['0.0.0.0/0'] },
          { protocol: 'icmp', from_port: 8, to_port: 0, cidr_blocks: ['0.0.0.0/0'] },
        ],
      },
    });
    assert.deepEqual(facts, [
      'in security-group tcp 22-22 from absent about aws_security_group.web',
      'in security-group tcp unknown from 0.0.0.0/0 about aws_security_group.web',
      'in security-group unknown unknown from 0.0.0.0/0 about aws_security_group.web',
      'in security-group icmp from 0.0.0.0/0 about aws_security_group.web',
    ]);
  });

  it('points at the address itself', () => {
    const set = resources({
      'AWS::EC2::SecurityGroup.web': {
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }],
      },
    });
    const [fact] = securityGroup.facts(set.get('AWS::EC2::SecurityGroup.web'));
    assert.ok(fact?.kind === 'exposure' && fact.sources.state === 'known');
    assert.deepEqual(
      fact.sources.value.map(({ at }) => set.textAt(at)),
      ['"0.0.0.0/0"'],
    );
  });
});

describe('network ACLs', () => {
  it('reads what is allowed, and nothing that is denied or whose direction is unknown', () => {
    const entry = { protocol: 'tcp', from_port: 22, to_port: 22, cidr_block: '0.0.0.0/0' };
    const facts = factsInWords(networkAcl, {
      'aws_network_acl.public': {
        ingress: [
          { ...entry, action: 'allow' },
          { ...entry, action: 'deny' },
        ],
      },
      'aws_network_acl_rule.in': { ...entry, rule_action: 'allow' },
      'aws_network_acl_rule.out': { ...entry, rule_action: 'allow', egress: true },
      'aws_network_acl_rule.either': { ...entry, rule_action: 'allow', egress: unknown() },
      'AWS::EC2::NetworkAclEntry.all': { RuleAction: 'allow', Protocol: -1, CidrBlock: '0.0.0.0/0' },
    });
    assert.deepEqual(facts, [
      'in network-acl tcp 22-22 from 0.0.0.0/0 about aws_network_acl.public',
      'in network-acl tcp 22-22 from 0.0.0.0/0 about aws_network_acl_rule.in',
      'out network-acl tcp 22-22 from 0.0.0.0/0 about aws_network_acl_rule.out',
      'in network-acl all 0-65535 from 0.0.0.0/0 about AWS::EC2::NetworkAclEntry.all',
    ]);
  });
});
