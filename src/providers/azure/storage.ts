import { knownAt } from '../../facts';
import { asString, identity } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

/** Blobs of a container that anybody may read, and the account's switch that forbids it. */
export const storage: Provider = {
  id: 'storage',
  types: ['azurerm_storage_account', 'azurerm_storage_container'],
  *facts(resource) {
    const { subject } = resource;
    if (resource.type === 'azurerm_storage_account') {
      // Allowed when nothing is written: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account
      const spelled = { true: false, false: true };
      const block = switched(resource, ['allow_nested_items_to_be_public'], spelled, false);
      const name = asString(resource.get('name'));
      const own = knownAt(subject.id, subject.head);
      const about = name.state === 'known' ? [own, { ...name, value: `azurerm_storage_account:${name.value}` }] : [own];
      yield setting(resource, 'block-public-access', block, about);
      return;
    }
    const access = asString(resource.get('container_access_type'));
    if (access.state === 'absent' || (access.state === 'known' && access.value === 'private')) return;
    const byId = resource.get('storage_account_id');
    const account = byId.state === 'absent' ? resource.get('storage_account_name') : byId;
    const slot = { ...resource.slot('container_access_type'), spelled: { nobody: 'private' } };
    yield exposure(resource, {
      channel: 'access',
      target: 'storage-container',
      sources: access.state === 'unknown' ? access : knownAt([{ ...access, value: '*', slot }], access.at),
      about: [knownAt(subject.id, subject.head), identity(account, 'azurerm_storage_account')],
    });
  },
};
