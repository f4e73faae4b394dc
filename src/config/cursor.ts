import type { Span } from '../place';

/** What somebody is about to write: a key, or the value of one. Works on text that does not parse yet. */
export interface Cursor {
  readonly writes: 'key' | 'value';
  /** Keys above it, outermost first, `0` for any list entry; for a value its own key is the last one. */
  readonly path: readonly string[];
  /** What stands there already and is to be replaced. */
  readonly span: Span;
}

/** A line of block-style YAML: the columns of its dashes, then a key or something else. */
interface Line {
  readonly dashes: readonly number[];
  /** Column of what stands behind the dashes. */
  readonly column: number;
  readonly key: string | undefined;
}

const LONGEST_LINE = 2_000;
const FARTHEST = 2_000;

function readLine(text: string): Line | undefined {
  if (text.length > LONGEST_LINE || /^\s*(#|$)/.test(text)) return undefined;
  const dashes: number[] = [];
  let column = text.length - text.trimStart().length;
  while (text[column] === '-' && (text[column + 1] === ' ' || column + 1 === text.length)) {
    dashes.push(column);
    const rest = text.slice(column + 1);
    column += 1 + (rest.length - rest.trimStart().length);
  }
  const key = /^(?:"([^"]*)"|'([^']*)'|([^\s:'"[{#][^:]*?))\s*:(?:\s|$)/.exec(text.slice(column));
  return { dashes, column, key: key?.[1] ?? key?.[2] ?? key?.[3] };
}

/** Where a person writes, by the lines above and their indentation; undefined in comments, prose and flow style. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (before.length > LONGEST_LINE || /(^|\s)#/.test(before)) return undefined;
  const after = /^[\w*./@-]*/.exec(text.slice(offset))?.[0] ?? '';
  const word = /[\w*./@-]*$/.exec(before)?.[0] ?? '';
  const bare = word === '-' ? '' : word;
  const span = { start: offset - bare.length, end: offset + after.length };
  const lead = before.slice(0, before.length - bare.length);

  const line = readLine(before === '' ? 'x' : `${lead}x`);
  const above = text.slice(0, lineStart).split('\n').slice(0, -1).slice(-FARTHEST);
  if (/^\s*(-\s+)*$/.test(lead) && line) {
    return { writes: 'key', path: parents(above, line.dashes, line.column), span };
  }
  const own = readLine(`${lead}`.trimEnd());
  if (own?.key === undefined || !/:\s+["']?$/.test(lead)) return undefined;
  return { writes: 'value', path: [...parents(above, own.dashes, own.column), own.key], span };
}

/** The keys above a line whose content begins at a column, behind the given dashes. */
function parents(above: readonly string[], dashes: readonly number[], column: number): readonly string[] {
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
