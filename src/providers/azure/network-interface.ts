import { knownAt } from '../../facts';
import type { Provider } from '../provider';
import { setting } from '../ways-in';

/** Network interfaces, public where a public address is tied to one of their configurations. */
export const networkInterface: Provider = {
  id: 'network-interface',
  types: ['azurerm_network_interface', 'Microsoft.Network/networkInterfaces'],
  *facts(resource) {
    const isOwn = resource.type === 'Microsoft.Network/networkInterfaces';
    const configurations = isOwn ? resource.all('properties', 'ipConfigurations') : resource.all('ip_configuration');
    for (const configuration of configurations) {
      const address = isOwn
        ? configuration.get('properties', 'publicIPAddress')
        : configuration.get('public_ip_address_id');
      if (address.state === 'known') yield setting(resource, 'public-address', knownAt(true, address.at));
    }
  },
};
