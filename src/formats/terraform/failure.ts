import type { Value } from '../../facts';
import type { Place } from '../../place';
import { type Data, reasonUnknown } from '../../resource';
import { entriesIn } from './types';

export type Unknown = Extract<Value<never>, { state: 'unknown' }>;

/** Unknown values that Terraform ends at with an error, by their own copy of a place: `try` goes on behind them. */
const FAILURES = new WeakSet<Place>();

/** What Terraform would end at with an error. Nobody can know it, but `try` and `can` know that. */
export function failed(at: Place, because: string): Unknown {
  const own = { ...at };
  FAILURES.add(own);
  return { state: 'unknown', at: own, because };
}

export const isFailure = (value: Value<Data>): boolean => value.state === 'unknown' && FAILURES.has(value.at);

/** Why a value, or anything in it, is not known; undefined when all of it is. */
export function reason(value: Value<Data>): string | undefined {
  if (value.state === 'unknown') return value.because;
  if (value.state === 'absent') return 'nothing is written there';
  const entries = entriesIn(value.value);
  if (!entries) return reasonUnknown(value.value);
  for (const entry of entries) {
    const because = reason(entry);
    if (because !== undefined) return because;
  }
  return undefined;
}

/** The unknown that comes of an unknown: it fails where that failed. */
export function passed(value: Value<Data>, at: Place): Unknown {
  const because = reason(value) ?? 'it is not known';
  return isFailure(value) ? failed(at, because) : { state: 'unknown', at, because };
}
