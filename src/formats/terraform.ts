import type { Format } from './format';
import { read } from './terraform/declare';
import { dirOf, isReplaced, REPLACED, scopeOf } from './terraform/paths';
import { instances, link } from './terraform/resource';
import { writeHcl } from './terraform/write-hcl';
import { writeJson } from './terraform/write-json';

const scope = (path: string, has: (path: string) => boolean): string =>
  isReplaced(path, has) ? REPLACED : scopeOf(dirOf(path));

/** The native syntax of Terraform and OpenTofu: `.tf`, `.tofu` and `.tfvars`. */
export const terraform: Format = {
  id: 'terraform',
  title: 'Terraform',
  syntax: 'hcl',
  recognises: (path) => /\.(tf|tofu|tfvars)$/.test(path),
  scope,
  read,
  instances,
  link,
  write: writeHcl,
};

/** The JSON syntax of the same modules: `.tf.json`, `.tofu.json` and `.tfvars.json`. */
export const terraformJson: Format = {
  ...terraform,
  id: 'terraform-json',
  syntax: 'json',
  recognises: (path) => /\.(tf|tofu|tfvars)\.json$/.test(path),
  write: writeJson,
};
