import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { registerExceptions } from './exceptions';
import { isOurs } from './files';
import { FindingsTree } from './findings-tree';
import { PolicyView } from './policy-view';
import { registerRulePages } from './rule-pages';
import { LateServer, type Server } from './server';
import { registerStatus } from './status';

/** Registers views, commands and status; the server starts with the first file, view or command that needs it. */
export function activateWith(context: vscode.ExtensionContext, start: () => Promise<Server>): void {
  const server = new LateServer(async () => {
    const started = await start();
    context.subscriptions.push(started);
    return started;
  });
  const tree = new FindingsTree(server);
  const policy = new PolicyView(context.extensionUri, server);
  context.subscriptions.push(
    tree,
    policy,
    registerRulePages(server),
    registerStatus(server),
    ...registerCommands(context, server, tree, policy),
    ...registerExceptions(server),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isOurs(document)) void server.get();
    }),
  );
  if (vscode.workspace.textDocuments.some(isOurs)) void server.get();
}
