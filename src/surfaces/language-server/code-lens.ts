import type { CodeLens } from 'vscode-languageserver';
import type { Finding } from '../../findings/finding';
import { type Context, contextOf } from '../context';
import { COMMANDS } from '../protocol';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { number, t } from './language';

/** Findings of one policy in one resource. */
interface Group {
  readonly line: number;
  readonly context: Context;
  readonly findings: [Finding, ...Finding[]];
}

/** A line above each resource with findings, one for each policy: how many, why, whose. */
export function codeLenses(folder: Folder, path: string): CodeLens[] {
  const lines = linesOf(folder)(path);
  const groups = new Map<string, Group>();
  for (const finding of folder.findings(path)) {
    if (finding.waiver?.holds) continue;
    const { line } = lines.positionAt((finding.head ?? finding.span).start);
    const context = contextOf(finding, folder.workspace);
    const key = `${line} ${context.policy?.id}`;
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { line, context, findings: [finding] });
  }
  return [...groups.values()].map((group) => lensOf(group, folder));
}

function lensOf({ line, context: { policy, owner }, findings }: Group, folder: Folder): CodeLens {
  const { length } = findings;
  const count = length === 1 ? t('1 finding') : t('{0} findings', number(length));
  const title = [count, policy?.title ?? t('no policy yet'), owner?.name ?? t('nobody named yet')].join(' · ');
  const at = { line, character: 0 };
  const [{ path, fingerprint }] = findings;
  const args = [policy?.id ?? null, folder.uriOf(path), fingerprint];
  return { range: { start: at, end: at }, command: { title, command: COMMANDS.explainPolicy, arguments: args } };
}
