import type { Audience } from '../findings/configuration';
import type { Severity } from '../findings/severity';
import type { Fields } from './check';
import { compileGlobs, type Globs } from './globs';
import { byRule, type RuleNames } from './rule-names';
import { type Fault, pointer, textIn, type UserFile } from './user-file';

type Severities = Readonly<Record<string, Severity>>;
type Switches = Readonly<Record<string, 'on' | 'off'>>;

/** `config.yaml` as its schema lets it through. */
interface ConfigFile {
  readonly organisation?: string;
  readonly environments?: Readonly<
    Record<string, { paths: readonly string[]; severities?: Severities; rules?: Switches }>
  >;
  readonly severities?: Severities;
  readonly rules?: Switches;
  readonly exclude?: readonly string[];
  readonly threshold?: Severity;
  readonly audience?: Audience;
}

/** One `config.yaml`, compiled. Paths are relative to the folder that holds its `.handrail`. */
export interface OwnConfiguration {
  /** The folder that holds `.handrail`, `''` for the root. */
  readonly base: string;
  readonly organisation?: string;
  readonly threshold?: Severity;
  readonly audience?: Audience;
  readonly environments: readonly string[];
  excluded(path: string): boolean;
  environmentOf(path: string): string | undefined;
  /** The severity that the file gives a rule, or undefined when it leaves the rule its own. */
  severityOf(rule: string, environment: string | undefined): Severity | undefined;
  enabled(rule: string, environment: string | undefined): boolean;
}

/** Compiles a checked `config.yaml` and reports what names nothing. */
export function compileConfiguration(
  base: string,
  file: UserFile,
  data: Fields,
  names: RuleNames,
): { own: OwnConfiguration; faults: readonly Fault[] } {
  const said = data as ConfigFile;
  const faults: Fault[] = [];
  const globs = (patterns: readonly string[] | undefined, where: string): Globs => {
    const compiled = compileGlobs(patterns ?? []);
    faults.push(...globFaults(compiled, file, where));
    return compiled;
  };
  const table = <T>(entries: Readonly<Record<string, T>> | undefined, where: string) => {
    for (const name of Object.keys(entries ?? {})) {
      const unknown = names.unknown(name);
      if (unknown)
        faults.push({ ...file.keyAt(where + pointer(name)), message: 'No rule is called this.', ...unknown });
    }
    return byRule(entries, names);
  };
  const tables = (from: { severities?: Severities; rules?: Switches }, where: string) => ({
    severity: table(from.severities, `${where}/severities`),
    rule: table(from.rules, `${where}/rules`),
  });

  const exclude = globs(said.exclude, '/exclude');
  const general = tables(said, '');
  const environments = Object.entries(said.environments ?? {}).map(([name, environment]) => {
    const where = pointer('environments', name);
    return { name, paths: globs(environment.paths, `${where}/paths`), ...tables(environment, where) };
  });
  const named = (name: string | undefined) => environments.find((environment) => environment.name === name);

  const { organisation, threshold, audience } = said;
  const own: OwnConfiguration = {
    base,
    organisation,
    threshold,
    audience,
    environments: environments.map(({ name }) => name),
    excluded: (path) => exclude.matches(path),
    environmentOf: (path) => environments.find(({ paths }) => paths.matches(path))?.name,
    severityOf: (rule, environment) => named(environment)?.severity(rule) ?? general.severity(rule),
    enabled: (rule, environment) => (named(environment)?.rule(rule) ?? general.rule(rule)) !== 'off',
  };
  return { own, faults };
}

/** What a list of globs refused, at its place in the file. */
export const globFaults = (globs: Globs, file: UserFile, where: string): readonly Fault[] =>
  globs.refused.map(({ pattern, message, next }) => ({ ...textIn(file, where, pattern), message, next }));
