import { type Switch, switches } from '../switches';

const DOCS = 'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/';

const row = (type: string, attribute: string, name: string, more: Partial<Switch> = {}): Switch => ({
  type,
  path: attribute.split('.'),
  setting: name,
  source: `${DOCS}${type.slice('azurerm_'.length)}`,
  ...more,
});

/** Services that have an address on the internet unless told otherwise. */
const networked = (type: string, attribute = 'public_network_access_enabled'): Switch =>
  row(type, attribute, 'public-network-access', { otherwise: true });

const INVERTED = { true: false, false: true };
const ALLOW = { true: 'Allow', false: 'Deny' };

const ROWS: readonly Switch[] = [
  networked('azurerm_mssql_server'),
  networked('azurerm_postgresql_server'),
  networked('azurerm_mysql_server'),
  networked('azurerm_mariadb_server'),
  networked('azurerm_cosmosdb_account'),
  networked('azurerm_redis_cache'),
  networked('azurerm_container_registry'),
  networked('azurerm_servicebus_namespace'),
  networked('azurerm_eventhub_namespace'),
  networked('azurerm_search_service'),
  networked('azurerm_cognitive_account'),
  networked('azurerm_synapse_workspace'),
  networked('azurerm_data_factory', 'public_network_enabled'),
  // Without a word, another resource may set the rules.
  row('azurerm_storage_account', 'network_rules.default_action', 'public-network-access', { spelled: ALLOW }),
  row('azurerm_storage_account_network_rules', 'default_action', 'public-network-access', { spelled: ALLOW }),
  row('azurerm_key_vault', 'network_acls.default_action', 'public-network-access', { spelled: ALLOW }),
  row('azurerm_container_registry', 'anonymous_pull_enabled', 'anonymous-access', { otherwise: false }),
  row('azurerm_container_registry', 'admin_enabled', 'shared-admin-account', { otherwise: false }),
  row('azurerm_linux_virtual_machine', 'disable_password_authentication', 'password-login', {
    spelled: INVERTED,
    otherwise: false,
  }),
  row('azurerm_linux_virtual_machine_scale_set', 'disable_password_authentication', 'password-login', {
    spelled: INVERTED,
    otherwise: false,
  }),
];

/** Services whose way in is one switch. */
export const publicSwitches = switches('public-switches', ROWS);
