import type { AnyRule } from '../rule';

export const rules: readonly AnyRule[] = [];
