import type { Configuration } from '../findings/configuration';
import { sentence } from '../findings/message';
import { byPrecedence, type Origin, type Policies, resolvePolicies, type System } from '../policies';
import { type Checked, checkFile, impossibleDays } from './check';
import { codeownersBase, compileCodeowners, handlesIn, type Ownership } from './codeowners';
import { combine } from './combine';
import { compileConfiguration } from './configuration';
import { crossFaults, type PolicyFile } from './cross-checks';
import { library } from './library';
import { type FileKind, ownFile, type TextFile } from './own-file';
import { findPacks, type Pack, type PackFiles } from './packs';
import { compilePolicy } from './policies';
import { type Known, ruleNames } from './rule-names';
import { compileTemplate, type OwnTemplate, templateFaults } from './templates';
import { type Fault, readUserFile, type UserFile } from './user-file';
import { combineWaivers, compileWaivers, type OwnWaivers } from './waivers';

export { ownFile, type TextFile } from './own-file';
export { MOST_PACK_FILES, type PackFiles } from './packs';
export type { Known };

/** Something in a file that users write that could not be taken as it stands. */
export interface FileProblem extends Fault {
  readonly path: string;
  /** 1-based, columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** One of the files that people write for Handrail, or that a pack of theirs holds. */
export interface KnownFile {
  readonly kind: FileKind;
  /** The folder that links in it are relative to: the one that holds `.handrail`, or the pack. */
  readonly home: string;
  /** The pack that it belongs to, as `config.yaml` names it. */
  readonly pack?: string;
}

/** Everything that a workspace's own files say. */
export interface Workspace {
  readonly configuration: Configuration;
  readonly policies: Policies;
  /** CODEOWNERS handles of a path; none when no line names it. */
  readonly codeowners: (path: string) => readonly string[];
  /** Templates of its own; those that are broken are left out. */
  readonly templates: readonly OwnTemplate[];
  /** The CODEOWNERS file that speaks for a path, with its line for it. */
  readonly ownership: (path: string) => Ownership;
  readonly problems: readonly FileProblem[];
  /** Environments of `config.yaml` with their globs, people and teams of CODEOWNERS, what is built and run: also for completion. */
  readonly environments: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly handles: readonly string[];
  readonly systems: readonly System[];
  /** The packs that were found, in the order in which they count. */
  readonly packs: readonly Pack[];
  /** Folders in which packs may lie: whoever loads looks there and loads again with what it found. */
  readonly packFolders: readonly string[];
  /** What a path is to Handrail; undefined when it is none of these files. */
  fileAt(path: string): KnownFile | undefined;
}

/** Whether `loadWorkspace` has a use for a path: ours, ours but for its ending, or a CODEOWNERS file where a platform looks. */
export const speaksForWorkspace = (path: string): boolean =>
  ownFile(path.replace(/\.yml$/, '.yaml')) !== undefined || codeownersBase(path) !== undefined;

/** Where files that speak for a path may lie: folders, from the root down to the path's own. */
export function foldersThatSpeakFor(path: string): readonly string[] {
  const above = path.split('/').slice(0, -1);
  const bases = ['', ...above.map((_, i) => `${above.slice(0, i + 1).join('/')}/`)];
  const inside = ['', '.handrail', '.handrail/policies', '.handrail/templates', '.github', '.gitlab', 'docs'];
  return bases.flatMap((base) => inside.map((folder) => `${base}${folder}`.replace(/\/$/, '')));
}

/** Line and column of an offset, both from 1. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Reads and checks a file; whoever loads again and again remembers what it read. */
type Read = (file: TextFile, kind: FileKind) => { readonly file: UserFile; readonly checked: Checked };
const readAnew: Read = ({ path, text }, kind) => {
  const file = readUserFile(path, text);
  return { file, checked: checkFile(file, kind) };
};

/** `loadWorkspace` for one that changes: files that are as they were before are not read again. */
export function workspaceLoader(known: Known): (files: readonly TextFile[], packs: PackFiles) => Workspace {
  let before = new Map<string, ReturnType<Read>>();
  return (files, packs) => {
    const now = new Map<string, ReturnType<Read>>();
    const read: Read = (file, kind) => {
      const key = `${kind} ${file.path}`;
      const last = before.get(key);
      const found = last?.file.text === file.text ? last : readAnew(file, kind);
      now.set(key, found);
      return found;
    };
    const workspace = loadWorkspace(files, known, packs, read);
    before = now;
    return workspace;
  };
}

/**
 * Reads what a workspace says: `config.yaml` (the nearest one above a path speaks alone), the policies of packs and its own
 * (all above a path, in the order of `byPrecedence`) , `waivers.yaml` (the nearest one
 * above a path speaks alone) and CODEOWNERS. Pure; files of other names are passed over, broken ones
 * reported, and what can be read of them holds.
 */
export function loadWorkspace(
  files: readonly TextFile[],
  known: Known = { rules: [] },
  given: PackFiles = new Map(),
  read: Read = readAnew,
): Workspace {
  const problems: FileProblem[] = [];
  const report = (file: TextFile, faults: readonly Fault[]) => {
    for (const fault of faults) problems.push({ path: file.path, ...positionOf(file.text, fault.start), ...fault });
  };
  const names = ruleNames(known);
  const checked = (text: TextFile, kind: FileKind) => {
    const found = read(text, kind);
    report(found.file, [...found.checked.faults, ...impossibleDays(found.file)]);
    return found;
  };
  for (const file of files) {
    const isMisnamed = !ownFile(file.path) && ownFile(file.path.replace(/\.yml$/, '.yaml'));
    if (isMisnamed) report(file, [misnamed(file.path)]);
  }

  const configurations = filesOf(files, 'config').flatMap(({ base, text }) => {
    const { file, checked: left } = checked(text, 'config');
    if (!left.data) return [];
    const { own, faults } = compileConfiguration(base, left, left.data, names);
    report(file, faults);
    return { own, file };
  });
  configurations.sort((a, b) => a.own.base.length - b.own.base.length);
  const namedIn = new Map(configurations.flatMap(({ own, file }) => own.packs.map((pack) => [pack, file] as const)));
  const { packs, wanted } = findPacks([...namedIn.keys()], given, (pack, message, next) => {
    report(namedIn.get(pack)!, [{ start: pack.start, end: pack.end, message, next }]);
  });

  const policies = [...ofPacks(packs), ...ofWorkspace(files)].flatMap(
    ({ text, from, ...place }): readonly PolicyFile[] => {
      if (text.path.endsWith('.yml')) {
        report(text, [misnamed(text.path)]);
        return [];
      }
      const { file, checked: left } = checked(text, 'policy');
      if (!left.data) return [];
      const { source, faults } = compilePolicy(place.base, from, left, left.data, names);
      report(file, faults);
      return [{ source, file, ...place }];
    },
  );
  policies.sort(byPrecedence);
  const nearestFirst = configurations.map(({ own }) => own).reverse();
  for (const { file, fault } of crossFaults(policies, library(), nearestFirst)) report(file, [fault]);
  const resolved = resolvePolicies([...library(), ...policies.map(({ source }) => source)]);

  const templates: { own: OwnTemplate; file: UserFile }[] = [];
  for (const { base, text } of filesOf(files, 'template')) {
    const { file, checked: left } = checked(text, 'template');
    if (!left.data) continue;
    const { own, faults } = compileTemplate(base, file, left.data, templates.length);
    if (own) templates.push({ own, file });
    report(file, faults);
  }
  templates.sort((a, b) => a.own.base.length - b.own.base.length || (a.file.path < b.file.path ? -1 : 1));
  for (const { file, fault } of templateFaults(templates, resolved)) report(file, [fault]);

  const waivers = filesOf(files, 'waivers').flatMap(({ base, text }): readonly OwnWaivers[] => {
    const { file, checked: left } = checked(text, 'waivers');
    if (!left.data) return [];
    const { own, faults } = compileWaivers(base, file, names);
    report(file, faults);
    return [own];
  });

  const ownership = compileCodeowners(files);
  const inPacks = new Map(packs.flatMap((pack) => pack.files.map(({ path }) => [path, pack] as const)));
  problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
  return {
    configuration: { ...combine(nearestFirst, resolved), waivers: combineWaivers(waivers) },
    policies: resolved,
    codeowners: (path) => ownership(path).owners,
    ownership,
    templates: templates.map(({ own }) => own),
    problems,
    environments: nearestFirst.flatMap(({ environments }) => environments),
    handles: handlesIn(files),
    systems: nearestFirst.flatMap(({ systems }) => systems),
    packs,
    packFolders: wanted,
    fileAt: (path) => knownFile(path, inPacks),
  };
}

/** A policy file before it is read. */
interface Source extends Omit<PolicyFile, 'source' | 'file'> {
  readonly text: TextFile;
  readonly from: Origin;
}

const ofPacks = (packs: readonly Pack[]): readonly Source[] =>
  packs.flatMap(({ files, name, base, listed }) =>
    files.map((text) => ({ text, base, listed, from: { kind: 'pack', path: text.path, pack: name } as const })),
  );

const ofWorkspace = (files: readonly TextFile[]): readonly Source[] =>
  filesOf(files, 'policy').map(({ text, base }) => {
    return { text, base, listed: 0, from: { kind: 'workspace', path: text.path } };
  });

const filesOf = (files: readonly TextFile[], kind: FileKind): readonly { text: TextFile; base: string }[] =>
  files.flatMap((text) => {
    const own = ownFile(text.path);
    return own?.kind === kind ? { text, base: own.base } : [];
  });

function misnamed(path: string): Fault {
  const name = path.replace(/\.yml$/, '.yaml');
  return {
    start: 0,
    end: 0,
    message: sentence`Not read: the name of this file ends in \`.yml\`.`,
    next: sentence`Rename it to \`.yaml\`.`,
    fix: { title: sentence`Rename it to .yaml`, rename: name },
  };
}

function knownFile(path: string, inPacks: ReadonlyMap<string, Pack>): KnownFile | undefined {
  const own = ownFile(path);
  if (own) return { kind: own.kind, home: own.base };
  const pack = inPacks.get(path);
  return pack && { kind: 'policy', home: pack.folder, pack: pack.name };
}
