import * as vscode from 'vscode';
import { escaped } from '../../language-server/markdown';
import { COMMANDS, type FindingItem, type SeverityWord } from '../../protocol';
import { severityWord } from '../../severity-words';
import { number } from '../language';
import type { LateServer } from '../server';
import { type Group, type GroupBy, worst } from './groups';

const ICONS: Readonly<Record<SeverityWord, readonly [icon: string, color: string]>> = {
  critical: ['error', 'list.errorForeground'],
  high: ['warning', 'list.warningForeground'],
  medium: ['warning', 'list.warningForeground'],
  low: ['info', 'editorInfo.foreground'],
};

function iconOf(severity: SeverityWord): vscode.ThemeIcon {
  const [icon, color] = ICONS[severity];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

const findingsCounted = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', number(count));

export function groupItem({ title, findings }: Group, by: GroupBy): vscode.TreeItem {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
  const severity = worst(findings);
  const shown = severityWord(severity, vscode.l10n.t);
  const counted = findingsCounted(findings.length);
  item.id = `${by}:${title}`;
  item.description = number(findings.length);
  item.iconPath = iconOf(severity);
  item.contextValue = 'group';
  item.tooltip = vscode.l10n.t('{0}: {1}, the worst is {2}', title, counted, shown);
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}, worst {2}', title, counted, shown) };
  return item;
}

/** The label holds what people look for, since the view's own filter reads nothing else. */
export function findingItem(finding: FindingItem, by: GroupBy): vscode.TreeItem {
  const line = finding.range.start.line + 1;
  const place = by === 'file' ? `:${line}` : `${finding.path.split('/').pop()}:${line}`;
  const item = new vscode.TreeItem(`${finding.ruleTitle} · ${place}`);
  item.id = `finding:${finding.uri}:${finding.fingerprint}`;
  const waived = finding.waiver && vscode.l10n.t('waived until {0}', finding.waiver.until);
  item.description = [...(waived ? [waived] : []), ...finding.subjects].join(' · ');
  item.iconPath = finding.waiver ? new vscode.ThemeIcon('calendar') : iconOf(finding.severity);
  item.contextValue = finding.waiver ? 'finding.waived' : finding.fixable ? 'finding.fixable' : 'finding';
  const start = new vscode.Position(line - 1, finding.range.start.character);
  const selection = new vscode.Range(start, start); // a long one would push the line's beginning out of sight
  item.command = {
    title: vscode.l10n.t('Open'),
    command: 'vscode.open',
    arguments: [vscode.Uri.parse(finding.uri), { selection }],
  };
  const severity = severityWord(finding.severity, vscode.l10n.t);
  const label = vscode.l10n.t('{0}: {1} {2}, line {3}', severity, finding.message, finding.path, line);
  item.accessibilityInformation = { label: waived ? `${label}, ${waived}` : label };
  return item;
}

/** As our server answers a hover. */
interface Hover {
  readonly contents: { readonly value: string };
}

/** The hover's text, below the sentence that the editor shows above it. */
export async function tooltipOf({ uri, range, message, path }: FindingItem, server: LateServer) {
  const params = { textDocument: { uri }, position: range.start };
  const hover = await (await server.get()).request<Hover | null>('textDocument/hover', params);
  const place = `${path}:${range.start.line + 1}`;
  const parts = [escaped(message), hover?.contents.value ?? '', escaped(place)];
  const tooltip = new vscode.MarkdownString(parts.join('\n\n'));
  tooltip.isTrusted = { enabledCommands: Object.values(COMMANDS) };
  return tooltip;
}
