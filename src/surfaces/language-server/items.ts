import type { Finding } from '../../findings/finding';
import { areaOf, contextOf } from '../context';
import type { FindingItem, FindingsResult, StateResult } from '../protocol';
import { unmasked } from '../unmasked';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { ruleTitle } from './in-language';
import { told } from './language';
import type { Session } from './session';

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
      ruleTitle: ruleTitle(finding.rule),
      message: unmasked(told(finding.message)),
      severity: finding.severity,
      audience: finding.audience,
      subjects: finding.subjects,
      environment: folder.workspace.configuration.environmentOf(finding.path),
      area: areaOf(finding.path, policy, folder.workspace),
      policy: policy && { id: policy.id, title: policy.title },
      owner: owner?.name,
      fixable: finding.fix.some(({ safe }) => safe),
      waiver: waiver?.holds
        ? {
            until: waiver.waiver.until ?? '',
            owner: unmasked(waiver.waiver.owner ?? ''),
            reason: unmasked(waiver.waiver.reason ?? ''),
            daysLeft: waiver.daysLeft ?? 0,
            ending: waiver.state === 'expiring',
          }
        : undefined,
    };
  });
}

/** All findings of all folders, as far as they were read. */
export function findingsOf({
  folders,
  workspaceFolders,
}: Pick<Session, 'folders' | 'workspaceFolders'>): FindingsResult {
  const reports = folders.map((folder) => folder.report({ paths: [] }));
  return {
    revision: reports.reduce((sum, { revision }) => sum + revision, 0),
    findings: folders.flatMap((folder) => itemsOf(folder, folder.findings())),
    ...readSoFar({ folders, workspaceFolders }),
    failures: reports.flatMap(({ failures }) => failures),
    tooLarge: folders.flatMap(({ tooLarge }) => tooLarge),
  };
}

/** How much was read: files of every folder, and whether that is the whole workspace. */
export function readSoFar({
  folders,
  workspaceFolders,
}: Pick<Session, 'folders' | 'workspaceFolders'>): Pick<FindingsResult, 'filesRead' | 'scanned'> {
  const states = new Set(workspaceFolders.map(({ files }) => files.scanned));
  return {
    filesRead: folders.reduce((sum, { files }) => sum + files.count, 0),
    scanned: states.size > 1 ? 'partial' : ([...states][0] ?? 'open'),
  };
}

/** What became of a file, honestly. */
export function stateOf(folder: Folder, path: string, milliseconds: number): StateResult {
  const state = folder.state(path);
  const none = { count: 0, because: undefined, format: undefined, milliseconds };
  if (!state) return { ...none, state: 'none' };
  if (state.state === 'skipped') return { ...none, state: 'skipped', because: told(state.because) };
  const count = folder.findings(path).filter(({ waiver }) => !waiver?.holds).length;
  if (state.state === 'failed') return { ...none, state: 'failed', because: told(state.because), count };
  return { ...none, state: count > 0 ? 'findings' : 'clean', count, format: told(state.format) };
}
