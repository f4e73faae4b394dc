import { linked } from './cloudformation/stack';
import { headersOf, isBraced, isJsonTemplate, isYamlTemplate } from './cloudformation/template';
import { writeData } from './data-edit';
import type { Format } from './format';

type Shared = Pick<Format, 'title' | 'scope' | 'read' | 'link' | 'write'>;

/** A template is a scope: what it refers to stands in it, or in templates that it nests. */
const shared: Shared = {
  title: 'CloudFormation',
  scope: (path) => path,
  read: headersOf,
  link: linked,
  write: writeData,
};

/** Templates in YAML, those of the serverless transform included. */
export const cloudformation: Format = {
  ...shared,
  id: 'cloudformation',
  syntax: 'yaml',
  recognises: (path, text) =>
    /\.(?:ya?ml|template)$/i.test(path) && !(path.endsWith('.template') && isBraced(text)) && isYamlTemplate(text),
};

/** Templates in JSON. */
export const cloudformationJson: Format = {
  ...shared,
  id: 'cloudformation-json',
  syntax: 'json',
  recognises: (path, text) => /\.(?:json|template)$/i.test(path) && isBraced(text) && isJsonTemplate(text),
};
