import { is } from '../../facts';
import { asBoolean, asString, asStrings } from '../../resource';
import type { Provider } from '../provider';
import { exposure } from '../ways-in';
import { portsOf, protocolOf } from './compute-firewall';

/** Rules of firewall policies, which hold for many networks at once. Unlike a network's own rules they have no default source. */
export const firewallPolicy: Provider = {
  id: 'firewall-policy',
  types: [
    'google_compute_firewall_policy_rule',
    'google_compute_network_firewall_policy_rule',
    'google_compute_region_network_firewall_policy_rule',
  ],
  *facts(resource) {
    const disabled = asBoolean(resource.get('disabled'));
    if (disabled.state === 'unknown' || disabled.value === true) return;
    if (is(asString(resource.get('action')), (action) => action === 'allow') !== 'yes') return;
    const direction = asString(resource.get('direction'));
    if (direction.state !== 'known') return;
    const inwards = direction.value.toUpperCase() === 'INGRESS';
    for (const match of resource.all('match')) {
      const sources = inwards ? match.get('src_ip_ranges') : match.get('dest_ip_ranges');
      for (const layer of match.all('layer4_configs')) {
        const protocol = layer.get('ip_protocol');
        yield exposure(resource, {
          channel: 'network',
          target: 'security-group',
          direction: inwards ? 'in' : 'out',
          protocol: protocolOf(protocol),
          ports: portsOf(protocol, layer.get('ports')),
          sources: asStrings(sources),
        });
      }
    }
  },
};
