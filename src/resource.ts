import type { ListValue, Slot, Subject, Value } from './facts';
import type { Place } from './place';

/** One piece of a template: readable, unknowable, or a credential that was taken out. */
export type Part =
  | { readonly type: 'known'; readonly text: string }
  | {
      readonly type: 'unknown';
      readonly because: string;
      readonly reference?: Reference;
      /** What is evaluated later, as written without its braces: `github.event.issue.title`. */
      readonly expression?: string;
      /** Where it stands, braces included; left out where the format can't say it exactly. */
      readonly at?: Place;
    }
  | { readonly type: 'redacted' };

/** A string of which some parts can't be known: `arn:aws:s3:::${var.bucket}/*`. Fully known strings are plain strings. */
export interface Text {
  readonly type: 'text';
  readonly parts: readonly Part[];
}

/** A mention of another resource: its value is unknown until deployment, its identity is not. */
export interface Reference {
  readonly type: 'reference';
  /** As written: `aws_iam_role.ci`, `!Ref Bucket`. */
  readonly address: string;
  /** What of it is asked for: `arn`, `id`, `Arn`; empty for the thing itself. */
  readonly attribute: string;
  /** The declared resource, or undefined when nothing in reach declares it. The question is recorded. */
  target(): Resource | undefined;
}

/** Keyed data: object, mapping, nested block as an attribute. */
export interface Fields {
  readonly type: 'fields';
  readonly fields: ReadonlyMap<string, Value<Data>>;
  /** Where a key is written; left out where the format can't say it. */
  readonly keyAt?: (key: string) => Place | undefined;
}

/** What an attribute can be once its format has evaluated it. */
export type Data = string | number | boolean | null | Text | Reference | Fields | readonly Value<Data>[];

/**
 * A declared thing with its attributes as the format spells them. Everything is evaluated on demand, and every
 * look at another declaration is recorded by the store.
 */
export interface Resource {
  /**
   * As the format spells it: `aws_s3_bucket`, `data.aws_iam_policy_document`, `AWS::S3::Bucket`, `core/Pod`,
   * `rbac.authorization.k8s.io/ClusterRole`, `dockerfile/image`, `compose/service`, `github/workflow`, `github/job`, `iam/policy`.
   */
  readonly type: string;
  readonly subject: Subject;
  /** Whether it is made at all (`count`, conditions); `no` gives no facts. */
  readonly exists: Value<boolean>;
  /** An attribute by path, through nested blocks and mappings alike (the first block of a name). Absent at the innermost head that exists. */
  get(...path: string[]): Value<Data>;
  /** Every nested block of a name, or every mapping of a list attribute: `ingress` blocks, `SecurityGroupIngress` entries, `containers`. */
  all(...path: string[]): readonly Resource[];
  /** A string that holds JSON, parsed with exact places; data that already is structured is handed through. */
  json(value: Value<Data>): Value<Data>;
  /** Another resource of the scope by type and the format's own name. */
  find(type: string, name: string): Resource | undefined;
  /** Every resource of a type in the scope. Costs a wake-up for each that is added or removed: prefer `find`. */
  each(type: string): readonly Resource[];
  /** Where an attribute is or would be written. */
  slot(...path: string[]): Slot;
}

const because = (part: Part | undefined): string =>
  part?.type === 'unknown' ? part.because : 'part of it was taken out as a credential';

/** What keeps a datum from being a plain value, or undefined when it is plain. */
export function reasonUnknown(data: Data): string | undefined {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  const structure = data as Text | Reference | Fields;
  if (structure.type === 'text') return because(structure.parts.find((part) => part.type !== 'known'));
  if (structure.type === 'reference') return `known only once ${structure.address} is deployed`;
  return 'a structure stands where a single value is expected';
}

function scalar<T>(value: Value<Data>, read: (data: Data) => T | undefined, expected: string): Value<T> {
  if (value.state === 'unknown') return value;
  if (value.value === undefined || value.value === null) {
    return { state: 'absent', at: value.at, ...(value.slot ? { slot: value.slot } : {}) };
  }
  const result = read(value.value);
  if (result === undefined) {
    return { state: 'unknown', at: value.at, because: reasonUnknown(value.value) ?? `not ${expected}` };
  }
  return { ...value, value: result } as Value<T>;
}

