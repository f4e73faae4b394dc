import * as vscode from 'vscode';
import { METHODS, type ScanResult } from '../../protocol';
import type { LateServer } from '../server';
import type { FindingsTree } from './tree';

/** A scan that runs longer than this can be stopped from the view's title, in milliseconds. */
const LONG = 2000;
/** Shorter scans show no progress. */
const SHORT = 400;

const context = (key: string, value: boolean): Thenable<void> =>
  vscode.commands.executeCommand('setContext', `handrail.${key}`, value);

/** Reads the workspace, one scan at a time; findings arrive as they come, and what was found stays when it is stopped. */
export class Scan implements vscode.Disposable {
  #running: Promise<void> | undefined;
  #stop: vscode.CancellationTokenSource | undefined;
  #begun = false;
  readonly #listening: vscode.Disposable;

  constructor(
    private readonly server: LateServer,
    private readonly tree: FindingsTree,
  ) {
    this.#listening = tree.view.onDidChangeVisibility(({ visible }) => visible && this.#inBackground());
    if (tree.view.visible) this.#inBackground();
  }

  /** Uris of folders; the whole workspace when none. */
  run(folders: readonly string[] = []): Promise<void> {
    this.#running ??= this.#read(folders).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  stop(): void {
    this.#stop?.cancel();
  }

  /** Once, when the view is first looked at, unless the setting says only on demand. */
  #inBackground(): void {
    const when = vscode.workspace.getConfiguration('handrail').get('scan', 'onView');
    if (this.#begun || when !== 'onView' || !vscode.workspace.workspaceFolders) return;
    void this.run().catch(() => {}); // the status says that there is no server
  }

  async #read(folders: readonly string[]): Promise<void> {
    this.#begun = true;
    const stop = new vscode.CancellationTokenSource();
    this.#stop = stop;
    const long = setTimeout(() => void context('longScan', true), LONG);
    const ended = new vscode.EventEmitter<void>();
    const shown = setTimeout(() => this.#showProgress(ended.event), SHORT);
    await context('scanning', true);
    let telling: vscode.Disposable | undefined;
    try {
      const server = await this.server.get();
      telling = server.onScanProgress(({ read }) => this.tree.reading(read));
      await server.request<ScanResult>(METHODS.scan, { folders }, stop.token);
    } catch (error) {
      if (!stop.token.isCancellationRequested) throw error; // stopped before it began
    } finally {
      clearTimeout(long);
      clearTimeout(shown);
      telling?.dispose();
      stop.dispose();
      this.tree.reading(undefined);
      await this.tree.refresh();
      ended.fire();
      ended.dispose();
      await context('scanning', false);
      await context('longScan', false);
    }
  }

  #showProgress(ended: vscode.Event<void>): void {
    const until = () => new Promise<void>((resolve) => ended(() => resolve()));
    void vscode.window.withProgress({ location: { viewId: 'handrail.findings' } }, until);
  }

  dispose(): void {
    this.stop();
    this.#stop?.dispose();
    this.#listening.dispose();
  }
}
