import type { AnyRule } from '../rule';
import { administratorGrant } from './administrator-grant';
import { federatedTrustUnbound } from './federated-trust-unbound';
import { invertedGrant } from './inverted-grant';
import { openRoleTrust } from './open-role-trust';
import { passRoleAnywhere } from './pass-role-anywhere';
import { publicPrincipal } from './public-principal';
import { serviceInvokeUnbound } from './service-invoke-unbound';
import { wildcardGrant } from './wildcard-grant';
import { wildcardResource } from './wildcard-resource';

export const rules: readonly AnyRule[] = [
  administratorGrant,
  federatedTrustUnbound,
  invertedGrant,
  openRoleTrust,
  passRoleAnywhere,
  publicPrincipal,
  serviceInvokeUnbound,
  wildcardGrant,
  wildcardResource,
];
