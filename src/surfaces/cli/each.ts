import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { minimatch } from 'minimatch';

/** Folders that match a glob, sorted. Only folders that the glob's own depth can reach are looked at. */
export function foldersMatching(glob: string): readonly string[] {
  const segments = glob.replace(/\/+$/, '').split('/');
  let folders = [segments[0] === '' ? '/' : segments[0] === '..' || segments[0] === '.' ? segments.shift()! : '.'];
  for (const segment of segments.filter((name) => name !== '')) {
    folders = folders.flatMap((folder) => step(folder, segment));
  }
  return folders.map((folder) => folder.replace(/^\.\//, '')).sort();
}

function step(folder: string, segment: string): readonly string[] {
  if (segment === '.' || segment === '..') return [join(folder, segment)];
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // not a folder, or not ours to read: nothing in it matches
  }
  return entries
    .filter((entry) => entry.isDirectory() && minimatch(entry.name, segment, { dot: segment.startsWith('.') }))
    .map((entry) => join(folder, entry.name));
}
