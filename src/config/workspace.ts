import { type Configuration, DEFAULTS } from '../findings/configuration';
import { milder, worse } from '../findings/severity';
import type { Span } from '../place';
import { type Policies, type PolicySource, policyFor, resolvePolicies, termsOf } from '../policies';
import { checkFile, type FileKind, impossibleDays } from './check';
import { codeownersBase, compileCodeowners, handlesIn, type Ownership } from './codeowners';
import { compileConfiguration, type OwnConfiguration } from './configuration';
import { library } from './library';
import { nearest } from './nearest';
import { compilePolicy, extensionFaults, relativeTo } from './policies';
import { type Known, ruleNames } from './rule-names';
import { type Fault, pointer, readUserFile, type UserFile } from './user-file';
import { combineWaivers, compileWaivers, type OwnWaivers } from './waivers';

export type { Known };

/** Something in a file that users write that could not be taken as it stands. */
export interface FileProblem extends Span {
  readonly path: string;
  /** 1-based, columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** What is wrong there, in one sentence. */
  readonly message: string;
  /** What to write instead, as an imperative sentence. */
  readonly next: string;
}

/** A file by its root-relative path. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that a workspace's own files say. */
export interface Workspace {
  readonly configuration: Configuration;
  readonly policies: Policies;
  /** CODEOWNERS handles of a path; none when no line names it. */
  readonly codeowners: (path: string) => readonly string[];
  /** The CODEOWNERS file that speaks for a path, with its line for it. */
  readonly ownership: (path: string) => Ownership;
  readonly problems: readonly FileProblem[];
  /** Names for completion: environments of `config.yaml`, people and teams of CODEOWNERS. */
  readonly environments: readonly string[];
  readonly handles: readonly string[];
}

/** What a path is to Handrail, and the folder that it speaks about; undefined when it is none of our files. */
export function ownFile(path: string): { readonly kind: FileKind; readonly base: string } | undefined {
  const match = /^(?:(.*)\/)?\.handrail\/(?:(config|waivers)|policies\/[^/]+)\.yaml$/.exec(path);
  return match ? { kind: (match[2] as 'config' | 'waivers' | undefined) ?? 'policy', base: match[1] ?? '' } : undefined;
}

/** Whether `loadWorkspace` has a use for a path: ours, ours but for its ending, or a CODEOWNERS file where a platform looks. */
export const speaksForWorkspace = (path: string): boolean =>
  ownFile(path.replace(/\.yml$/, '.yaml')) !== undefined || codeownersBase(path) !== undefined;

/** Where files that speak for a path may lie: folders, from the root down to the path's own. */
export function foldersThatSpeakFor(path: string): readonly string[] {
  const above = path.split('/').slice(0, -1);
  const bases = ['', ...above.map((_, i) => `${above.slice(0, i + 1).join('/')}/`)];
  const inside = ['', '.handrail', '.handrail/policies', '.github', '.gitlab', 'docs'];
  return bases.flatMap((base) => inside.map((folder) => `${base}${folder}`.replace(/\/$/, '')));
}

/** Line and column of an offset, both from 1. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/**
 * Reads what a workspace says: `config.yaml` (the nearest one above a path speaks alone), `policies/*.yaml` (all above a path,
 * the nearer one over the farther one, a scoped one over one without scope), `waivers.yaml` (the nearest one above a path
 * speaks alone) and CODEOWNERS. Pure; files of other names are passed over, broken ones
 * reported, and what can be read of them holds.
 */
