import type { About, Fact, FactKind, FactOf } from '../facts';
import { type Few, having, includes, lacking, membersOf } from './few';
import type { Listing, Topic, Unit } from './records';
import { inOrder } from './unit';

/** Stands for the id that can't be known. No real id holds a NUL. */
const UNKNOWN = '\0';

const keyOf = (scope: string, kind: FactKind, id: string): string => [scope, kind, id].join('\0');

const idsOf = (fact: Fact): readonly string[] => fact.about.map((id) => (id.state === 'known' ? id.value : UNKNOWN));
const keysOf = (fact: Fact): readonly string[] => idsOf(fact).map((id) => keyOf(fact.subject.scope, fact.kind, id));

/** How a unit under way asks: the question is noted, and facts that a unit let go are made again. */
export interface Asking {
  note(topic: Topic): void;
  factsOf(unit: Unit): readonly Fact[];
}

/** Which units have facts about which identity, and which rules' units asked. */
export class FactIndex {
  readonly #listings = new Map<string, Listing>();

  /** Lists a unit under what its facts are about, and no longer under what its former ones were. */
  list(unit: Unit, facts: readonly Fact[]): void {
    let now: Few<Listing>;
    for (const key of facts.flatMap(keysOf)) now = having(now, this.#at(key));
    for (const listing of membersOf(unit.listed)) {
      if (includes(now, listing)) continue;
      listing.units = lacking(listing.units, unit);
      if (!listing.units && !listing.askers) this.#listings.delete(listing.key);
    }
    for (const listing of membersOf(now)) listing.units = having(listing.units, unit);
    unit.listed = now;
  }

  /** Facts about any of the ids, in order of path and position. */
  about<K extends FactKind>(
    kind: K,
    ids: readonly string[],
    scope: string,
    { note, factsOf }: Asking,
  ): About<FactOf<K>> {
    const collect = (wanted: readonly string[]): readonly FactOf<K>[] => {
      const listings = wanted.map((id) => this.#at(keyOf(scope, kind, id)));
      for (const listing of listings) note(listing);
      const units = new Set(listings.flatMap((listing) => [...membersOf(listing.units)]));
      const fits = (fact: Fact): fact is FactOf<K> =>
        fact.kind === kind && fact.subject.scope === scope && idsOf(fact).some((id) => wanted.includes(id));
      return [...units].sort(inOrder).flatMap((unit) => factsOf(unit).filter(fits));
    };
    return { sure: collect(ids), perhaps: collect([UNKNOWN]) };
  }

  /** Those who asked for a list that this fact is in. */
  *askersAbout(fact: Fact): Iterable<Unit> {
    for (const key of keysOf(fact)) yield* membersOf(this.#listings.get(key)?.askers);
  }

  #at(key: string): Listing {
    let listing = this.#listings.get(key);
    if (!listing) {
      listing = { key, askers: undefined, units: undefined };
      this.#listings.set(key, listing);
    }
    return listing;
  }
}
