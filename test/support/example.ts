import type { FormatId } from '../../src/rules/rule';

/** Where an example of a format lies when it names no path itself. */
const PATHS: Readonly<Record<FormatId, string>> = {
  terraform: 'main.tf',
  cloudformation: 'template.yaml',
  serverless: 'serverless.yml',
  arm: 'azuredeploy.json',
  bicep: 'main.bicep',
  'iam-policy': 'policy.json',
  kubernetes: 'manifest.yaml',
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  devcontainer: '.devcontainer/devcontainer.json',
  'github-workflow': '.github/workflows/main.yml',
  'azure-pipelines': 'azure-pipelines.yml',
  'gitlab-ci': '.gitlab-ci.yml',
  text: '.env',
};

export interface MarkedSpan {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** An example's files without its marks, and where the marks were. */
export interface Example {
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly MarkedSpan[];
}

/** Splits an example at `--- path ---` lines and takes the «marks» out. */
export function readExample(format: FormatId, source: string): Example {
  const files = new Map<string, string>();
  const marks: MarkedSpan[] = [];
  const pieces = source.split(/^--- (\S+) ---\n/m);
  const named: [string, string][] = [];
  if (pieces[0]!.trim() !== '') named.push([defaultPath(format, pieces[0]!), pieces[0]!]);
  for (let i = 1; i < pieces.length; i += 2) named.push([pieces[i]!, pieces[i + 1]!]);
  for (const [path, marked] of named) files.set(path, takeMarks(path, marked, marks));
  return { files, marks };
}

function defaultPath(format: FormatId, text: string): string {
  if (format === 'cloudformation' && text.trimStart().startsWith('{')) return 'template.json';
  if (format === 'terraform' && text.trimStart().startsWith('{')) return 'main.tf.json';
  return PATHS[format];
}

function takeMarks(path: string, marked: string, marks: MarkedSpan[]): string {
  let text = '';
  const open: number[] = [];
  for (const character of marked) {
    if (character === '«') open.push(text.length);
    else if (character === '»') marks.push({ path, start: open.pop()!, end: text.length });
    else text += character;
  }
  return text;
}
