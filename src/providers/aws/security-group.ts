import type { Exposure, ListValue, PortRange, Value } from '../../facts';
import { absentAt, knownAt, mapValue } from '../../facts';
import { asString, asStrings, type Data, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { ALL_PORTS, exposure, joined, portRange, single } from '../ways-in';

/** IANA protocol numbers that both formats accept; `-1` is every protocol. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  '-1': 'all',
  all: 'all',
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmp',
  icmpv6: 'icmp',
};

export const protocolOf = (value: Value<Data>): Value<string> =>
  mapValue(asString(value), (written) => PROTOCOLS[written.toLowerCase()] ?? written.toLowerCase());

/** Ports mean something for TCP and UDP only; where every protocol is let in, so is every port. */
export function portsOf(protocol: Value<string>, from: Value<Data>, to: Value<Data>): ListValue<PortRange> {
  if (protocol.state !== 'known') return protocol.state === 'unknown' ? protocol : absentAt(protocol.at);
  if (protocol.value === 'all') return knownAt([knownAt(ALL_PORTS, protocol.at)], protocol.at);
  return protocol.value === 'tcp' || protocol.value === 'udp' ? portRange(from, to) : absentAt(protocol.at);
}

interface Opening {
  readonly direction: Exposure['direction'];
  readonly protocol: Value<Data>;
  readonly from: Value<Data>;
  readonly to: Value<Data>;
  readonly sources: ListValue<string>;
  /** The group, where a resource of its own declares the rule. */
  readonly group?: Value<string>;
}

function way(resource: Resource, opening: Opening): Exposure {
  const protocol = protocolOf(opening.protocol);
  return exposure(resource, {
    channel: 'network',
    target: 'security-group',
    direction: opening.direction,
    protocol,
    ports: portsOf(protocol, opening.from, opening.to),
    sources: opening.sources,
    ...(opening.group ? { about: [opening.group] } : {}),
  });
}

/** `cidr_blocks` and `ipv6_cidr_blocks`, as inline blocks and `aws_security_group_rule` have them. */
const terraformRule = (rule: Resource, direction: Exposure['direction']): Opening => ({
  direction,
  protocol: rule.get('protocol'),
  from: rule.get('from_port'),
  to: rule.get('to_port'),
  sources: joined(
    rule.get('cidr_blocks').at,
    asStrings(rule.get('cidr_blocks')),
    asStrings(rule.get('ipv6_cidr_blocks')),
  ),
});

const cloudFormationRule = (rule: Resource, direction: Exposure['direction']): Opening => ({
  direction,
  protocol: rule.get('IpProtocol'),
  from: rule.get('FromPort'),
  to: rule.get('ToPort'),
  sources: joined(rule.get('CidrIp').at, single(rule.get('CidrIp')), single(rule.get('CidrIpv6'))),
});

const newRule = (rule: Resource, direction: Exposure['direction']): Opening => ({
  direction,
  protocol: rule.get('ip_protocol'),
  from: rule.get('from_port'),
  to: rule.get('to_port'),
  sources: joined(rule.get('cidr_ipv4').at, single(rule.get('cidr_ipv4')), single(rule.get('cidr_ipv6'))),
  group: identity(rule.get('security_group_id'), 'aws_security_group'),
});

function* openings(resource: Resource): Iterable<Opening> {
  switch (resource.type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      for (const block of resource.all('ingress')) yield terraformRule(block, 'in');
      for (const block of resource.all('egress')) yield terraformRule(block, 'out');
      break;
    case 'aws_security_group_rule': {
      const type = asString(resource.get('type'));
      if (type.state !== 'known') return;
      const group = identity(resource.get('security_group_id'), 'aws_security_group');
      yield { ...terraformRule(resource, type.value === 'egress' ? 'out' : 'in'), group };
      break;
    }
    case 'aws_vpc_security_group_ingress_rule':
      yield newRule(resource, 'in');
      break;
    case 'aws_vpc_security_group_egress_rule':
      yield newRule(resource, 'out');
      break;
    case 'AWS::EC2::SecurityGroup':
      for (const rule of resource.all('SecurityGroupIngress')) yield cloudFormationRule(rule, 'in');
      for (const rule of resource.all('SecurityGroupEgress')) yield cloudFormationRule(rule, 'out');
      break;
    default: {
      const direction = resource.type === 'AWS::EC2::SecurityGroupEgress' ? 'out' : 'in';
      const group = identity(resource.get('GroupId'), 'AWS::EC2::SecurityGroup');
      yield { ...cloudFormationRule(resource, direction), group };
    }
  }
}

/** Packet filters of network interfaces. Rules that name groups or prefix lists instead of addresses have no sources. */
export const securityGroup: Provider = {
  id: 'security-group',
  types: [
    'aws_security_group',
    'aws_default_security_group',
    'aws_security_group_rule',
    'aws_vpc_security_group_ingress_rule',
    'aws_vpc_security_group_egress_rule',
    'AWS::EC2::SecurityGroup',
    'AWS::EC2::SecurityGroupIngress',
    'AWS::EC2::SecurityGroupEgress',
  ],
  *facts(resource) {
    for (const opening of openings(resource)) yield way(resource, opening);
  },
};
