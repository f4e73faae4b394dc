import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace, ownFile } from '../../config';
import type { Workspace } from '../../config/workspace';
import { createEngine } from '../../engine';
import { knownRules } from '../rule-cards';

const OWNERS = ['CODEOWNERS', '.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS'];

/** Whether a path is a file that people write for Handrail. */
export const isOwnFile = (path: string): boolean => ownFile(path) !== undefined;

/**
 * What the files for Handrail above a folder say, and those that were found below it, with the project's CODEOWNERS.
 * All paths are relative to the project.
 */
export function workspaceOf(project: string, folder: string, below: readonly string[] = []): Workspace {
  const names = folder === '' ? [] : folder.split('/');
  const folders = ['', ...names.map((_, depth) => `${names.slice(0, depth + 1).join('/')}/`)];
  const above = folders.flatMap((base) => {
    const policies = join(project, base, '.handrail/policies');
    const own = existsSync(policies) ? readdirSync(policies).sort() : [];
    return [
      `${base}.handrail/config.yaml`,
      `${base}.handrail/waivers.yaml`,
      ...own.map((name) => `${base}.handrail/policies/${name}`),
    ];
  });
  const paths = new Set([...above.filter(isOwnFile), ...below.filter(isOwnFile), ...OWNERS]);
  const files = [...paths]
    .filter((path) => existsSync(join(project, path)))
    .map((path) => ({ path, text: withoutCredentials(path, readFileSync(join(project, path), 'utf8')) }));
  return loadWorkspace(files, knownRules);
}

/** What these files say is printed: a credential that was pasted into one goes no further. */
function withoutCredentials(path: string, text: string): string {
  const engine = createEngine();
  engine.update(path, text);
  return engine.quote(path) ?? text;
}
