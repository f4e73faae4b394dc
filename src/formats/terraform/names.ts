import type { Declaration } from '../../declaration';
import type { Expression, Step } from '../../document/hcl';
import type { Value } from '../../facts';
import type { Data } from '../../resource';

/** Names that stand for something only a run knows. */
const RUNTIME: Readonly<Record<string, string>> = {
  each: 'it differs for each instance',
  count: 'it differs for each instance',
  self: 'known only while it is made',
  path: 'it hangs on where Terraform runs',
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

/** Steps of a traversal as keys, or undefined where one is not known. */
export function keysOf(
  steps: readonly Step[],
  evaluate: (key: Expression) => Value<Data>,
): readonly (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const step of steps) {
    if (step.type === 'splat') return undefined;
    if (step.type === 'name') keys.push(step.name);
    else {
      const key = evaluate(step.key);
      if (key.state !== 'known' || (typeof key.value !== 'string' && typeof key.value !== 'number')) return undefined;
      keys.push(key.value);
    }
  }
  return keys;
}
