import { type Entry, entriesOf, entryOf, type Mapping, type Node, nameOf } from '../document/data';
import { parseJson } from '../document/json';
import { absentAt, knownAt, type Slot, type Subject, unknownAt, type Value } from '../facts';
import { type Place, REDACTION, type Span } from '../place';
import type { Data, Fields, Part, Resource } from '../resource';
import { offsetsOf } from './data-offsets';
import { type Opened, placeIn } from './format';
import { mappingsIn, valueBelow } from './value-resource';

/** How one declaration's nodes become values. */
export interface Reading {
  place(span: Span): Place;
  /** The format's own reading of a node (an intrinsic, an expression), tried first. Undefined leaves it to plain data. */
  readonly special?: ((node: Node, reading: Reading) => Value<Data> | undefined) | undefined;
  /** What is to be said of every known value: that it holds by default only. */
  readonly mark?: (<T>(value: Value<T>) => Value<T>) | undefined;
  /** The source that stands at a place of the declaration; undefined for places of others. */
  source?(place: Place): string | undefined;
}

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
  const value = reading.special?.(node, reading) ?? plainValue(node, reading);
  return reading.mark ? reading.mark(value) : value;
}

function plainValue(node: Node, reading: Reading): Value<Data> {
  const at = reading.place(node);
  if (node.type === 'scalar')
    return knownAt<Data>(typeof node.value === 'string' ? textData(node.value) : node.value, at);
  if (node.type === 'sequence') {
    // an entry that the format takes away is none
    const items = node.items.map((item) => dataValue(item, reading)).filter(({ state }) => state !== 'absent');
    return knownAt<Data>(items, at);
  }
  const fields = new LazyFields(node, reading);
  return knownAt<Data>({ type: 'fields', fields, keyAt: fields.keyAt } satisfies Fields, at);
}

/** The fields of a mapping, each evaluated at most once and not before it is asked for. */
class LazyFields implements ReadonlyMap<string, Value<Data>> {
  readonly #entries = new Map<string, Entry>();
  readonly #values = new Map<string, Value<Data>>();
  readonly #reading: Reading;

  constructor(mapping: Mapping, reading: Reading) {
    for (const entry of entriesOf(mapping)) this.#entries.set(nameOf(entry.key), entry);
    this.#reading = reading;
  }
  get(key: string): Value<Data> | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    let value = this.#values.get(key);
    if (!value) {
      value = entry.value ? dataValue(entry.value, this.#reading) : absentAt(this.#reading.place(entry.key));
      this.#values.set(key, value);
    }
    return value;
  }
  keyAt = (key: string): Place | undefined => {
    const entry = this.#entries.get(key);
    return entry && this.#reading.place(entry.key);
  };
  has = (key: string): boolean => this.#entries.has(key);
  get size(): number {
    return this.#entries.size;
  }
  keys = (): MapIterator<string> => this.#entries.keys();
  values = (): MapIterator<Value<Data>> => this.#all().values();
  entries = (): MapIterator<[string, Value<Data>]> => this.#all().entries();
  [Symbol.iterator] = (): MapIterator<[string, Value<Data>]> => this.entries();
  forEach(each: (value: Value<Data>, key: string, map: ReadonlyMap<string, Value<Data>>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
  #all(): Map<string, Value<Data>> {
    return new Map([...this.#entries.keys()].map((key) => [key, this.get(key)!]));
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
 * last key asked for. List entries that the format computes are left out of `all` unless it knows what they are.
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
      return { ...value, slot: slot(...path) };
    },
    all(...path) {
      const { node, value } = walk(origin, path);
      const type = path.at(-1) ?? origin.type;
      const special = value ?? (node && reading.special?.(node, reading));
      if (special || !node) return special ? mappingsIn(special, resource, type) : [];
      return (node.type === 'sequence' ? node.items : [node]).flatMap((item): readonly Resource[] => {
        const computed = reading.special?.(item, reading);
        if (computed) return mappingsIn(computed, resource, type);
        return item.type === 'mapping' ? [nested(origin, item, type)] : [];
      });
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
    const special = node && reading.special?.(node, reading);
    if (special) return { value: valueBelow(special, path.slice(i)), head };
    if (node?.type === 'sequence') {
      node = node.items[Number(key)];
      if (node) head = reading.place(node);
    } else {
      const entry = entryOf(node, key);
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
  const offsets = source === undefined ? undefined : offsetsOf(text, source);
  const place = (span: Span): Place => {
    if (!offsets) return value.at;
    const end = (offsets[Math.max(span.end - 1, span.start)] ?? 0) + 1;
    return { anchor: value.at.anchor, start: value.at.start + (offsets[span.start] ?? 0), end: value.at.start + end };
  };
  const result = dataValue(root, { place });
  return value.via && result.state === 'known' ? { ...result, via: value.via } : result;
}
