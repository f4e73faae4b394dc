import type { FactBase } from './subject';
import type { Value } from './value';

/** A security switch of a resource. `about`: the resource it acts on, which may be another than the one that declares it. */
export interface Setting extends FactBase<'setting'> {
  /** Kebab-case, provider-neutral: `block-public-acls`, `anonymous-access`, `local-accounts`, `publicly-accessible`. */
  readonly name: string;
  readonly value: Value<string | number | boolean>;
}
