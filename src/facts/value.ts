import type { Place } from '../place';

/**
 * Where a value is written or would be written, in the words of its format.
 * A fix names it (`set(value, to)`) and the format that owns the file renders the edit.
 */
export interface Slot {
  /** The construct that holds the attribute: its whole span (block, mapping, instruction). */
  readonly block: Place;
  /** Attribute path below the block, as the format spells it: `['metadata_options', 'http_tokens']`. */
  readonly path: readonly string[];
  /** How the format spells the fact's value where it differs: `{ true: 'required', false: 'optional' }`. */
  readonly spelled?: Readonly<Record<string, string | number | boolean>>;
}

/** A value in the code, the honest admission that it can't be known, or the fact that nothing is written. */
export type Value<T> =
  | {
      readonly state: 'known';
      readonly value: T;
      /** The literal that decides. */
      readonly at: Place;
      /** The way it came: references, from the use back to the literal. */
      readonly via?: readonly Place[];
      /** A default written in the code (variable, parameter) that a deployment may replace. */
      readonly byDefault?: true;
      readonly slot?: Slot;
    }
  | {
      readonly state: 'absent';
      /** Head of the block that could hold it. */
      readonly at: Place;
      /** The provider's documented default, where it is the same for everybody. */
      readonly value?: T;
      readonly slot?: Slot;
    }
  | { readonly state: 'unknown'; readonly at: Place; readonly because: string; readonly via?: readonly Place[] };

/** A list whose entries may each be unknown without hiding the others. */
export type ListValue<T> = Value<readonly Value<T>[]>;

/** One known entry of a list, for rule code that reads like a sentence. */
export interface Known<T> {
  readonly value: T;
  readonly at: Place;
  readonly via?: readonly Place[];
  readonly byDefault?: true;
  readonly slot?: Slot;
}

export type Answer = 'yes' | 'no' | 'unknown';

/**
 * Whether a value passes a test. Compare with `=== 'yes'` or `=== 'no'`; never negate, since `unknown` is neither.
 * An absent value counts as its documented default, and as unknown without one.
 */
export function is<T>(value: Value<T>, test: (value: T) => boolean): Answer {
  if (value.state === 'unknown' || value.value === undefined) return 'unknown';
  return test(value.value) ? 'yes' : 'no';
}

/** The known value, or undefined. An absent value is not known: ask `is` or `orDefault` for documented defaults. */
export function known<T>(value: Value<T>): Known<T> | undefined {
  return value.state === 'known' ? value : undefined;
}

/** The written value or the documented default, or undefined. */
export function orDefault<T>(value: Value<T>): T | undefined {
  return value.state === 'unknown' ? undefined : value.value;
}

/** The known entries of a known list. */
export function each<T>(list: ListValue<T>): readonly Known<T>[] {
  if (list.state !== 'known') return [];
  return list.value.flatMap((entry) => (entry.state === 'known' ? [entry] : []));
}

/** Whether some entry passes the test: `yes` if a known one does, `no` only if the whole list is known. */
export function some<T>(list: ListValue<T>, test: (value: T) => boolean): Answer {
  if (list.state === 'absent') return 'no';
  if (list.state === 'unknown') return 'unknown';
  const answers = list.value.map((entry) => is(entry, test));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** A value computed from another; place, way and default marker stay. */
export function mapValue<A, B>(value: Value<A>, change: (value: A) => B): Value<B> {
  if (value.state === 'unknown') return value;
  if (value.state === 'absent') {
    const { value: fallback, ...rest } = value;
    return fallback === undefined ? rest : { ...rest, value: change(fallback) };
  }
  return { ...value, value: change(value.value) };
}

export const knownAt = <T>(value: T, at: Place, slot?: Slot): Value<T> =>
  slot ? { state: 'known', value, at, slot } : { state: 'known', value, at };
export const absentAt = <T>(at: Place, fallback?: T, slot?: Slot): Value<T> => ({
  state: 'absent',
  at,
  ...(fallback === undefined ? {} : { value: fallback }),
  ...(slot ? { slot } : {}),
});
export const unknownAt = <T>(at: Place, because: string): Value<T> => ({ state: 'unknown', at, because });
