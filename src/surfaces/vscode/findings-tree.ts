import * as vscode from 'vscode';
import { type FindingItem, type FindingsResult, METHODS, type SeverityWord } from '../protocol';
import { sentenceAbove } from './findings-sentence';
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
const inOrder = (a: FindingItem, b: FindingItem): number =>
  rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.range.start.line - b.range.start.line);

/** The findings of all that was read, grouped. */
export class FindingsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #result: FindingsResult | undefined;
  #groups: readonly Group[] = [];
  #reading: number | undefined;
  #asking: Promise<void> | undefined;
  #again = false;
  #showWaived = false;

  constructor(private readonly server: LateServer) {
    this.view = vscode.window.createTreeView('handrail.findings', { treeDataProvider: this, showCollapseAll: true });
    const ask = () => void this.refresh().catch(() => {}); // the status says that there is no server
    server.whenStarted((started) => {
      started.onFindingsChanged(ask);
      started.onRunning((runs) => runs && ask());
      ask();
    });
  }

  get groupBy(): GroupBy {
    return vscode.workspace.getConfiguration('handrail').get<GroupBy>('findings.groupBy', 'policy');
  }

  set showWaived(shown: boolean) {
    this.#showWaived = shown;
    void vscode.commands.executeCommand('setContext', 'handrail.showWaived', shown);
    this.redraw();
  }

  /** Files read so far while a scan runs, undefined when none does. */
  reading(files: number | undefined): void {
    this.#reading = files;
    this.view.message = sentenceAbove(this.#result, this.shown.length, files);
  }

  /** Asks the server; calls while one is under way become one more. */
  refresh(): Promise<void> {
    if (this.#asking) this.#again = true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
      if (!this.#again) return;
      this.#again = false;
      void this.refresh().catch(() => {});
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const server = await this.server.get();
    this.#result = await server.request<FindingsResult>(METHODS.findings);
    this.redraw();
    await vscode.commands.executeCommand('setContext', 'handrail.scanned', this.#result.scanned !== 'open');
  }

  /** Shows what is known, grouped as the setting says. */
  redraw(): void {
    const count = (this.#result?.findings ?? []).filter(({ waiver }) => !waiver).length;
    const tooltip = count === 1 ? '1 finding' : `${count} findings`;
    this.view.badge = count > 0 ? { value: count, tooltip } : undefined;
    this.view.message = sentenceAbove(this.#result, this.shown.length, this.#reading);
    this.#groups = groupsOf(this.shown, this.groupBy);
    this.#changed.fire(undefined);
  }

  get shown(): readonly FindingItem[] {
    return (this.#result?.findings ?? []).filter(({ waiver }) => this.#showWaived || !waiver);
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.#groups];
    return node.type === 'group' ? node.findings.map((item) => ({ type: 'finding', item })) : [];
  }

  getParent(node: Node): Node | undefined {
    return node.type === 'group' ? undefined : this.#groups.find(({ findings }) => findings.includes(node.item));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.type === 'group' ? groupItem(node, this.groupBy) : findingItem(node.item, this.groupBy);
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }
}

const TITLE_OF: Record<GroupBy, (item: FindingItem) => string> = {
  policy: (item) => item.policy?.title ?? 'No policy yet',
  file: (item) => item.path,
  owner: (item) => item.owner ?? 'Nobody named yet',
  severity: (item) => item.severity[0]!.toUpperCase() + item.severity.slice(1),
};

/** Worst first, then by title; inside by severity, path and line. */
function groupsOf(findings: readonly FindingItem[], by: GroupBy): readonly Group[] {
  const groups = new Map<string, FindingItem[]>();
  for (const item of findings) {
    const title = TITLE_OF[by](item);
    const group = groups.get(title);
    if (group) group.push(item);
    else groups.set(title, [item]);
  }
  return [...groups]
    .map(([title, items]): Group => ({ type: 'group', title, findings: items.sort(inOrder) }))
    .sort((a, b) => rank(a.findings[0]!) - rank(b.findings[0]!) || (a.title < b.title ? -1 : 1));
}

function groupItem({ title, findings }: Group, by: GroupBy): vscode.TreeItem {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
  const severity = worst(findings);
  const [icon, color] = ICONS[severity];
  item.id = `${by}:${title}`;
  item.description = String(findings.length);
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.contextValue = 'group';
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  item.accessibilityInformation = { label: `${title}, ${count}, worst ${severity}` };
  return item;
}

function findingItem(finding: FindingItem, by: GroupBy): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.ruleTitle);
  const line = finding.range.start.line + 1;
  const [icon, color] = ICONS[finding.severity];
  const place = by === 'file' ? `:${line}` : `${finding.path.split('/').pop()}:${line}`;
  item.id = `finding:${finding.uri}:${finding.fingerprint}`;
  item.description = [
    place,
    ...(finding.waiver ? [`waived until ${finding.waiver.until}`] : []),
    ...finding.subjects,
  ].join(' · ');
  item.iconPath = finding.waiver
    ? new vscode.ThemeIcon('calendar')
    : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = tooltip(finding);
  item.contextValue = finding.waiver ? 'finding.waived' : finding.fixable ? 'finding.fixable' : 'finding';
  const start = new vscode.Position(line - 1, finding.range.start.character);
  const selection = new vscode.Range(start, start); // a long one would push the line's beginning out of sight
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
