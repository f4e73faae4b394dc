import { entryOf, type Mapping, type Node } from '../document/data';
import { absentAt, knownAt, type Slot, type Subject, type Value } from '../facts';
import type { Place, Span } from '../place';
import { asFields, type Data, field, type Resource } from '../resource';
import { dataValue, embeddedJson, type Reading } from './data-value';

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
  return {
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
      const { node, value } = walk(origin, path);
      const type = path.at(-1) ?? origin.type;
      const special = value ?? (node && reading.special?.(node, reading));
      if (special || !node) return special ? mappingsIn(special, { ...origin, type }) : [];
      return (node.type === 'sequence' ? node.items : [node]).flatMap((item): readonly Resource[] => {
        const computed = reading.special?.(item, reading);
        if (computed) return mappingsIn(computed, { ...origin, type });
        return item.type === 'mapping' ? [nested(origin, item, type)] : [];
      });
    },
    json: (value) => embeddedJson(value, reading),
    find: (type, name) => origin.find?.(type, name),
    each: (type) => origin.each?.(type) ?? [],
  };
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

/** What `valueResource` needs beside the value. */
type ValueOrigin = Pick<DataOrigin, 'type' | 'subject' | 'exists' | 'find' | 'each' | 'reading'>;

/** Keyed data that was computed as a resource: each attribute is written where its value stands. */
function valueResource(value: Value<Data>, origin: ValueOrigin): Resource {
  const { subject, exists, reading } = origin;
  const slot = (...path: string[]): Slot => ({ block: value.at, path });
  return {
    type: origin.type,
    subject,
    exists: exists ?? knownAt(true, subject.head),
    slot,
    get: (...path) => withSlot(valueBelow(value, path), slot(...path)),
    all: (...path) => mappingsIn(valueBelow(value, path), { ...origin, type: path.at(-1) ?? origin.type }),
    json: (one) => embeddedJson(one, reading),
    find: (type, name) => origin.find?.(type, name),
    each: (type) => origin.each?.(type) ?? [],
  };
}

/** Every mapping of a computed list, or the one mapping; at most so deep in lists of lists. */
function mappingsIn(value: Value<Data>, origin: ValueOrigin, depth = 4): readonly Resource[] {
  if (value.state !== 'known') return [];
  if (Array.isArray(value.value)) {
    return depth === 0 ? [] : value.value.flatMap((entry: Value<Data>) => mappingsIn(entry, origin, depth - 1));
  }
  if (!asFields(value)) return [];
  // what came from elsewhere is a part of the resource that uses it
  const head = value.via ? origin.subject.head : value.at;
  return [valueResource(value, { ...origin, subject: { ...origin.subject, head } })];
}

/** What stands below a path of keys and list indices. Where nothing is written, a fix may write it if one may write into the value. */
export function valueBelow(value: Value<Data>, path: readonly string[]): Value<Data> {
  let current = value;
  for (const [i, key] of path.entries()) {
    const item = current.state === 'known' && Array.isArray(current.value) ? current.value[Number(key)] : undefined;
    const next = item ?? field(current, key);
    if (next.state !== 'known') {
      const slot = current.state === 'known' ? current.slot : undefined;
      return slot ? withSlot(next, { ...slot, path: [...slot.path, ...path.slice(i)] }) : next;
    }
    current = next;
  }
  return current;
}

/** A value that says where a fix may write it, if it does not say so itself. */
const withSlot = (value: Value<Data>, slot: Slot): Value<Data> =>
  value.state === 'unknown' || value.slot ? value : { ...value, slot };

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
      const missing = entry || node?.type !== 'mapping' ? undefined : reading.missing?.(node, key);
      if (missing) return { value: valueBelow(missing, path.slice(i + 1)), head };
      if (entry) head = reading.place(entry.key);
      node = entry?.value;
    }
    if (!node) return { head };
  }
  return { node, head };
}
