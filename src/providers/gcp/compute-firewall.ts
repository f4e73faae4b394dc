import type { ListValue, PortRange, Value } from '../../facts';
import { absentAt, is, knownAt, mapValue, unknownAt } from '../../facts';
import { asBoolean, asString, asStrings, type Data, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { ALL_PORTS, exposure, writtenRange } from '../ways-in';

/** Protocol numbers and words that the API takes. */
const PROTOCOLS: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', all: 'all' };

export const protocolOf = (value: Value<Data>): Value<string> =>
  mapValue(asString(value), (name) => PROTOCOLS[name.toLowerCase()] ?? name.toLowerCase());

/** Without a list every port of the protocol is let in. */
export function portsOf(protocol: Value<Data>, ports: Value<Data>): ListValue<PortRange> {
  const list = asStrings(ports);
  if (list.state === 'unknown') return list;
  if (list.state === 'absent' || list.value.length === 0) {
    return is(asString(protocol), (name) => !/^(icmp|1)$/i.test(name)) === 'yes'
      ? knownAt([knownAt(ALL_PORTS, list.at)], list.at)
      : absentAt(list.at);
  }
  return mapValue(list, (entries) =>
    entries.map((entry): Value<PortRange> => {
      if (entry.state !== 'known') return entry as Value<never>;
      const range = writtenRange(entry.value);
      return range ? { ...entry, value: range } : unknownAt(entry.at, 'not a port or a range of ports');
    }),
  );
}

/** A rule that names no source at all lets `0.0.0.0/0` in (https://cloud.google.com/firewall/docs/firewalls#sources_for_ingress_rules). */
function sourcesOf(resource: Resource): ListValue<string> {
  const ranges = asStrings(resource.get('source_ranges'));
  if (ranges.state !== 'absent') return ranges;
  const others = ['source_tags', 'source_service_accounts'].map((name) => resource.get(name));
  return others.every(({ state }) => state === 'absent')
    ? absentAt(ranges.at, [knownAt('0.0.0.0/0', resource.subject.head)])
    : absentAt(ranges.at);
}

/** One that names no destination lets machines call all of them (https://cloud.google.com/firewall/docs/firewalls#destinations). */
function destinationsOf(resource: Resource): ListValue<string> {
  const ranges = asStrings(resource.get('destination_ranges'));
  if (ranges.state !== 'absent') return ranges;
  return absentAt(ranges.at, [knownAt('0.0.0.0/0', resource.subject.head)]);
}

/** Packet filters of a network, for the machines that their tags or accounts name. */
export const computeFirewall: Provider = {
  id: 'compute-firewall',
  types: ['google_compute_firewall'],
  *facts(resource) {
    if (is(asBoolean(resource.get('disabled')), (off) => off) === 'yes') return;
    if (resource.get('disabled').state === 'unknown') return;
    const direction = asString(resource.get('direction'));
    if (direction.state === 'unknown') return;
    const inwards = direction.state === 'absent' || direction.value.toUpperCase() === 'INGRESS';
    for (const allow of resource.all('allow')) {
      const protocol = allow.get('protocol');
      yield exposure(resource, {
        channel: 'network',
        target: 'security-group',
        direction: inwards ? 'in' : 'out',
        protocol: protocolOf(protocol),
        ports: portsOf(protocol, allow.get('ports')),
        sources: inwards ? sourcesOf(resource) : destinationsOf(resource),
        about: [
          knownAt(resource.subject.id, resource.subject.head),
          identity(resource.get('network'), 'google_compute_network'),
        ],
      });
    }
  },
};
