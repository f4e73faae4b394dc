import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Folders that are never read: version control, dependencies, caches of tools, built output of the CDK. */
const NEVER = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform', 'cdk.out', '.terragrunt-cache']);

/** Deeper than any repository of people; a cycle of links ends here. */
const DEEPEST = 64;

/** How a folder is walked. */
export interface WalkOptions {
  /** Leave out what `.gitignore` files name. */
  readonly gitignore: boolean;
  /** Leave out a path, relative to the root and `/`-separated, with everything below it. */
  readonly excluded?: (path: string) => boolean;
  /** Begin at this folder below the root instead. A folder that is named so is read even if a `.gitignore` above names it. */
  readonly from?: string;
}

interface Ignored {
  readonly base: string;
  readonly patterns: Ignore;
}

/**
 * The files below a folder, as root-relative `/`-separated paths in a stable order. Lazy, so that a host can stop or
 * rest between entries. Links are followed to files inside the root, never to folders. Folders that can't be read are told to `unreadable`.
 */
export function* walk(
  root: string,
  options: WalkOptions,
  unreadable: (path: string, reason: string) => void = () => {},
): Generator<string> {
  const from = options.from ?? '';
  yield* below(root, from, options, options.gitignore ? above(root, from) : undefined, unreadable, 0);
}

/** What the folders above one ignore, unless they ignore the folder itself. */
function above(root: string, folder: string): readonly Ignored[] {
  const names = folder === '' ? [] : folder.split('/');
  let ignored: readonly Ignored[] = [];
  for (let depth = 0; depth < names.length; depth++) {
    ignored = withOwn(root, names.slice(0, depth).join('/'), ignored);
    if (ignores(ignored, `${names.slice(0, depth + 1).join('/')}/`)) return [];
  }
  return ignored;
}

const ignores = (ignored: readonly Ignored[], path: string): boolean =>
  ignored.some(({ base, patterns }) => patterns.ignores(path.slice(base.length)));

function* below(
  root: string,
  folder: string,
  options: WalkOptions,
  inherited: readonly Ignored[] | undefined,
  unreadable: (path: string, reason: string) => void,
  depth: number,
): Generator<string> {
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    unreadable(folder || '.', error instanceof Error ? error.message : String(error));
    return;
  }
  const ignored = inherited && withOwn(root, folder, inherited);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    const isFolder = entry.isDirectory();
    if (isFolder && (NEVER.has(entry.name) || depth >= DEEPEST)) continue;
    if (ignored && ignores(ignored, isFolder ? `${path}/` : path)) continue;
    if (options.excluded?.(path)) continue;
    if (isFolder) yield* below(root, path, options, ignored, unreadable, depth + 1);
    else if (entry.isFile() || (entry.isSymbolicLink() && kindInside(root, path) === 'file')) yield path;
  }
}

function withOwn(root: string, folder: string, inherited: readonly Ignored[]): readonly Ignored[] {
  const file = join(root, folder, '.gitignore');
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return inherited;
  const base = folder ? `${folder}/` : '';
  return [...inherited, { base, patterns: ignore().add(readFileSync(file, 'utf8')) }];
}

/**
 * Whether a walk of the root would not come to a path: tools' own folders, what `.gitignore` files on the way name, folders behind
 * links, links that lead out.
 */
export function passedOver(root: string, path: string): boolean {
  const names = path.split('/');
  const folders = names.slice(0, -1);
  if (folders.some((name, depth) => NEVER.has(name) || isLink(join(root, ...names.slice(0, depth + 1))))) return true;
  let ignored: readonly Ignored[] = [];
  for (let depth = 0; depth < names.length; depth++) {
    ignored = withOwn(root, names.slice(0, depth).join('/'), ignored);
    const isFolder = depth < names.length - 1;
    if (ignores(ignored, names.slice(0, depth + 1).join('/') + (isFolder ? '/' : ''))) return true;
  }
  return isLink(join(root, path)) && kindInside(root, path) !== 'file';
}

const isLink = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false; // below something that is no folder
  }
};

/** What lies at a path inside the root; nothing where a link leads out of it: a repository must not make us read what lies beside it. */
export function kindInside(root: string, path: string): 'file' | 'folder' | undefined {
  try {
    const real = realpathSync(join(root, path));
    const base = realpathSync(root);
    if (real !== base && !real.startsWith(base.endsWith(sep) ? base : base + sep)) return undefined;
    const stat = statSync(real);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : undefined;
  } catch {
    return undefined; // nothing there
  }
}
