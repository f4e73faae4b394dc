import ignore from 'ignore';

/** Where the platforms look for the file, below the folder that it speaks about. */
const PLACES = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS', 'CODEOWNERS'];
const MOST_LINES = 5_000;

interface Line {
  readonly owners: readonly string[];
  readonly test: (path: string) => boolean;
}

/** The folder that a CODEOWNERS file speaks about (`''` for the root), or undefined for any other path. */
export function codeownersBase(path: string): string | undefined {
  const place = PLACES.find((name) => path === name || path.endsWith(`/${name}`));
  return place === undefined ? undefined : path.slice(0, path.length - place.length).replace(/\/$/, '');
}

/** The pattern and the owners of a line; undefined for comments, section heads and what no platform honours. */
function parse(line: string): Line | undefined {
  const bare = line.replace(/(^|\s)#.*$/, '').trim();
  if (bare === '' || /^[!^[]/.test(bare)) return undefined;
  const [pattern = '', ...owners] = bare.split(/(?<!\\)\s+/);
  if (/[[\]]/.test(pattern)) return undefined;
  // `docs/*` names files right in the folder; as an ignore pattern it would take in folders, and so all below them
  const direct = pattern.endsWith('/*') && !pattern.endsWith('**/*');
  const matcher = ignore({ allowRelativePaths: true }).add(pattern);
  const depth = pattern.replace(/^\//, '').split('/').length;
  return { owners, test: (path) => matcher.ignores(path) && !(direct && path.split('/').length > depth) };
}

/** Reads a CODEOWNERS file: the last line that matches a path (relative to the file's folder) names its owners, or none. */
function readCodeowners(text: string): (path: string) => readonly string[] {
  const lines = text
    .split(/\r?\n/, MOST_LINES)
    .flatMap((line) => parse(line) ?? [])
    .reverse();
  return (path) => lines.find(({ test }) => test(path))?.owners ?? [];
}

/** The owners of every path of a workspace. Of several files that could speak, the nearest does, by the platforms' order. */
export function compileCodeowners(
  files: readonly { readonly path: string; readonly text: string }[],
): (path: string) => readonly string[] {
  const found = files
    .flatMap((file) => {
      const base = codeownersBase(file.path);
      return base === undefined ? [] : { ...file, base, order: PLACES.findIndex((place) => file.path.endsWith(place)) };
    })
    .sort((a, b) => b.base.length - a.base.length || a.order - b.order)
    .map(({ base, text }) => ({ below: base === '' ? '' : `${base}/`, owners: readCodeowners(text) }));
  return (path) => {
    const nearest = found.find(({ below }) => path.startsWith(below) && path.length > below.length);
    return nearest ? nearest.owners(path.slice(nearest.below.length)) : [];
  };
}

/** Every handle and address that CODEOWNERS files name, sorted, for completion. */
export function handlesIn(files: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  const named = files
    .filter(({ path }) => codeownersBase(path) !== undefined)
    .flatMap(({ text }) => text.split(/\r?\n/, MOST_LINES).flatMap((line) => parse(line)?.owners ?? []));
  return [...new Set(named)].sort();
}
