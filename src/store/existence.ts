import { membersOf } from './few';
import type { Topic, Unit } from './records';
import { linking } from './topic';

/** Which files exist, who asked, and which files' scopes hang on it. */
export class Existence {
  readonly #topics = new Map<string, Topic>();
  readonly #scoped = new Map<string, Set<string>>();
  readonly #askedFor = new Map<string, readonly string[]>();

  constructor(private readonly exists: (path: string) => boolean) {}

  /** Whether a file exists; the unit is woken when that changes. */
  ask(unit: Unit, path: string): boolean {
    const topic = this.#topics.get(path) ?? { askers: undefined };
    this.#topics.set(path, topic);
    linking.ask(unit, topic);
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
    return membersOf(this.#topics.get(path)?.askers);
  }

  /** Files whose scope was decided by whether this one exists. */
  scopedBy(path: string): readonly string[] {
    return [...(this.#scoped.get(path) ?? [])].filter((scoped) => scoped !== path);
  }
}
