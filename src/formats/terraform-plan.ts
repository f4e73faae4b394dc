import { topKeys } from '../document/json/cut';
import type { Format } from './format';
import { planHeaders, stateHeaders } from './terraform-plan/headers';
import { resourceOf } from './terraform-plan/resource';

/** Whether a JSON text has all of these keys at its top. */
function hasKeys(text: string, keys: readonly string[]): boolean {
  if (!keys.every((key) => text.includes(`"${key}"`))) return false;
  const tops = new Set(topKeys(text).map(({ key }) => key));
  return keys.every((key) => tops.has(key));
}

/**
 * A plan as `terraform show -json` writes it: what each resource will be. Nobody edits one, so that no fix is written.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export const terraformPlan: Format = {
  id: 'terraform-plan',
  title: 'Terraform plan',
  syntax: 'json-lists',
  recognises: (path, text) =>
    /\.json$/i.test(path) && hasKeys(text, ['format_version', 'terraform_version', 'resource_changes']),
  scope: (path) => path,
  read: planHeaders,
  link: (declaration, look) =>
    declaration.kind === 'resource'
      ? [resourceOf(declaration, look, { values: ['change', 'after'], unknown: ['change', 'after_unknown'] })]
      : [],
  write: () => [],
};

/** A state file: what each resource is. It is Terraform's own, so that no fix is written. */
export const terraformState: Format = {
  id: 'terraform-state',
  title: 'Terraform state',
  syntax: 'json-lists',
  recognises: (path, text) =>
    /\.tfstate(?:\.backup)?$/i.test(path) ||
    (/\.json$/i.test(path) && hasKeys(text, ['version', 'terraform_version', 'lineage', 'resources'])),
  scope: (path) => path,
  read: stateHeaders,
  link: (declaration, look) =>
    declaration.kind === 'resource' ? [resourceOf(declaration, look, { values: ['attributes'] })] : [],
  write: () => [],
};
