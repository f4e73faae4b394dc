import type { Location } from 'vscode-languageserver';
import { definitionAt } from '../../config';
import type { Origin } from '../../policies';
import { contextOf } from '../context';
import { RULE_SCHEME } from './diagnostics';
import type { Folder } from './folder';
import { findingsAt } from './hover';
import { aroundOf } from './user-files';

/** The scheme of the read-only documents that show built-in policies. */
const POLICY_SCHEME = 'handrail-policy';

/** From a name in one of our files to the policy, rule or file that it names; from a finding to the policy it serves. */
export async function definition(folder: Folder, path: string, offset: number): Promise<Location | undefined> {
  const found = definitionAt(path, folder.engine.quote(path) ?? '', offset, aroundOf(folder))?.target;
  if (found && 'rule' in found) return beginningOf(`${RULE_SCHEME}:/${found.rule}.md`);
  if (found && 'file' in found) {
    return (await folder.kind(found.file)) === 'file' ? beginningOf(folder.uriOf(found.file)) : undefined;
  }
  if (found) return beginningOf(policyUri(folder, found.policy));
  const [finding] = findingsAt(folder.findings(path), offset);
  const last = finding && contextOf(finding, folder.workspace).policy?.layers.at(-1);
  return last && beginningOf(policyUri(folder, last));
}

const policyUri = (folder: Folder, { kind, path }: Origin): string =>
  kind === 'built-in' ? `${POLICY_SCHEME}:/${path}` : folder.uriOf(path);

function beginningOf(uri: string): Location {
  const start = { line: 0, character: 0 };
  return { uri, range: { start, end: start } };
}
