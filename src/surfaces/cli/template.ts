import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Workspace } from '../../config';
import { templatesAt } from '../../config/templates';
import { formats } from '../../formats/index';
import { asFile, FORMS } from '../../templates/forms';
import { type Template, textOf } from '../../templates/template';
import { inWords } from '../scanned';
import { escaped } from './escape';
import { Usage } from './options';
import { outputPaths, rootsOf } from './roots';
import { workspaceOf } from './workspace-files';

/** `handrail template list` and `handrail template show ID`. */
export function template(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { output: { type: 'string' }, debug: { type: 'boolean', default: false } },
  });
  const [what, id, ...more] = positionals;
  const isList = what === 'list' && id === undefined && values.output === undefined;
  if (!isList && (what !== 'show' || id === undefined || more.length > 0)) {
    throw new Usage('template takes list, or show and the id of one template');
  }
  const root = rootsOf([])[0]!;
  const nameOf = outputPaths(root.project);
  const tell = (path: string, message: string) =>
    process.stderr.write(`${escaped(`${nameOf(path)}:1:1: ${message}`)}\n`);
  const workspace = workspaceOf(root.project, root.from, [], tell);
  for (const problem of workspace.problems.filter(({ path }) => isTemplate(path))) {
    const { path, line, column } = problem;
    process.stderr.write(`${escaped(`${nameOf(path)}:${line}:${column}: ${inWords(problem)}`)}\n`);
  }
  const templates = templatesAt(workspace.templates, root.from === '' ? undefined : `${root.from}/`);
  return isList ? list(templates) : show(templates, id!, { workspace, output: values.output });
}

const isTemplate = (path: string): boolean => path.includes('.handrail/templates/');
const idOf = ({ format, id }: Template): string => `${format}/${id}`;

function list(templates: readonly Template[]): number {
  const width = Math.max(...templates.map((one) => idOf(one).length));
  let format = '';
  for (const one of templates) {
    const heading = formats.find(({ id }) => id === one.format)?.title ?? one.format;
    if (heading !== format) process.stdout.write(`${format === '' ? '' : '\n'}${heading}\n`);
    format = heading;
    const from = one.from.kind === 'workspace' ? ` (${one.from.path})` : '';
    process.stdout.write(`  ${escaped(`${idOf(one).padEnd(width)}  ${one.makes}${from}`)}\n`);
  }
  return 0;
}

interface Shown {
  readonly workspace: Workspace;
  readonly output: string | undefined;
}

function show(templates: readonly Template[], id: string, { workspace, output }: Shown): number {
  const found = templates.find((one) => idOf(one) === id);
  const form = found && FORMS[found.format];
  if (!found || !form) {
    const named = templates.filter((one) => one.id === id || one.id.startsWith(`${id}-`)).map(idOf);
    const next = named.length > 0 ? `choose ${named.join(', ')}` : 'see handrail template list';
    throw new Error(`there is no template ${id}: ${next}`);
  }
  const text = asFile(
    form,
    textOf(found, (policy) => workspace.policies.byId(policy)?.title),
  );
  if (output === undefined) process.stdout.write(text);
  else write(output, text);
  return 0;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${path} exists already and was left alone: name another file`);
  }
}
