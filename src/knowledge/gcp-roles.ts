/** What a predefined role amounts to where it is given on a whole project, folder or organisation. */
export type GcpPower = 'everything' | 'nearly everything' | 'own permissions' | 'every service account';

/** Source: Google's reference of basic and predefined roles of IAM. */
const ROLES: Readonly<Record<string, GcpPower>> = {
  'roles/owner': 'everything',
  'roles/editor': 'nearly everything',
  'roles/resourcemanager.organizationAdmin': 'own permissions',
  'roles/resourcemanager.folderAdmin': 'own permissions',
  'roles/resourcemanager.folderIamAdmin': 'own permissions',
  'roles/resourcemanager.projectIamAdmin': 'own permissions',
  'roles/iam.securityAdmin': 'own permissions',
  'roles/iam.organizationRoleAdmin': 'own permissions',
  'roles/iam.serviceAccountAdmin': 'every service account',
  'roles/iam.serviceAccountKeyAdmin': 'every service account',
  'roles/iam.serviceAccountTokenCreator': 'every service account',
  'roles/iam.serviceAccountUser': 'every service account',
};

/** What a role means on a whole project, or undefined where it is less than administration. */
export const gcpPower = (role: string): GcpPower | undefined => (Object.hasOwn(ROLES, role) ? ROLES[role] : undefined);

/** Roles by which a web service is called: giving them to everybody is how a public site is made. */
export const isInvoker = (role: string): boolean => /^roles\/(?:run|cloudfunctions)\.invoker$/.test(role);
