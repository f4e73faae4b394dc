import { knownAt, type Value } from '../../facts';
import { asString, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

const ACCOUNT = 'Microsoft.Storage/storageAccounts';
const CONTAINER = 'Microsoft.Storage/storageAccounts/blobServices/containers';

function accountOf(resource: Resource): Value<string> {
  const byId = resource.get('storage_account_id');
  return identity(byId.state === 'absent' ? resource.get('storage_account_name') : byId, 'azurerm_storage_account');
}

/** Blobs of a container that anybody may read, and the account's switch that forbids it. */
export const storage: Provider = {
  id: 'storage',
  types: ['azurerm_storage_account', 'azurerm_storage_container', ACCOUNT, CONTAINER],
  *facts(resource) {
    const { subject } = resource;
    const isOwn = resource.type === ACCOUNT || resource.type === CONTAINER;
    if (resource.type === 'azurerm_storage_account' || resource.type === ACCOUNT) {
      // Allowed when nothing is written: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account
      // Azure's own default has changed over time: https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts
      const spelled = { true: false, false: true };
      const block = isOwn
        ? switched(resource, ['properties', 'allowBlobPublicAccess'], spelled)
        : switched(resource, ['allow_nested_items_to_be_public'], spelled, false);
      const name = asString(resource.get('name'));
      const own = knownAt(subject.id, subject.head);
      const about = name.state === 'known' ? [own, { ...name, value: `${resource.type}:${name.value}` }] : [own];
      yield setting(resource, 'block-public-access', block, about);
      return;
    }
    const path = isOwn ? ['properties', 'publicAccess'] : ['container_access_type'];
    const nobody = isOwn ? 'None' : 'private';
    const access = asString(resource.get(...path));
    if (access.state === 'absent' || (access.state === 'known' && access.value === nobody)) return;
    const slot = { ...resource.slot(...path), spelled: { nobody } };
    yield exposure(resource, {
      channel: 'access',
      target: 'storage-container',
      sources: access.state === 'unknown' ? access : knownAt([{ ...access, value: '*', slot }], access.at),
      about: [knownAt(subject.id, subject.head), isOwn ? identity(resource.get('root'), ACCOUNT) : accountOf(resource)],
    });
  },
};
