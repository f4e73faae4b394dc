import type { Declaration } from '../../declaration';
import type { Expression, Step } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { failed, passed, type Unknown } from './failure';
import type { Path } from './values';

/** Names that mean something in one place only: of loops, of `dynamic` blocks, of instances. */
export type Names = ReadonlyMap<string, () => Value<Data>>;

export const NO_NAMES: Names = new Map();

/** Names that stand for something only a run knows. */
const RUNTIME: Readonly<Record<string, string>> = {
  each: 'it differs for each instance',
  count: 'it differs for each instance',
  self: 'known only while it is made',
  terraform: 'it hangs on the workspace',
};

export const runtime = (root: string): string | undefined => (Object.hasOwn(RUNTIME, root) ? RUNTIME[root] : undefined);

/** Attributes that name their resource. What refers to them means the resource, whose text need not be read for that. */
export const isIdentity = (attribute: string): boolean =>
  /^(arn|id|name|self_link|email|member|fqdn|unique_id|json|invoke_arn|execution_arn)$|_id$|_arn$/.test(attribute);

/** Of several value files that set one variable the one that counts: `terraform.tfvars`, then the automatic ones by name. */
export const heaviest = (values: readonly Declaration[]): Declaration | undefined =>
  values.reduce<Declaration | undefined>(
    (best, value) => (best && weightOf(best.path) > weightOf(value.path) ? best : value),
    undefined,
  );

const weightOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === 'terraform.tfvars' ? '0' : name === 'terraform.tfvars.json' ? '1' : `2${name}`;
};

/** Keys of a path, or why one of them is not known. */
export type Keys = Path | Unknown;

/** Steps without a splat as keys, or why one of them is not known. */
export function keysOf(steps: readonly Step[], evaluate: (key: Expression) => Value<Data>): Keys {
  const keys: (string | number)[] = [];
  for (const step of steps) {
    if (step.type === 'name') keys.push(step.name);
    if (step.type !== 'index') continue;
    const key = evaluate(step.key);
    if (key.state !== 'known') return passed(key, key.at);
    if (typeof key.value === 'string' || typeof key.value === 'number') keys.push(key.value);
    else return notKey(key);
  }
  return keys;
}

const notKey = (key: Value<Data> & { readonly state: 'known' }): Unknown =>
  key.value === null || typeof key.value === 'boolean'
    ? failed(key.at, 'no key stands where a key is needed')
    : passed(key, key.at);

/** `each`, `count` or an iterator as a value with attributes. */
export const namesOf = (at: Place, attributes: Readonly<Record<string, Value<Data>>>): Value<Data> =>
  knownAt<Data>({ type: 'fields', fields: new Map(Object.entries(attributes)) }, at);

export const differing = (at: Place, because: string, ...attributes: readonly string[]): Value<Data> =>
  namesOf(at, Object.fromEntries(attributes.map((name) => [name, unknownAt<Data>(at, because)])));
