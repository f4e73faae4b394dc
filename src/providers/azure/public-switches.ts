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
const networked = (type: string, attribute = 'public_network_access_enabled', more: Partial<Switch> = {}): Switch =>
  row(type, attribute, 'public-network-access', { otherwise: true, ...more });

/** Rules of its own network let in only whom they name, so that the service does not answer to everybody. */
const only = (...ways: readonly (readonly [attribute: string, word?: string])[]): Partial<Switch> => ({
  offBy: ways.map(([attribute, word]) => [attribute.split('.'), word]),
});
const OFF = only(['public_network_access_enabled', 'false']);
const OWN_OFF = only(
  ['properties.publicNetworkAccess', 'disabled'],
  ['properties.publicNetworkAccess', 'securedbyperimeter'],
);

/** The same as Azure's own templates spell it. */
const own = (type: string, attribute: string, name: string, more: Partial<Switch> = {}): Switch => ({
  type,
  path: ['properties', ...attribute.split('.')],
  setting: name,
  source: `https://learn.microsoft.com/azure/templates/${type.toLowerCase()}`,
  ...more,
});

const ENABLED = { true: 'Enabled', false: 'Disabled' };
const ownNetworked = (type: string, more: Partial<Switch> = {}): Switch =>
  own(type, 'publicNetworkAccess', 'public-network-access', { spelled: ENABLED, otherwise: true, ...more });

const UNSAID: Partial<Switch> = { unless: ['properties', 'networkAcls', 'defaultAction'] };

const INVERTED = { true: false, false: true };
const ALLOW = { true: 'Allow', false: 'Deny' };
const PASSWORDS = 'disable_password_authentication';
const SSH_ONLY = 'linuxConfiguration.disablePasswordAuthentication';

const ROWS: readonly Switch[] = [
  networked('azurerm_mssql_server'),
  networked('azurerm_postgresql_server'),
  networked('azurerm_mysql_server'),
  networked('azurerm_mariadb_server'),
  networked(
    'azurerm_cosmosdb_account',
    'public_network_access_enabled',
    only(['ip_range_filter'], ['is_virtual_network_filter_enabled', 'true']),
  ),
  networked('azurerm_redis_cache'),
  networked(
    'azurerm_container_registry',
    'public_network_access_enabled',
    only(['network_rule_set.default_action', 'deny']),
  ),
  networked(
    'azurerm_servicebus_namespace',
    'public_network_access_enabled',
    only(['network_rule_set.default_action', 'deny']),
  ),
  networked(
    'azurerm_eventhub_namespace',
    'public_network_access_enabled',
    only(['network_rulesets.default_action', 'deny']),
  ),
  networked('azurerm_search_service', 'public_network_access_enabled', only(['allowed_ips'])),
  networked(
    'azurerm_cognitive_account',
    'public_network_access_enabled',
    only(['network_acls.default_action', 'deny']),
  ),
  networked('azurerm_synapse_workspace'),
  networked('azurerm_data_factory', 'public_network_enabled'),
  // Without a word, a network of its own decides.
  row('azurerm_postgresql_flexible_server', 'public_network_access_enabled', 'public-network-access'),
  row('azurerm_mysql_flexible_server', 'public_network_access', 'public-network-access', { spelled: ENABLED }),
  row('azurerm_mssql_managed_instance', 'public_data_endpoint_enabled', 'public-network-access', { otherwise: false }),
  // Without a word, another resource may set the rules.
  row('azurerm_storage_account', 'network_rules.default_action', 'public-network-access', { spelled: ALLOW, ...OFF }),
  row('azurerm_storage_account_network_rules', 'default_action', 'public-network-access', { spelled: ALLOW }),
  row('azurerm_key_vault', 'network_acls.default_action', 'public-network-access', { spelled: ALLOW, ...OFF }),
  networked('azurerm_key_vault', 'public_network_access_enabled', { unless: ['network_acls', 'default_action'] }),
  row('azurerm_container_registry', 'anonymous_pull_enabled', 'anonymous-access', { otherwise: false }),
  row('azurerm_container_registry', 'admin_enabled', 'shared-admin-account', { otherwise: false }),
  row('azurerm_linux_virtual_machine', PASSWORDS, 'password-login', {
    spelled: INVERTED,
    otherwise: false,
  }),
  row('azurerm_linux_virtual_machine_scale_set', PASSWORDS, 'password-login', {
    spelled: INVERTED,
    otherwise: false,
  }),
  row('azurerm_virtual_machine', `os_profile_linux_config.${PASSWORDS}`, 'password-login', { spelled: INVERTED }),
  row('azurerm_virtual_machine_scale_set', `os_profile_linux_config.${PASSWORDS}`, 'password-login', {
    spelled: INVERTED,
  }),
  ownNetworked('Microsoft.Sql/servers'),
  ownNetworked('Microsoft.DBforPostgreSQL/servers'),
  ownNetworked('Microsoft.DBforMySQL/servers'),
  ownNetworked('Microsoft.DBforMariaDB/servers'),
  ownNetworked(
    'Microsoft.DocumentDB/databaseAccounts',
    only(['properties.ipRules'], ['properties.isVirtualNetworkFilterEnabled', 'true']),
  ),
  ownNetworked('Microsoft.Cache/redis'),
  ownNetworked('Microsoft.ContainerRegistry/registries', only(['properties.networkRuleSet.defaultAction', 'deny'])),
  ownNetworked('Microsoft.ServiceBus/namespaces'),
  ownNetworked('Microsoft.EventHub/namespaces'),
  ownNetworked('Microsoft.Search/searchServices', only(['properties.networkRuleSet.ipRules'])),
  ownNetworked('Microsoft.CognitiveServices/accounts', only(['properties.networkAcls.defaultAction', 'deny'])),
  ownNetworked('Microsoft.Synapse/workspaces'),
  ownNetworked('Microsoft.DataFactory/factories'),
  own('Microsoft.DBforPostgreSQL/flexibleServers', 'network.publicNetworkAccess', 'public-network-access', {
    spelled: ENABLED,
  }),
  own('Microsoft.DBforMySQL/flexibleServers', 'network.publicNetworkAccess', 'public-network-access', {
    spelled: ENABLED,
  }),
  own('Microsoft.Sql/managedInstances', 'publicDataEndpointEnabled', 'public-network-access', { otherwise: false }),
  own('Microsoft.Storage/storageAccounts', 'networkAcls.defaultAction', 'public-network-access', {
    spelled: ALLOW,
    ...OWN_OFF,
  }),
  ownNetworked('Microsoft.Storage/storageAccounts', UNSAID),
  own('Microsoft.KeyVault/vaults', 'networkAcls.defaultAction', 'public-network-access', {
    spelled: ALLOW,
    ...OWN_OFF,
  }),
  ownNetworked('Microsoft.KeyVault/vaults', UNSAID),
  own('Microsoft.ContainerRegistry/registries', 'anonymousPullEnabled', 'anonymous-access', { otherwise: false }),
  own('Microsoft.ContainerRegistry/registries', 'adminUserEnabled', 'shared-admin-account', { otherwise: false }),
  // Without a word it depends on whether there is a password, and a system, at all.
  own('Microsoft.Compute/virtualMachines', `osProfile.${SSH_ONLY}`, 'password-login', { spelled: INVERTED }),
  own('Microsoft.Compute/virtualMachineScaleSets', `virtualMachineProfile.osProfile.${SSH_ONLY}`, 'password-login', {
    spelled: INVERTED,
  }),
];

/** Services whose way in is one switch. */
export const publicSwitches = switches('public-switches', ROWS);
