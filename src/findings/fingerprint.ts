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

/**
 * Numbers findings that share an identity (two blocks of one name): in order of path, then of position. Keeps how
 * many each path holds, so that a change in one path tells which others count differently now.
 */
export class Ordinals {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #identities = new Map<string, ReadonlyMap<string, number>>();

  /** The first ordinal of an identity in a path. */
  first(identity: string, path: string): number {
    let before = 0;
    for (const [other, count] of this.#counts.get(identity) ?? []) if (other < path) before += count;
    return before;
  }

  /** A path's identities and how often each stands in it. Gives the other paths whose ordinals changed by that. */
  replace(path: string, identities: ReadonlyMap<string, number>): ReadonlySet<string> {
    const old = this.#identities.get(path) ?? new Map<string, number>();
    const touched = new Set<string>();
    for (const identity of new Set([...old.keys(), ...identities.keys()])) {
      const count = identities.get(identity) ?? 0;
      if (count === (old.get(identity) ?? 0)) continue;
      const counts = this.#counts.get(identity) ?? new Map<string, number>();
      for (const other of counts.keys()) if (other > path) touched.add(other);
      if (count > 0) counts.set(path, count);
      else counts.delete(path);
      if (counts.size > 0) this.#counts.set(identity, counts);
      else this.#counts.delete(identity);
    }
    if (identities.size > 0) this.#identities.set(path, identities);
    else this.#identities.delete(path);
    return touched;
  }
}
