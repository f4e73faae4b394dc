import type { Step } from '../../document/hcl';
import { knownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { defaulted } from '../embedded';
import { passed } from './failure';
import { inPlaceOf, listIn } from './types';

/**
 * `[*]` and `.*`: each entry of a list, a single value as a list of one, nothing for null. `[*]` takes all steps behind
 * it into each entry; `.*` takes the names, and what follows them is taken of the whole.
 */
export function spread(
  of: Value<Data>,
  steps: readonly Step[],
  at: Place,
  further: (value: Value<Data>, steps: readonly Step[]) => Value<Data>,
): Value<Data> {
  if (of.state !== 'known') return passed(of, at);
  const [splat, ...rest] = steps;
  // resources that are not made yet: who is meant stays known
  if (typeof of.value === 'object' && of.value !== null && 'address' in of.value) return further(of, rest);
  const isFull = splat?.type === 'splat' && splat.full;
  const end = isFull ? rest.length : rest.findIndex(({ type }) => type !== 'name');
  const inner = end < 0 ? rest : rest.slice(0, end);
  const list = listIn(of.value);
  const entries = list ?? (of.value === null ? [] : [of]);
  const items = entries.map((entry) => further(entry, inner));
  const broken = list ? undefined : items.find((item) => item.state === 'unknown');
  if (broken) return broken;
  const made = {
    ...knownAt<Data>(list && isPlainTuple(inner) ? inPlaceOf(items, list) : items, at),
    ...defaulted([of]),
  };
  return further(made, end < 0 ? [] : rest.slice(end));
}

const isPlainTuple = (inner: readonly Step[]): boolean => inner.length === 0;
