import { type Message, sentence } from '../findings/message';
import type { Span } from '../place';
import { ownFile, type TextFile } from './own-file';
import type { Fault } from './user-file';

/** Policies that several repositories share, as one `config.yaml` names them. */
export interface PackName extends Span {
  /** As written: `security/policies`, `npm:@shop/policies`. */
  readonly name: string;
  /** The folder that holds the `.handrail` it is named in; its policies speak about what lies below. */
  readonly base: string;
  /** Root-relative folders in which it may lie; the first that exists is it. */
  readonly folders: readonly string[];
}

/** What lies in the folders that a host looked at: policy files, or undefined where there is no such folder inside the workspace. */
export type PackFiles = ReadonlyMap<string, readonly TextFile[] | undefined>;

/** A pack that was found. */
export interface Pack {
  readonly name: string;
  readonly base: string;
  readonly folder: string;
  /** Its place in the order in which packs are listed, from 1. */
  readonly listed: number;
  readonly files: readonly TextFile[];
}

/** Files of a pack that are read; a host hands over one more when there are more. */
export const MOST_PACK_FILES = 200;

/** The names of packs that make sense, and what is wrong with the others. */
export function packNames(
  base: string,
  names: readonly string[],
  at: (index: number) => Span,
): { readonly names: readonly PackName[]; readonly faults: readonly Fault[] } {
  const found = new Map<string, PackName>();
  const faults: Fault[] = [];
  for (const [i, name] of names.entries()) {
    const { start, end } = at(i);
    const folders = name.startsWith('npm:') ? installed(base, name.slice('npm:'.length)) : inside(base, name);
    const key = folders?.[0];
    if (folders === undefined || key === undefined) {
      const message = sentence`This leads out of the workspace, or to all of it.`;
      faults.push({ start, end, message, next: sentence`Name a folder inside of it: \`security/policies\`.` });
    } else if (found.has(key)) {
      faults.push({
        start,
        end,
        message: sentence`This pack stands here a second time.`,
        next: sentence`Keep one of the two.`,
      });
    } else found.set(key, { name, base, folders, start, end });
  }
  return { names: [...found.values()], faults };
}

/** A folder by its path from another one; undefined when that leads out of the root or nowhere. */
export function pathFrom(base: string, path: string): string | undefined {
  const steps = base === '' ? [] : base.split('/');
  for (const step of path.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function inside(base: string, name: string): readonly string[] | undefined {
  const folder = pathFrom(base, name);
  return folder ? [folder] : undefined;
}

/** Where packages are looked for: beside a folder, then beside each one above it. */
function installed(base: string, name: string): readonly string[] {
  const steps = base === '' ? [] : base.split('/');
  return [...steps, ''].map((_, up) => [...steps.slice(0, steps.length - up), 'node_modules', name].join('/'));
}

/**
 * The packs that lie where the configurations say, in their order, the outermost configuration first. A pack that several name
 * speaks for the outermost alone. `wanted` names every folder to be looked at; nothing is said about one that was not.
 */
export function findPacks(
  names: readonly PackName[],
  given: PackFiles,
  report: (pack: PackName, message: Message, next: Message) => void,
): {
  readonly packs: readonly Pack[];
  readonly wanted: readonly string[];
} {
  const packs = new Map<string, Pack>();
  for (const pack of names) {
    const { name, base, folders } = pack;
    const folder = folders.find((candidate) => given.get(candidate) !== undefined);
    if (folder === undefined) {
      if (folders.every((candidate) => given.has(candidate))) report(pack, ...missing(name));
      continue;
    }
    if (packs.has(folder)) continue;
    const files = (given.get(folder) ?? []).filter(({ path }) => ownFile(path) === undefined);
    if (files.length === 0)
      report(
        pack,
        sentence`No policies lie there.`,
        sentence`Put \`.yaml\` files into its folder \`policies\`, or check out the submodule: \`git submodule update --init\`.`,
      );
    if (files.length > MOST_PACK_FILES)
      report(pack, sentence`Over ${MOST_PACK_FILES} files: the rest is not read.`, sentence`Split the pack.`);
    packs.set(folder, { name, base, folder, listed: packs.size + 1, files: files.slice(0, MOST_PACK_FILES) });
  }
  const wanted = [...new Set(names.flatMap(({ folders }) => folders))];
  return { packs: [...packs.values()], wanted };
}

const missing = (name: string): readonly [message: Message, next: Message] =>
  name.startsWith('npm:')
    ? [
        sentence`This package is not in \`node_modules\` of this workspace.`,
        sentence`Install it; Handrail fetches nothing and follows no link out of the workspace.`,
      ]
    : [
        sentence`There is no such folder in this workspace.`,
        sentence`Correct the path, or check out the submodule: \`git submodule update --init\`.`,
      ];
