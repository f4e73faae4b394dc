/** A line of block-style YAML: the columns of its dashes, then a key or something else. */
export interface Line {
  readonly dashes: readonly number[];
  /** Column of what stands behind the dashes. */
  readonly column: number;
  readonly key: string | undefined;
  /** Column behind the key's colon, else `column`. */
  readonly value: number;
}

const LONGEST_LINE = 2_000;

/** Reads one line by itself; undefined for blank lines and comments. */
export function readLine(text: string): Line | undefined {
  if (text.length > LONGEST_LINE || /^\s*(#|$)/.test(text)) return undefined;
  const dashes: number[] = [];
  let column = text.length - text.trimStart().length;
  while (text[column] === '-' && (text[column + 1] === ' ' || column + 1 === text.length)) {
    dashes.push(column);
    const rest = text.slice(column + 1);
    column += 1 + (rest.length - rest.trimStart().length);
  }
  const key = /^(?:"([^"]*)"|'([^']*)'|([^\s:'"[{#][^:]*?))\s*:(?:\s|$)/.exec(text.slice(column));
  return { dashes, column, key: key?.[1] ?? key?.[2] ?? key?.[3], value: column + (key?.[0].length ?? 0) };
}

/** What stands behind a line's key, without quotes and comment. */
export const valueOn = (text: string, line: Line): string => bare(text.slice(line.value).replace(/(^|\s)#.*$/, ''));

/** A word without the quotes around it. */
export const bare = (word: string): string => word.trim().replace(/^(["'])(.*)\1$/, '$2');

/** The keys above a line whose content begins at a column, behind the given dashes. */
export function parents(above: readonly string[], dashes: readonly number[], column: number): readonly string[] {
  const path: string[] = [];
  let at = column;
  let inList = false;
  const enter = (columns: readonly number[]) => {
    for (const dash of [...columns].reverse()) {
      if (dash >= at) continue;
      path.unshift('0');
      at = dash;
      inList = true;
    }
  };
  enter(dashes);
  for (let i = above.length - 1; i >= 0 && (at > 0 || inList); i--) {
    const line = readLine(above[i] ?? '');
    if (!line) continue;
    const begins = line.dashes[0] ?? line.column;
    if (inList && line.dashes.includes(at)) continue; // an entry of the same list
    const isParent = line.key !== undefined && (line.column < at || (inList && line.column === at));
    if (isParent) {
      path.unshift(line.key ?? '');
      at = line.column;
      inList = false;
      enter(line.dashes);
    } else if (line.dashes.length > 0 && line.column === at && begins < at) {
      enter(line.dashes); // a sibling key that opens the list entry
    }
  }
  return path;
}
