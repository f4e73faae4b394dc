import { entryOf, type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Data } from '../../resource';
import { dataValue, type Reading } from '../data-value';

const BECAUSE = 'known only once it is applied';

/** What stands in for an attribute that is not known before it is applied: the resource that it will name, or undefined. */
export type Stand = (attribute: string) => Value<Data> | undefined;

const isTrue = (node: Node | undefined): boolean => node?.type === 'scalar' && node.value === true;

/**
 * What a resource will be: the values after the change, with those that are not known yet (`after_unknown`) among them.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function planned(after: Node, unknown: Node | undefined, reading: Reading, stand?: Stand): Value<Data> {
  const at = reading.place(after);
  if (isTrue(unknown)) return unknownAt(at, BECAUSE);
  if (unknown?.type === 'mapping' && after.type === 'mapping') {
    return knownAt<Data>({ type: 'fields', fields: fieldsOf(after, unknown, reading, stand) }, at);
  }
  if (unknown?.type === 'sequence' && after.type === 'sequence') {
    const items = after.items.map((item, index) => planned(item, unknown.items[index], reading));
    return knownAt<Data>(items, at);
  }
  return dataValue(after, reading);
}

function fieldsOf(after: Mapping, unknown: Mapping, reading: Reading, stand?: Stand): Map<string, Value<Data>> {
  const fields = new Map<string, Value<Data>>();
  for (const { key, value } of after.entries) {
    if (value) fields.set(nameOf(key), planned(value, nodeAt(unknown, nameOf(key)), reading));
  }
  for (const { key, value } of unknown.entries) {
    const name = nameOf(key);
    const isWritten = entryOf(after, name)?.value !== undefined && !isTrue(value);
    if (isWritten || !value || isEmpty(value)) continue;
    fields.set(name, stand?.(name) ?? unknownAt(reading.place(key), BECAUSE));
  }
  return fields;
}

/** Nothing below is unknown: Terraform writes the shape of a value even then. */
const isEmpty = (node: Node): boolean =>
  node.type === 'scalar'
    ? node.value !== true
    : node.type === 'sequence'
      ? node.items.every(isEmpty)
      : node.entries.every(({ value }) => !value || isEmpty(value));
