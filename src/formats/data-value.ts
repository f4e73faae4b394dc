import { entriesOf, entryOf, type Mapping, type Node, nameOf } from '../document/data';
import { parseJson } from '../document/json';
import { absentAt, type Known, knownAt, type Slot, type Subject, unknownAt, type Value } from '../facts';
import { type Place, REDACTION, type Span } from '../place';
import type { Data, Fields, Part, Resource } from '../resource';
import { offsetsOf } from './data-offsets';
import { type Opened, placeIn } from './format';
import { below, mappingsIn, valueResource, withSlot } from './value-resource';

/** How one declaration's nodes become values. */
export interface Reading {
  place(span: Span): Place;
  /** The format's own reading of a node (an intrinsic, an expression), tried first. Undefined leaves it to plain data. */
  readonly special?: ((node: Node) => Value<Data> | undefined) | undefined;
  /** The source that stands at a place of the declaration; undefined for places of others. */
  source?(place: Place): string | undefined;
  /** What an entry that a mapping does not write may be nevertheless. Undefined when it is nothing. */
  missing?(mapping: Mapping, key: string): Value<Data> | undefined;
  /** How the nodes came to where they are used, when they are read for another declaration. */
  readonly way?: Way;
}

/** The way of a value that another declaration uses. */
export type Way = Required<Pick<Known<unknown>, 'via' | 'byDefault'>>;

/** The nodes of an opened declaration, read as its format has it. */
export const readingOf = (opened: Opened, special?: Reading['special']): Reading => ({
  place: (span) => placeIn(opened, span),
  special,
  source: (place) =>
    place.anchor === opened.declaration.anchor
      ? opened.section.text.slice(opened.span.start + place.start, opened.span.start + place.end)
      : undefined,
});

/** A string as data: what was taken out of it as a credential becomes a part of its own. */
export function textData(text: string): Data {
  if (!text.includes(REDACTION)) return text;
  const pieces = text.match(new RegExp(`${REDACTION}+|[^${REDACTION}]+`, 'g')) ?? [];
  const parts = pieces.map(
    (piece): Part => (piece[0] === REDACTION ? { type: 'redacted' } : { type: 'known', text: piece }),
  );
  return { type: 'text', parts };
}

/** A node as a value. List entries are read at once, the fields of a mapping when somebody asks for them. */
export function dataValue(node: Node, reading: Reading): Value<Data> {
  const special = reading.special?.(node);
  if (special) return special;
  const at = reading.place(node);
  const slot = reading.way && node.type === 'mapping' ? { block: at, path: [] } : undefined;
  return { ...knownAt<Data>(dataOf(node, reading), at, slot), ...reading.way };
}

function dataOf(node: Node, reading: Reading): Data {
  if (node.type === 'scalar') return typeof node.value === 'string' ? textData(node.value) : node.value;
  if (node.type === 'sequence') return node.items.map((item) => dataValue(item, reading));
  const entries = new Map(entriesOf(node).map((entry) => [nameOf(entry.key), entry]));
  const read = (key: string): Value<Data> | undefined => {
    const entry = entries.get(key);
    if (!entry) return reading.missing?.(node, key);
    return entry.value ? dataValue(entry.value, reading) : absentAt(reading.place(entry.key));
  };
  return { type: 'fields', fields: new LazyFields(entries, read) } satisfies Fields;
}

type Keys = Pick<ReadonlyMap<string, unknown>, 'has' | 'size' | 'keys'>;

/** Fields that are each read at most once, and not before somebody asks. */
export class LazyFields implements ReadonlyMap<string, Value<Data>> {
  readonly #keys: Keys;
  readonly #values = new Map<string, Value<Data> | undefined>();
  readonly #read: (key: string) => Value<Data> | undefined;

