import { equal } from './equal';
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

/** Hits by the path they stand in, and which paths' reports are no longer what they were. */
export class HitIndex {
  readonly #at = new Map<string, Set<Unit>>();
  /** Units with a hit that shows a place in this path. */
  readonly #shown = new Map<string, Set<Unit>>();
  readonly #failing = new Set<Unit>();
  /** Paths whose findings have to be made again. */
  readonly stale = new Set<string>();

  /** The hits that stand in a path, in no particular order. */
  *in(path: string): Iterable<RuleHit> {
    for (const unit of this.#at.get(path) ?? []) {
      for (const hit of unit.hits) if (hit.hit.at.anchor.path === path) yield hit;
    }
  }

  *failures(): Iterable<StageFailure> {
    for (const unit of this.#failing) yield* [...unit.linkFailures, ...unit.checkFailures];
  }

  /** A unit's rules ran again. */
  replace(unit: Unit, { hits, failures }: CheckedHits): void {
    this.failed(unit, 'checkFailures', failures);
    if (hits.length === 0 && unit.hits.length === 0) return;
    if (equal(hits, unit.hits)) return;
    this.#list(unit, (index, path) => index.get(path)?.delete(unit));
    unit.hits = hits;
    this.#list(unit, (index, path) => {
      const units = index.get(path);
      if (units) units.add(unit);
      else index.set(path, new Set([unit]));
    });
  }

  failed(unit: Unit, stage: 'linkFailures' | 'checkFailures', failures: readonly StageFailure[]): void {
    if (failures.length === 0 && unit[stage].length === 0) return;
    unit[stage] = failures;
    if (!unit.gone && unit.linkFailures.length + unit.checkFailures.length > 0) this.#failing.add(unit);
    else this.#failing.delete(unit);
  }

  /** Text moved in a path: whatever shows a place in it has to be made again. */
  moved(path: string): void {
    this.stale.add(path);
    for (const unit of this.#shown.get(path) ?? []) {
      for (const hit of unit.hits) this.stale.add(hit.hit.at.anchor.path);
    }
  }

  #list(unit: Unit, change: (index: Map<string, Set<Unit>>, path: string) => void): void {
    for (const hit of unit.hits) {
      this.stale.add(hit.hit.at.anchor.path);
      change(this.#at, hit.hit.at.anchor.path);
      for (const path of pathsOf(hit)) change(this.#shown, path);
    }
  }
}
