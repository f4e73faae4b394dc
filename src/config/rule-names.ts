import { sentence } from '../findings/message';
import type { Severity } from '../findings/severity';
import type { Span } from '../place';
import { namesRule } from '../policies';
import { writing } from './explain';
import { nearest } from './nearest';
import type { Fault } from './user-file';

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
  /** What is wrong with a name or pattern that means no rule; undefined when it means one. */
  unknown(name: string, at: Span): Fault | undefined;
  /** The present id of a rule that a former one names. */
  renamed(name: string): string | undefined;
}

export function ruleNames(known: Known): RuleNames {
  const ids = known.rules.map(({ id }) => id);
  const present = new Map(
    known.rules.flatMap(({ id, aliases }) => (aliases ?? []).map((alias) => [alias, id] as const)),
  );
  for (const id of ids) present.set(id, id);
  return {
    canonical: (name) => present.get(name) ?? name,
    renamed: (name) => (present.get(name) === name ? undefined : present.get(name)),
    unknown(name, at) {
      if (ids.length === 0) return undefined; // whoever asks knows no rules: nothing can be said
      const means = name.includes('*') ? ids.some((id) => namesRule(name, id)) : present.has(name);
      if (means) return undefined;
      const near = nearest(name, present.keys());
      const step = near
        ? writing(present.get(near) ?? near, at)
        : { next: sentence`Choose one of the ids that completion offers.` };
      return { start: at.start, end: at.end, message: sentence`No rule is called this.`, ...step };
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
