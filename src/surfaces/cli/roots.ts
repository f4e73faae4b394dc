import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { foldersMatching } from './each';

/** One folder or file to scan. Whatever lies outside of it is not looked at, but for the files that say how to judge it. */
export interface Root {
  /** Absolute. Paths inside the engine, fingerprints and the globs of `.handrail` count from here. */
  readonly project: string;
  /** The folder to scan, relative to the project; `''` is all of it. */
  readonly from: string;
  /** Name of the only file in that folder that is asked about. */
  readonly file?: string;
  /** The text to read in that file's place. */
  readonly text?: string;
}

const slashes = (path: string): string => path.split(sep).join('/');

/**
 * What belongs together around a folder: the repository it lies in, else the nearest folder upwards with a `.handrail`,
 * else the folder itself. The same for every part of a project, so that a finding keeps its identity.
 */
function projectOf(folder: string): string {
  let nearest: string | undefined;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (existsSync(join(at, '.handrail'))) nearest ??= at;
    if (at === dirname(at)) return nearest ?? folder;
  }
}

function rootAt(folder: string, file?: string): Root {
  const project = projectOf(folder);
  return { project, from: slashes(relative(project, folder)), ...(file === undefined ? {} : { file }) };
}

/** What the paths on the command line name, folders first; a folder inside another one, or named twice, counts once. */
export function rootsOf(paths: readonly string[]): readonly Root[] {
  const named = (paths.length === 0 ? ['.'] : paths).map((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new Error(`${path} does not exist: name a file or a folder`);
    return { path: resolve(path), isFolder: stat.isDirectory() };
  });
  const folders = named.flatMap(({ path, isFolder }) => (isFolder ? [path] : []));
  const outermost = [...new Set(folders)].filter((path) => !folders.some((other) => inside(other, path)));
  const files = [...new Set(named.flatMap(({ path, isFolder }) => (isFolder ? [] : [path])))];
  return [...outermost.map((folder) => rootAt(folder)), ...files.map((path) => rootAt(dirname(path), basename(path)))];
}

const inside = (folder: string, path: string): boolean =>
  path !== folder && path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Every folder that one of the globs matches, as a root of its own. */
export function rootsOfEach(globs: readonly string[]): readonly Root[] {
  const folders = [...new Set(globs.flatMap((glob) => foldersMatching(glob)))];
  if (folders.length === 0) throw new Error(`no folder matches ${globs.join(', ')}: quote the glob, or name a folder`);
  return folders.map((folder) => rootAt(resolve(folder)));
}

/** A text on standard input, as the file that it may become. */
export const rootOfText = (name: string, text: string): Root => ({
  ...rootAt(dirname(resolve(name)), basename(name)),
  text,
});

/** Paths of a project as the output names them: from the folder that the command was started in. */
export function outputPaths(project: string): (path: string) => string {
  const here = relative(project, '.');
  // started below the project, so that a part of its paths lies above: each is worked out by itself
  if (here !== '' && here.split(sep)[0] !== '..' && !isAbsolute(here)) {
    return (path) => slashes(relative('.', join(project, path))) || '.';
  }
  const prefix = slashes(relative('.', project));
  return (path) => (prefix === '' ? path : path === '' ? prefix : `${prefix}/${path}`) || '.';
}
