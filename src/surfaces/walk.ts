import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
}

interface Ignored {
  readonly base: string;
  readonly patterns: Ignore;
}

/**
 * The files below a folder, as root-relative `/`-separated paths in a stable order. Lazy, so that a host can stop or
 * rest between entries. Links are followed to files, never to folders. Folders that can't be read are told to `unreadable`.
 */
export function* walk(
  root: string,
  options: WalkOptions,
  unreadable: (path: string, reason: string) => void = () => {},
): Generator<string> {
  yield* below(root, '', options, options.gitignore ? [] : undefined, unreadable, 0);
}

function* below(
  root: string,
  folder: string,
  options: WalkOptions,
  above: readonly Ignored[] | undefined,
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
  const ignored = above && withOwn(root, folder, entries, above);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    const isFolder = entry.isDirectory();
    if (isFolder && (NEVER.has(entry.name) || depth >= DEEPEST)) continue;
    if (ignored?.some(({ base, patterns }) => patterns.ignores(path.slice(base.length) + (isFolder ? '/' : ''))))
      continue;
    if (options.excluded?.(path)) continue;
    if (isFolder) yield* below(root, path, options, ignored, unreadable, depth + 1);
    else if (entry.isFile() || (entry.isSymbolicLink() && isFileAt(join(root, path)))) yield path;
  }
}

function withOwn(
  root: string,
  folder: string,
  entries: readonly import('node:fs').Dirent[],
  above: readonly Ignored[],
): readonly Ignored[] {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return above;
  const base = folder ? `${folder}/` : '';
  const patterns = ignore().add(readFileSync(join(root, base, '.gitignore'), 'utf8'));
  return [...above, { base, patterns }];
}

/** A link that leads out of reach or nowhere is no file. */
function isFileAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
