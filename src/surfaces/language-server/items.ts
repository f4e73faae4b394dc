import { plain } from '../../facts';
import type { Finding } from '../../findings/finding';
import { contextOf } from '../context';
import type { FindingItem, FindingsResult, StateResult } from '../protocol';
import { ruleById } from '../rule-cards';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';

/** Findings as the tree and the views show them. */
export function itemsOf(folder: Folder, findings: readonly Finding[]): readonly FindingItem[] {
  const lines = linesOf(folder);
  return findings.map((finding): FindingItem => {
    const { policy, owner } = contextOf(finding, folder.workspace);
    const here = lines(finding.path);
    const { waiver } = finding;
    return {
      fingerprint: finding.fingerprint,
      uri: folder.uriOf(finding.path),
      path: finding.path,
      range: { start: here.positionAt(finding.span.start), end: here.positionAt(finding.span.end) },
      rule: finding.rule,
      ruleTitle: ruleById.get(finding.rule)?.title ?? finding.rule,
      message: plain(finding.message),
      severity: finding.severity,
      audience: finding.audience,
      subjects: finding.subjects,
      policy: policy && { id: policy.id, title: policy.title },
      owner: owner?.name,
      fixable: finding.fix.some(({ safe }) => safe),
      waiver: waiver?.holds
        ? {
            until: waiver.waiver.until ?? '',
            owner: waiver.waiver.owner ?? '',
            reason: waiver.waiver.reason ?? '',
            daysLeft: waiver.daysLeft ?? 0,
          }
        : undefined,
    };
  });
}

/** All findings of all folders, as far as they were read. */
export function findingsOf(folders: readonly Folder[]): FindingsResult {
  const reports = folders.map((folder) => folder.report());
  const states = folders.map(({ scanned }) => scanned);
  return {
    revision: reports.reduce((sum, { revision }) => sum + revision, 0),
    findings: folders.flatMap((folder) => itemsOf(folder, folder.findings())),
    filesRead: folders.reduce((sum, { filesRead }) => sum + filesRead, 0),
    scanned: states.includes('partial') ? 'partial' : states.includes('workspace') ? 'workspace' : 'open',
    failures: reports.flatMap(({ failures }) => failures),
  };
}

/** What became of a file, honestly. */
export function stateOf(folder: Folder, path: string, milliseconds: number): StateResult {
  const state = folder.engine.state(path);
  const none = { count: 0, because: undefined, format: undefined, milliseconds };
  if (!state) return { ...none, state: 'none' };
  if (folder.excludedBySetting(path))
    return { ...none, state: 'skipped', because: 'excluded by the setting handrail.exclude' };
  if (state.state !== 'read') return { ...none, state: state.state, because: state.because };
  const count = folder.findings(path).filter(({ waiver }) => !waiver?.holds).length;
  return { ...none, state: count > 0 ? 'findings' : 'clean', count, format: state.format };
}
