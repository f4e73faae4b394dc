/** What a built-in role amounts to where it reaches a whole subscription. */
export type AzurePower = 'everything' | 'own permissions' | 'all but permissions' | 'secrets' | 'machines';

interface AzureRole {
  readonly name: string;
  readonly power: AzurePower;
}

/**
 * Built-in roles that are worth limiting, by the id that is the same in every tenant.
 * Source: the list of Azure built-in roles in Microsoft's documentation of Azure RBAC.
 */
const ROLES: Readonly<Record<string, AzureRole>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': { name: 'Owner', power: 'everything' },
  'b24988ac-6180-42a0-ab88-20f7382dd24c': { name: 'Contributor', power: 'all but permissions' },
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': { name: 'User Access Administrator', power: 'own permissions' },
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': { name: 'Role Based Access Control Administrator', power: 'own permissions' },
  '00482a5a-887f-4fb3-b363-3b7fe8e74483': { name: 'Key Vault Administrator', power: 'secrets' },
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': { name: 'Key Vault Secrets Officer', power: 'secrets' },
  '4633458b-17de-408a-b874-0445c86b69e6': { name: 'Key Vault Secrets User', power: 'secrets' },
  '8b54135c-b56d-4d72-a534-26097cfdc8d8': { name: 'Key Vault Data Access Administrator', power: 'secrets' },
  '17d1049b-9a84-46fb-8f53-869881c3d3ab': { name: 'Storage Account Contributor', power: 'secrets' },
  '81a9662b-bebf-436f-a333-f67b29880f12': { name: 'Storage Account Key Operator Service Role', power: 'secrets' },
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': { name: 'Storage Blob Data Owner', power: 'secrets' },
  '9980e02c-c2be-4d73-94e8-173b1dc7cf3c': { name: 'Virtual Machine Contributor', power: 'machines' },
  '1c0163c0-47e6-4577-8991-ea5c82e286e4': { name: 'Virtual Machine Administrator Login', power: 'machines' },
  '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8': {
    name: 'Azure Kubernetes Service Cluster Admin Role',
    power: 'machines',
  },
  'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b': { name: 'Azure Kubernetes Service RBAC Cluster Admin', power: 'machines' },
  'f353d9bd-d4a6-484e-a77a-8050b599b867': { name: 'Automation Contributor', power: 'machines' },
};

const BY_NAME = new Map(Object.values(ROLES).map((role) => [role.name.toLowerCase(), role]));

/** A privileged built-in role by name, by id, or by the path of its definition; undefined for any other role. */
export function azureRole(named: string): AzureRole | undefined {
  const key = named.toLowerCase().split('/').at(-1) ?? '';
  return BY_NAME.get(key) ?? (Object.hasOwn(ROLES, key) ? ROLES[key] : undefined);
}

/** Words for scopes of Azure that hold everything of a subscription or more, as the provider gives them. */
export const isWideScope = (scope: string): boolean => /^(?:subscription|management-group|\/)$/.test(scope);

/** Actions by which a holder gives itself or others any role, as custom roles spell them. */
export const givesRoles = (action: string): boolean =>
  /^microsoft\.authorization\/(?:\*|(?:roleassignments|roledefinitions|\*)\/(?:write|\*))$/i.test(action);
