import { is, knownAt } from '../../facts';
import { asString } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

const PUBLIC_ADDRESS = ['settings', 'ip_configuration', 'ipv4_enabled'];

/** Managed databases: a public address, and the networks that it answers to. */
export const cloudSql: Provider = {
  id: 'cloud-sql',
  types: ['google_sql_database_instance'],
  *facts(resource) {
    // On unless switched off: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
    const address = switched(resource, PUBLIC_ADDRESS, undefined, true);
    yield setting(resource, 'public-address', address);
    if (is(address, (on) => on) === 'no') return;
    for (const network of resource.all('settings', 'ip_configuration', 'authorized_networks')) {
      const source = asString(network.get('value'));
      yield exposure(resource, { channel: 'network', target: 'database', sources: knownAt([source], source.at) });
    }
  },
};
