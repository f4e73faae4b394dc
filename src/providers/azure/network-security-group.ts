import type { Answer, Exposure, ListValue, PortRange, Value } from '../../facts';
import { absentAt, each, is, known, knownAt, mapValue, some, unknownAt } from '../../facts';
import { asNumber, asString, asStrings, type Data, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure, joined, single, writtenRange } from '../ways-in';

const GROUP = 'Microsoft.Network/networkSecurityGroups';

/** Service tags and words for any address (https://learn.microsoft.com/azure/virtual-network/service-tags-overview). */
const ANYWHERE = new Set(['*', 'any', 'internet']);

const sourcesOf = (list: ListValue<string>): ListValue<string> =>
  mapValue(list, (entries) =>
    entries.map((entry) => mapValue(entry, (prefix) => (ANYWHERE.has(prefix.toLowerCase()) ? '*' : prefix))),
  );

const portsOf = (list: ListValue<string>): ListValue<PortRange> =>
  mapValue(list, (entries) =>
    entries.map((entry): Value<PortRange> => {
      if (entry.state !== 'known') return entry as Value<never>;
      const range = writtenRange(entry.value);
      return range ? { ...entry, value: range } : unknownAt(entry.at, 'not a port or a range of ports');
    }),
  );

/** An attribute of a rule, which Azure's own templates spell `sourceAddressPrefix`. */
function attribute(resource: Resource, rule: Resource, name: string): Value<Data> {
  if (resource.type.startsWith('azurerm_')) return rule.get(name);
  return rule.get(
    'properties',
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
}

/** What one rule of a group says, in the words of facts. */
interface Filter {
  readonly access: Value<string>;
  readonly direction: Value<string>;
  readonly priority: Value<number>;
  readonly protocol: Value<string>;
  readonly ports: ListValue<PortRange>;
  /** The other side: where packets come from, or where they go to. */
  readonly peers: ListValue<string>;
  /** Whether it leaves nothing of what it names to others: it looks at no more than peers, protocol and ports. */
  readonly plain: Answer;
}

/** Protocols that know no ports: theirs are written as `*` all the same. */
const WITHOUT_PORTS = new Set(['icmp', 'icmpv6', 'esp', 'ah']);

function filterOf(resource: Resource, rule: Resource): Filter {
  const get = (name: string): Value<Data> => attribute(resource, rule, name);
  const lower = (name: string) => mapValue(asString(get(name)), (word) => word.toLowerCase());
  const strings = (one: string, several: string) => joined(get(one).at, single(get(one)), asStrings(get(several)));
  const isAny = (list: ListValue<string>): Answer => some(sourcesOf(list), (entry) => entry === '*');
  const direction = lower('direction');
  const [peer, own] = is(direction, (word) => word === 'outbound') === 'yes' ? PEERS : [...PEERS].reverse();
  const protocol = mapValue(lower('protocol'), (name) => (name === '*' ? 'all' : name));
  const ports = portsOf(strings('destination_port_range', 'destination_port_ranges'));
  const from = strings('source_port_range', 'source_port_ranges');
  const plain = [
    isAny(strings(`${own}_address_prefix`, `${own}_address_prefixes`)),
    from.state === 'absent' ? 'yes' : isAny(from),
  ] as const;
  return {
    access: lower('access'),
    direction,
    priority: asNumber(get('priority')),
    protocol,
    ports: is(protocol, (name) => WITHOUT_PORTS.has(name)) === 'yes' ? absentAt(ports.at) : ports,
    peers: sourcesOf(strings(`${peer}_address_prefix`, `${peer}_address_prefixes`)),
    plain: plain.find((one) => one !== 'yes') ?? 'yes',
  };
}

const PEERS = ['destination', 'source'] as const;

/** Whether a rule that comes first may take everything that another lets the internet do: rules hold by their priority, the lowest first. */
function mayForestall(first: Filter, rule: Filter): boolean {
  const [before, after] = [known(first.priority)?.value, known(rule.priority)?.value];
  if (before === undefined || after === undefined || before >= after) return false;
  const protocol = known(rule.protocol)?.value;
  const covers = (wanted: PortRange) => some(first.ports, ({ from, to }) => from <= wanted.from && wanted.to <= to);
  const answers = [
    first.plain,
    is(first.direction, (word) => word === known(rule.direction)?.value),
    is(first.protocol, (name) => name === 'all' || name === protocol),
    some(first.peers, (peer) => peer === '*' || peer === '0.0.0.0/0'),
    ...each(rule.ports).map(({ value }) => covers(value)),
  ];
  return !answers.includes('no');
}

function* allowed(
  resource: Resource,
  rule: Filter,
  denied: readonly Filter[],
  group?: Value<string>,
): Iterable<Exposure> {
  if (is(rule.access, (access) => access === 'allow') !== 'yes' || rule.direction.state !== 'known') return;
  if (denied.some((first) => mayForestall(first, rule))) return;
  yield exposure(resource, {
    channel: 'network',
    target: 'security-group',
    direction: rule.direction.value === 'inbound' ? 'in' : 'out',
    protocol: rule.protocol,
    ports: rule.ports,
    sources: rule.peers,
    ...(group ? { about: [group, knownAt(resource.subject.id, resource.subject.head)] } : {}),
  });
}

/** Rules of one group that may come before others; of more than these nobody looks. */
const DENIED = 100;

/** The rules that a group has in itself. */
function* inGroup(resource: Resource, rules: readonly Resource[]): Iterable<Exposure> {
  const filters = rules.map((rule) => filterOf(resource, rule));
  const denied = filters.filter(({ access }) => is(access, (word) => word === 'deny') === 'yes').slice(0, DENIED);
  for (const filter of filters) yield* allowed(resource, filter, denied);
}

/** Packet filters of subnets and network interfaces. */
export const networkSecurityGroup: Provider = {
  id: 'network-security-group',
  types: ['azurerm_network_security_group', 'azurerm_network_security_rule', GROUP, `${GROUP}/securityRules`],
  *facts(resource) {
    if (resource.type === 'azurerm_network_security_group') {
      yield* inGroup(resource, resource.all('security_rule'));
    } else if (resource.type === GROUP) {
      yield* inGroup(resource, resource.all('properties', 'securityRules'));
    } else {
      const group =
        resource.type === 'azurerm_network_security_rule'
          ? identity(resource.get('network_security_group_name'), 'azurerm_network_security_group')
          : identity(resource.get('root'), GROUP);
      yield* allowed(resource, filterOf(resource, resource), [], group);
    }
  },
};
