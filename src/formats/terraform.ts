import type { Format } from './format';
import { read } from './terraform/declare';
import { link } from './terraform/resource';
import { writeHcl } from './terraform/write-hcl';
import { writeJson } from './terraform/write-json';

/** A module is a directory: what its files declare is one whole. */
const scope = (path: string): string => `terraform:${path.slice(0, Math.max(0, path.lastIndexOf('/')))}`;

/** Terraform's native syntax: `.tf` and `.tfvars`. */
export const terraform: Format = {
  id: 'terraform',
  title: 'Terraform',
  syntax: 'hcl',
  recognises: (path) => path.endsWith('.tf') || path.endsWith('.tfvars'),
  scope,
  read,
  link,
  write: writeHcl,
};

/** Terraform's JSON syntax, of the same modules: `.tf.json` and `.tfvars.json`. */
export const terraformJson: Format = {
  ...terraform,
  id: 'terraform-json',
  syntax: 'json',
  recognises: (path) => path.endsWith('.tf.json') || path.endsWith('.tfvars.json'),
  write: writeJson,
};
