import type { Severity } from '../findings/severity';
import { namesRule } from '../policies';
import { nearest } from './nearest';

/** What files may name, handed in because rules are no business of configuration. */
export interface Known {
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly aliases?: readonly string[];
  }[];
}

/** The rules that files may name, by present and former ids. */
export interface RuleNames {
  /** The present id of a rule named by its present or a former one, or a pattern as it stands. */
  canonical(name: string): string;
  /** What to write instead of a name or pattern that means no rule; undefined when it means one. */
  unknown(name: string): { readonly next: string } | undefined;
}

export function ruleNames(known: Known): RuleNames {
  const ids = known.rules.map(({ id }) => id);
  const present = new Map(
    known.rules.flatMap(({ id, aliases }) => (aliases ?? []).map((alias) => [alias, id] as const)),
  );
  for (const id of ids) present.set(id, id);
  return {
    canonical: (name) => present.get(name) ?? name,
    unknown(name) {
      if (ids.length === 0) return undefined; // whoever asks knows no rules: nothing can be said
      const means = name.includes('*') ? ids.some((id) => namesRule(name, id)) : present.has(name);
      if (means) return undefined;
      const near = nearest(name, present.keys());
      return { next: near ? `Write \`${near}\`.` : 'Choose one of the ids that completion offers.' };
    },
  };
}

/** A table by rule id and pattern: an id comes before a pattern, a later pattern before an earlier one. */
export function byRule<T>(
  table: Readonly<Record<string, T>> | undefined,
  names: RuleNames,
): (rule: string) => T | undefined {
  const exact = new Map<string, T>();
  const patterns: (readonly [string, T])[] = [];
  for (const [name, value] of Object.entries(table ?? {})) {
    if (name.includes('*')) patterns.unshift([name, value]);
    else exact.set(names.canonical(name), value);
  }
  return (rule) => exact.get(rule) ?? patterns.find(([pattern]) => namesRule(pattern, rule))?.[1];
}
