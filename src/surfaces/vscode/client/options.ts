import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import { COMMANDS, type FindingsChanged, type InitializationOptions, METHODS, type ScanProgress } from '../../protocol';
import { selector } from '../files';
import type { Server } from '../server';
import { FIXED, took } from '../walkthrough';
import { serveFiles } from './files';
import { timing } from './timing';

/** A server that ends more often than this within `A_WHILE` is left alone, and the status says so. */
const OFTEN = 4;
const A_WHILE = 180_000;

/** Starts it again, quietly, unless it has ended too often. */
function restarting(): ErrorHandler {
  const ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      ends.push(Date.now());
      const lately = ends.filter((end) => Date.now() - end < A_WHILE).length;
      return { action: lately > OFTEN ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
    },
  };
}

/** Tells the walkthrough of what people do in the editor. */
const noticing: Pick<Middleware, 'provideHover' | 'provideCodeActions'> = {
  async provideHover(document, position, token, next) {
    const hover = await next(document, position, token);
    if (hover) void took('hovered');
    return hover;
  },
  async provideCodeActions(document, range, context, token, next) {
    const actions = await next(document, range, context, token);
    for (const action of actions ?? []) {
      // a command of a fix runs once its edit is made
      if ('edit' in action && action.edit) action.command ??= { title: '', command: FIXED };
    }
    return actions;
  },
};

/** Makes a started client, the same in Node and in the browser, and gives it as the rest of the extension sees it. */
export async function connect(make: (options: LanguageClientOptions) => BaseLanguageClient): Promise<Server> {
  const channel = vscode.window.createOutputChannel('Handrail', { log: true });
  const reading = timing();
  const initializationOptions: InitializationOptions = { l10n: vscode.l10n.bundle };
  const client = make({
    documentSelector: selector(),
    outputChannel: channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: reading.pull,
    // links in hovers run these and nothing else
    markdown: { isTrusted: { enabledCommands: Object.values(COMMANDS) } },
    initializationOptions,
    errorHandler: restarting(),
    middleware: { ...reading.middleware, ...noticing },
  });
  const changed = new vscode.EventEmitter<FindingsChanged>();
  const progress = new vscode.EventEmitter<ScanProgress>();
  const running = new vscode.EventEmitter<boolean>();
  serveFiles(client);
  client.onNotification(METHODS.findingsChanged, (told: FindingsChanged) => changed.fire(told));
  client.onNotification(METHODS.scanProgress, (told: ScanProgress) => progress.fire(told));
  client.onDidChangeState(({ newState }) => {
    if (newState !== State.Starting) running.fire(newState === State.Running);
  });
  await client.start();
  return {
    // without a token it is left out: as a second argument it would count as a parameter
    request: (method, params, token) =>
      token ? client.sendRequest(method, params ?? null, token) : client.sendRequest(method, params ?? null),
    onFindingsChanged: changed.event,
    onScanProgress: progress.event,
    onRunning: running.event,
    restart: async () => {
      if (client.isRunning()) await client.stop();
      await client.start();
    },
    showLog: () => channel.show(true),
    dispose: () => {
      void client.dispose();
      vscode.Disposable.from(reading, changed, progress, running, channel).dispose();
    },
  };
}
