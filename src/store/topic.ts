import type { Unit } from './unit';

/**
 * Something that can be asked about: which declarations of a kind exist, what one says, whether a file is there,
 * which facts are about an identity. Whoever asked is woken when the answer changes.
 */
export interface Topic {
  readonly askers: Set<Unit>;
}

export const topic = (): Topic => ({ askers: new Set() });

/** The questions of one pass over a unit. A new pass forgets the old questions first. */
export class Recorder {
  #topics = new Set<Topic>();

  /** Notes that the unit asked. */
  ask(unit: Unit, asked: Topic): void {
    if (this.#topics.has(asked)) return;
    this.#topics.add(asked);
    asked.askers.add(unit);
  }

  /** Takes back every question, before a new pass or when the unit goes. */
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
