import type { Span } from '../place';
import { isLocal } from '../policies';
import { pathFrom } from './packs';
import { readUserFile } from './user-file';
import type { Workspace } from './workspace';

/** A link in one of our files that leads to a file of the workspace. */
export interface LocalLink extends Span {
  /** Root-relative; undefined when it leads out of the workspace. */
  readonly target: string | undefined;
}

/** A link of Markdown: what stands between its round brackets. */
const MARKDOWN = /\]\([ \t]*<?([^\s()<>]{1,2000})/g;
const MOST_LINKS = 100;

/** The links of one of our files that are no addresses, each with the file that it names. */
export function localLinksIn(path: string, text: string, workspace: Workspace): readonly LocalLink[] {
  const home = workspace.fileAt(path)?.home;
  if (home === undefined) return [];
  const file = readUserFile(path, text);
  const found: LocalLink[] = [];
  const add = (link: string, start: number) => {
    if (!isLocal(link) || /^[#?/\\]/.test(link) || found.length >= MOST_LINKS) return;
    const bare = link.replace(/[#?].*$/, '');
    found.push({ start, end: start + link.length, target: pathFrom(home, decoded(bare)) || undefined });
  };
  for (const [where, value] of file.entries) {
    if (typeof value !== 'string') continue;
    const { start, end } = file.at(where);
    const written = text.slice(start, end);
    if (where.endsWith('/url')) add(value, start + Math.max(0, written.indexOf(value)));
    else if (where === '/learn/text') {
      for (const match of written.matchAll(MARKDOWN))
        add(match[1]!, start + match.index + match[0].length - match[1]!.length);
    }
  }
  return found;
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link; // a stray percent sign stands for itself
  }
}
