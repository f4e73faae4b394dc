/** 32-bit FNV-1a with a seed: a short name for a text, not a secret. */
function fnv1a(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** 16 hex digits that name a finding's identity. */
export const fingerprint = (identity: string): string => hex(fnv1a(identity, 0)) + hex(fnv1a(identity, 0x9e3779b9));

const countsOf = (identities: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const identity of identities) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  return counts;
};

const NONE: readonly string[] = [];

/**
 * Numbers findings that share an identity (two blocks of one name): in order of path, then of position. Keeps what
 * each path holds, so that a change in one path tells which others count differently now.
 */
export class Ordinals {
  /** The identities of each path's findings, as often as they stand there. */
  readonly #identities = new Map<string, readonly string[]>();
  /** The paths of an identity. Nearly all stand in one path only, which then stands for itself. */
  readonly #paths = new Map<string, string | Set<string>>();

  /** The first ordinal of an identity in a path. */
  first(identity: string, path: string): number {
    let before = 0;
    for (const other of this.#pathsOf(identity)) {
      if (other < path) before += countsOf(this.#identities.get(other) ?? NONE).get(identity) ?? 0;
    }
    return before;
  }

  /** The identities of a path's findings. Gives the other paths whose ordinals changed by that. */
  replace(path: string, identities: readonly string[]): ReadonlySet<string> {
    const old = countsOf(this.#identities.get(path) ?? NONE);
    const now = countsOf(identities);
    const touched = new Set<string>();
    for (const identity of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(identity) === now.get(identity)) continue;
      const paths = new Set(this.#pathsOf(identity));
      for (const other of paths) if (other > path) touched.add(other);
      if (now.has(identity)) paths.add(path);
      else paths.delete(path);
      if (paths.size === 0) this.#paths.delete(identity);
      else this.#paths.set(identity, paths.size === 1 ? [...paths][0]! : paths);
    }
    if (identities.length > 0) this.#identities.set(path, identities);
    else this.#identities.delete(path);
    return touched;
  }

  #pathsOf(identity: string): Iterable<string> {
    const paths = this.#paths.get(identity) ?? NONE;
    return typeof paths === 'string' ? [paths] : paths;
  }
}
