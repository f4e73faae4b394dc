import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RequestType,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import {
  COMMANDS,
  type FindingsChanged,
  type ListFilesParams,
  type ListFilesResult,
  METHODS,
  type ReadFileParams,
  type ReadFileResult,
  type ScanProgress,
} from '../../protocol';
import { selector } from '../files';
import type { Server } from '../server';

/** Waits for the pause in typing; ends at once when the question is taken back. */
function pause(milliseconds: number, token: vscode.CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Versions of documents at their last diagnosis: a text that was just opened or saved is not waited for. */
const seen = new Map<string, number>();

/** What client and server agree on, the same in Node and in the browser. */
export function clientOptions(channel: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: selector(),
    outputChannel: channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: { onChange: true, onTabs: true },
    markdown: { isTrusted: { enabledCommands: Object.values(COMMANDS) } },
    synchronize: { configurationSection: 'handrail' },
    middleware: {
      async provideDiagnostics(document, previousResultId, token, next) {
        if ('version' in document) {
          const key = document.uri.toString();
          const typed = seen.has(key) && seen.get(key) !== document.version && document.isDirty;
          seen.set(key, document.version);
          const settings = vscode.workspace.getConfiguration('handrail', document.uri);
          if (typed && settings.get('run') === 'onSave')
            return { kind: 'unChanged', resultId: previousResultId ?? '' } as never;
          if (typed) await pause(settings.get('debounce', 150), token);
        }
        return next(document, previousResultId, token);
      },
    },
  };
}

const DECODER = new TextDecoder('utf-8', { fatal: true });

/** Answers what the server can't read itself: files of schemes that only VS Code knows. */
function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(new RequestType<ReadFileParams, ReadFileResult, void>(METHODS.readFile), async ({ uri }) => {
    try {
      return { text: DECODER.decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) };
    } catch {
      return { text: undefined }; // gone, or no text: to the server there is no such file
    }
  });
  client.onRequest(
    new RequestType<ListFilesParams, ListFilesResult, void>(METHODS.listFiles),
    async ({ folder, deep }) => ({
      paths: await list(vscode.Uri.parse(folder), deep, ''),
    }),
  );
}

const NEVER = new Set(['.git', 'node_modules', '.terraform', 'cdk.out']);
const MOST = 20_000;

async function list(folder: vscode.Uri, deep: boolean, prefix: string): Promise<string[]> {
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return []; // no such folder: it has no files
  }
  const paths = entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => prefix + name);
  if (!deep) return paths;
  for (const [name, type] of entries) {
    if (!(type & vscode.FileType.Directory) || NEVER.has(name) || paths.length > MOST) continue;
    paths.push(...(await list(vscode.Uri.joinPath(folder, name), true, `${prefix}${name}/`)));
  }
  return paths.slice(0, MOST);
}

/** A started client as the rest of the extension sees it. */
export async function serverOf(client: BaseLanguageClient, channel: vscode.LogOutputChannel): Promise<Server> {
  const changed = new vscode.EventEmitter<FindingsChanged>();
  const progress = new vscode.EventEmitter<ScanProgress>();
  serveFiles(client);
  client.onNotification(METHODS.findingsChanged, (told: FindingsChanged) => changed.fire(told));
  client.onNotification(METHODS.scanProgress, (told: ScanProgress) => progress.fire(told));
  await client.start();
  return {
    request: (method, params, token) => client.sendRequest(method, params ?? null, token),
    onFindingsChanged: changed.event,
    onScanProgress: progress.event,
    restart: async () => {
      await client.restart();
      changed.fire({ revision: 0, uris: [] });
    },
    showLog: () => channel.show(true),
    dispose: () => {
      changed.dispose();
      progress.dispose();
      void client.dispose();
      channel.dispose();
    },
  };
}
