import type { ListValue, Value } from '../../facts';
import { is, knownAt, mapValue } from '../../facts';
import { asReference, asString, type Data, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure } from '../ways-in';

/** The server that a rule opens, by the attribute that names it. */
const SERVERS: Readonly<Record<string, readonly [attribute: string, type: string]>> = {
  azurerm_mssql_firewall_rule: ['server_id', 'azurerm_mssql_server'],
  azurerm_sql_firewall_rule: ['server_name', 'azurerm_sql_server'],
  azurerm_postgresql_firewall_rule: ['server_name', 'azurerm_postgresql_server'],
  azurerm_postgresql_flexible_server_firewall_rule: ['server_id', 'azurerm_postgresql_flexible_server'],
  azurerm_mysql_firewall_rule: ['server_name', 'azurerm_mysql_server'],
  azurerm_mysql_flexible_server_firewall_rule: ['server_name', 'azurerm_mysql_flexible_server'],
  azurerm_mariadb_firewall_rule: ['server_name', 'azurerm_mariadb_server'],
  azurerm_redis_firewall_rule: ['redis_cache_name', 'azurerm_redis_cache'],
  azurerm_synapse_firewall_rule: ['synapse_workspace_id', 'azurerm_synapse_workspace'],
};

/** The same rules as Azure's own templates have them, in the server that they open. */
const OWN = [
  'Microsoft.Sql/servers',
  'Microsoft.DBforPostgreSQL/servers',
  'Microsoft.DBforPostgreSQL/flexibleServers',
  'Microsoft.DBforMySQL/servers',
  'Microsoft.DBforMySQL/flexibleServers',
  'Microsoft.DBforMariaDB/servers',
  'Microsoft.Cache/redis',
  'Microsoft.Synapse/workspaces',
].map((server) => `${server}/firewallRules`);

/** How a rule spells its first and last address. */
function ends({ type }: Resource): readonly [string[], string[]] {
  if (type === 'azurerm_redis_firewall_rule') return [['start_ip'], ['end_ip']];
  if (type in SERVERS) return [['start_ip_address'], ['end_ip_address']];
  const address = type.startsWith('Microsoft.Cache/') ? 'IP' : 'IpAddress';
  return [
    ['properties', `start${address}`],
    ['properties', `end${address}`],
  ];
}

/** An IPv4 address as a number; NaN for anything else. */
const numeric = (address: string): number =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(address)
    ? address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
    : Number.NaN;

/** From how many addresses on a range counts as everybody: half of IPv4. */
const HALF = 2 ** 31;

/** 0.0.0.0 alone lets every machine of the cloud in (https://learn.microsoft.com/azure/azure-sql/database/firewall-configure). */
function source(start: string, end: string): string {
  if (start === '0.0.0.0' && end === '0.0.0.0') return 'any-tenant';
  return numeric(end) - numeric(start) >= HALF ? '*' : `${start}-${end}`;
}

function sources(resource: Resource): ListValue<string> {
  const [first, last] = ends(resource);
  const start = asString(resource.get(...first));
  const end = asString(resource.get(...last));
  if (end.state === 'unknown') return end;
  if (start.state !== 'known') return mapValue(start, () => []);
  return knownAt([{ ...start, value: source(start.value, end.value ?? start.value) }], start.at);
}

/** Whether a server has no way in from the public network, so that nobody asks its rules. */
function isClosed(server: Value<Data>): boolean {
  const target = asReference(server)?.target();
  const own = target?.get('properties', 'publicNetworkAccess');
  const access = own && own.state !== 'absent' ? own : target?.get('public_network_access_enabled');
  return access !== undefined && is(asString(access), (word) => /^(?:disabled|false)$/i.test(word)) === 'yes';
}

/** The address lists of database servers. */
export const databaseFirewall: Provider = {
  id: 'database-firewall',
  types: [...Object.keys(SERVERS), ...OWN],
  *facts(resource) {
    const [attribute, type] = SERVERS[resource.type] ?? ['root', resource.type.replace(/\/firewallRules$/, '')];
    const server = resource.get(attribute);
    if (isClosed(server)) return;
    yield exposure(resource, {
      channel: 'network',
      target: 'database',
      sources: sources(resource),
      about: [identity(server, type)],
    });
  },
};
