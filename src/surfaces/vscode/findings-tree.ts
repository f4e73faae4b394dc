import * as vscode from 'vscode';
import { type FindingItem, type FindingsResult, METHODS, type SeverityWord } from '../protocol';
import type { LateServer } from './server';

export type GroupBy = 'policy' | 'file' | 'owner' | 'severity';
const WORDS: readonly SeverityWord[] = ['critical', 'high', 'medium', 'low'];
const ICONS: Readonly<Record<SeverityWord, readonly [icon: string, color: string]>> = {
  critical: ['error', 'list.errorForeground'],
  high: ['warning', 'list.warningForeground'],
  medium: ['warning', 'list.warningForeground'],
  low: ['info', 'editorInfo.foreground'],
};

interface Group {
  readonly type: 'group';
  readonly title: string;
  readonly findings: readonly FindingItem[];
}
interface Row {
  readonly type: 'finding';
  readonly item: FindingItem;
}
export type Node = Group | Row;

const worst = (findings: readonly FindingItem[]): SeverityWord =>
  WORDS.find((word) => findings.some(({ severity }) => severity === word)) ?? 'low';
const rank = ({ severity }: FindingItem): number => WORDS.indexOf(severity);

/** The findings of all that was read, grouped. */
export class FindingsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #result: FindingsResult | undefined;
  #asking: Promise<void> | undefined;

  constructor(private readonly server: LateServer) {
    this.view = vscode.window.createTreeView('handrail.findings', { treeDataProvider: this, showCollapseAll: true });
    server.whenStarted((started) => {
      started.onFindingsChanged(() => this.refresh());
      this.refresh();
    });
  }

  get groupBy(): GroupBy {
    return vscode.workspace.getConfiguration('handrail').get<GroupBy>('findings.groupBy', 'policy');
  }

  /** Asks the server again; several calls while one is under way are one. */
  refresh(): void {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
  }

  async #ask(): Promise<void> {
    const server = await this.server.get();
    this.#result = await server.request<FindingsResult>(METHODS.findings);
    const shown = this.shown;
    const count = shown.length;
    this.view.badge =
      count > 0 ? { value: count, tooltip: count === 1 ? '1 finding' : `${count} findings` } : undefined;
    this.view.message = this.#sentence(count);
    await vscode.commands.executeCommand('setContext', 'handrail.scanned', this.#result.scanned !== 'open');
    await vscode.commands.executeCommand('setContext', 'handrail.findings', count > 0);
    this.#changed.fire(undefined);
  }

  get shown(): readonly FindingItem[] {
    const settings = vscode.workspace.getConfiguration('handrail');
    const hardening = settings.get('audience') === 'hardening';
    const minimum = WORDS.indexOf(settings.get<SeverityWord>('severity.minimum', 'low'));
    return (this.#result?.findings ?? []).filter(
      (item) => !item.waiver && (hardening || item.audience === 'everyone') && rank(item) <= minimum,
    );
  }

  /** What stands above the rows: never an empty view without a next step. */
  #sentence(count: number): string | undefined {
    const result = this.#result;
    if (!result || result.scanned === 'open') return undefined;
    const files = `${result.filesRead} ${result.filesRead === 1 ? 'file' : 'files'}`;
    const waived = result.findings.flatMap(({ waiver }) => (waiver ? [waiver] : []));
    const next = Math.min(...waived.map(({ daysLeft }) => daysLeft));
    const waivers = waived.length === 0 ? '' : ` ${waived.length} waived, the next ends in ${Math.max(0, next)} days.`;
    if (result.scanned === 'partial')
      return `The scan was stopped after ${files}: what was found so far stays.${waivers}`;
    return count === 0 ? `Nothing found in ${files}.${waivers}` : waivers.trim() || undefined;
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.#groups();
    return node.type === 'group' ? node.findings.map((item) => ({ type: 'finding', item })) : [];
  }

  getParent(node: Node): Node | undefined {
    return node.type === 'group' ? undefined : this.#groups().find(({ findings }) => findings.includes(node.item));
  }

  #groups(): Group[] {
    const titleOf: Record<GroupBy, (item: FindingItem) => string> = {
      policy: (item) => item.policy?.title ?? 'No policy yet',
      file: (item) => item.path,
      owner: (item) => item.owner ?? 'Nobody named yet',
      severity: (item) => item.severity,
    };
    const groups = new Map<string, FindingItem[]>();
    for (const item of this.shown) {
      const title = titleOf[this.groupBy](item);
      groups.set(title, [...(groups.get(title) ?? []), item]);
    }
    const inGroup = (a: FindingItem, b: FindingItem) =>
      rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.range.start.line - b.range.start.line);
    return [...groups]
      .map(([title, findings]): Group => ({ type: 'group', title, findings: findings.sort(inGroup) }))
      .sort((a, b) => rank(a.findings[0]!) - rank(b.findings[0]!) || (a.title < b.title ? -1 : 1));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.type === 'group' ? this.#groupItem(node) : findingItem(node.item);
  }

  #groupItem({ title, findings }: Group): vscode.TreeItem {
    const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
    const severity = worst(findings);
    const [icon, color] = ICONS[severity];
    item.id = `${this.groupBy}:${title}`;
    item.description = String(findings.length);
    item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
    item.contextValue = 'group';
    item.accessibilityInformation = { label: `${title}, ${findings.length} findings, worst ${severity}` };
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }
}

function findingItem(finding: FindingItem): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.message);
  const line = finding.range.start.line + 1;
  const [icon, color] = ICONS[finding.severity];
  item.id = `finding:${finding.uri}:${finding.fingerprint}`;
  item.description = `${finding.path.split('/').pop()}:${line} · ${finding.subjects.join(', ')}`;
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = tooltip(finding);
  item.contextValue = finding.fixable ? 'finding.fixable' : 'finding';
  const { start, end } = finding.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  item.command = { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.parse(finding.uri), { selection }] };
  item.accessibilityInformation = { label: `${finding.severity}: ${finding.message} ${finding.path}, line ${line}` };
  return item;
}

/** Plain text only: what comes from a repository is never markup here. */
function tooltip(finding: FindingItem): string {
  const owner = finding.owner ?? 'nobody named yet';
  const policy = finding.policy ? `\n${finding.policy.title} · ${owner}` : '';
  return `${finding.ruleTitle} · ${finding.severity}\n${finding.message}${policy}\n${finding.path}:${finding.range.start.line + 1}`;
}