  constructor(keys: Keys, read: (key: string) => Value<Data> | undefined) {
    this.#keys = keys;
    this.#read = read;
  }
  get(key: string): Value<Data> | undefined {
    if (!this.#values.has(key)) this.#values.set(key, this.#read(key));
    return this.#values.get(key);
  }
  has = (key: string): boolean => this.#keys.has(key);
  get size(): number {
    return this.#keys.size;
  }
  keys = (): MapIterator<string> => this.#keys.keys();
  values = (): MapIterator<Value<Data>> => this.#all().values();
  entries = (): MapIterator<[string, Value<Data>]> => this.#all().entries();
  [Symbol.iterator] = (): MapIterator<[string, Value<Data>]> => this.entries();
  forEach(each: (value: Value<Data>, key: string, map: ReadonlyMap<string, Value<Data>>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
  #all(): Map<string, Value<Data>> {
    const all = new Map<string, Value<Data>>();
    for (const key of this.#keys.keys()) {
      const value = this.get(key);
      if (value) all.set(key, value);
    }
    return all;
  }
}

/** What a resource made of structured data is made of. */
export interface DataOrigin {
  readonly type: string;
  readonly subject: Subject;
  /** Known to be made when left out. */
  readonly exists?: Value<boolean>;
  readonly reading: Reading;
  /** What `get` reads below; undefined when nothing is written there. */
  readonly node: Node | undefined;
  /** The mapping that a fix writes into: `node` itself, or the one around it that `base` leads down from. */
  readonly block?: Span;
  /** Keys from `block` to `node`: `['Properties']`. */
  readonly base?: readonly string[];
  find?(type: string, name: string): Resource | undefined;
  each?(type: string): readonly Resource[];
}

/**
 * Structured data as a resource. `get` follows keys and list indices; `all` gives each mapping of a list (or the one
 * mapping) as a resource of the same subject, whose head is the mapping's `name` or first key and whose type is the
 * last key asked for. List entries that the format computes are left out of `all`: nobody knows what they are.
 */
export function dataResource(origin: DataOrigin): Resource {
  const { reading, subject } = origin;
  const block = origin.block ?? origin.node;
  const slot = (...path: string[]): Slot => ({
    block: block ? reading.place(block) : subject.head,
    path: [...(origin.base ?? []), ...path],
  });
  const resource: Resource = {
    type: origin.type,
    subject,
    exists: origin.exists ?? knownAt(true, subject.head),
    slot,
    get(...path) {
      const found = walk(origin, path);
      if (found.value?.state === 'unknown') return found.value;
      const value = found.value ?? (found.node ? dataValue(found.node, reading) : absentAt<Data>(found.head));
      return withSlot(value, slot(...path));
    },
    all(...path) {
      const { node, value = node && reading.special?.(node) } = walk(origin, path);
      const type = path.at(-1) ?? origin.type;
      if (value) return mappingsIn(value).map((one) => valueResource(resource, one, type));
      if (!node) return [];
      const mappings = (node.type === 'sequence' ? node.items : [node]).flatMap((item) =>
        item.type === 'mapping' && !reading.special?.(item) ? [item] : [],
      );
      return mappings.map((mapping) => nested(origin, mapping, type));
    },
    json: (value) => embeddedJson(value, reading),
    find: (type, name) => origin.find?.(type, name),
    each: (type) => origin.each?.(type) ?? [],
  };
  return resource;
}

function nested(origin: DataOrigin, mapping: Mapping, type: string): Resource {
  const first = mapping.entries[0];
  const head = entryOf(mapping, 'name')?.value ?? first?.key ?? mapping;
  const { block: _block, base: _base, ...rest } = origin;
  return dataResource({
    ...rest,
    type,
    node: mapping,
    subject: { ...origin.subject, head: origin.reading.place(head) },
  });
}

/** Where a path leads: a node, a value that the format computed on the way, or nothing, and the innermost head that exists. */
function walk(
  origin: DataOrigin,
  path: readonly string[],
): { node?: Node | undefined; value?: Value<Data>; head: Place } {
  const { reading } = origin;
  let { node } = origin;
  let head = origin.subject.head;
  for (const [i, key] of path.entries()) {
    const special = node && reading.special?.(node);
    if (special) return { value: below(special, path.slice(i)), head };
    if (node?.type === 'sequence') {
      node = node.items[Number(key)];
      if (node) head = reading.place(node);
    } else {
      const entry = entryOf(node, key);
      const missing = entry || node?.type !== 'mapping' ? undefined : reading.missing?.(node, key);
      if (missing) return { value: below(missing, path.slice(i + 1)), head };
      if (entry) head = reading.place(entry.key);
      node = entry?.value;
    }
    if (!node) return { head };
  }
  return { node, head };
}

/** A string that holds JSON, its nodes placed where they stand in the file; structured data is handed through. */
export function embeddedJson(value: Value<Data>, reading: Reading): Value<Data> {
  if (value.state !== 'known' || typeof value.value !== 'string') {
    const opaque = value.state === 'known' && (value.value as { type?: string } | null)?.type === 'text';
    return opaque ? unknownAt(value.at, 'part of the JSON text is known only once it is deployed') : value;
  }
  const text = value.value;
  const { roots, problems } = parseJson(text);
  const root = roots[0];
  if (problems.length > 0 || root?.type === undefined || root.type === 'scalar') {
    return unknownAt(value.at, 'the text is not a JSON document');
  }
  const source = reading.source?.(value.at);
  const place = source === undefined ? () => value.at : placesIn(text, source, value.at);
  const result = dataValue(root, { place });
  return value.via && result.state === 'known' ? { ...result, via: value.via } : result;
}

/** The places of stretches of a decoded string, whose source stands at a place. */
export function placesIn(decoded: string, source: string, { anchor, start }: Place): (span: Span) => Place {
  const offsets = offsetsOf(decoded, source);
  return (span) => ({
    anchor,
    start: start + (offsets[span.start] ?? 0),
    end: start + (offsets[Math.max(span.end - 1, span.start)] ?? 0) + 1,
  });
}
