import type { Questions, Topic, Unit } from './records';

export const topic = (): Topic => ({ askers: new Set() });

/** Notes questions with those who asked them. */
export class Recorder implements Questions {
  #topics = new Set<Topic>();

  ask(unit: Unit, asked: Topic): void {
    if (this.#topics.has(asked)) return;
    this.#topics.add(asked);
    asked.askers.add(unit);
  }

  forget(unit: Unit): void {
    for (const asked of this.#topics) asked.askers.delete(unit);
    this.#topics.clear();
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
    return this.#byKey.get(key)?.askers ?? [];
  }
}
