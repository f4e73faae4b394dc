import type { Value } from '../../facts';
import { absentAt, knownAt, some } from '../../facts';
import { asString, asStrings, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { setting } from '../ways-in';

/** The scope that lets a machine use everything its account may (https://cloud.google.com/compute/docs/access/service-accounts). */
const isEverything = (scope: string): boolean =>
  scope === 'cloud-platform' || scope === 'https://www.googleapis.com/auth/cloud-platform';

/** Where a type keeps account and scopes. */
const PATHS: Readonly<Record<string, { account: readonly string[]; scopes: readonly string[] }>> = {
  google_compute_instance: { account: ['service_account', 'email'], scopes: ['service_account', 'scopes'] },
  google_compute_instance_template: { account: ['service_account', 'email'], scopes: ['service_account', 'scopes'] },
  google_container_cluster: {
    account: ['node_config', 'service_account'],
    scopes: ['node_config', 'oauth_scopes'],
  },
  google_container_node_pool: {
    account: ['node_config', 'service_account'],
    scopes: ['node_config', 'oauth_scopes'],
  },
};

/** Whether the project's default account is used with every scope; the place is the scope's. */
function defaultAccountWithEverything(resource: Resource): Value<boolean> {
  const paths = PATHS[resource.type];
  const { head } = resource.subject;
  if (!paths) return absentAt(head);
  const account = asString(resource.get(...paths.account));
  if (account.state === 'unknown') return account;
  const isDefault =
    account.state === 'absent' ||
    account.value === 'default' ||
    account.value.endsWith('-compute@developer.gserviceaccount.com');
  const scopes = asStrings(resource.get(...paths.scopes));
  if (!isDefault || scopes.state !== 'known') return absentAt(head);
  const everything = scopes.value.find((scope) => scope.state === 'known' && isEverything(scope.value));
  if (everything) return knownAt(true, everything.at);
  return some(scopes, isEverything) === 'no' ? knownAt(false, scopes.at) : absentAt(head);
}

/** Any address may connect while it is on (https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-using-serial-console). */
const SERIAL_CONSOLE = ['metadata', 'serial-port-enable'];

/** Virtual machines and cluster nodes: their address and what their account may do. */
export const computeInstance: Provider = {
  id: 'compute-instance',
  types: Object.keys(PATHS),
  *facts(resource) {
    if (resource.type.startsWith('google_compute_')) {
      yield setting(resource, 'serial-console', switched(resource, SERIAL_CONSOLE, undefined, false));
    }
    yield setting(resource, 'default-account-full-access', defaultAccountWithEverything(resource));
    for (const network of resource.all('network_interface')) {
      // An access configuration is what gives a public address, even an empty one.
      const access = network.get('access_config');
      if (access.state === 'known') yield setting(resource, 'public-address', knownAt(true, access.at));
    }
  },
};
