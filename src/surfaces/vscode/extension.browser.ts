import type * as vscode from 'vscode';
import { activateWith, type HandrailApi } from './activate';

/** Entry of the web extension host: the server is a worker. */
export function activate(context: vscode.ExtensionContext): HandrailApi {
  return activateWith(context, async () => {
    const { startClient } = await import('./client/browser');
    return startClient(context);
  });
}