/** A string; numbers and booleans as they are written. `null` counts as absent, a template or reference as unknown. */
export const asString = (value: Value<Data>): Value<string> =>
  scalar(
    value,
    (data) =>
      typeof data === 'string'
        ? data
        : typeof data === 'number' || typeof data === 'boolean'
          ? String(data)
          : undefined,
    'a string',
  );

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  on: true,
  off: false,
};

/** A boolean, also in the spellings that YAML 1.1 and Terraform's conversion accept. */
export const asBoolean = (value: Value<Data>): Value<boolean> =>
  scalar(
    value,
    (data) => (typeof data === 'boolean' ? data : typeof data === 'string' ? BOOLEANS[data.toLowerCase()] : undefined),
    'a boolean',
  );

/** A number, also when it is written as a string of digits. */
export const asNumber = (value: Value<Data>): Value<number> =>
  scalar(
    value,
    (data) => {
      if (typeof data === 'number') return data;
      return typeof data === 'string' && /^-?\d+(\.\d+)?$/.test(data) ? Number(data) : undefined;
    },
    'a number',
  );

/** A list; a single value counts as a list of one, as policy documents have it. */
export function asList(value: Value<Data>): ListValue<Data> {
  if (value.state !== 'known')
    return value.state === 'unknown'
      ? value
      : { state: 'absent', at: value.at, ...(value.slot ? { slot: value.slot } : {}) };
  if (value.value === null) return { state: 'absent', at: value.at, ...(value.slot ? { slot: value.slot } : {}) };
  if (Array.isArray(value.value)) return { ...value, value: value.value as readonly Value<Data>[] };
  return { ...value, value: [value] };
}

/** A list of strings, entry by entry. */
export function asStrings(value: Value<Data>): ListValue<string> {
  const list = asList(value);
  if (list.state !== 'known') return list as ListValue<string>;
  return { ...list, value: list.value.map(asString) };
}

/** The parts of a string, fully known or not; undefined for anything that is no string. */
export function partsOf(value: Value<Data>): readonly Part[] | undefined {
  if (value.state !== 'known') return undefined;
  const data = value.value;
  if (typeof data === 'string') return [{ type: 'known', text: data }];
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  const structure = data as Text | Reference | Fields;
  if (structure.type === 'text') return structure.parts;
  return structure.type === 'reference'
    ? [{ type: 'unknown', because: `known only once ${structure.address} is deployed`, reference: structure }]
    : undefined;
}

/** The reference that a value is, or undefined. A template that is nothing but one reference counts. */
export function asReference(value: Value<Data>): Reference | undefined {
  const parts = partsOf(value);
  const only = parts?.length === 1 ? parts[0] : undefined;
  return only?.type === 'unknown' ? only.reference : undefined;
}

/** Keyed data, or undefined. */
export function asFields(value: Value<Data>): ReadonlyMap<string, Value<Data>> | undefined {
  if (value.state !== 'known' || value.value === null || typeof value.value !== 'object' || Array.isArray(value.value))
    return undefined;
  const structure = value.value as Text | Reference | Fields;
  return structure.type === 'fields' ? structure.fields : undefined;
}

/** Where a key of keyed data is written, or where the data stands. */
export function keyPlace(value: Value<Data>, key: string): Place {
  const data = asFields(value) && value.state === 'known' ? (value.value as Fields) : undefined;
  return data?.keyAt?.(key) ?? value.at;
}

/** A field of keyed data by path; absent at the innermost structure that exists, unknown where the way there is. */
export function field(value: Value<Data>, ...path: readonly string[]): Value<Data> {
  let current = value;
  for (const key of path) {
    if (current.state !== 'known') return current.state === 'unknown' ? current : { state: 'absent', at: current.at };
    const fields = asFields(current);
    if (!fields) {
      const reason = reasonUnknown(current.value);
      return reason ? { state: 'unknown', at: current.at, because: reason } : { state: 'absent', at: current.at };
    }
    const next = fields.get(key);
    if (!next) return { state: 'absent', at: current.at };
    current = next;
  }
  return current;
}

/**
 * The identity that a value names: the subject id of a referenced resource, `type:name` for a literal name, and
 * unknown where a reference leads out of reach.
 */
export function identity(value: Value<Data>, type: string): Value<string> {
  const reference = asReference(value);
  if (reference && value.state === 'known') {
    const target = reference.target();
    if (target) return { ...value, value: target.subject.id };
    return { state: 'unknown', at: value.at, because: `${reference.address} is not declared in reach` };
  }
  const name = asString(value);
  return name.state === 'known' ? { ...name, value: `${type}:${name.value}` } : name;
}
