import type { AnyRule } from '../rule';
import { metadataTokenUnset } from './metadata-token-unset';
import { metadataWithoutToken } from './metadata-without-token';

export const rules: readonly AnyRule[] = [metadataTokenUnset, metadataWithoutToken];
