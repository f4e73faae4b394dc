import * as vscode from 'vscode';
import { type FindingsResult, METHODS, type StateResult } from '../protocol';
import type { PolicyParams, PolicyResult } from '../protocol-policy';
import { Asking } from './ask/ask';
import { registerCommands } from './commands';
import { registerDocuments } from './documents';
import { registerExceptions } from './exceptions';
import { isOurs } from './files';
import { Scan } from './findings/scan';
import { FindingsTree } from './findings/tree';
import { registerNewPolicy } from './new-policy';
import { registerPolicyEditor } from './policy/editor';
import { PolicyView } from './policy/view';
import { registerPolicyFiles } from './policy-files';
import { Preview } from './preview';
import { registerRulePages } from './rule-pages';
import { registerSarif } from './sarif';
import { LateServer, type Server } from './server';
import { registerSetUp } from './set-up';
import { registerStatus } from './status';
import { registerTemplates } from './templates';
import { registerWaivers } from './waivers';
import { registerWalkthrough } from './walkthrough';

/** What other extensions, and tests, may ask. */
export interface HandrailApi {
  findings(): Promise<FindingsResult>;
  state(uri: vscode.Uri): Promise<StateResult>;
  policy(params: PolicyParams): Promise<PolicyResult>;
  /** The title of a policy, each time that its page is painted; empty for the overview. */
  readonly onPolicyShown: vscode.Event<string>;
  /** How long `activate` took, in milliseconds. */
  readonly activatedIn: number;
}

/** Registers views, commands and status; the server starts with the first file, view or command that needs it. */
export function activateWith(context: vscode.ExtensionContext, start: () => Promise<Server>): HandrailApi {
  const began = performance.now();
  const server = new LateServer(async () => {
    const started = await start();
    context.subscriptions.push(started);
    return started;
  });
  const tree = new FindingsTree(server);
  const asking = new Asking(context.workspaceState);
  const shown = new vscode.EventEmitter<string>();
  const pages = { extension: context.extensionUri, server, memory: context.globalState, asking, shown };
  const policy = new PolicyView(pages);
  const scan = new Scan(server, tree);
  const preview = new Preview();
  const wake = () => void server.get().catch(() => {}); // the status says that there is no server
  context.subscriptions.push(
    tree,
    asking,
    shown,
    policy,
    scan,
    registerRulePages(server),
    registerPolicyEditor(pages),
    registerPolicyFiles(server),
    registerStatus(server),
    ...registerCommands({ server, tree, policy, scan, asking }),
    preview,
    registerExceptions(server, preview),
    registerWaivers(server),
    registerSetUp(server),
    registerNewPolicy(server),
    registerWalkthrough(context),
    registerTemplates(server),
    registerDocuments(server),
    registerSarif(server, scan),
    tree.view.onDidChangeSelection(({ selection: [node] }) => node?.type === 'finding' && policy.follow(node.item)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('handrail.findings.groupBy')) tree.redraw();
    }),
    vscode.workspace.onDidOpenTextDocument((document) => isOurs(document) && wake()),
  );
  if (vscode.workspace.textDocuments.some(isOurs)) wake();
  const ask = async <R>(method: string, params?: unknown): Promise<R> =>
    (await server.get()).request<R>(method, params);
  return {
    findings: () => ask(METHODS.findings),
    state: (uri) => ask(METHODS.state, { uri: uri.toString() }),
    policy: (params) => ask(METHODS.policy, params),
    onPolicyShown: shown.event,
    activatedIn: performance.now() - began,
  };
}
