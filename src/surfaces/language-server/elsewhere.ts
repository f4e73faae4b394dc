import type { PolicyFolder } from '../protocol-policy';
import { findingsByPolicy } from './by-policy';
import type { Folder } from './folder';

/** A policy's findings in other files than the one at hand, by the folders that hold them, the fullest first. */
export function byFolder(
  policy: string,
  folders: readonly Folder[],
  here: Folder,
  path: string | undefined,
): readonly PolicyFolder[] {
  const rows = folders.flatMap((folder) => {
    const counts = new Map<string, number>();
    for (const finding of findingsByPolicy(folder).get(policy) ?? []) {
      if (finding.waiver?.holds || (folder === here && finding.path === path)) continue;
      const below = finding.path.slice(0, finding.path.lastIndexOf('/') + 1);
      counts.set(below, (counts.get(below) ?? 0) + 1);
    }
    const root = folders.length > 1 ? `${nameOf(folder)}/` : '';
    return [...counts].map(([below, count]) => ({
      folder: `${root}${below}` || './',
      uri: folder.uriOf(below),
      count,
    }));
  });
  return rows.sort((a, b) => b.count - a.count || (a.folder < b.folder ? -1 : 1));
}

/** The name of a workspace folder, as the Explorer shows it. */
function nameOf({ uri }: Folder): string {
  const last =
    uri
      .split('/')
      .filter((piece) => piece !== '')
      .pop() ?? uri;
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // a stray percent sign
  }
}
