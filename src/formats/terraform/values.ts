import { unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Reference } from '../../resource';
import { failed, passed } from './failure';
import { collectionOf, fieldsIn, inPlaceOf, isOpen, keyedAt, listIn } from './types';

export type Path = readonly (string | number)[];

/** A string, number or boolean of which everything is known. */
export const isPlain = (value: Value<Data>): boolean =>
  value.state === 'known' && (value.value === null || typeof value.value !== 'object') && value.value !== null;

/** What stands at a path below a value. */
export function project(value: Value<Data>, path: Path): Value<Data> {
  let current = value;
  for (const key of path) {
    if (current.state !== 'known') return current;
    current = step(current, key);
  }
  return current;
}

function step(value: Extract<Value<Data>, { state: 'known' }>, key: string | number): Value<Data> {
  const { value: data, at } = value;
  const reference = typeof data === 'object' && data !== null && 'address' in data ? (data as Reference) : undefined;
  if (reference) {
    const attribute = [reference.attribute, key].filter((name) => name !== '' && typeof name === 'string').join('.');
    return { ...value, value: { ...reference, attribute } };
  }
  const fields = fieldsIn(data);
  if (fields) return fields.fields.get(String(key)) ?? missing(isOpen(fields), at, key);
  const list = listIn(data);
  if (!list || collectionOf(data)?.of === 'set')
    return typeof data === 'object' && !list && data !== null ? passed(value, at) : failed(at, `it has no ${key}`);
  if (isOpen(list)) return unknownAt(at, 'what stands where in the list is not known');
  const entry = typeof key === 'number' || /^\d+$/.test(key) ? list[Number(key)] : undefined;
  return entry ?? failed(at, `it has no ${key}`);
}

const missing = (isLoose: boolean, at: Place, key: string | number): Value<Data> =>
  isLoose ? unknownAt(at, 'one of its keys is not known') : failed(at, `it has no ${key}`);

/** A value that came by way of these places, with all that is in it: a rule may meet any entry alone. */
export function through(value: Value<Data>, uses: readonly Place[], byDefault?: true): Value<Data> {
  if (value.state === 'absent') return value;
  const via = [...uses, ...(value.via ?? [])];
  const way = via.length > 0 ? { via } : {};
  if (value.state === 'unknown') return { ...value, ...way };
  const marked = byDefault ? { byDefault } : {};
  return { ...value, ...way, ...marked, value: inside(value.value, (entry) => through(entry, uses, byDefault)) };
}

/** A value all of which stands at one place. */
export function placed(value: Value<Data>, at: Place): Value<Data> {
  if (value.state !== 'known') return { ...value, at };
  const data = inside(value.value, (entry) => placed(entry, at));
  const fields = fieldsIn(data);
  if (fields) keyedAt(fields, new Map([...fields.fields.keys()].map((name) => [name, at])));
  return { ...value, at, value: data };
}

function inside(data: Data, change: (value: Value<Data>) => Value<Data>): Data {
  const list = listIn(data);
  if (list) return inPlaceOf(list.map(change), list);
  const fields = fieldsIn(data);
  if (!fields) return data;
  const changed = new Map([...fields.fields].map(([key, entry]) => [key, change(entry)]));
  return inPlaceOf({ type: 'fields', fields: changed }, fields);
}
