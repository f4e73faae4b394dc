import ignore from 'ignore';

/** Where the platforms look for the file, below the folder that it speaks about. */
const PLACES = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS', 'CODEOWNERS'];
const MOST_LINES = 5_000;

interface Line {
  readonly pattern: string;
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
  return { pattern, owners, test: (path) => matcher.ignores(path) && !(direct && path.split('/').length > depth) };
}

/** Reads a CODEOWNERS file: the last line that matches a path (relative to the file's folder) speaks for it. */
function readCodeowners(text: string): (path: string) => Line | undefined {
  const lines = text
    .split(/\r?\n/, MOST_LINES)
    .flatMap((line) => parse(line) ?? [])
    .reverse();
  return (path) => lines.find(({ test }) => test(path));
}

/** What CODEOWNERS says about a path. */
export interface Ownership {
  /** The file that speaks for the path, and the folder that it counts from; undefined when there is none. */
  readonly file: { readonly path: string; readonly base: string } | undefined;
  /** The pattern of its line for the path; undefined when it has none. */
  readonly pattern: string | undefined;
  readonly owners: readonly string[];
}

/** Who owns each path of a workspace. Of several files that could speak, the nearest does, by the platforms' order. */
export function compileCodeowners(
  files: readonly { readonly path: string; readonly text: string }[],
): (path: string) => Ownership {
  const found = files
    .flatMap((file) => {
      const base = codeownersBase(file.path);
      return base === undefined ? [] : { ...file, base, order: PLACES.findIndex((place) => file.path.endsWith(place)) };
    })
    .sort((a, b) => b.base.length - a.base.length || a.order - b.order)
    .map(({ path, base, text }) => ({
      file: { path, base },
      below: base === '' ? '' : `${base}/`,
      lineOf: readCodeowners(text),
    }));
  return (path) => {
    const nearest = found.find(({ below }) => path.startsWith(below) && path.length > below.length);
    const line = nearest?.lineOf(path.slice(nearest.below.length));
    return { file: nearest?.file, pattern: line?.pattern, owners: line?.owners ?? [] };
  };
}

/** Every handle and address that CODEOWNERS files name, sorted, for completion. */
export function handlesIn(files: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  const named = files
    .filter(({ path }) => codeownersBase(path) !== undefined)
    .flatMap(({ text }) => text.split(/\r?\n/, MOST_LINES).flatMap((line) => parse(line)?.owners ?? []));
  return [...new Set(named)].sort();
}
