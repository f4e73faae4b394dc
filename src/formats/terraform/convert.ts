import { knownAt, type Value } from '../../facts';
import type { Data, Fields, Reference } from '../../resource';
import { equal, ordered } from './equality';
import { failed, passed } from './failure';
import { digits, numberIn } from './numbers';
import {
  type CollectionType,
  collectionOf,
  fieldsIn,
  inPlaceOf,
  isOpen,
  keyedAt,
  keysAt,
  listIn,
  type ObjectType,
  open,
  type Type,
  typed,
  typeOf,
  unify,
} from './types';

type Known = Extract<Value<Data>, { state: 'known' }>;

/** A value as another type, as Terraform converts it. What is not known stays as it is. */
export function convert(value: Value<Data>, type: Type): Value<Data> {
  if (value.state !== 'known' || value.value === null || type === 'any') return value;
  if (typeof type === 'string') return single(value, type);
  const { value: data } = value;
  const list = listIn(data);
  const fields = fieldsIn(data);
  if (!list && !fields) return isReference(data) ? value : mismatch(value, type);
  if (type.of === 'object') return fields ? object(value, fields, type) : mismatch(value, type);
  if (type.of === 'map') return fields ? map(value, fields, type) : mismatch(value, type);
  if (!list) return mismatch(value, type);
  if (type.of === 'tuple') {
    if (list.length !== type.elements.length) return mismatch(value, type);
    const items = list.map((item, index) => convert(item, type.elements[index]!));
    return { ...value, value: items };
  }
  return listed(value, list, type);
}

export const isReference = (data: Data): data is Reference =>
  typeof data === 'object' && data !== null && 'address' in data;

const mismatch = (value: Known, type: Type): Value<Data> =>
  failed(value.at, `it can't be made a ${typeof type === 'string' ? type : type.of}`);

const WORDS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };

function single(value: Known, type: 'string' | 'number' | 'bool'): Value<Data> {
  const data = value.value;
  if (typeof data === type || (type === 'bool' && typeof data === 'boolean')) return value;
  if (typeof data === 'object' && data !== null && !Array.isArray(data) && 'type' in data) {
    if (data.type === 'reference' || (data.type === 'text' && type === 'string')) return value;
    if (data.type === 'text') return passed(value, value.at);
  }
  if (type === 'string' && typeof data === 'boolean') return { ...value, value: String(data) };
  if (type === 'string' && typeof data === 'number') {
    const text = digits(data);
    return text === undefined ? passed(lost(value), value.at) : { ...value, value: text };
  }
  if (typeof data !== 'string') return mismatch(value, type);
  if (type === 'bool') {
    return Object.hasOwn(WORDS, data) ? { ...value, value: WORDS[data]! } : mismatch(value, type);
  }
  const number = numberIn(data);
  if (number === 'lost') return lost(value);
  return number === undefined ? mismatch(value, type) : { ...value, value: number };
}

const lost = ({ at }: Known): Value<Data> => ({
  state: 'unknown',
  at,
  because: 'the number has more digits than are kept',
});

/** The type of what is in a structure, which is asked for where a collection takes any. */
function common(wanted: Type, value: Known, values: Iterable<Value<Data>>): Type | undefined {
  if (wanted !== 'any') return wanted;
  const own = collectionOf(value.value)?.element ?? 'any';
  return own === 'any' ? unify([...values].map(typeOf)) : own;
}

function listed(value: Known, list: readonly Value<Data>[], type: CollectionType): Value<Data> {
  const element = common(type.element, value, list);
  if (element === undefined) return mismatch(value, type);
  const items = list.map((item) => convert(item, element));
  if (fails(list, items)) return failed(value.at, 'one of its entries has another type');
  const made = { of: type.of, element } as const;
  if (type.of === 'set') return { ...value, value: typed(asSet(items, isOpen(list)), made) };
  return { ...value, value: typed(inPlaceOf(items, list), made) };
}

/** Whether an entry that was known could not be converted. */
const fails = (before: readonly Value<Data>[], after: readonly Value<Data>[]): boolean =>
  after.some((item, index) => item.state === 'unknown' && before[index]?.state === 'known');

/** Structures that are held against one another; of more it is left open which are the same. */
const COMPARED = 100;

/** Entries without those that are there twice, in Terraform's order. Which are the same is known when all of them are. */
export function asSet(items: readonly Value<Data>[], isLoose: boolean): Value<Data>[] {
  const distinct: Value<Data>[] = [];
  const singles = new Set<Data>();
  let doubtful = isLoose || items.some((item) => item.state !== 'known');
  for (const item of items) {
    const data = item.state === 'known' ? item.value : undefined;
    if (data !== undefined && (data === null || typeof data !== 'object')) {
      if (singles.has(data)) continue;
      singles.add(data);
    } else if (distinct.length > COMPARED) doubtful = true;
    else {
      const answers = distinct.map((one) => equal(one, item));
      if (answers.includes(true)) continue;
      doubtful ||= answers.includes(undefined);
    }
    distinct.push(item);
  }
  return doubtful ? open(distinct) : ordered(distinct);
}

function map(value: Known, { fields }: Fields, type: CollectionType): Value<Data> {
  const element = common(type.element, value, fields.values());
  if (element === undefined) return mismatch(value, type);
  const before = [...fields.values()];
  const after = before.map((field) => convert(field, element));
  if (fails(before, after)) return failed(value.at, 'one of its entries has another type');
  const names = [...fields.keys()];
  const made: Fields = { type: 'fields', fields: new Map(after.map((field, index) => [names[index]!, field])) };
  const source = fieldsIn(value.value)!;
  return { ...value, value: typed(inPlaceOf(made, source), { of: 'map', element }) };
}

function object(value: Known, { fields }: Fields, { attributes }: ObjectType): Value<Data> {
  const made = new Map<string, Value<Data>>();
  for (const [name, { type, optional }] of attributes) {
    const written = fields.get(name);
    if (written && (written.state !== 'known' || written.value !== null || !optional?.otherwise)) {
      made.set(name, convert(written, type));
    } else if (optional)
      made.set(name, optional.otherwise ? convert(optional.otherwise, type) : knownAt(null, value.at));
    else if (written) made.set(name, written);
    else return failed(value.at, `its ${name} is missing`);
  }
  const kept = keyedAt<Fields>({ type: 'fields', fields: made }, keysAt(fieldsIn(value.value)!));
  return { ...value, value: kept };
}
