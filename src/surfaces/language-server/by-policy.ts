import type { Finding } from '../../findings/finding';
import { policyFor } from '../../policies';
import type { Folder } from './folder';

/** The policy of each finding as long as policies stay as they are: views ask with each move of the cursor. */
const known = new WeakMap<Folder, { readonly configured: number; readonly ids: WeakMap<Finding, string> }>();

/** A folder's findings by the id of the policy they serve. */
export function findingsByPolicy(folder: Folder): ReadonlyMap<string, readonly Finding[]> {
  let here = known.get(folder);
  if (here?.configured !== folder.configured) {
    here = { configured: folder.configured, ids: new WeakMap() };
    known.set(folder, here);
  }
  const sorted = new Map<string, Finding[]>();
  for (const finding of folder.findings()) {
    let id = here.ids.get(finding);
    if (id === undefined) {
      id = policyFor(finding.rule, finding.path, folder.workspace.policies).primary?.id ?? '';
      here.ids.set(finding, id);
    }
    const others = sorted.get(id);
    if (others) others.push(finding);
    else sorted.set(id, [finding]);
  }
  return sorted;
}
