import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { Server } from '../server';
import { connect } from './options';

type Port = ConstructorParameters<typeof BrowserMessageReader>[0];
declare const Worker: new (url: string) => Port & { terminate(): void };

/** Starts the server as a worker of the page; a restart is a new one. */
export function startClient(context: vscode.ExtensionContext): Promise<Server> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'handrail.js').toString(true);
  let worker: InstanceType<typeof Worker> | undefined;
  const start = async () => {
    worker?.terminate();
    worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return connect((options) => new LanguageClient('handrail', 'Handrail', start, options));
}
