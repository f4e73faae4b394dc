import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../config';
import type { Workspace } from '../../config/workspace';
import { knownRules } from '../rule-cards';

const OWNERS = ['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS'];

/** The files that people write for Handrail in a root, and its CODEOWNERS. */
export function workspaceAt(root: string): Workspace {
  const policies = join(root, '.handrail/policies');
  const names = existsSync(policies) ? readdirSync(policies).filter((name) => /\.ya?ml$/.test(name)) : [];
  const paths = [
    '.handrail/config.yaml',
    '.handrail/config.yml',
    ...names.sort().map((name) => `.handrail/policies/${name}`),
    ...OWNERS,
  ].filter((path) => existsSync(join(root, path)));
  const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return loadWorkspace(files, knownRules);
}
