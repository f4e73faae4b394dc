import { bicepSyntax } from './bicep';
import { dockerfileSyntax } from './dockerfile';
import { hclSyntax } from './hcl';
import { helmSyntax, templateSyntax } from './helm';
import { jsonListSyntax, jsonSyntax } from './json';
import { lineSyntax } from './lines';
import type { Syntax, SyntaxId } from './syntax';
import { yamlSyntax } from './yaml';

/** Every syntax by its id. */
export const syntaxes: Readonly<Record<SyntaxId, Syntax>> = {
  hcl: hclSyntax,
  yaml: yamlSyntax,
  helm: helmSyntax,
  json: jsonSyntax,
  'json-lists': jsonListSyntax,
  dockerfile: dockerfileSyntax,
  lines: lineSyntax,
  template: templateSyntax,
  bicep: bicepSyntax,
};
