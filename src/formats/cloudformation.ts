import { Reach } from './cloudformation/reach';
import { resourcesOf, templateAt } from './cloudformation/stack';
import { headersOf, isBraced, isJsonTemplate, isYamlTemplate } from './cloudformation/template';
import { writeData } from './data-edit';
import type { Format } from './format';

type Shared = Pick<Format, 'title' | 'scope' | 'read' | 'link' | 'write'>;

/** A template is its own scope: what it refers to stands in it. */
const shared: Shared = {
  title: 'CloudFormation',
  scope: (path) => path,
  read: headersOf,
  link: (declaration, look) => resourcesOf(declaration, new Reach(look, templateAt(declaration.path))),
  write: writeData,
};

/** Templates in YAML, those of the serverless transform included (as written, not expanded). */
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
