import { unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';

/** A string, number or boolean of which everything is known. */
export const isPlain = (value: Value<Data>): boolean =>
  value.state === 'known' && (value.value === null || typeof value.value !== 'object') && value.value !== null;

/** What stands at a path below a value. */
export function project(value: Value<Data>, path: readonly (string | number)[]): Value<Data> {
  let current = value;
  for (const key of path) {
    if (current.state !== 'known') return current;
    const data: Data = current.value;
    if (data === null || typeof data !== 'object') return unknownAt(current.at, `it has no ${key}`);
    if (Array.isArray(data)) {
      const list: readonly Value<Data>[] = data;
      const entry = typeof key === 'number' ? list[key] : undefined;
      if (!entry) return unknownAt(current.at, `it has no ${key}`);
      current = entry;
      continue;
    }
    const structure = data as Exclude<typeof data, readonly Value<Data>[]>;
    const field = structure.type === 'fields' ? structure.fields.get(String(key)) : undefined;
    if (!field) return unknownAt(current.at, `it has no ${key}`);
    current = field;
  }
  return current;
}

/** A value that came by way of these places, with all that is in it: a rule may meet any entry alone. */
export function through(value: Value<Data>, uses: readonly Place[], byDefault?: true): Value<Data> {
  if (value.state === 'absent') return value;
  const via = [...uses, ...(value.via ?? [])];
  const way = via.length > 0 ? { via } : {};
  if (value.state === 'unknown') return { ...value, ...way };
  const marked = byDefault ? { byDefault } : {};
  return { ...value, ...way, ...marked, value: inside(value.value, (entry) => through(entry, uses, byDefault)) };
}

function inside(data: Data, change: (value: Value<Data>) => Value<Data>): Data {
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) return data.map(change);
  const structure = data as Exclude<typeof data, readonly Value<Data>[]>;
  if (structure.type !== 'fields') return data;
  return { type: 'fields', fields: new Map([...structure.fields].map(([key, entry]) => [key, change(entry)])) };
}
