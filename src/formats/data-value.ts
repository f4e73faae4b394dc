import { entriesOf, type Mapping, type Node, nameOf } from '../document/data';
import { parseJson } from '../document/json';
import { absentAt, type Known, knownAt, unknownAt, type Value } from '../facts';
import { type Place, REDACTION, type Span } from '../place';
import { type Data, type Fields, type Part, partsOf } from '../resource';
import { offsetsOf } from './data-offsets';
import { jsonOfParts } from './embedded-parts';
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
  const value = reading.special?.(node, reading) ?? plainValue(node, reading);
  return reading.mark ? reading.mark(value) : value;
}

function plainValue(node: Node, reading: Reading): Value<Data> {
  const at = reading.place(node);
  const slot = reading.way && node.type === 'mapping' ? { block: at, path: [] } : undefined;
  return { ...knownAt<Data>(dataOf(node, reading), at, slot), ...reading.way };
}

function dataOf(node: Node, reading: Reading): Data {
  if (node.type === 'scalar') return typeof node.value === 'string' ? textData(node.value) : node.value;
  // an entry that the format takes away is none
  if (node.type === 'sequence')
    return node.items.map((item) => dataValue(item, reading)).filter(({ state }) => state !== 'absent');
  const entries = new Map(entriesOf(node).map((entry) => [nameOf(entry.key), entry]));
  const read = (key: string): Value<Data> | undefined => {
    const entry = entries.get(key);
    if (!entry) return reading.missing?.(node, key);
    return entry.value ? dataValue(entry.value, reading) : absentAt(reading.place(entry.key));
  };
  const keyAt = (key: string): Place | undefined => {
    const entry = entries.get(key);
    return entry && reading.place(entry.key);
  };
  return { type: 'fields', fields: new LazyFields(entries, read), keyAt } satisfies Fields;
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

/** A string that holds JSON, its nodes placed where they stand in the file; structured data is handed through. */
export function embeddedJson(value: Value<Data>, reading: Reading): Value<Data> {
  if (value.state !== 'known') return value;
  if (typeof value.value !== 'string') {
    const parts = (value.value as { type?: string } | null)?.type === 'text' ? partsOf(value) : undefined;
    if (parts && !value.byDefault) return jsonOfParts(parts, reading.source?.(value.at), value.at);
    return parts ? unknownAt(value.at, 'part of the JSON text is known only once it is deployed') : value;
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
  const escapes = source.startsWith('"');
  const width = (at: number): number => (!escapes || source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2);
  return (span) => {
    const last = offsets[Math.max(span.end - 1, span.start)] ?? 0;
    const end = Math.min(last + width(last), Math.max(source.length, 1));
    return { anchor, start: start + (offsets[span.start] ?? 0), end: start + end };
  };
}
