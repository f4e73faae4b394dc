import type { Known } from '../config/workspace';
import { rules } from '../rules/index';
import type { AnyRule } from '../rules/rule';

/** Every rule by its id and former ids. */
export const ruleById: ReadonlyMap<string, AnyRule> = new Map(
  rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])].map((id) => [id, rule] as const)),
);

/** What users' files may name. */
export const knownRules: Known = { rules };
