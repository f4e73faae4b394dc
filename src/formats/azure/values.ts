import type { Value } from '../../facts';
import { unknownAt } from '../../facts';
import type { Place } from '../../place';
import { asFields, type Data, type Fields } from '../../resource';

/** Keys and indices that lead into a value. */
export type Path = readonly (string | number)[];

/** A field by its name, which means the same in any case. */
export function fieldOf(fields: Fields['fields'], name: string): Value<Data> | undefined {
  const exact = fields.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of fields) if (key.toLowerCase() === lower) return value;
  return undefined;
}

/** What stands at a path below a value; absent where nothing does. */
export function below(value: Value<Data>, path: Path): Value<Data> {
  let current = value;
  for (const key of path) {
    if (current.state !== 'known') return current;
    const data: Data = current.value;
    const entry = Array.isArray(data)
      ? (data as readonly Value<Data>[])[Number(key)]
      : fieldOf(asFields(current) ?? new Map(), String(key));
    if (!entry) {
      const opaque = typeof data === 'object' && data !== null && 'type' in data && data.type !== 'fields';
      return opaque
        ? unknownAt(current.at, `its ${key} is known once it is deployed`)
        : { state: 'absent', at: current.at };
    }
    current = entry;
  }
  return current;
}

export const fields = (entries: Readonly<Record<string, Value<Data>>>, at: Place): Value<Data> => ({
  state: 'known',
  value: { type: 'fields', fields: new Map(Object.entries(entries)) },
  at,
});
