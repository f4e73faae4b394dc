import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnyRule } from '../../rules/rule';
import { ruleById } from '../rule-cards';
import { FIX_ALL } from './code-actions';
import { registerDocuments } from './documents';
import { registerFeatures } from './features';
import type { Host } from './host';
import { speak } from './language';
import { registerRequests } from './requests';
import { type ServerSettings, Session, settingsFrom } from './session';
import { registerSetUp } from './set-up';

/** Files whose changes outside the editor matter. The path decides again what is read. */
const WATCHED = '**/*';

/** Wires the protocol to one session; the entries for Node and the browser bring connection and host. */
export function startServer(connection: Connection, host: Host, rules?: readonly AnyRule[]): void {
  const documents = new TextDocuments(TextDocument);
  const session = new Session(host, documents, rules);
  let canConfigure = false;
  let canWatch = false;
  let canRefresh = false;
  let canRefreshLenses = false;
  let changesFolders = false;

  connection.onInitialize((params): InitializeResult => {
    speak(params);
    const { workspace } = params.capabilities;
    canConfigure = workspace?.configuration ?? false;
    canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    canRefresh = workspace?.diagnostics?.refreshSupport ?? false;
    canRefreshLenses = workspace?.codeLens?.refreshSupport ?? false;
    changesFolders = workspace?.workspaceFolders ?? false;
    session.snippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false;
    session.setFolders(foldersOf(params));
    return {
      serverInfo: { name: 'Handrail' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [' ', ':', '-', '@'] },
        definitionProvider: true,
        codeLensProvider: { resolveProvider: false },
        codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  const configure = async (): Promise<void> => {
    const given: unknown = canConfigure ? await connection.workspace.getConfiguration('handrail') : undefined;
    if (await session.configure(settingsFrom(given))) session.onOthersChanged();
  };
  session.onOthersChanged = () => {
    // a client that goes away while it is asked is none of our business
    if (canRefresh) connection.languages.diagnostics.refresh().catch(() => {});
    if (canRefreshLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };
  session.onFailure = (sentence) => connection.console.error(sentence);

  connection.onInitialized(async () => {
    if (canConfigure)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'handrail' });
    if (canWatch) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: WATCHED }],
      });
    }
    if (changesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        session.changeFolders(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        );
      });
    }
    await configure();
    connection.console.info(`Handrail is ready: ${ruleById.size} rules, nothing leaves this machine.`);
  });

  connection.onDidChangeConfiguration(() => configure());
  connection.onDidChangeWatchedFiles(({ changes }) => session.changedOutside(changes.map(({ uri }) => uri)));
  documents.onDidOpen(({ document }) => session.opened(document));
  documents.onDidChangeContent(({ document }) => session.changed(document));
  documents.onDidClose(({ document }) => session.closed(document));

  registerFeatures(connection, session);
  registerRequests(connection, session);
  registerSetUp(connection, session);
  registerDocuments(connection, session);
  documents.listen(connection);
  connection.listen();
}

const foldersOf = (params: InitializeParams): readonly string[] =>
  params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);

export type { ServerSettings };
