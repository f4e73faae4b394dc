import type { Fact } from '../facts';
import { equal } from './equal';
import { FactIndex } from './fact-index';
import { membersOf } from './few';
import type { HitIndex } from './hit-index';
import { factLookup } from './lookups';
import type { Unit } from './records';
import type { LinkedFacts, Stages } from './stages';
import { checking, linking } from './topic';
import { NONE } from './unit';

/**
 * So many units are linked before their rules run: until then all their facts are kept. Fewer would run the rules
 * more often for nothing, since what they ask about may not be linked yet.
 */
const TOGETHER = 100;

/** Which units wait for which pass, and the passes: linking them into facts, and running the rules over these. */
export class Passes {
  readonly #facts = new FactIndex();
  readonly #toLink = new Set<Unit>();
  readonly #toCheck = new Set<Unit>();

  constructor(
    private readonly stages: Stages,
    private readonly hits: HitIndex,
    /** Links a declaration's unit; undefined when there is nothing to link. */
    private readonly link: (unit: Unit) => LinkedFacts | undefined,
  ) {}

  /** Does up to `max` units of pending work; true when none is left. */
  settle(max: number): boolean {
    let done = 0;
    while (this.#toLink.size + this.#toCheck.size > 0) {
      for (const pending of this.#toLink) {
        if (this.#toCheck.size >= TOGETHER) break;
        if (done++ >= max) return false;
        this.#toLink.delete(pending);
        this.#link(pending);
      }
      for (const pending of this.#toCheck) {
        if (done++ >= max) return false;
        this.#toCheck.delete(pending);
        this.#check(pending);
      }
    }
    return true;
  }

  /** Has units linked again, since their own text or an answer changed. */
  wake(units: Iterable<Unit>): void {
    for (const woken of units) this.#toLink.add(woken);
  }

  /** Has the rules run again that asked for lists in which a unit's facts are: their order changed. */
  reordered(unit: Unit): void {
    for (const { askers } of membersOf(unit.listed)) this.#recheck(membersOf(askers));
  }

  /** Takes the credentials of a section, which come with its reading. */
  found(unit: Unit, credentials: readonly Fact[]): void {
    this.#file(unit, credentials);
    this.#toCheck.add(unit);
  }

  retire(retired: Unit): void {
    retired.gone = true;
    linking.forget(retired);
    checking.forget(retired);
    this.#toLink.delete(retired);
    this.#toCheck.delete(retired);
    this.#file(retired, NONE);
    this.hits.linked(retired, NONE);
    this.hits.checked(retired, { hits: NONE, failures: NONE });
  }

  #link(pending: Unit): void {
    linking.forget(pending);
    checking.forget(pending); // its rules run again in any case
    const linked = this.link(pending);
    if (!linked) return;
    this.hits.linked(pending, linked.failures);
    this.#file(pending, linked.facts);
    pending.whole = true;
    this.#toCheck.add(pending);
  }

  #check(pending: Unit): void {
    if (pending.gone || this.#toLink.has(pending)) return; // it comes back once it is linked
    this.#restore(pending);
    checking.forget(pending);
    const lookup = factLookup(this.#facts, pending, (asked) => this.#factsOf(asked, pending));
    this.hits.checked(pending, this.stages.check(pending.facts, lookup));
    this.#release(pending);
  }

  /** Lets go of what the rules have seen, unless others ask for it: it can be made again. */
  #release(seen: Unit): void {
    if (!seen.declaration) return; // credentials are not linked again, so their facts stay
    seen.facts = seen.asked ? seen.facts.filter(this.#isKept) : NONE;
    seen.whole = false;
  }

  /** Makes the facts of the last pass again. Its questions have the same answers, or it would wait to be linked. */
  #restore(released: Unit): void {
    if (released.whole) return;
    released.facts = this.link(released)?.facts ?? NONE;
    released.whole = true;
  }

  /** A unit's facts for another one, kept from now on. */
  #factsOf(asked: Unit, asking: Unit): readonly Fact[] {
    if (asked === asking || asked.asked) return asked.facts;
    asked.asked = true;
    if (this.#toLink.delete(asked)) this.#link(asked);
    else if (!asked.whole) {
      this.#restore(asked);
      this.#release(asked);
    }
    return asked.facts;
  }

  /** Facts of kinds that rules ask for. */
  readonly #isKept = ({ kind }: Fact): boolean => this.stages.keeps(kind);

  /**
   * Takes over a unit's new facts and has the rules run again that asked for a list in which one came, went or changed.
   * Facts that nobody else asked for so far are not at hand any more, and nobody's list held them.
   */
  #file(filing: Unit, facts: readonly Fact[]): void {
    const old = filing.facts.filter(this.#isKept);
    const now = facts.filter(this.#isKept);
    filing.facts = facts;
    this.#facts.list(filing, now);
    for (let i = 0; i < Math.max(old.length, now.length); i++) {
      if (equal(old[i], now[i])) continue;
      for (const fact of [old[i], now[i]]) if (fact) this.#recheck(this.#facts.askersAbout(fact));
    }
  }

  #recheck(askers: Iterable<Unit>): void {
    for (const asker of askers) this.#toCheck.add(asker);
  }
}
