import * as vscode from 'vscode';

/** Names that are tried before the editor's own "Untitled" has to do. */
const TRIES = 20;

/**
 * A new document that is not saved yet, with a name that nobody has: beside the file at hand, or in the workspace
 * folder. Where there is no folder on a disk it has a language and no name.
 */
export async function newDocument(
  { file, language }: { readonly file: string; readonly language: string },
  beside: vscode.Uri | undefined,
): Promise<vscode.TextDocument> {
  const folder = folderFor(file, beside);
  for (let tries = 1; folder && tries <= TRIES; tries++) {
    const path = vscode.Uri.joinPath(folder, numbered(file, tries)).path;
    const uri = vscode.Uri.from({ scheme: 'untitled', path });
    if ((await exists(folder.with({ path }))) || isOpen(uri)) continue;
    return inLanguage(await vscode.workspace.openTextDocument(uri), language);
  }
  return vscode.workspace.openTextDocument({ language });
}

/** A document in the language that is wanted, whatever its name says. */
export const inLanguage = async (document: vscode.TextDocument, language: string): Promise<vscode.TextDocument> =>
  document.languageId === language ? document : vscode.languages.setTextDocumentLanguage(document, language);

/** `bucket.tf`, `bucket-2.tf`; `Dockerfile`, `Dockerfile.2`. */
function numbered(file: string, count: number): string {
  if (count === 1) return file;
  const dot = file.lastIndexOf('.');
  return dot > file.lastIndexOf('/') + 1 ? `${file.slice(0, dot)}-${count}${file.slice(dot)}` : `${file}.${count}`;
}

/** An unsaved document with a path can be saved only where that path is one of this machine. */
function folderFor(file: string, beside: vscode.Uri | undefined): vscode.Uri | undefined {
  const workspace = (beside && vscode.workspace.getWorkspaceFolder(beside)) ?? vscode.workspace.workspaceFolders?.[0];
  if (!workspace || !['file', 'vscode-remote'].includes(workspace.uri.scheme)) return undefined;
  const isWithin = beside !== undefined && vscode.workspace.getWorkspaceFolder(beside) === workspace;
  return isWithin && !file.includes('/') ? vscode.Uri.joinPath(beside, '..') : workspace.uri;
}

const isOpen = (uri: vscode.Uri): boolean =>
  vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
