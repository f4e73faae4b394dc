/** What an AWS managed policy gives at most: everything, or a way to give oneself everything. */
export type ManagedPolicyPower = 'everything' | 'own permissions' | 'all but identities';

/**
 * AWS managed policies that amount to administration of an account, by name. `own permissions`: may attach any policy
 * to itself. Source: the policies' documents in AWS's managed policy reference.
 */
const POWERS: Readonly<Record<string, ManagedPolicyPower>> = {
  AdministratorAccess: 'everything',
  IAMFullAccess: 'own permissions',
  PowerUserAccess: 'all but identities',
};

const PREFIX = /^arn:aws[a-z-]*:iam::aws:policy\/([\w+=,.@/-]+)$/;

/** The name of an AWS managed policy from its ARN, in any partition; undefined for a policy of an account. */
export const managedPolicyName = (arn: string): string | undefined => PREFIX.exec(arn)?.[1]?.split('/').at(-1);

/** What attaching the policy means, or undefined where it is less than administration. */
export const managedPolicyPower = (name: string): ManagedPolicyPower | undefined =>
  Object.hasOwn(POWERS, name) ? POWERS[name] : undefined;
