import type { ListValue } from '../../facts';
import { absentAt, knownAt } from '../../facts';
import { asStrings } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

/** The API server lets everybody ask unless the cluster is private or names addresses (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges). */
export const kubernetesService: Provider = {
  id: 'kubernetes-service',
  types: ['azurerm_kubernetes_cluster'],
  *facts(resource) {
    // Up to version 2 of the provider a block of its own.
    const former = switched(resource, ['role_based_access_control', 'enabled'], undefined, true);
    const roles = switched(resource, ['role_based_access_control_enabled'], undefined, true);
    yield setting(resource, 'role-based-access', former.state === 'absent' ? roles : former);
    const localAccounts = switched(resource, ['local_account_disabled'], { true: false, false: true }, true);
    yield setting(resource, 'local-accounts', localAccounts);

    const isPrivate = switched(resource, ['private_cluster_enabled'], undefined, false);
    if (isPrivate.state === 'unknown' || isPrivate.value !== false) return;
    const profile = resource.get('api_server_access_profile', 'authorized_ip_ranges');
    const ranges = profile.state === 'absent' ? resource.get('api_server_authorized_ip_ranges') : profile;
    const written = asStrings(ranges);
    const sources: ListValue<string> =
      written.state === 'absent' ? absentAt(written.at, [knownAt('0.0.0.0/0', resource.subject.head)]) : written;
    yield exposure(resource, { channel: 'network', target: 'cluster-api', sources });
  },
};
