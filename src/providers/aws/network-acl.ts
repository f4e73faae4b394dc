import type { Exposure, PortRange, Value } from '../../facts';
import { each, is, known, mapValue, orDefault } from '../../facts';
import { isEverywhere } from '../../knowledge/internet';
import { asBoolean, asNumber, asString, type Resource } from '../../resource';
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

/** What an entry of the same list keeps out, whoever comes by that kind of address. */
interface Denial {
  readonly number: number;
  readonly v6: boolean;
  readonly protocol: string;
  readonly range: PortRange;
}

/** An ACL has room for forty entries each way; of more than these nothing is subtracted. */
const MAX_DENIALS = 100;

const isDenial = (entry: Resource): boolean =>
  is(asString(entry.get(INLINE.action)), (action) => action.toLowerCase() === 'deny') === 'yes';

function denials(entries: readonly Resource[]): readonly Denial[] {
  return entries
    .filter(isDenial)
    .slice(0, MAX_DENIALS)
    .flatMap((entry) => {
      const number = known(asNumber(entry.get('rule_no')))?.value;
      const protocol = protocolOf(entry.get(INLINE.protocol));
      const ports = each(portsOf(protocol, entry.get(...INLINE.from), entry.get(...INLINE.to)));
      return INLINE.cidrs.flatMap((name, family): readonly Denial[] => {
        const cidr = known(asString(entry.get(name)))?.value;
        if (number === undefined || protocol.state !== 'known' || cidr === undefined || !isEverywhere(cidr)) return [];
        return ports.map(({ value: range }) => ({ number, v6: family === 1, protocol: protocol.value, range }));
      });
    });
}

/** What is left of a range of ports behind those that are denied. */
const without = (range: PortRange, denied: readonly PortRange[]): readonly PortRange[] =>
  denied.reduce<readonly PortRange[]>(
    (left, { from, to }) =>
      left.flatMap((one) =>
        [
          { from: one.from, to: Math.min(one.to, from - 1) },
          { from: Math.max(one.from, to + 1), to: one.to },
        ].filter((part) => part.from <= part.to),
      ),
    [range],
  );

/** An entry only counts for what none with a lower number denies (https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html). */
function* inOrder(resource: Resource, name: string, direction: Exposure['direction']): Iterable<Exposure> {
  const entries = resource.all(name);
  const denied = denials(entries);
  for (const entry of entries) {
    const number = orDefault(asNumber(entry.get('rule_no'))) ?? 0;
    const v6 = entry.get(INLINE.cidrs[0]).state === 'absent';
    for (const way of allowed(resource, entry, INLINE, direction)) {
      const own = orDefault(way.protocol);
      const earlier = denied.filter(
        (one) => one.number < number && one.v6 === v6 && (own === 'all' || ['all', own].includes(one.protocol)),
      );
      const left = mapValue(way.ports, (ranges) =>
        ranges.flatMap((entryRange): readonly Value<PortRange>[] =>
          entryRange.state === 'known'
            ? without(
                entryRange.value,
                earlier.map(({ range }) => range),
              ).map((value) => ({ ...entryRange, value }))
            : [entryRange],
        ),
      );
      if (left.state !== 'known' || left.value.length > 0) yield { ...way, ports: left };
    }
  }
}

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
    yield* inOrder(resource, 'ingress', 'in');
    yield* inOrder(resource, 'egress', 'out');
  },
};
