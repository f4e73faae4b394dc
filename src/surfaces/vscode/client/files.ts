import * as vscode from 'vscode';
import { type BaseLanguageClient, RequestType } from 'vscode-languageclient';
import { METHODS } from '../../protocol';
import type {
  KindParams,
  KindResult,
  ListFilesParams,
  ListFilesResult,
  ReadFileParams,
  ReadFileResult,
} from '../../protocol-files';

const DECODER = new TextDecoder('utf-8', { fatal: true });
const NEVER = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform', 'cdk.out', '.terragrunt-cache']);
const MOST = 20_000;

/** Answers what the server can't read itself: files of schemes that only VS Code knows. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(new RequestType<ReadFileParams, ReadFileResult, void>(METHODS.readFile), async ({ uri }) => {
    try {
      return { text: DECODER.decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) };
    } catch {
      return { text: undefined }; // gone, or no text: to the server there is no such file
    }
  });
  client.onRequest(
    new RequestType<ListFilesParams, ListFilesResult, void>(METHODS.listFiles),
    async ({ folder, deep }) => ({ paths: await list(vscode.Uri.parse(folder), deep, '') }),
  );
  client.onRequest(new RequestType<KindParams, KindResult, void>(METHODS.kind), async ({ folder, path }) => ({
    kind: await kindOf(vscode.Uri.parse(folder), path),
  }));
}

/** Step by step, since a link on the way may lead anywhere. */
async function kindOf(folder: vscode.Uri, path: string): Promise<KindResult['kind']> {
  let at = folder;
  let kind: KindResult['kind'] = 'folder';
  for (const step of path.split('/').filter((name) => name !== '')) {
    at = vscode.Uri.joinPath(at, step);
    try {
      const { type } = await vscode.workspace.fs.stat(at);
      if (type & vscode.FileType.SymbolicLink) return undefined;
      kind = type & vscode.FileType.Directory ? 'folder' : 'file';
    } catch {
      return undefined; // nothing there
    }
  }
  return kind;
}

/** By `readDirectory`, which every file system has; `findFiles` finds nothing where no search provider is. */
async function list(folder: vscode.Uri, deep: boolean, prefix: string): Promise<string[]> {
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return []; // no such folder: it has no files
  }
  // a link may lead out of the folder, or round and round
  entries = entries.filter(([, type]) => !(type & vscode.FileType.SymbolicLink));
  const paths = entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => prefix + name);
  if (!deep) return paths;
  for (const [name, type] of entries) {
    if (!(type & vscode.FileType.Directory) || NEVER.has(name) || paths.length > MOST) continue;
    paths.push(...(await list(vscode.Uri.joinPath(folder, name), true, `${prefix}${name}/`)));
  }
  return paths.slice(0, MOST);
}
