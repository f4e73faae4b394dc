import type { Questions, Topic, Unit } from './records';

/** A topic that nobody asked about yet. Most never are, so the set comes with the first question. */
export const topic = (): Topic => ({ askers: undefined });

const NOBODY: readonly Unit[] = [];

/** Those who asked. */
export function askersOf(asked: Topic | undefined): Iterable<Unit> {
  const askers = asked?.askers;
  if (!askers) return NOBODY;
  return askers instanceof Set ? askers : [askers];
}

/** Up to this many questions a list is copied rather than grown: growing reserves room that most units never use. */
const SPARING = 8;

/** Notes questions with those who asked them. A unit's two recorders ask about different topics. */
export class Recorder implements Questions {
  #topics: Topic[] | undefined;

  ask(unit: Unit, asked: Topic): void {
    const { askers } = asked;
    if (askers === unit || (askers instanceof Set && askers.has(unit))) return;
    if (askers instanceof Set) askers.add(unit);
    else asked.askers = askers ? new Set([askers, unit]) : unit;
    if (!this.#topics) this.#topics = [asked];
    else if (this.#topics.length < SPARING) this.#topics = [...this.#topics, asked];
    else this.#topics.push(asked);
  }

  forget(unit: Unit): void {
    for (const asked of this.#topics ?? []) {
      if (asked.askers === unit) asked.askers = undefined;
      else if (asked.askers instanceof Set) asked.askers.delete(unit);
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
