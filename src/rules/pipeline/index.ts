import type { AnyRule } from '../rule';
import { scriptInjection } from './script-injection';
import { secretsInherited } from './secrets-inherited';
import { tokenPermissionsMissing } from './token-permissions-missing';
import { tokenPermissionsWriteAll } from './token-permissions-write-all';
import { unpinnedAction } from './unpinned-action';
import { untrustedCheckout } from './untrusted-checkout';

export const rules: readonly AnyRule[] = [
  scriptInjection,
  secretsInherited,
  tokenPermissionsMissing,
  tokenPermissionsWriteAll,
  unpinnedAction,
  untrustedCheckout,
];
