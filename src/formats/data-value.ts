import { type Entry, entriesOf, type Mapping, type Node, nameOf } from '../document/data';
import { parseJson } from '../document/json';
import { absentAt, knownAt, unknownAt, type Value } from '../facts';
import { type Place, REDACTION, type Span } from '../place';
import type { Data, Fields, Part } from '../resource';
import { offsetsOf } from './data-offsets';
import { type Opened, placeIn } from './format';

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
