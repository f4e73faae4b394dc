import type { Fact, ListValue, Value } from '../../facts';
import { absentAt, is, knownAt } from '../../facts';
import { asStrings, type Data, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

/** The cluster's API, which everybody may ask where no ranges are named; an empty list names none. */
function asked(resource: Resource, ranges: Value<Data>): Fact {
  const written = asStrings(ranges);
  const isEmpty = is(written, (list) => list.length === 0) === 'yes';
  const sources: ListValue<string> =
    written.state === 'absent'
      ? absentAt(written.at, [knownAt('0.0.0.0/0', resource.subject.head)])
      : isEmpty
        ? knownAt([knownAt('0.0.0.0/0', written.at)], written.at)
        : written;
  return exposure(resource, { channel: 'network', target: 'cluster-api', sources });
}

/** The same as Azure's own templates spell it. */
function* own(resource: Resource): Iterable<Fact> {
  yield setting(resource, 'role-based-access', switched(resource, ['properties', 'enableRBAC']));
  const local = switched(resource, ['properties', 'disableLocalAccounts'], { true: false, false: true }, true);
  yield setting(resource, 'local-accounts', local);
  const access = ['properties', 'apiServerAccessProfile'];
  const isPrivate = switched(resource, [...access, 'enablePrivateCluster'], undefined, false);
  if (isPrivate.state === 'unknown' || isPrivate.value !== false) return;
  yield asked(resource, resource.get(...access, 'authorizedIPRanges'));
}

/** The API server lets everybody ask unless the cluster is private or names addresses (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges). */
export const kubernetesService: Provider = {
  id: 'kubernetes-service',
  types: ['azurerm_kubernetes_cluster', 'Microsoft.ContainerService/managedClusters'],
  *facts(resource) {
    if (resource.type !== 'azurerm_kubernetes_cluster') return yield* own(resource);
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
    yield asked(resource, ranges);
  },
};
