import * as vscode from 'vscode';
import type { FindingItem, SeverityWord } from '../../protocol';
import { severityWord } from '../../severity-words';

export type GroupBy = 'policy' | 'area' | 'owner' | 'environment' | 'file' | 'severity';

/** Findings that have something in common. */
export interface Group {
  readonly type: 'group';
  readonly title: string;
  readonly findings: readonly FindingItem[];
}

const WORDS: readonly SeverityWord[] = ['critical', 'high', 'medium', 'low'];
const rank = ({ severity }: FindingItem): number => WORDS.indexOf(severity);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const worst = (findings: readonly FindingItem[]): SeverityWord =>
  WORDS.find((word) => findings.some(({ severity }) => severity === word)) ?? 'low';

/** Severity, then policy, then path and line. */
const inOrder = (a: FindingItem, b: FindingItem): number =>
  rank(a) - rank(b) ||
  compare(a.policy?.title ?? '', b.policy?.title ?? '') ||
  compare(a.path, b.path) ||
  a.range.start.line - b.range.start.line;

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const TITLE_OF: Readonly<Record<GroupBy, (item: FindingItem) => string>> = {
  policy: (item) => item.policy?.title ?? vscode.l10n.t('No policy yet'),
  area: (item) => (item.area ? capital(item.area) : vscode.l10n.t('Nothing named yet')),
  owner: (item) => item.owner ?? vscode.l10n.t('Nobody named yet'),
  environment: (item) => (item.environment ? capital(item.environment) : vscode.l10n.t('No environment named')),
  file: (item) => item.path,
  severity: (item) => capital(severityWord(item.severity, vscode.l10n.t)),
};

/** Worst first, then by title. */
export function groupsOf(findings: readonly FindingItem[], by: GroupBy): readonly Group[] {
  const groups = new Map<string, FindingItem[]>();
  for (const item of findings) {
    const title = TITLE_OF[by](item);
    const group = groups.get(title);
    if (group) group.push(item);
    else groups.set(title, [item]);
  }
  return [...groups]
    .map(([title, items]): Group => ({ type: 'group', title, findings: items.sort(inOrder) }))
    .sort((a, b) => rank(a.findings[0]!) - rank(b.findings[0]!) || compare(a.title, b.title));
}
