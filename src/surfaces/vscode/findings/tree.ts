import * as vscode from 'vscode';
import { type FindingItem, type FindingsResult, METHODS } from '../../protocol';
import { number } from '../language';
import type { LateServer } from '../server';
import { type Group, type GroupBy, groupsOf } from './groups';
import { findingItem, groupItem, tooltipOf } from './rows';
import { sentenceAbove } from './sentence';

interface Row {
  readonly type: 'finding';
  readonly item: FindingItem;
}
export type Node = Group | Row;

/** The findings of all that was read, grouped. */
export class FindingsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listening: vscode.Disposable;
  #result: FindingsResult | undefined;
  #groups: readonly Group[] = [];
  #reading: number | undefined;
  #asking: Promise<void> | undefined;
  #again = false;
  #showWaived = false;

  constructor(private readonly server: LateServer) {
    this.view = vscode.window.createTreeView('handrail.findings', { treeDataProvider: this, showCollapseAll: true });
    this.#listening = vscode.window.tabGroups.onDidChangeTabs(() => this.#count());
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
    this.#count();
    this.view.message = sentenceAbove(this.#result, this.shown.length, this.#reading);
    this.#groups = groupsOf(this.shown, this.groupBy);
    this.#changed.fire(undefined);
  }

  /** The badge: findings in open files, and of the workspace once that was read. */
  #count(): void {
    const loud = (this.#result?.findings ?? []).filter(({ waiver }) => !waiver);
    const whole = this.#result?.scanned !== 'open';
    const open = openFiles();
    const count = whole ? loud.length : loud.filter(({ uri }) => open.has(uri)).length;
    const tooltip = whole ? inWorkspace(count) : inOpenFiles(count);
    this.view.badge = count > 0 ? { value: count, tooltip } : undefined;
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

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.type === 'finding') item.tooltip = await tooltipOf(node.item, this.server);
    return item;
  }

  dispose(): void {
    this.#listening.dispose();
    this.view.dispose();
    this.#changed.dispose();
  }
}

const inWorkspace = (count: number): string =>
  count === 1
    ? vscode.l10n.t('1 finding in the workspace')
    : vscode.l10n.t('{0} findings in the workspace', number(count));

const inOpenFiles = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 finding in open files') : vscode.l10n.t('{0} findings in open files', number(count));

/** Uris of the files that have a tab. */
function openFiles(): ReadonlySet<string> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])));
}
