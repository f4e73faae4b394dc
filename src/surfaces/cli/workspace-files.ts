import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace, MOST_PACK_FILES, ownFile, type TextFile, type Workspace } from '../../config';
import { masked } from '../masked';
import { knownRules } from '../rule-cards';
import { kindInside } from '../walk';

const OWNERS = ['CODEOWNERS', '.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS'];
/** Longer files are read so far, in bytes: enough for the loader to say that they are too long. */
const ENOUGH = 2_000_000;

/** Whether a path is a file that people write for Handrail. */
export const isOwnFile = (path: string): boolean => ownFile(path) !== undefined;

/** Tells that a file could not be read. */
type Tell = (path: string, message: string) => void;

/**
 * What the files for Handrail above a folder say, and those that were found below it, with the packs that they name and the project's
 * CODEOWNERS. All paths are relative to the project.
 */
export function workspaceOf(project: string, folder: string, below: readonly string[], tell: Tell): Workspace {
  const names = folder === '' ? [] : folder.split('/');
  const folders = ['', ...names.map((_, depth) => `${names.slice(0, depth + 1).join('/')}/`)];
  const above = folders.flatMap((base) => {
    const own = ['.handrail/policies', '.handrail/templates'].map((inside) => base + inside);
    return [
      `${base}.handrail/config.yaml`,
      `${base}.handrail/waivers.yaml`,
      ...own.flatMap((inside) => namesIn(project, inside).map((name) => `${inside}/${name}`)),
    ];
  });
  const paths = new Set([...above.filter(isOwnFile), ...below.filter(isOwnFile), ...OWNERS]);
  const files = textsOf(project, [...paths], tell);
  const { packFolders, ...workspace } = loadWorkspace(files, knownRules);
  if (packFolders.length === 0) return { packFolders, ...workspace };
  const packs = packFolders.map((pack) => [pack, packIn(project, pack, tell)] as const);
  return loadWorkspace(files, knownRules, new Map(packs));
}

/** The policies of a pack: the files of its folder `policies`, else those in the pack itself. */
function packIn(project: string, pack: string, tell: Tell): readonly TextFile[] | undefined {
  if (kindInside(project, pack) !== 'folder') return undefined;
  const inner = `${pack}/policies`;
  const at = kindInside(project, inner) === 'folder' ? inner : pack;
  const names = namesIn(project, at).filter((name) => /\.ya?ml$/.test(name));
  const paths = names.slice(0, MOST_PACK_FILES + 1).map((name) => `${at}/${name}`);
  return textsOf(project, paths, tell);
}

function namesIn(project: string, folder: string): readonly string[] {
  return kindInside(project, folder) === 'folder' ? readdirSync(join(project, folder)).sort() : [];
}

/** The texts of files that lie inside the project; a link that leads out of it is as if there were nothing. */
function textsOf(project: string, paths: readonly string[], tell: Tell): readonly TextFile[] {
  return paths.flatMap((path) => {
    if (kindInside(project, path) !== 'file') return [];
    try {
      return { path, text: masked(path, beginningOf(join(project, path))) };
    } catch (error) {
      tell(path, error instanceof Error ? error.message : String(error));
      return [];
    }
  });
}

function beginningOf(absolute: string): string {
  const file = openSync(absolute, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(file).size, ENOUGH));
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0)).replace(/^\ufeff/, '');
  } finally {
    closeSync(file);
  }
}
