import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Server } from '../server';
import { clientOptions, serverOf } from './options';

declare const Worker: new (url: string) => ConstructorParameters<typeof LanguageClient>[2];

/** Starts the server as a worker of the page. */
export function startClient(context: vscode.ExtensionContext): Promise<Server> {
  const channel = vscode.window.createOutputChannel('Handrail', { log: true });
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
  const client = new LanguageClient('handrail', 'Handrail', new Worker(script), clientOptions(channel));
  return serverOf(client, channel);
}
