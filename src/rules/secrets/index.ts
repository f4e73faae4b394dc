import type { AnyRule } from '../rule';
import { credentialInUrl } from './credential-in-url';
import { liveCredential } from './live-credential';
import { passwordInFile } from './password-in-file';
import { privateKeyInFile } from './private-key-in-file';
import { serviceTokenInFile } from './service-token-in-file';

export const rules: readonly AnyRule[] = [
  credentialInUrl,
  liveCredential,
  passwordInFile,
  privateKeyInFile,
  serviceTokenInFile,
];
