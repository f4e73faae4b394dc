import { knownAt, type Slot, type Value } from '../facts';
import { asFields, type Data, field, type Resource } from '../resource';

/** A field below a value. Where nothing is written, a fix may write it if one may write into the value. */
export function below(value: Value<Data>, path: readonly string[]): Value<Data> {
  let current = value;
  for (const [i, key] of path.entries()) {
    const next = field(current, key);
    if (next.state === 'known') current = next;
    else {
      const slot = current.state === 'known' ? current.slot : undefined;
      return slot ? withSlot(next, { ...slot, path: [...slot.path, ...path.slice(i)] }) : next;
    }
  }
  return current;
}

/** A value that says where a fix may write it, if it does not say so itself. */
export const withSlot = (value: Value<Data>, slot: Slot): Value<Data> =>
  value.state === 'unknown' || value.slot ? value : { ...value, slot };

/** The mappings of a list, or the one mapping, that stand elsewhere. */
export function mappingsIn(value: Value<Data>): readonly Value<Data>[] {
  if (value.state !== 'known' || !value.via) return [];
  const list = Array.isArray(value.value) ? (value.value as readonly Value<Data>[]) : [value];
  return list.filter((one) => asFields(one));
}

/** A mapping that stands elsewhere, as a part of the resource that uses it. */
export function valueResource(user: Resource, value: Value<Data>, type: string): Resource {
  const slot = (...path: string[]): Slot => ({ block: value.at, path });
  const resource: Resource = {
    ...user,
    type,
    exists: knownAt(true, user.subject.head),
    slot,
    get: (...path) => withSlot(below(value, path), slot(...path)),
    all: (...path) => mappingsIn(below(value, path)).map((one) => valueResource(resource, one, path.at(-1) ?? type)),
  };
  return resource;
}
