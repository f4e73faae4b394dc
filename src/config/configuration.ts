import type { Audience } from '../findings/configuration';
import { sentence } from '../findings/message';
import type { Severity } from '../findings/severity';
import type { System } from '../policies';
import type { Checked, Fields } from './check';
import { compileGlobs, type Globs } from './globs';
import { type PackName, packNames } from './packs';
import { byRule, type RuleNames } from './rule-names';
import { type Fault, pointer } from './user-file';

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
  readonly systems?: readonly (Pick<System, 'name' | 'paths' | 'criticality' | 'sessionInterval' | 'owner'> & {
    readonly data?: readonly string[];
  })[];
  readonly packs?: readonly string[];
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
  readonly environments: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly systems: readonly System[];
  readonly packs: readonly PackName[];
  excluded(path: string): boolean;
  environmentOf(path: string): string | undefined;
  /** The severity that the file gives a rule, or undefined when it leaves the rule its own. */
  severityOf(rule: string, environment: string | undefined): Severity | undefined;
  enabled(rule: string, environment: string | undefined): boolean;
}

/** Compiles a checked `config.yaml` and reports what names nothing. */
export function compileConfiguration(
  base: string,
  file: Checked,
  data: Fields,
  names: RuleNames,
): { own: OwnConfiguration; faults: readonly Fault[] } {
  const said = data as ConfigFile;
  const faults: Fault[] = [];
  const globs = (patterns: readonly string[] | undefined, where: string): Globs => {
    const compiled = compileGlobs(patterns ?? []);
    faults.push(...globFaults(compiled, patterns, file, where));
    return compiled;
  };
  const table = <T>(entries: Readonly<Record<string, T>> | undefined, where: string) => {
    for (const name of Object.keys(entries ?? {})) {
      const unknown = names.unknown(name, file.keyAt(where + pointer(name)));
      if (unknown) faults.push(unknown);
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
    const matches = globs(environment.paths, `${where}/paths`);
    return { name, matches, paths: environment.paths, ...tables(environment, where) };
  });
  const named = (name: string | undefined) => environments.find((environment) => environment.name === name);

  const systems = (said.systems ?? []).map(({ data: classes = [], ...system }, i, all) => {
    const where = pointer('systems', i);
    const twin = all.findIndex(({ name }) => name.toLowerCase() === system.name.toLowerCase());
    if (twin < i) {
      const message = sentence`Another system has this name.`;
      faults.push({ ...file.at(`${where}/name`), message, next: sentence`Give each system a name of its own.` });
    }
    const covered = globs(system.paths, `${where}/paths`);
    const covers = (path: string) => covered.matches(relativeTo(base, path) ?? '');
    return { ...system, data: classes, base, covers };
  });
  const packs = packNames(base, said.packs ?? [], (i) => file.at(pointer('packs', i)));
  const { organisation, threshold, audience } = said;
  const own: OwnConfiguration = {
    base,
    organisation,
    threshold,
    audience,
    environments: environments.map(({ name, paths }) => ({ name, paths })),
    systems,
    packs: packs.names,
    excluded: (path) => exclude.matches(path),
    environmentOf: (path) => environments.find(({ matches }) => matches.matches(path))?.name,
    severityOf: (rule, environment) => named(environment)?.severity(rule) ?? general.severity(rule),
    enabled: (rule, environment) => (named(environment)?.rule(rule) ?? general.rule(rule)) !== 'off',
  };
  return { own, faults: [...faults, ...packs.faults] };
}

/** A path as seen from a folder, or undefined when it lies elsewhere. */
export function relativeTo(base: string, path: string): string | undefined {
  if (base === '') return path;
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** What a list of globs refused, at its place in the file. */
export const globFaults = (
  { refused }: Globs,
  patterns: readonly string[] = [],
  file: Checked,
  where: string,
): readonly Fault[] =>
  refused.map(({ pattern, ...said }) => ({ ...file.at(`${where}/${patterns.indexOf(pattern)}`), ...said }));
