import { knownAt, type Slot, type Value } from '../facts';
import { asFields, type Data, field, type Resource } from '../resource';

/**
 * Every mapping of a list that was computed, or the one mapping, as resources that stand in another one: each attribute
 * is written where its value stands. At most so deep in lists of lists.
 */
export function mappingsIn(value: Value<Data>, around: Resource, type: string, depth = 4): readonly Resource[] {
  if (value.state !== 'known') return [];
  if (Array.isArray(value.value)) {
    return depth === 0 ? [] : value.value.flatMap((one: Value<Data>) => mappingsIn(one, around, type, depth - 1));
  }
  return asFields(value) ? [valueResource(value, around, type)] : [];
}

function valueResource(value: Value<Data>, around: Resource, type: string): Resource {
  const slot = (...path: string[]): Slot => ({ block: value.at, path });
  return {
    ...around,
    type,
    subject: { ...around.subject, head: value.at },
    exists: knownAt(true, value.at),
    slot,
    get(...path) {
      const found = valueBelow(value, path);
      return found.state === 'unknown' || found.slot ? found : { ...found, slot: slot(...path) };
    },
    all: (...path) => mappingsIn(valueBelow(value, path), around, path.at(-1) ?? type),
  };
}

/** What stands below a path of keys and list indices. */
export function valueBelow(value: Value<Data>, path: readonly string[]): Value<Data> {
  let current = value;
  for (const key of path) {
    const item = current.state === 'known' && Array.isArray(current.value) ? current.value[Number(key)] : undefined;
    current = item ?? field(current, key);
  }
  return current;
}
