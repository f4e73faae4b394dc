import { Minimatch, type MinimatchOptions } from 'minimatch';
import { type Message, sentence } from '../findings/message';

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

/** A glob that was left out, and what to write instead. */
interface Refused {
  readonly pattern: string;
  readonly message: Message;
  readonly next: Message;
}

/** A compiled list of globs, and the ones that were left out. */
export interface Globs {
  /** Whether any of them matches the path, which is relative to the folder that they are relative to. */
  matches(path: string): boolean;
  readonly refused: readonly Refused[];
}

function refusal(pattern: string): Omit<Refused, 'pattern'> | undefined {
  const count = (of: RegExp) => pattern.match(of)?.length ?? 0;
  if (pattern.length > LONGEST) {
    return {
      message: sentence`This glob is over ${LONGEST} characters long.`,
      next: sentence`Write several shorter ones.`,
    };
  }
  if (pattern.startsWith('!')) {
    return {
      message: sentence`A glob that begins with \`!\` excludes nothing here.`,
      next: sentence`List what is meant instead.`,
    };
  }
  if (pattern.startsWith('/') || pattern.includes('\\')) {
    return {
      message: sentence`Globs are relative, with \`/\` between folders.`,
      next: sentence`Write it without a leading \`/\` and without \`\\\`.`,
    };
  }
  if (count(/\*+/g) > STARS || count(/\{/g) > BRACES) {
    return {
      message: sentence`This glob has more than ${STARS} stars or ${BRACES} braces.`,
      next: sentence`Write several simpler ones.`,
    };
  }
  return undefined;
}

/** Compiles each glob once. `folder/` and `folder` stand for everything in the folder, too. */
export function compileGlobs(patterns: readonly string[]): Globs {
  const refused: Refused[] = [];
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
