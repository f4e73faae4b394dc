import * as vscode from 'vscode';
import { type FindingItem, METHODS } from '../../protocol';
import type { PolicyParams, PolicyResult } from '../../protocol-policy';
import { cursorOf, findingAtCursor } from '../at-cursor';
import { isOurs } from '../files';
import type { PolicyParts } from './parts';
import { PolicyWebview } from './webview';

const VIEW = 'handrail.policy';
/** While somebody types, the cursor has to rest this long before the view follows, in milliseconds: it moves with every key. */
const REST = 150;

/** The policy view of the sidebar: follows the cursor or the tree until it is pinned. */
export class PolicyView implements vscode.WebviewViewProvider, vscode.Disposable {
  #view: vscode.WebviewView | undefined;
  #page: PolicyWebview | undefined;
  #params: PolicyParams = {};
  #pinned = false;
  #asked = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** A question about the cursor that is not answered yet, and the newer one that waits for it. */
  #asking: Promise<void> | undefined;
  #next: PolicyParams | undefined;
  /** Texts as they were when the view last followed. */
  readonly #versions = new WeakMap<vscode.TextDocument, number>();
  readonly #listening: vscode.Disposable;

  constructor(private readonly parts: PolicyParts) {
    this.#listening = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(VIEW, this),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#followCursor(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#followCursor(editor)),
      parts.asking.onChanged(() => void this.#page?.showDraft()),
    );
    parts.server.whenStarted((started) => {
      started.onFindingsChanged(() => void this.#show());
      started.onRunning((runs) => runs && void this.#show());
    });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#page = new PolicyWebview(view.webview, this.parts, () => {
      void this.#show();
      if (this.parts.asking.draft) void this.#page?.showDraft();
    });
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#page = undefined;
    });
    view.onDidChangeVisibility(() => this.#followCursor(vscode.window.activeTextEditor) || void this.#show());
    if (Object.keys(this.#params).length === 0) this.#followCursor(vscode.window.activeTextEditor);
  }

  async showFinding({ uri, fingerprint, policy }: FindingItem): Promise<void> {
    await this.#select({ uri, fingerprint, ...(policy ? { policy: policy.id } : {}) });
  }

  async showPolicy(policy?: string, uri?: string, fingerprint?: string): Promise<void> {
    await this.#select({
      ...(policy ? { policy } : {}),
      ...(uri ? { uri } : {}),
      ...(fingerprint ? { fingerprint } : {}),
    });
  }

  async showCursor(): Promise<void> {
    const finding = await findingAtCursor(this.parts.server);
    if (finding) await this.showFinding(finding);
  }

  async showOverview(): Promise<void> {
    await this.#select({});
  }

  /** Follows a row of the tree, as it follows the cursor. */
  follow(item: FindingItem): void {
    if (!this.#follows()) return;
    this.#params = { uri: item.uri, fingerprint: item.fingerprint, ...(item.policy ? { policy: item.policy.id } : {}) };
    void this.#show();
  }

  pin(pinned: boolean): void {
    this.#pinned = pinned;
    if (this.#view) this.#view.description = pinned ? vscode.l10n.t('pinned') : undefined;
    void vscode.commands.executeCommand('setContext', 'handrail.pinned', pinned);
    if (!pinned) this.#followCursor(vscode.window.activeTextEditor);
  }

  async #select(params: PolicyParams): Promise<void> {
    this.#params = params;
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    await this.#show();
  }

  #follows(): boolean {
    const wanted = vscode.workspace.getConfiguration('handrail').get('policyView.follow', true);
    return wanted && !this.#pinned && this.#view?.visible === true;
  }

  /** At once where the cursor only moved; after a rest where the text changed with it. */
  #followCursor(editor: vscode.TextEditor | undefined): boolean {
    if (!editor || !this.#follows() || !isOurs(editor.document)) return false;
    const { document } = editor;
    const seen = this.#versions.get(document);
    const follow = () => {
      this.#versions.set(document, document.version);
      this.#ask(cursorOf(editor));
    };
    clearTimeout(this.#resting);
    if (seen === undefined || seen === document.version) follow();
    else this.#resting = setTimeout(follow, REST);
    return true;
  }

  /** One question at a time: of those that come meanwhile, only the newest is asked. */
  #ask(params: PolicyParams): void {
    this.#next = params;
    this.#asking ??= this.#askOn().finally(() => {
      this.#asking = undefined;
    });
  }

  async #askOn(): Promise<void> {
    for (let params = this.#next; params; params = this.#next) {
      this.#next = undefined;
      await this.#showCursorAt(params);
    }
  }

  /** What stands at the cursor; what was shown stays where nothing does. */
  async #showCursorAt(params: PolicyParams): Promise<void> {
    const answer = await this.#request(params);
    if (!answer?.page && Object.keys(this.#params).length > 0) return;
    const { page } = answer ?? {};
    if (page) this.#params = { uri: params.uri, policy: page.id, fingerprint: page.finding?.fingerprint };
    if (answer) await this.#page?.show(answer);
  }

  async #show(): Promise<void> {
    if (!this.#view?.visible) return;
    const answer = await this.#request(this.#params);
    if (answer) await this.#page?.show(answer);
  }

  /** Undefined when a newer question is on its way, or when there is no server, which the status says. */
  async #request(params: PolicyParams): Promise<PolicyResult | undefined> {
    const turn = ++this.#asked;
    try {
      const answer = await (await this.parts.server.get()).request<PolicyResult>(METHODS.policy, params);
      return turn === this.#asked ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  dispose(): void {
    clearTimeout(this.#resting);
    this.#listening.dispose();
  }
}
