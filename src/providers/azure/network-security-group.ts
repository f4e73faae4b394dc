import type { Exposure, ListValue, PortRange, Value } from '../../facts';
import { is, knownAt, mapValue, unknownAt } from '../../facts';
import { asString, asStrings, type Data, identity, type Resource } from '../../resource';
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

function* allowed(resource: Resource, rule: Resource, group?: Value<string>): Iterable<Exposure> {
  const get = (name: string): Value<Data> => attribute(resource, rule, name);
  if (is(asString(get('access')), (access) => access.toLowerCase() === 'allow') !== 'yes') return;
  const direction = asString(get('direction'));
  if (direction.state !== 'known') return;
  const prefix = get('source_address_prefix');
  const ports = get('destination_port_range');
  yield exposure(resource, {
    channel: 'network',
    target: 'security-group',
    direction: direction.value.toLowerCase() === 'inbound' ? 'in' : 'out',
    protocol: mapValue(asString(get('protocol')), (name) => (name === '*' ? 'all' : name.toLowerCase())),
    ports: portsOf(joined(ports.at, single(ports), asStrings(get('destination_port_ranges')))),
    sources: sourcesOf(joined(prefix.at, single(prefix), asStrings(get('source_address_prefixes')))),
    ...(group ? { about: [group, knownAt(resource.subject.id, resource.subject.head)] } : {}),
  });
}

/** Packet filters of subnets and network interfaces. */
export const networkSecurityGroup: Provider = {
  id: 'network-security-group',
  types: ['azurerm_network_security_group', 'azurerm_network_security_rule', GROUP, `${GROUP}/securityRules`],
  *facts(resource) {
    if (resource.type === 'azurerm_network_security_group') {
      for (const rule of resource.all('security_rule')) yield* allowed(resource, rule);
      return;
    }
    if (resource.type === GROUP) {
      for (const rule of resource.all('properties', 'securityRules')) yield* allowed(resource, rule);
      return;
    }
    const group =
      resource.type === 'azurerm_network_security_rule'
        ? identity(resource.get('network_security_group_name'), 'azurerm_network_security_group')
        : identity(resource.get('root'), GROUP);
    yield* allowed(resource, resource, group);
  },
};
