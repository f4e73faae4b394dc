import type { AnyRule } from '../rule';
import { accountWideRole } from './account-wide-role';
import { administratorGrant } from './administrator-grant';
import { administratorMembership } from './administrator-membership';
import { clusterAdminBinding } from './cluster-admin-binding';
import { escalatingGrant } from './escalating-grant';
import { federatedTrustUnbound } from './federated-trust-unbound';
import { invertedGrant } from './inverted-grant';
import { openRoleTrust } from './open-role-trust';
import { passRoleAnywhere } from './pass-role-anywhere';
import { publicMembership } from './public-membership';
import { publicPrincipal } from './public-principal';
import { rbacAnonymous } from './rbac-anonymous';
import { rbacEscalation } from './rbac-escalation';
import { rbacSecretsReadable } from './rbac-secrets-readable';
import { rbacWildcard } from './rbac-wildcard';
import { serviceInvokeUnbound } from './service-invoke-unbound';
import { wildcardGrant } from './wildcard-grant';
import { wildcardResource } from './wildcard-resource';

export const rules: readonly AnyRule[] = [
  publicMembership,
  escalatingGrant,
  administratorMembership,
  accountWideRole,
  administratorGrant,
  federatedTrustUnbound,
  invertedGrant,
  openRoleTrust,
  passRoleAnywhere,
  publicPrincipal,
  serviceInvokeUnbound,
  wildcardGrant,
  wildcardResource,
  clusterAdminBinding,
  rbacAnonymous,
  rbacEscalation,
  rbacSecretsReadable,
  rbacWildcard,
];
