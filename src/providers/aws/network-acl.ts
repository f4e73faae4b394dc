import type { Exposure } from '../../facts';
import { is } from '../../facts';
import { asBoolean, asString, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure, joined, single } from '../ways-in';
import { portsOf, protocolOf } from './security-group';

/** Where a format keeps the parts of one entry. */
interface Spelling {
  readonly action: string;
  readonly protocol: string;
  readonly cidrs: readonly [string, string];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const INLINE: Spelling = {
  action: 'action',
  protocol: 'protocol',
  cidrs: ['cidr_block', 'ipv6_cidr_block'],
  from: ['from_port'],
  to: ['to_port'],
};
const RULE: Spelling = { ...INLINE, action: 'rule_action' };
const ENTRY: Spelling = {
  action: 'RuleAction',
  protocol: 'Protocol',
  cidrs: ['CidrBlock', 'Ipv6CidrBlock'],
  from: ['PortRange', 'From'],
  to: ['PortRange', 'To'],
};

function* allowed(
  resource: Resource,
  entry: Resource,
  spelling: Spelling,
  direction: Exposure['direction'],
): Iterable<Exposure> {
  if (is(asString(entry.get(spelling.action)), (action) => action.toLowerCase() === 'allow') !== 'yes') return;
  const protocol = protocolOf(entry.get(spelling.protocol));
  const [v4, v6] = spelling.cidrs;
  yield exposure(resource, {
    channel: 'network',
    target: 'network-acl',
    direction,
    protocol,
    ports: portsOf(protocol, entry.get(...spelling.from), entry.get(...spelling.to)),
    sources: joined(entry.get(v4).at, single(entry.get(v4)), single(entry.get(v6))),
  });
}

/** Packet filters of subnets. They keep no state, so that answers to machines inside need wide ranges of high ports. */
export const networkAcl: Provider = {
  id: 'network-acl',
  types: ['aws_network_acl', 'aws_default_network_acl', 'aws_network_acl_rule', 'AWS::EC2::NetworkAclEntry'],
  *facts(resource) {
    if (resource.type === 'aws_network_acl_rule' || resource.type === 'AWS::EC2::NetworkAclEntry') {
      const terraform = resource.type === 'aws_network_acl_rule';
      const egress = asBoolean(resource.get(terraform ? 'egress' : 'Egress'));
      if (egress.state === 'unknown') return;
      const direction = egress.value === true ? 'out' : 'in';
      yield* allowed(resource, resource, terraform ? RULE : ENTRY, direction);
      return;
    }
    for (const entry of resource.all('ingress')) yield* allowed(resource, entry, INLINE, 'in');
    for (const entry of resource.all('egress')) yield* allowed(resource, entry, INLINE, 'out');
  },
};