export function loadWorkspace(files: readonly TextFile[], known: Known = { rules: [] }): Workspace {
  const problems: FileProblem[] = [];
  const report = (file: UserFile, faults: readonly Fault[]) => {
    for (const fault of faults) problems.push({ path: file.path, ...positionOf(file.text, fault.start), ...fault });
  };
  const names = ruleNames(known);
  const builtIn = library();
  const configurations: OwnConfiguration[] = [];
  const policies: { source: PolicySource; file: UserFile; base: string }[] = [];
  const waivers: OwnWaivers[] = [];

  for (const { path, text } of files) {
    const own = ownFile(path);
    if (!own) {
      const almost = ownFile(path.replace(/\.yml$/, '.yaml'));
      const message = 'Not read: the name of this file ends in `.yml`.';
      if (almost) problems.push({ path, line: 1, column: 1, start: 0, end: 0, message, next: 'Rename it to `.yaml`.' });
      continue;
    }
    const file = readUserFile(path, text);
    const { data, faults } = checkFile(file, own.kind);
    report(file, [...faults, ...impossibleDays(file)]);
    if (!data) continue;
    if (own.kind === 'config') {
      const compiled = compileConfiguration(own.base, file, data, names);
      configurations.push(compiled.own);
      report(file, compiled.faults);
    } else if (own.kind === 'waivers') {
      const compiled = compileWaivers(own.base, file, names);
      waivers.push(compiled.own);
      report(file, compiled.faults);
    } else {
      const compiled = compilePolicy(own.base, { kind: 'workspace', path }, file, data, names);
      policies.push({ source: compiled.source, file, base: own.base });
      report(file, compiled.faults);
    }
  }

  configurations.sort((a, b) => b.base.length - a.base.length);
  policies.sort((a, b) => a.base.length - b.base.length || scoped(a.source) - scoped(b.source) || byPath(a, b));
  for (const { file, fault } of extensionFaults(policies, builtIn)) report(file, [fault]);
  for (const { source, file, base } of policies) report(file, environmentFaults(source, file, base, configurations));

  const resolved = resolvePolicies(
    builtIn,
    policies.map(({ source }) => source),
  );
  const ownership = compileCodeowners(files);
  problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
  return {
    configuration: { ...combine(configurations, resolved), waivers: combineWaivers(waivers) },
    policies: resolved,
    codeowners: (path) => ownership(path).owners,
    ownership,
    problems,
    environments: [...new Set(configurations.flatMap((own) => own.environments))],
    handles: handlesIn(files),
  };
}

const scoped = ({ policy }: PolicySource): number => Number(policy.scope !== undefined);
const byPath = (a: { file: UserFile }, b: { file: UserFile }): number => (a.file.path < b.file.path ? -1 : 1);

/** Severity limits for environments that the configuration beside the policy does not name. */
function environmentFaults(
  { policy }: PolicySource,
  file: UserFile,
  base: string,
  configurations: readonly OwnConfiguration[],
): readonly Fault[] {
  const here = configurations.find((own) => own.base === base || own.base === '' || base.startsWith(`${own.base}/`));
  const environments = ['any', ...(here?.environments ?? [])];
  return Object.keys(policy.severity ?? {}).flatMap((name) => {
    if (environments.includes(name)) return [];
    const near = nearest(name, environments);
    const next = near ? `Write \`${near}\`.` : 'Add it under `environments` in `config.yaml`, or write `any`.';
    return [{ ...file.keyAt(pointer('severity', name)), message: 'No environment is called this.', next }];
  });
}

/** The nearest configuration speaks for a path; a policy's limits hold where it says nothing about the rule. */
function combine(configurations: readonly OwnConfiguration[], policies: Policies): Omit<Configuration, 'waivers'> {
  const at = (path: string) => {
    for (const own of configurations) {
      const here = relativeTo(own.base, path);
      if (here !== undefined) return { own, here };
    }
    return undefined;
  };
  const environmentOf = (path: string) => {
    const found = at(path);
    return found?.own.environmentOf(found.here);
  };
  const outermost = configurations[configurations.length - 1];
  return {
    severityOf(rule, path, base) {
      const environment = environmentOf(path);
      const said = at(path)?.own.severityOf(rule, environment);
      if (said) return said;
      const limits = policyFor(rule, path, policies).primary?.severity;
      const { atLeast, atMost } = { ...limits?.any, ...(environment === undefined ? {} : limits?.[environment]) };
      const raised = atLeast ? worse(base, atLeast) : base;
      return atMost ? milder(raised, atMost) : raised;
    },
    enabled: (rule, path) => at(path)?.own.enabled(rule, environmentOf(path)) ?? true,
    excluded(path) {
      const found = at(path);
      return found?.own.excluded(found.here) ?? false;
    },
    environmentOf,
    termsOf: (rule, path, severity) => termsOf(policyFor(rule, path, policies).primary?.exception, severity),
    audience: outermost?.audience ?? DEFAULTS.audience,
    threshold: outermost?.threshold ?? DEFAULTS.threshold,
    organisation: outermost?.organisation,
  };
}
