import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Server } from '../server';
import { connect } from './options';

/** Starts the server as a Node process of its own. */
export function startClient(context: vscode.ExtensionContext): Promise<Server> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const run = { module, transport: TransportKind.ipc };
  return connect((options) => new LanguageClient('handrail', 'Handrail', { run, debug: run }, options));
}
