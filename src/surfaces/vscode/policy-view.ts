import * as vscode from 'vscode';
import { COMMANDS, type FindingItem, METHODS, type PolicyParams, type PolicyResult } from '../protocol';
import type { FromPolicyPage, ToPolicyPage } from '../webview/messages';
import { isOurs } from './files';
import type { LateServer } from './server';

const VIEW = 'handrail.policy';

/** The policy view of the sidebar: follows the cursor or the tree until it is pinned. */
export class PolicyView implements vscode.WebviewViewProvider, vscode.Disposable {
  #view: vscode.WebviewView | undefined;
  #params: PolicyParams = {};
  #pinned = false;
  #asked = 0;
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: LateServer,
  ) {
    this.#subscriptions = [
      vscode.window.registerWebviewViewProvider(VIEW, this),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
    ];
    server.whenStarted((started) => started.onFindingsChanged(() => void this.#show()));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, 'dist', 'webview')],
    };
    webview.html = this.#html(webview);
    webview.onDidReceiveMessage((message: FromPolicyPage) => this.#receive(message));
    view.onDidDispose(() => {
      this.#view = undefined;
    });
    view.onDidChangeVisibility(() => void this.#show());
  }

  async showFinding(item: FindingItem): Promise<void> {
    await this.#select({ uri: item.uri, fingerprint: item.fingerprint });
  }

  async showPolicy(policy: string, uri?: string, fingerprint?: string): Promise<void> {
    await this.#select(fingerprint && uri ? { uri, fingerprint } : { policy, ...(uri ? { uri } : {}) });
  }

  async showCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor) await this.#select(cursorOf(editor));
  }

  async #select(params: PolicyParams): Promise<void> {
    this.#params = params;
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    await this.#show();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    const follows = vscode.workspace.getConfiguration('handrail').get('policyView.follow', true);
    if (!editor || this.#pinned || !follows || !this.#view?.visible || !isOurs(editor.document)) return;
    this.#params = cursorOf(editor);
    void this.#show();
  }

  async #show(): Promise<void> {
    if (!this.#view?.visible) return;
    const turn = ++this.#asked;
    const server = await this.server.get();
    const result = await server.request<PolicyResult>(METHODS.policy, this.#params);
    if (turn !== this.#asked) return; // a newer selection is on its way
    const message: ToPolicyPage = { type: 'show', result, pinned: this.#pinned };
    await this.#view?.webview.postMessage(message);
  }

  async #receive(message: FromPolicyPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#show();
      case 'reveal': {
        const at = new vscode.Position(message.line, message.character);
        await vscode.window.showTextDocument(vscode.Uri.parse(message.uri), { selection: new vscode.Range(at, at) });
        return;
      }
      case 'policy':
        return this.showPolicy(message.id);
      case 'open':
        return openAfterShowing(message.url);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'except':
        return vscode.commands.executeCommand(COMMANDS.askForException, message.uri, message.fingerprint);
      case 'pin':
        this.#pinned = message.pinned;
        return this.#show();
    }
  }

  #html(webview: vscode.Webview): string {
    const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.extension, 'dist', 'webview', file));
    const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at('policy.css')}">
<title>Policy</title>
</head>
<body><main id="page" aria-live="polite"></main><script nonce="${nonce}" src="${at('policy.js')}"></script></body>
</html>`;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

const cursorOf = ({ document, selection }: vscode.TextEditor): PolicyParams => ({
  uri: document.uri.toString(),
  position: { line: selection.active.line, character: selection.active.character },
});

/** The one modal dialog: a repository named this link, so the whole target is shown before it opens. */
async function openAfterShowing(url: string): Promise<void> {
  const target = vscode.Uri.parse(url, true);
  if (!['https', 'mailto'].includes(target.scheme)) return;
  const open = 'Open';
  const detail = target.toString(true);
  const answer = await vscode.window.showInformationMessage('Open this link?', { modal: true, detail }, open);
  if (answer === open) await vscode.env.openExternal(target);
}
