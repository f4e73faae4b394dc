import { equal } from './equal';
import { type Few, having, lacking, membersOf } from './few';
import type { RuleHit, StageFailure, Unit } from './records';
import type { CheckedHits } from './stages';

/** Places of a hit that a report shows: its own, related ones, and where its fixes would write. */
function pathsOf({ hit }: RuleHit): readonly string[] {
  const places = [hit.at, ...(hit.related ?? []).map((related) => related.at)];
  for (const fix of hit.fix ?? []) {
    for (const change of fix.changes) places.push(change.type === 'insert' ? change.slot.block : change.at);
  }
  return places.map((place) => place.anchor.path);
}

function listIn(
  index: Map<string, Few<Unit>>,
  path: string,
  unit: Unit,
  change: (units: Few<Unit>, unit: Unit) => Few<Unit>,
): void {
  const units = change(index.get(path), unit);
  if (units) index.set(path, units);
  else index.delete(path);
}

function note(all: Map<Unit, readonly StageFailure[]>, unit: Unit, failures: readonly StageFailure[]): void {
  if (failures.length > 0) all.set(unit, failures);
  else all.delete(unit);
}

/** Hits by the path they stand in, and which paths' reports are no longer what they were. */
export class HitIndex {
  readonly #at = new Map<string, Few<Unit>>();
  /** Units with a hit in another path that shows a place in this one. */
  readonly #shown = new Map<string, Few<Unit>>();
  readonly #linkFailures = new Map<Unit, readonly StageFailure[]>();
  readonly #checkFailures = new Map<Unit, readonly StageFailure[]>();
  /** Paths whose findings have to be made again. */
  readonly stale = new Set<string>();

  /** The hits that stand in a path, in no particular order. */
  *in(path: string): Iterable<RuleHit> {
    for (const unit of membersOf(this.#at.get(path))) {
      for (const hit of unit.hits) if (hit.hit.at.anchor.path === path) yield hit;
    }
  }

  *failures(): Iterable<StageFailure> {
    for (const failures of this.#linkFailures.values()) yield* failures;
    for (const failures of this.#checkFailures.values()) yield* failures;
  }

  /** A unit's resources were linked again. */
  linked(unit: Unit, failures: readonly StageFailure[]): void {
    note(this.#linkFailures, unit, failures);
  }

  /** A unit's rules ran again. */
  checked(unit: Unit, { hits, failures }: CheckedHits): void {
    note(this.#checkFailures, unit, failures);
    if (hits.length === 0 && unit.hits.length === 0) return;
    if (equal(hits, unit.hits)) return;
    this.#list(unit, lacking);
    unit.hits = hits.slice();
    this.#list(unit, having);
  }

  /** Text moved in a path: whatever shows a place in it has to be made again. */
  moved(path: string): void {
    this.stale.add(path);
    for (const unit of membersOf(this.#shown.get(path))) {
      for (const hit of unit.hits) this.stale.add(hit.hit.at.anchor.path);
    }
  }

  #list(unit: Unit, change: (units: Few<Unit>, unit: Unit) => Few<Unit>): void {
    for (const hit of unit.hits) {
      const own = hit.hit.at.anchor.path;
      this.stale.add(own);
      listIn(this.#at, own, unit, change);
      for (const path of pathsOf(hit)) if (path !== own) listIn(this.#shown, path, unit, change);
    }
  }
}
