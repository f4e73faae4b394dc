import type { Exposure } from './exposure';
import type { Grant } from './grant';
import type { Membership } from './membership';
import type { Pipeline } from './pipeline';
import type { ResourceFact } from './resource-fact';
import type { Secret } from './secret';
import type { Setting } from './setting';
import type { Trust } from './trust';
import type { Workload } from './workload';

export * from './change';
export * from './exposure';
export * from './grant';
export * from './hit';
export * from './membership';
export * from './message';
export * from './pipeline';
export * from './principal';
export * from './resource-fact';
export * from './secret';
export * from './setting';
export * from './severity';
export * from './subject';
export * from './trust';
export * from './value';
export * from './workload';

/** The waist of the hourglass: providers write these, rules read them, and neither knows the other. */
export type Fact = Exposure | Grant | Membership | Pipeline | ResourceFact | Secret | Setting | Trust | Workload;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** Facts about an identity: those that surely are, and those whose subject can't be known and so may be. */
export interface About<F> {
  readonly sure: readonly F[];
  readonly perhaps: readonly F[];
}

/** What a rule may ask beyond the fact it was given; every question is recorded. */
export interface FactLookup {
  /** Facts of a kind about any of the ids, within a scope. */
  about<K extends FactKind>(kind: K, ids: string | readonly string[], scope: string): About<FactOf<K>>;
}
