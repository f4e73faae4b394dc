import type { Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Fields, Reference, Text } from '../../resource';

/** A type of Terraform's. `any` is one that is not known. */
export type Type = 'any' | 'string' | 'number' | 'bool' | CollectionType | TupleType | ObjectType;

/** Many of one type. */
export interface CollectionType {
  readonly of: 'list' | 'set' | 'map';
  readonly element: Type;
}

export interface TupleType {
  readonly of: 'tuple';
  readonly elements: readonly Type[];
}

export interface ObjectType {
  readonly of: 'object';
  readonly attributes: ReadonlyMap<string, AttributeType>;
}

export interface AttributeType {
  readonly type: Type;
  /** It may be left out: then it is this, or null without one. */
  readonly optional?: { readonly otherwise?: Value<Data> };
}

type List = readonly Value<Data>[];
type Structure = List | Fields;

/** Types of collections. What has none is as it is written between brackets or braces: a tuple or an object. */
const TYPES = new WeakMap<Structure, CollectionType>();
/** Structures of which it is not known what stands where and how much there is of it. */
const OPEN = new WeakSet<Structure>();

/** Where the keys of an object stand, as far as they are written somewhere. */
const KEYS = new WeakMap<Fields, ReadonlyMap<string, Place>>();

/** Gives a new list or new fields their type. */
export function typed<S extends Structure>(structure: S, type: CollectionType): S {
  TYPES.set(structure, type);
  return structure;
}

/** Says of a new list or new fields that more or less than these entries may be in it, and in another order. */
export function open<S extends Structure>(structure: S): S {
  OPEN.add(structure);
  return structure;
}

export const isOpen = (structure: Structure): boolean => OPEN.has(structure);

/** A structure in the place of another: what is known of that as a whole holds for it, too. */
export function inPlaceOf<S extends Structure>(structure: S, other: Structure): S {
  const type = TYPES.get(other);
  if (type) TYPES.set(structure, type);
  if (OPEN.has(other)) OPEN.add(structure);
  if ('fields' in structure && 'fields' in other) keyedAt(structure, keysAt(other));
  return structure;
}

/** Says of new fields where their keys stand. */
export function keyedAt<F extends Fields>(fields: F, keys: ReadonlyMap<string, Place>): F {
  KEYS.set(fields, keys);
  return fields;
}

export const keysAt = (fields: Fields): ReadonlyMap<string, Place> => KEYS.get(fields) ?? NOWHERE;
const NOWHERE: ReadonlyMap<string, Place> = new Map();

/** The list that data is. */
export const listIn = (data: Data | undefined): List | undefined => (Array.isArray(data) ? (data as List) : undefined);

/** The keyed data that data is. */
export function fieldsIn(data: Data | undefined): Fields | undefined {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  const structure = data as Text | Reference | Fields;
  return structure.type === 'fields' ? structure : undefined;
}

/** What is in a structure; undefined for what is none. */
export const entriesIn = (data: Data): Iterable<Value<Data>> | undefined =>
  listIn(data) ?? fieldsIn(data)?.fields.values();

/** The type of a value as far as it is known. */
export function typeOf(value: Value<Data>): Type {
  if (value.state !== 'known' || value.value === null) return 'any';
  const data = value.value;
  if (typeof data === 'boolean') return 'bool';
  if (typeof data !== 'object') return typeof data === 'number' ? 'number' : 'string';
  const list = listIn(data);
  if (list) return TYPES.get(list) ?? { of: 'tuple', elements: list.map(typeOf) };
  const fields = fieldsIn(data);
  if (!fields) return (data as Text | Reference).type === 'text' ? 'string' : 'any';
  return TYPES.get(fields) ?? objectOf([...fields.fields].map(([name, field]) => [name, typeOf(field)]));
}

const objectOf = (attributes: readonly (readonly [string, Type])[]): ObjectType => ({
  of: 'object',
  attributes: new Map(attributes.map(([name, type]) => [name, { type }])),
});

/** Whether a value is a list, set or map, and not a tuple or object. */
export const collectionOf = (data: Data): CollectionType | undefined => {
  const structure = listIn(data) ?? fieldsIn(data);
  return structure && TYPES.get(structure);
};

/** The type that values of all these types can be made of; undefined where there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const known = types.filter((type) => type !== 'any');
  const [first] = known;
  if (first === undefined) return 'any';
  const structures = known.filter((type) => typeof type !== 'string');
  if (structures.length === 0) {
    return known.every((type) => type === first) ? first : known.includes('string') ? 'string' : undefined;
  }
  if (structures.length < known.length) return undefined;
  const kinds = new Set(structures.map(({ of }) => of));
  if (kinds.has('object') || kinds.has('map')) return unifyKeyed(structures, kinds);
  return unifyListed(structures, kinds);
}

type StructureType = CollectionType | TupleType | ObjectType;

function unifyListed(types: readonly StructureType[], kinds: ReadonlySet<string>): Type | undefined {
  const tuples = types.filter((type) => type.of === 'tuple');
  const length = tuples[0]?.elements.length;
  if (kinds.size === 1 && tuples.every(({ elements }) => elements.length === length) && length !== undefined) {
    const elements = Array.from({ length }, (_, index) => unify(tuples.map((tuple) => tuple.elements[index]!)));
    return elements.includes(undefined) ? undefined : { of: 'tuple', elements: elements as Type[] };
  }
  return collection(kinds.has('list') || !kinds.has('set') ? 'list' : 'set', types);
}

function unifyKeyed(types: readonly StructureType[], kinds: ReadonlySet<string>): Type | undefined {
  if (kinds.size > (kinds.has('map') && kinds.has('object') ? 2 : 1)) return undefined;
  const objects = types.filter((type) => type.of === 'object');
  const names = [...(objects[0]?.attributes.keys() ?? [])];
  const alike = objects.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (kinds.has('map') || !alike) return collection('map', types);
  const attributes = new Map<string, AttributeType>();
  for (const name of names) {
    const type = unify(objects.map((object) => object.attributes.get(name)!.type));
    if (type === undefined) return undefined;
    attributes.set(name, { type });
  }
  return { of: 'object', attributes };
}

function collection(of: CollectionType['of'], types: readonly StructureType[]): Type | undefined {
  const element = unify(types.flatMap(elementsOf));
  return element === undefined ? undefined : { of, element };
}

const elementsOf = (type: StructureType): readonly Type[] =>
  type.of === 'tuple'
    ? type.elements
    : type.of === 'object'
      ? [...type.attributes.values()].map((attribute) => attribute.type)
      : [type.element];
