import type { Place } from '../place';
import type { Change } from './change';
import { type Message, text } from './message';
import type { Value } from './value';

/** Another end of a finding: where a variable gets its value, which role carries the grant. */
export interface Related {
  readonly at: Place;
  readonly message: Message;
}

/** An edit on offer. */
export interface Fix {
  /** Imperative, names the effect: `Limit to var.office_cidr`. */
  readonly title: Message;
  readonly changes: readonly Change[];
  /** Safe without reading on: may be applied by `fix all`. */
  readonly safe: boolean;
}

/** One place where a rule speaks. */
export interface Hit {
  /** The thing to change: the action string, the CIDR, the literal; never the whole block. */
  readonly at: Place;
  readonly message: Message;
  /** What tells it from other hits of the rule on the same resource: the action, the port, the key path. Not a position. */
  readonly about: string;
  readonly fix?: readonly Fix[];
  readonly related?: readonly Related[];
}

/** The places that lead to the literal which decides: a finding in a variable's default names who uses it. */
export const usesOf = (value: Value<unknown> | { readonly via?: readonly Place[] }): readonly Related[] =>
  (('via' in value && value.via) || []).map((at) => ({ at, message: text`Used here` }));
