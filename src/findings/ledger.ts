import type { Draft } from './assemble';
import type { Finding } from './finding';
import { fingerprint, Ordinals } from './fingerprint';
import type { InlineWaiver } from './waiver';

/** How a path's findings are made, in two steps, since ordinals hang on what other paths hold. */
export interface Making {
  drafts(path: string): readonly Draft[];
  finish(path: string, drafts: readonly Draft[], ordinals: Ordinals): Made;
}

/** What a path has: its findings, and the waivers of ours that stand in its text. */
export interface Made {
  readonly findings: readonly Finding[];
  readonly waivers: readonly InlineWaiver[];
}

interface Page extends Made {
  /** Of everything the findings and waivers say, places included, as they stood when they were written. */
  readonly digest: string;
  readonly revision: number;
}

/** The findings of every path and when they last became others, so that each consumer can ask what is new to it. */
export class Ledger {
  revision = 0;
  readonly #pages = new Map<string, Page>();
  readonly #ordinals = new Ordinals();

  /** Makes the findings of these paths again, and of others whose ordinals they shift. */
  remake(paths: Iterable<string>, making: Making): void {
    const drafts = new Map<string, readonly Draft[]>();
    const affected = new Set<string>();
    for (const path of paths) {
      const made = making.drafts(path);
      drafts.set(path, made);
      const identities = made.map(({ identity }) => identity);
      for (const other of this.#ordinals.replace(path, identities)) affected.add(other);
    }
    if (drafts.size === 0) return;
    const revision = this.revision + 1;
    for (const path of new Set([...drafts.keys(), ...affected])) {
      this.#write(path, making.finish(path, drafts.get(path) ?? making.drafts(path), this.#ordinals), revision);
    }
  }

  findings(path: string): readonly Finding[] {
    return this.#pages.get(path)?.findings ?? [];
  }

  waivers(path: string): readonly InlineWaiver[] {
    return this.#pages.get(path)?.waivers ?? [];
  }

  paths(): readonly string[] {
    return [...this.#pages.keys()].sort();
  }

  /** Paths whose findings changed after a revision, sorted. */
  changedSince(revision: number): readonly string[] {
    const changed = [...this.#pages].filter(([, page]) => page.revision > revision);
    return changed.map(([path]) => path).sort();
  }

  #write(path: string, made: Made, revision: number): void {
    const page = this.#pages.get(path);
    if (!page && made.findings.length + made.waivers.length === 0) return;
    const digest = fingerprint(JSON.stringify([made.findings, made.waivers]));
    if (page?.digest === digest) return;
    this.revision = revision;
    this.#pages.set(path, { ...made, digest, revision });
  }
}
