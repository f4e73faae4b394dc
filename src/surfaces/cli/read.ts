import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../config/workspace';
import { walk } from '../walk';
import type { Root } from './roots';
import { isOwnFile, workspaceOf } from './workspace-files';

/** Files with more UTF-16 code units are skipped, and said to be. */
export const LONGEST_FILE = 1_000_000;
/** Of larger files no more is read, in bytes: no text of `LONGEST_FILE` needs more. */
const LARGEST_FILE = 4 * LONGEST_FILE;
/** A file with a NUL among its first characters is binary. */
const LOOK_AHEAD = 8000;

/** Tells that a file or folder could not be read. */
export type Tell = (path: string, message: string) => void;

/** What to read for a root, relative to its project, and what its workspace's own files say. */
export interface Listing {
  readonly paths: readonly string[];
  readonly workspace: Workspace;
}

/** A single file is listed with the files beside it, since they decide what it means. Throws when the root itself can't be read. */
export function list({ project, from, file, text }: Root, tell: Tell): Listing {
  const folder = join(project, from);
  const entries = text !== undefined && !existsSync(folder) ? [] : readdirSync(folder, { withFileTypes: true });
  const above = workspaceOf(project, from, [], tell);
  const named = file === undefined ? undefined : below(from, file);
  if (named !== undefined) {
    const beside = entries.filter((entry) => entry.isFile()).map(({ name }) => below(from, name));
    const paths = beside.filter((path) => path !== named && !above.configuration.excluded(path));
    return { paths: [...paths, named], workspace: above };
  }
  const excluded = above.configuration.excluded;
  const paths = [...walk(project, { gitignore: true, excluded, from }, tell)];
  if (!paths.some(isOwnFile)) return { paths, workspace: above };
  const workspace = workspaceOf(project, from, paths, tell);
  return { paths: paths.filter((path) => !workspace.configuration.excluded(path)), workspace };
}

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** A file's text without its byte order mark; undefined when it is no text, too large to be opened, or unreadable. */
export function read(project: string, path: string, tell: Tell): string | undefined {
  try {
    const text = readText(join(project, path));
    return text === undefined || text.slice(0, LOOK_AHEAD).includes('\0') ? undefined : withoutMark(text);
  } catch (error) {
    tell(path, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

let buffer: Buffer | undefined;

/** A file's text, or undefined when it is too large. One buffer for all files spares a look at each one's size. */
function readText(path: string): string | undefined {
  buffer ??= Buffer.allocUnsafeSlow(LARGEST_FILE + 1);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length <= LARGEST_FILE; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    return length > LARGEST_FILE ? undefined : buffer.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

/** Columns count from the first character that people see. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
