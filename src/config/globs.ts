import { Minimatch, type MinimatchOptions } from 'minimatch';

/** Globs come from repositories that nobody has read yet: what could be slow is refused, with a word to its author. */
const LONGEST = 256;
const STARS = 6;
const BRACES = 4;
const LONGEST_PATH = 1024;
const OPTIONS: MinimatchOptions = {
  dot: true,
  nocomment: true,
  nonegate: true,
  noext: true,
  braceExpandMax: 32,
  maxGlobstarRecursion: 8,
};

/** A compiled list of globs, and the ones that were left out. */
export interface Globs {
  /** Whether any of them matches the path, which is relative to the folder that they are relative to. */
  matches(path: string): boolean;
  readonly refused: readonly { readonly pattern: string; readonly message: string; readonly next: string }[];
}

function refusal(pattern: string): { message: string; next: string } | undefined {
  const count = (of: RegExp) => pattern.match(of)?.length ?? 0;
  if (pattern.length > LONGEST) {
    return { message: `This glob is over ${LONGEST} characters long.`, next: 'Write several shorter ones.' };
  }
  if (pattern.startsWith('!')) {
    return { message: 'A glob that begins with `!` excludes nothing here.', next: 'List what is meant instead.' };
  }
  if (pattern.startsWith('/') || pattern.includes('\\')) {
    return {
      message: 'Globs are relative, with `/` between folders.',
      next: 'Write it without a leading `/` and without `\\`.',
    };
  }
  if (count(/\*+/g) > STARS || count(/\{/g) > BRACES) {
    return {
      message: `This glob has more than ${STARS} stars or ${BRACES} braces.`,
      next: 'Write several simpler ones.',
    };
  }
  return undefined;
}

/** Compiles each glob once. `folder/` and `folder` stand for everything in the folder, too. */
export function compileGlobs(patterns: readonly string[]): Globs {
  const refused: { pattern: string; message: string; next: string }[] = [];
  const compiled: Minimatch[] = [];
  for (const pattern of patterns) {
    const why = refusal(pattern);
    if (why) {
      refused.push({ pattern, ...why });
      continue;
    }
    const bare = pattern.replace(/^\.\//, '').replace(/\/$/, '');
    for (const glob of bare.endsWith('**') ? [bare] : [bare, `${bare}/**`]) {
      compiled.push(new Minimatch(glob, OPTIONS));
    }
  }
  return {
    matches: (path) => path.length <= LONGEST_PATH && compiled.some((glob) => glob.match(path)),
    refused,
  };
}
