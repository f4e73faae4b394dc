import type { Origin, Policy, PolicySource } from '../policies';
import type { Fields } from './check';
import { globFaults } from './configuration';
import { compileGlobs } from './globs';
import { nearest } from './nearest';
import type { RuleNames } from './rule-names';
import { type Fault, pointer, textIn, type UserFile } from './user-file';

/** A path as seen from a folder, or undefined when it lies elsewhere. */
export function relativeTo(base: string, path: string): string | undefined {
  if (base === '') return path;
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** Compiles a checked policy file. `base` is the folder that holds its `.handrail`. */
export function compilePolicy(
  base: string,
  from: Origin,
  file: UserFile,
  data: Fields,
  names: RuleNames,
): { source: PolicySource; faults: readonly Fault[] } {
  const { version: _, ...rest } = data;
  const policy = rest as Policy;
  const faults: Fault[] = [];
  const globs = (patterns: readonly string[] | undefined, where: string) => {
    const compiled = compileGlobs(patterns ?? []);
    faults.push(...globFaults(compiled, file, where));
    return compiled;
  };
  const only = policy.scope?.paths && globs(policy.scope.paths, '/scope/paths');
  const except = globs(policy.scope?.except, '/scope/except');
  const champions = (policy.champions ?? []).map(({ paths, people }, i) => ({
    paths: globs(paths, `${pointer('champions', i)}/paths`),
    people,
  }));
  for (const kind of ['primary', 'related'] as const) {
    for (const name of policy.rules?.[kind] ?? []) {
      const unknown = names.unknown(name);
      const span = textIn(file, pointer('rules', kind), name);
      if (unknown) faults.push({ ...span, message: 'No rule is called this.', ...unknown });
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

/** Extended policies that do not exist, and circles of extension: what cannot be seen in one file alone. */
export function extensionFaults(
  sources: readonly { readonly source: PolicySource; readonly file: UserFile }[],
  builtIn: readonly PolicySource[],
): readonly { readonly file: UserFile; readonly fault: Fault }[] {
  const parents = new Map<string, string | undefined>();
  for (const { policy } of [...builtIn, ...sources.map(({ source }) => source)]) {
    if (policy.id !== undefined && policy.id !== policy.extends) parents.set(policy.id, policy.extends);
  }
  return sources.flatMap(({ source: { policy }, file }) => {
    if (policy.extends === undefined) return [];
    const span = file.at('/extends');
    if (!parents.has(policy.extends)) {
      const near = nearest(policy.extends, parents.keys());
      const next = near
        ? `Write \`${near}\`.`
        : `Extend one of ${[...parents.keys()].map((id) => `\`${id}\``).join(', ')}.`;
      return [{ file, fault: { ...span, message: 'No policy is called this.', next } }];
    }
    const seen = new Set([policy.id]);
    for (let id: string | undefined = policy.extends; id !== undefined; id = parents.get(id)) {
      if (policy.id !== policy.extends && seen.has(id)) {
        const fault = {
          ...span,
          message: 'These policies extend each other in a circle.',
          next: 'Take out one `extends`.',
        };
        return [{ file, fault }];
      }
      seen.add(id);
    }
    return [];
  });
}
