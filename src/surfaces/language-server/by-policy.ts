import type { Finding } from '../../findings/finding';
import { policyFor } from '../../policies';
import type { Folder } from './folder';

type ByPolicy = ReadonlyMap<string, readonly Finding[]>;

interface Known {
  readonly configured: number;
  /** Of each finding, as long as policies stay as they are. */
  readonly ids: WeakMap<Finding, string>;
  revision: number;
  sorted: ByPolicy;
}

/** Views ask with each move of the cursor: nothing is sorted twice. */
const known = new WeakMap<Folder, Known>();

/** Answers nothing but the revision. */
const NOTHING_NEW = { paths: [], since: Number.MAX_SAFE_INTEGER };

/** A folder's findings by the id of the policy they serve. */
export function findingsByPolicy(folder: Folder): ByPolicy {
  const { revision } = folder.report(NOTHING_NEW);
  let here = known.get(folder);
  if (here?.configured !== folder.configured) {
    here = { configured: folder.configured, ids: new WeakMap(), revision: -1, sorted: new Map() };
    known.set(folder, here);
  }
  if (here.revision !== revision) {
    here.revision = revision;
    here.sorted = sort(folder, here.ids);
  }
  return here.sorted;
}

function sort(folder: Folder, ids: WeakMap<Finding, string>): ByPolicy {
  const sorted = new Map<string, Finding[]>();
  for (const finding of folder.findings()) {
    let id = ids.get(finding);
    if (id === undefined) {
      id = policyFor(finding.rule, finding.path, folder.workspace.policies).primary?.id ?? '';
      ids.set(finding, id);
    }
    const others = sorted.get(id);
    if (others) others.push(finding);
    else sorted.set(id, [finding]);
  }
  return sorted;
}
