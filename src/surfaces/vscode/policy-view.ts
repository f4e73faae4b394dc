import * as vscode from 'vscode';
import { LINK_SCHEMES } from '../../policies/link';
import { COMMANDS, type FindingItem, METHODS, type PolicyParams, type PolicyResult } from '../protocol';
import type { FromPolicyPage, ToPolicyPage } from '../webview/messages';
import { cursorOf, findingAtCursor } from './at-cursor';
import { isOurs } from './files';
import { pageLanguage } from './language';
import type { LateServer } from './server';

const VIEW = 'handrail.policy';
/** The cursor has to rest this long before the view follows, in milliseconds: it moves with every key. */
const REST = 150;

/** The policy view of the sidebar: follows the cursor or the tree until it is pinned. */
export class PolicyView implements vscode.WebviewViewProvider, vscode.Disposable {
  #view: vscode.WebviewView | undefined;
  #params: PolicyParams = {};
  #pinned = false;
  #asked = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #listening: vscode.Disposable;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: LateServer,
  ) {
    this.#listening = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(VIEW, this),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#followCursor(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#followCursor(editor)),
    );
    server.whenStarted((started) => {
      started.onFindingsChanged(() => void this.#show());
      started.onRunning((runs) => runs && void this.#show());
    });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const { webview } = view;
    const resources = vscode.Uri.joinPath(this.extension, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [resources] };
    webview.html = html(webview, resources);
    webview.onDidReceiveMessage((message: FromPolicyPage) => this.#receive(message));
    view.onDidDispose(() => {
      this.#view = undefined;
    });
    view.onDidChangeVisibility(() => this.#followCursor(vscode.window.activeTextEditor) || void this.#show());
    if (Object.keys(this.#params).length === 0) this.#followCursor(vscode.window.activeTextEditor);
  }

  async showFinding({ uri, fingerprint, policy }: FindingItem): Promise<void> {
    await this.#select({ uri, fingerprint, ...(policy ? { policy: policy.id } : {}) });
  }

  async showPolicy(policy: string, uri?: string, fingerprint?: string): Promise<void> {
    await this.#select({ policy, ...(uri ? { uri } : {}), ...(fingerprint ? { fingerprint } : {}) });
  }

  async showCursor(): Promise<void> {
    const finding = await findingAtCursor(this.server);
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
    if (this.#view) this.#view.description = pinned ? 'pinned' : undefined;
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

  #followCursor(editor: vscode.TextEditor | undefined): boolean {
    if (!editor || !this.#follows() || !isOurs(editor.document)) return false;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#ask(cursorOf(editor)), REST);
    return true;
  }

  /** What stands at the cursor; what was shown stays where nothing does. */
  async #ask(params: PolicyParams): Promise<void> {
    const answer = await this.#request(params);
    if (!answer?.page && Object.keys(this.#params).length > 0) return;
    const { page } = answer ?? {};
    if (page) this.#params = { uri: params.uri, policy: page.id, fingerprint: page.finding?.fingerprint };
    if (answer) await this.#tell(answer);
  }

  async #show(): Promise<void> {
    if (!this.#view?.visible) return;
    const answer = await this.#request(this.#params);
    if (answer) await this.#tell(answer);
  }

  /** Undefined when a newer question is on its way, or when there is no server, which the status says. */
  async #request(params: PolicyParams): Promise<PolicyResult | undefined> {
    const turn = ++this.#asked;
    try {
      const answer = await (await this.server.get()).request<PolicyResult>(METHODS.policy, params);
      return turn === this.#asked ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  async #tell(result: PolicyResult): Promise<void> {
    const message: ToPolicyPage = { type: 'show', result };
    await this.#view?.webview.postMessage(message);
  }

  async #receive(message: FromPolicyPage): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        return this.#show();
      case 'reveal': {
        const at = new vscode.Position(message.line, message.character);
        return vscode.window.showTextDocument(vscode.Uri.parse(message.uri), { selection: new vscode.Range(at, at) });
      }
      case 'policy':
        return this.showPolicy(message.id);
      case 'open':
        return openAfterShowing(message.url);
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return vscode.window.setStatusBarMessage('Copied', 2000);
      case 'except':
        return vscode.commands.executeCommand(COMMANDS.askForException, message.uri, message.fingerprint);
    }
  }

  dispose(): void {
    clearTimeout(this.#resting);
    this.#listening.dispose();
  }
}

/** An empty page with our own script and style, and nothing else allowed. */
function html(webview: vscode.Webview, resources: vscode.Uri): string {
  const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(resources, file));
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html ${pageLanguage()}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at('policy.css')}">
<title>Policy</title>
</head>
<body><main id="page"></main><script nonce="${nonce}" src="${at('policy.js')}"></script></body>
</html>`;
}

/** The one modal dialog: a repository named this link, so the whole target is shown before it opens. */
async function openAfterShowing(url: string): Promise<void> {
  const target = vscode.Uri.parse(url, true);
  if (vscode.workspace.getWorkspaceFolder(target)) return void vscode.commands.executeCommand('vscode.open', target);
  if (!LINK_SCHEMES.includes(target.scheme)) return;
  const open = 'Open';
  const detail = target.toString(true);
  const answer = await vscode.window.showInformationMessage('Open this link?', { modal: true, detail }, open);
  if (answer === open) await vscode.env.openExternal(target);
}
