import type { Slot, Subject, Value } from '../../src/facts';
import { type Anchor, type Place, spanOf } from '../../src/place';
import { asFields, type Data, type Part, type Resource } from '../../src/resource';

/** Stands for something that no reader of the code can know. */
export interface Unknown {
  readonly unknown: string;
}

/** A mention of another resource of the same set: `ref('aws_iam_role.ci', 'arn')`. */
export interface Ref {
  readonly ref: string;
  readonly attribute: string;
}

/** A string with parts that can't be known: `template('arn:aws:s3:::', unknown('var.bucket'), '/*')`. */
export interface Template {
  readonly template: readonly (string | Unknown | Ref)[];
}

/** What a test writes for an attribute; `undefined` is not written at all. */
export type PlainData =
  | string
  | number
  | boolean
  | null
  | undefined
  | Unknown
  | Ref
  | Template
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

export const unknown = (because = 'a test says so'): Unknown => ({ unknown: because });
export const ref = (address: string, attribute = ''): Ref => ({ ref: address, attribute });
export const template = (...parts: readonly (string | Unknown | Ref)[]): Template => ({ template: parts });

/** Resources made of plain data, each value at its place in a text that is nothing but the data as JSON. */
export interface PlainResources {
  /** A resource by its address, `type.name` with the last dot between the two: `aws_s3_bucket.orders`. */
  get(address: string): Resource;
  /** What stands at a place, as JSON spells it: `"s3:*"`. For a resource's head: its address. */
  textAt(place: Place): string;
}

/**
 * Makes the resources of one scope for a provider's test, without any format. Lists of objects serve as repeated blocks,
 * an object as a single one:
 *
 * ```ts
 * const set = resources({ 'aws_sqs_queue_policy.jobs': { policy: { Statement: [{ Effect: 'Allow' }] } } });
 * provider.facts(set.get('aws_sqs_queue_policy.jobs'));
 * ```
 */
export function resources(
  set: Readonly<Record<string, { readonly [key: string]: PlainData }>>,
  path = 'plain.json',
): PlainResources {
  const made = new Map<string, Resource>();
  let text = '';

  const place = (anchor: Anchor, start: number): Place => ({
    anchor,
    start: start - anchor.start,
    end: text.length - anchor.start,
  });

  function part(piece: string | Unknown | Ref): Part {
    if (typeof piece === 'string') return { type: 'known', text: piece };
    if ('unknown' in piece) return { type: 'unknown', because: piece.unknown };
    return { type: 'unknown', because: `known only once ${piece.ref} is deployed`, reference: reference(piece) };
  }

  const reference = (to: Ref) => ({
    type: 'reference' as const,
    address: to.ref,
    attribute: to.attribute,
    target: () => made.get(to.ref),
  });

  /** Writes the data at the end of the text and gives it with its place. */
  function write(data: PlainData, anchor: Anchor): Value<Data> {
    const start = text.length;
    const state = 'known' as const;
    if (data === null || typeof data !== 'object') {
      text += JSON.stringify(data ?? null);
      return { state, value: data ?? null, at: place(anchor, start) };
    }
    if (Array.isArray(data)) {
      text += '[';
      const value = data.map((entry: PlainData, i) => {
        if (i > 0) text += ', ';
        return write(entry, anchor);
      });
      text += ']';
      return { state, value, at: place(anchor, start) };
    }
    if (isSpecial(data)) {
      text += JSON.stringify(data);
      const at = place(anchor, start);
      if ('unknown' in data) return { state: 'unknown', at, because: data.unknown };
      const value = 'ref' in data ? reference(data) : { type: 'text' as const, parts: data.template.map(part) };
      return { state, value, at };
    }
    return {
      state,
      value: { type: 'fields', fields: writeFields(data as PlainObject, anchor) },
      at: place(anchor, start),
    };
  }

  function writeFields(data: PlainObject, anchor: Anchor): ReadonlyMap<string, Value<Data>> {
    const fields = new Map<string, Value<Data>>();
    text += '{';
    for (const [key, entry] of Object.entries(data)) {
      if (entry === undefined) continue;
      text += `${fields.size > 0 ? ', ' : ''}${JSON.stringify(key)}: `;
      fields.set(key, write(entry, anchor));
    }
    text += '}';
    return fields;
  }

  for (const [address, attributes] of Object.entries(set)) {
    const anchor: Anchor = { path, start: text.length };
    text += address;
    const head = place(anchor, anchor.start);
    text += ' ';
    const body = write(attributes, anchor);
    text += '\n';
    const subject: Subject = { id: address, scope: '', dir: '', address, head };
    made.set(address, resource(address.slice(0, address.lastIndexOf('.')), subject, body, made));
  }

  return {
    get(address) {
      const found = made.get(address);
      if (!found) throw new Error(`no resource ${address}`);
      return found;
    },
    textAt(at) {
      const { start, end } = spanOf(at);
      return text.slice(start, end);
    },
  };
}

type PlainObject = { readonly [key: string]: PlainData };

const isSpecial = (data: object): data is Unknown | Ref | Template =>
  'unknown' in data || 'ref' in data || 'template' in data;

const entriesOf = (value: Value<Data>): readonly Value<Data>[] =>
  value.state === 'known' && Array.isArray(value.value) ? value.value : value.state === 'absent' ? [] : [value];

/** One step down; through a list of blocks it takes the first. */
function step(value: Value<Data>, key: string, block: Place): Value<Data> {
  const first = entriesOf(value)[0] ?? value;
  if (first.state === 'unknown') return first;
  return asFields(first)?.get(key) ?? { state: 'absent', at: first.at ?? block };
}

function resource(type: string, subject: Subject, body: Value<Data>, all: ReadonlyMap<string, Resource>): Resource {
  const slot = (...path: string[]): Slot => ({ block: body.at, path });
  return {
    type,
    subject,
    exists: { state: 'known', value: true, at: subject.head },
    get(...path) {
      const found = path.reduce((value, key) => step(value, key, body.at), body);
      if (found.state === 'unknown') return found;
      return found.state === 'known'
        ? { ...found, slot: slot(...path) }
        : { state: 'absent', at: found.at === body.at ? subject.head : found.at, slot: slot(...path) };
    },
    all(...path) {
      const blocks = path.reduce((values, key) => values.flatMap((value) => entriesOf(step(value, key, body.at))), [
        body,
      ] as readonly Value<Data>[]);
      return blocks
        .filter((block) => asFields(block))
        .map((block) => resource(path.at(-1) ?? type, subject, block, all));
    },
    json(value) {
      if (value.state !== 'known' || typeof value.value !== 'string') return value;
      try {
        return everywhere(JSON.parse(value.value), value.at);
      } catch {
        return { state: 'unknown', at: value.at, because: 'not JSON' };
      }
    },
    find: (wanted, name) => all.get(`${wanted}.${name}`),
    each: (wanted) => [...all.values()].filter((other) => other.type === wanted),
    slot,
  };
}

/** Parsed JSON, all of it at the place of the string that holds it. */
function everywhere(data: unknown, at: Place): Value<Data> {
  const state = 'known' as const;
  if (Array.isArray(data)) return { state, at, value: data.map((entry) => everywhere(entry, at)) };
  if (data === null || typeof data !== 'object') return { state, at, value: data as string | number | boolean | null };
  const fields = new Map(Object.entries(data).map(([key, entry]) => [key, everywhere(entry, at)]));
  return { state, at, value: { type: 'fields', fields } };
}
