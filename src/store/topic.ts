import type { Questions, Topic, Unit } from './records';

/** A topic that nobody asked about yet. Most never are, so the set comes with the first question. */
export const topic = (): Topic => ({ askers: undefined });

/** Those who asked. */
export const askersOf = (asked: Topic | undefined): Iterable<Unit> => asked?.askers ?? [];

/** Notes questions with those who asked them. A unit's two recorders ask about different topics. */
export class Recorder implements Questions {
  #topics: Topic[] | undefined;

  ask(unit: Unit, asked: Topic): void {
    if (asked.askers?.has(unit)) return;
    asked.askers ??= new Set();
    asked.askers.add(unit);
    this.#topics ??= [];
    this.#topics.push(asked);
  }

  forget(unit: Unit): void {
    for (const asked of this.#topics ?? []) {
      asked.askers?.delete(unit);
      if (asked.askers?.size === 0) asked.askers = undefined;
    }
    this.#topics = undefined;
  }
}

/** A map of topics that makes them as they are asked for. */
export class Topics<K> {
  readonly #byKey = new Map<K, Topic>();

  at(key: K): Topic {
    let found = this.#byKey.get(key);
    if (!found) {
      found = topic();
      this.#byKey.set(key, found);
    }
    return found;
  }

  /** Those who asked about a key, if anybody did. */
  askers(key: K): Iterable<Unit> {
    return askersOf(this.#byKey.get(key));
  }
}
