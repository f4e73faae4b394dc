import type { Unit } from './records';
import { Topics } from './topic';

/** Which files exist, who asked, and which files' scopes hang on it. */
export class Existence {
  readonly #topics = new Topics<string>();
  readonly #scoped = new Map<string, Set<string>>();
  readonly #askedFor = new Map<string, readonly string[]>();

  constructor(private readonly exists: (path: string) => boolean) {}

  /** Whether a file exists; the unit is woken when that changes. */
  ask(unit: Unit, path: string): boolean {
    unit.linked.ask(unit, this.#topics.at(path));
    return this.exists(path);
  }

  /** A file's scope, computed by looking which files exist; the questions are noted. */
  scopeOf(path: string, compute: (has: (asked: string) => boolean) => string): string {
    const asked: string[] = [];
    const scope = compute((wanted) => {
      asked.push(wanted);
      return this.exists(wanted);
    });
    this.#askedFor.set(path, asked);
    for (const wanted of asked) {
      const waiting = this.#scoped.get(wanted);
      if (waiting) waiting.add(path);
      else this.#scoped.set(wanted, new Set([path]));
    }
    return scope;
  }

  forget(path: string): void {
    for (const asked of this.#askedFor.get(path) ?? []) this.#scoped.get(asked)?.delete(path);
    this.#askedFor.delete(path);
  }

  askers(path: string): Iterable<Unit> {
    return this.#topics.askers(path);
  }

  /** Files whose scope was decided by whether this one exists. */
  scopedBy(path: string): readonly string[] {
    return [...(this.#scoped.get(path) ?? [])].filter((scoped) => scoped !== path);
  }
}
