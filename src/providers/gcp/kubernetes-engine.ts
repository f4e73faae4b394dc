import type { ListValue } from '../../facts';
import { absentAt, is, knownAt } from '../../facts';
import { asString, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, instance, setting } from '../ways-in';

const BY_ADDRESS = ['control_plane_endpoints_config', 'ip_endpoints_config', 'enabled'];
const AUTHORIZED = 'master_authorized_networks_config';

/** Anybody may ask the API server while no networks are authorised (https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks). */
function sources(resource: Resource): ListValue<string> {
  const config = resource.get(AUTHORIZED);
  if (config.state === 'unknown') return config;
  if (config.state === 'absent') {
    const { head } = resource.subject;
    return absentAt(head, [knownAt('0.0.0.0/0', head)]);
  }
  const entries = resource
    .all(AUTHORIZED)
    .flatMap((block) => block.all('cidr_blocks'))
    .map((block) => asString(block.get('cidr_block')));
  return knownAt(entries, config.at);
}

/** Nodes show their credentials to every request when the metadata server's old endpoints are switched on again. */
const LEGACY_ENDPOINTS = ['node_config', 'metadata', 'disable-legacy-endpoints'];

/** The cluster's API server, its authorisation and its nodes. */
export const kubernetesEngine: Provider = {
  id: 'kubernetes-engine',
  types: ['google_container_cluster', 'google_container_node_pool'],
  *facts(resource) {
    yield instance(resource, {
      identity: asString(resource.get('node_config', 'service_account')),
      image: asString(resource.get('node_config', 'image_type')),
      metadataWithoutToken: switched(resource, LEGACY_ENDPOINTS, { true: 'false', false: 'true' }, false),
    });
    if (resource.type === 'google_container_node_pool') return;
    yield setting(resource, 'legacy-access-control', switched(resource, ['enable_legacy_abac'], undefined, false));
    // Nodes get public addresses unless they are private.
    const nodes = switched(resource, ['private_cluster_config', 'enable_private_nodes'], { true: false, false: true });
    if (nodes.state !== 'absent') yield setting(resource, 'public-address', nodes);
    const isPrivate = switched(resource, ['private_cluster_config', 'enable_private_endpoint'], undefined, false);
    if (is(isPrivate, (on) => on) !== 'no') return;
    // with its address switched off, it is reached by a name and with a permission of the project
    if (is(switched(resource, BY_ADDRESS, undefined, true), (on) => on) !== 'yes') return;
    yield exposure(resource, { channel: 'network', target: 'cluster-api', sources: sources(resource) });
  },
};
