import type { ResolvedPolicy } from '../../policies';
import type { PolicyOverview } from '../protocol-policy';
import { findingsByPolicy } from './by-policy';
import type { Folder } from './folder';

/** The policies of a workspace by number of findings. */
export function overviewOf(folders: readonly Folder[]): PolicyOverview {
  const rows = new Map<string, { policy: ResolvedPolicy; count: number }>();
  for (const folder of folders) {
    for (const policy of folder.workspace.policies.all()) {
      if (!rows.has(policy.id)) rows.set(policy.id, { policy, count: 0 });
    }
    for (const [id, findings] of findingsByPolicy(folder)) {
      const row = rows.get(id);
      if (row) row.count += findings.filter(({ waiver }) => !waiver?.holds).length;
    }
  }
  const policies = [...rows.values()]
    .sort((a, b) => b.count - a.count || (a.policy.title < b.policy.title ? -1 : 1))
    .map(({ policy, count }) => ({ id: policy.id, title: policy.title, statement: policy.statement, count }));
  const own = [...rows.values()].some(({ policy }) => policy.layers.some(({ kind }) => kind === 'workspace'));
  return { policies, own };
}
