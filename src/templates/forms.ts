/** Where in a file a template of a format may begin. */
export type Begins =
  /** Between the blocks at the top of an HCL text. */
  | 'block'
  /** Between the statements of a Bicep text. */
  | 'statement'
  /** As a document of a YAML stream. */
  | 'document'
  /** As an entry below `Resources` of a YAML template. */
  | 'resource'
  /** Only as all of a file. */
  | 'file';

/** How templates of a format stand in files. */
export interface Form {
  readonly begins: Begins;
  /** The editor's id for the language of a new file. */
  readonly language: string;
  /** A new file's name, when the template names none. */
  readonly file: (id: string) => string;
  /** Files that hold something else, though they are read, or could be. */
  readonly never?: RegExp;
  /** What stands above the template in a file of its own, and how far the template is indented below it. */
  readonly above?: { readonly text: (body: string) => string; readonly indent: string };
}

/** YAML files that are something else by their names, empty or not. */
const OTHERS = /(?:^|\/)(?:\.handrail\/.*|(?:kustomization|Chart|values|action|(?:docker-)?compose)\.ya?ml)$/i;

/** What makes a template one of SAM. */
const SAM = 'Transform: AWS::Serverless-2016-10-31\n';

/** By the format's id. A format whose templates are not whole files says here where they begin. */
export const FORMS: Readonly<Record<string, Form>> = {
  terraform: { begins: 'block', language: 'terraform', file: (id) => `${id}.tf`, never: /\.tfvars$/i },
  cloudformation: {
    begins: 'resource',
    language: 'yaml',
    file: (id) => `${id}.yaml`,
    never: OTHERS,
    above: {
      text: (body) =>
        `AWSTemplateFormatVersion: '2010-09-09'\n${body.includes('AWS::Serverless::') ? SAM : ''}\nResources:\n`,
      indent: '  ',
    },
  },
  kubernetes: {
    begins: 'document',
    language: 'yaml',
    file: (id) => `${id}.yaml`,
    never: OTHERS,
  },
  dockerfile: { begins: 'file', language: 'dockerfile', file: () => 'Dockerfile' },
  'github-workflow': {
    begins: 'file',
    language: 'yaml',
    file: (id) => `.github/workflows/${id}.yml`,
    never: OTHERS,
  },
  'iam-policy': { begins: 'file', language: 'json', file: (id) => `${id}.json` },
  bicep: { begins: 'statement', language: 'bicep', file: (id) => `${id}.bicep` },
  serverless: { begins: 'file', language: 'yaml', file: () => 'serverless.yml' },
  compose: { begins: 'file', language: 'yaml', file: () => 'compose.yaml' },
  devcontainer: { begins: 'file', language: 'jsonc', file: () => '.devcontainer/devcontainer.json' },
  'gitlab-ci': { begins: 'file', language: 'yaml', file: () => '.gitlab-ci.yml' },
  'azure-pipelines': { begins: 'file', language: 'yaml', file: () => 'azure-pipelines.yml', never: OTHERS },
  // the editor knows Helm only with an extension of its own
  helm: { begins: 'file', language: 'yaml', file: (id) => `templates/${id}.yaml` },
};

/** Indents every line of a text but empty ones. */
export const indented = (text: string, indent: string): string =>
  indent === '' ? text : text.replace(/^(?=[^\r\n])/gm, indent);

/** A template's text as all of a file. Works on snippets too: indenting adds nothing that they give a meaning. */
export function asFile({ above }: Form, text: string): string {
  const body = `${text.trimEnd()}\n`;
  return above ? above.text(body) + indented(body, above.indent) : body;
}
