import type { AnyRule } from '../rule';
import { addedCapability } from './added-capability';
import { hostNamespace } from './host-namespace';
import { hostPathMount } from './host-path-mount';
import { metadataTokenUnset } from './metadata-token-unset';
import { metadataWithoutToken } from './metadata-without-token';
import { privilegeEscalation } from './privilege-escalation';
import { privilegeEscalationUnset } from './privilege-escalation-unset';
import { privilegedContainer } from './privileged-container';
import { rootUser } from './root-user';
import { rootUserUnset } from './root-user-unset';
import { tokenMounted } from './token-mounted';

export const rules: readonly AnyRule[] = [
  privilegedContainer,
  hostNamespace,
  hostPathMount,
  addedCapability,
  privilegeEscalation,
  privilegeEscalationUnset,
  rootUser,
  rootUserUnset,
  tokenMounted,
  metadataTokenUnset,
  metadataWithoutToken,
];
