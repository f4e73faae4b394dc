import * as vscode from 'vscode';
import type { PolicyResult } from '../../protocol-policy';
import type { FromPolicyPage, ToPolicyPage } from '../../webview/messages';
import { pageLanguage } from '../language';
import { act } from './actions';
import type { PolicyParts } from './parts';

const FOLDED = 'handrail.policy.folded';

/** The page of a policy in a webview, in the sidebar or as an editor. */
export class PolicyWebview {
  /** What is shown now. */
  result: PolicyResult | undefined;
  #told = '';

  constructor(
    private readonly webview: vscode.Webview,
    private readonly parts: PolicyParts,
    private readonly onReady: () => void,
    wide = false,
  ) {
    const resources = vscode.Uri.joinPath(parts.extension, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [resources] };
    webview.onDidReceiveMessage((message: FromPolicyPage) => this.#receive(message));
    webview.html = html(webview, resources, wide);
  }

  /** Shows a policy or the overview; the same again only where somebody wants to go to a section. */
  async show(result: PolicyResult, goTo?: string): Promise<void> {
    this.result = result;
    const folded = this.parts.memory.get<readonly string[]>(FOLDED, []);
    const message: ToPolicyPage = { type: 'show', result, folded, goTo };
    const told = JSON.stringify(message);
    if (told === this.#told && !goTo) return;
    this.#told = told;
    await this.webview.postMessage(message);
  }

  async showDraft(): Promise<void> {
    const message: ToPolicyPage = { type: 'draft', draft: this.parts.asking.draft };
    await this.webview.postMessage(message);
  }

  async #receive(message: FromPolicyPage): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        this.#told = '';
        return this.onReady();
      case 'shown':
        return this.parts.shown.fire(message.title);
      case 'fold': {
        const others = this.parts.memory.get<readonly string[]>(FOLDED, []).filter((name) => name !== message.section);
        return this.parts.memory.update(FOLDED, message.folded ? [...others, message.section] : others);
      }
      case 'draft-edited':
      case 'draft-used':
      case 'draft-again':
      case 'draft-closed':
        return this.parts.asking.receive(message);
      default:
        return act(message, this.result?.page, this.parts);
    }
  }
}

/** An empty page with our own script and style, and nothing else allowed. */
function html(webview: vscode.Webview, resources: vscode.Uri, wide: boolean): string {
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
<title>${vscode.l10n.t('Policy')}</title>
</head>
<body class="${wide ? 'wide' : 'narrow'}"><main><div id="draft"></div><div id="page"></div></main>
<script nonce="${nonce}" src="${at('policy.js')}"></script></body>
</html>`;
}
