import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { Workspace } from '../../config/workspace';
import { coverageOf, type FrameworkCoverage, frameworksNamed } from '../../policies';
import { rules } from '../../rules/index';
import { coverageDocument, MEANING } from '../documents/coverage';
import { handbookOf } from '../documents/handbook';
import { toHtml } from '../documents/html';
import { toMarkdown } from '../documents/markdown';
import { inWords } from '../scanned';
import { unmasked } from '../unmasked';
import { escaped } from './escape';
import { type CoverageOptions, type HandbookOptions, Usage } from './options';
import { list } from './read';
import { outputPaths, rootsOf } from './roots';

/** Prints which rules look at code with a framework's controls in mind; gives the exit code. */
export function coverage({ path, framework, format, output }: CoverageOptions): number {
  const { workspace, at } = workspaceAt(path);
  const all = coverageOf(workspace.policies, rules, at);
  const asked = framework === undefined ? all : frameworksNamed(framework, all);
  if (asked.length === 0) throw new Usage(unknown(framework ?? '', all));
  const written = {
    text: () => coverageText(asked),
    json: () => `${JSON.stringify({ meaning: MEANING, frameworks: asked }, told, 2)}\n`,
    markdown: () => toMarkdown(coverageDocument(asked)),
  }[format]();
  return write(written, output);
}

/** Prints the policies of a workspace as one document; gives the exit code. */
export function handbook({ path, format, output }: HandbookOptions): number {
  const { workspace, at } = workspaceAt(path);
  const document = handbookOf(workspace, at);
  return write({ markdown: toMarkdown, html: toHtml }[format](document), output);
}

const told = (_: string, value: unknown): unknown => (typeof value === 'string' ? unmasked(value) : value);

const unknown = (name: string, all: readonly FrameworkCoverage[]): string =>
  `no policy refers to ${name}: choose ${all.map(({ framework }) => framework).join(', ')}`;

/**
 * The workspace around a folder, and the folder in it where it is not all of it. What its files say wrongly is told on
 * standard error.
 */
function workspaceAt(path: string): { readonly workspace: Workspace; readonly at: string | undefined } {
  const root = rootsOf([path])[0]!;
  const nameOf = outputPaths(root.project);
  const tell = (name: string, message: string, place = '1:1') =>
    process.stderr.write(`${escaped(`${nameOf(name)}:${place}: ${message}`)}\n`);
  const { workspace } = list(root, tell);
  for (const problem of workspace.problems) {
    tell(problem.path, inWords(problem), `${problem.line}:${problem.column}`);
  }
  return { workspace, at: root.from === '' ? undefined : `${root.from}/` };
}

function write(text: string, output: string | undefined): number {
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
  return 0;
}

/** For people at a terminal: a control, below it the policies, below these the rules. */
function coverageText(coverage: readonly FrameworkCoverage[]): string {
  const tables = coverage.map(({ framework, controls }) => {
    const width = Math.max(...controls.map(({ control }) => escaped(control).length)) + 2;
    const margin = ' '.repeat(width + 2);
    const rows = controls.flatMap(({ control, title = '', policies, rules: own }) => [
      `  ${escaped(control).padEnd(width)}${escaped(title)}`.trimEnd(),
      `${margin}policies: ${policies.map((policy) => escaped(policy.title)).join(' · ')}`,
      `${margin}rules: ${own.map(({ id }) => id).join(', ') || 'none: people keep it'}`,
    ]);
    return [` ${escaped(framework)}`, ...rows, '', ''].join('\n');
  });
  return `${tables.join('')}${MEANING}\n`;
}
