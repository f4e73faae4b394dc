import { knownAt, type Slot, type Subject, unknownAt, type Value } from '../../facts';
import { asFields, type Data, type Resource } from '../../resource';

/** How a resource leads on to others. */
export type Relations = Pick<Resource, 'json' | 'find' | 'each'>;

/** An object in the place of a block: one of a list attribute, or all that a plan says of a resource. */
export function valueResource(type: string, subject: Subject, value: Value<Data>, relations: Relations): Resource {
  const slot = (...path: string[]): Slot => ({ block: value.at, path });
  return {
    type,
    subject,
    exists: knownAt(true, value.at),
    get: (...path) => slotted(path.reduce(step, value), slot(...path)),
    all(...path) {
      const found = path.reduce<readonly Value<Data>[]>(
        (values, key) => values.flatMap((one) => entriesOf(step(one, key))),
        [value],
      );
      return found
        .filter((one) => asFields(one))
        .map((one) => valueResource(path.at(-1) ?? type, subject, one, relations));
    },
    slot,
    ...relations,
  };
}

export function slotted(value: Value<Data>, slot: Slot): Value<Data> {
  if (value.state === 'unknown') return value;
  // `null` is Terraform's word for an attribute that is not written
  if (value.state === 'absent' || value.value === null) return { state: 'absent', at: value.at, slot };
  return { ...value, slot };
}

export const entriesOf = (value: Value<Data>): readonly Value<Data>[] =>
  value.state !== 'known' ? [] : Array.isArray(value.value) ? value.value : [value];

/** One key further into a value; through a list it takes the first entry. */
export function step(value: Value<Data>, key: string): Value<Data> {
  if (value.state === 'unknown') return value;
  const first = value.state === 'known' && Array.isArray(value.value) ? entriesOf(value)[0] : value;
  if (first?.state === 'unknown') return first;
  if (first?.state !== 'known' || first.value === null) return { state: 'absent', at: value.at };
  return asFields(first)
    ? (asFields(first)?.get(key) ?? { state: 'absent', at: first.at })
    : unknownAt(first.at, 'it is no object');
}
