import { knownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asString, type Data } from '../../resource';
import { partsFor, text } from '../embedded';

/** A function of values. Undefined: what it gives is not certain. */
export type Call = (args: readonly Value<Data>[], at: Place) => Value<Data> | undefined;

export const listOf = (value: Value<Data> | undefined): readonly Value<Data>[] | undefined =>
  value?.state === 'known' && Array.isArray(value.value) ? value.value : undefined;

export const stringOf = (value: Value<Data> | undefined): string | undefined => {
  const single = value && asString(value);
  return single?.state === 'known' ? single.value : undefined;
};

export const isNone = (value: Value<Data>): boolean =>
  value.state === 'absent' || (value.state === 'known' && value.value === null);

/** Strings one after the other. */
export const joined = (pieces: readonly Value<Data>[], at: Place): Value<Data> =>
  knownAt<Data>(text(pieces.flatMap((piece) => [...partsFor(piece)])), at);
