import type { Declaration, Header, Lookup } from '../../declaration';
import type { Span } from '../../place';

/** Renames that may follow one another. */
const MAX_RENAMES = 20;

/** The kind of what all resources of a module have to know of, so that they ask for it in one question. */
export const WIDE = 'module-wide';

/**
 * The kind of what decides in how many ways a module is made: calls of it, where it finds them, and files of values to
 * run it with. Who is made in one way need not know of the others.
 */
export const WAY = 'way';
/** The key of a file of values; calls have their names. */
export const VALUES = '\0values';

/** Blocks that override or rename what a module declares. */
export interface Wide {
  /** Blocks of override files by kind and key, the last one first: it counts before the others. */
  readonly overrides: ReadonlyMap<string, readonly Declaration[]>;
  /** Former addresses by later ones. */
  readonly moves: ReadonlyMap<string, string>;
}

type Sort = 'override' | 'moved';

/** A header that all of a module has to know of. Its key says everything about it. */
export const wideHeader = (sort: Sort, { start, end }: Span, ...names: readonly string[]): Header => ({
  kind: WIDE,
  key: [sort, ...names].join(' '),
  start,
  end,
});

/** Read once for each list that a question was answered with. */
const READ = new WeakMap<readonly Declaration[], Wide>();

export function wide(look: Lookup, scope: string): Wide {
  const found = look.look(WIDE, undefined, scope);
  let read = READ.get(found);
  if (!read) {
    read = sorted(found);
    READ.set(found, read);
  }
  return read;
}

function sorted(found: readonly Declaration[]): Wide {
  const overrides = new Map<string, readonly Declaration[]>();
  const moves = new Map<string, string>();
  for (const declaration of found) {
    const { key } = declaration;
    const [sort, first = '', second = ''] = key.split(' ');
    const rest = key.slice(key.indexOf(' ') + 1);
    if (sort === 'override') overrides.set(rest, [declaration, ...(overrides.get(rest) ?? [])]);
    else if (!moves.has(first)) moves.set(first, second);
  }
  return { overrides, moves };
}

const NONE: readonly Declaration[] = [];

export const overridesOf = ({ overrides }: Wide, { kind, key }: Declaration): readonly Declaration[] =>
  overrides.size === 0 ? NONE : (overrides.get(`${kind} ${key}`) ?? NONE);

/** The address that something had before it was moved for the first time. */
export function formerName(address: string, { moves }: Wide): string {
  let name = address;
  for (let renames = 0; renames < MAX_RENAMES; renames++) {
    const before = moves.get(name);
    if (before === undefined) break;
    name = before;
  }
  return name;
}
