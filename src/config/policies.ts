import type { Origin, Policy, PolicySource } from '../policies';
import type { Checked, Fields } from './check';
import { globFaults, relativeTo } from './configuration';
import { compileGlobs } from './globs';
import type { RuleNames } from './rule-names';
import { type Fault, pointer } from './user-file';

/** Compiles a checked policy file. `base` is the folder that holds its `.handrail`. */
export function compilePolicy(
  base: string,
  from: Origin,
  file: Checked,
  data: Fields,
  names: RuleNames,
): { source: PolicySource; faults: readonly Fault[] } {
  const { version: _, ...rest } = data;
  const said = rest as Policy;
  const policy: Policy = said.rules ? { ...said, rules: presentIds(said.rules, names) } : said;
  const faults: Fault[] = [];
  const globs = (patterns: readonly string[] | undefined, where: string) => {
    const compiled = compileGlobs(patterns ?? []);
    faults.push(...globFaults(compiled, patterns, file, where));
    return compiled;
  };
  const only = policy.scope?.paths && globs(policy.scope.paths, '/scope/paths');
  const except = globs(policy.scope?.except, '/scope/except');
  const champions = (policy.champions ?? []).map(({ paths, people }, i) => ({
    paths: globs(paths, `${pointer('champions', i)}/paths`),
    people,
  }));
  for (const kind of ['primary', 'related'] as const) {
    for (const [i, name] of (said.rules?.[kind] ?? []).entries()) {
      const unknown = names.unknown(name, file.at(pointer('rules', kind, i)));
      if (unknown) faults.push(unknown);
    }
  }
  const source: PolicySource = {
    policy,
    from,
    general: base === '' && policy.scope === undefined,
    covers(path) {
      const here = relativeTo(base, path);
      return here !== undefined && (!only || only.matches(here)) && !except.matches(here);
    },
    championsOf(path) {
      const here = relativeTo(base, path);
      return here === undefined ? [] : champions.flatMap(({ paths, people }) => (paths.matches(here) ? people : []));
    },
  };
  return { source, faults };
}

/** Rules by the ids that they have today. */
const presentIds = ({ primary, related }: NonNullable<Policy['rules']>, names: RuleNames): Policy['rules'] => ({
  ...(primary && { primary: primary.map(names.canonical) }),
  ...(related && { related: related.map(names.canonical) }),
});
