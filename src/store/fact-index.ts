import type { About, Fact, FactKind, FactOf } from '../facts';
import type { Unit } from './records';
import { Topics } from './topic';

/** Stands for the id that can't be known. No real id holds a NUL. */
const UNKNOWN = '\0';

const join = (scope: string, kind: FactKind, id: string): string => `${scope}\0${kind}\0${id}`;

interface Filed {
  readonly fact: Fact;
  readonly unit: Unit;
}

const inOrder = (a: Filed, b: Filed): number => {
  if (a.unit.path !== b.unit.path) return a.unit.path < b.unit.path ? -1 : 1;
  if (a.unit !== b.unit) return a.unit.anchor.start - b.unit.anchor.start;
  return a.unit.facts.indexOf(a.fact) - b.unit.facts.indexOf(b.fact);
};

function keysOf(fact: Fact): readonly string[] {
  const ids = fact.about.map((id) => (id.state === 'known' ? id.value : UNKNOWN));
  return ids.map((id) => join(fact.subject.scope, fact.kind, id));
}

/** Which facts are about which identity, and which rules' units asked. */
export class FactIndex {
  readonly #facts = new Map<string, Set<Filed>>();
  readonly #filed = new Map<Fact, Filed>();
  readonly #topics = new Topics<string>();

  add(fact: Fact, unit: Unit): void {
    const filed = { fact, unit };
    this.#filed.set(fact, filed);
    for (const key of keysOf(fact)) {
      const same = this.#facts.get(key);
      if (same) same.add(filed);
      else this.#facts.set(key, new Set([filed]));
    }
  }

  remove(fact: Fact): void {
    const filed = this.#filed.get(fact);
    if (!filed) return;
    this.#filed.delete(fact);
    for (const key of keysOf(fact)) {
      const same = this.#facts.get(key);
      same?.delete(filed);
      if (same?.size === 0) this.#facts.delete(key);
    }
  }

  /** Facts about any of the ids, the question noted by `ask`. */
  about<K extends FactKind>(
    kind: K,
    ids: readonly string[],
    scope: string,
    ask: (topic: ReturnType<Topics<string>['at']>) => void,
  ): About<FactOf<K>> {
    const collect = (id: string): readonly Filed[] => {
      const key = join(scope, kind, id);
      ask(this.#topics.at(key));
      return [...(this.#facts.get(key) ?? [])];
    };
    const facts = (filed: readonly Filed[]) =>
      [...new Set(filed)].sort(inOrder).map((entry) => entry.fact as FactOf<K>);
    return { sure: facts(ids.flatMap(collect)), perhaps: facts(collect(UNKNOWN)) };
  }

  /** Those who asked for a list that this fact is in. */
  *askersAbout(fact: Fact): Iterable<Unit> {
    for (const key of keysOf(fact)) yield* this.#topics.askers(key);
  }
}
