import * as vscode from 'vscode';
import { METHODS } from '../protocol';
import type { CoverageParams, CoverageResult, HandbookParams, HandbookResult } from '../protocol-documents';
import type { LateServer } from './server';
import { took } from './walkthrough';

/** *Write Handbook* and *Write Framework Coverage…*: both open unsaved, so that nothing is overwritten. */
export function registerDocuments(server: LateServer): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('handrail.writeHandbook', () => writeHandbook(server)),
    vscode.commands.registerCommand('handrail.writeCoverage', () => writeCoverage(server)),
  );
}

/** The folder whose policies are meant; undefined where only one is in question, `null` when the choice was given up. */
async function folderMeant(): Promise<string | undefined | null> {
  if ((vscode.workspace.workspaceFolders?.length ?? 0) < 2) return undefined;
  const placeHolder = vscode.l10n.t('Whose policies?');
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder }))?.uri.toString() ?? null;
}

async function writeHandbook(server: LateServer): Promise<void> {
  const folder = await folderMeant();
  if (folder === null) return;
  const formats: readonly (vscode.QuickPickItem & { readonly format: HandbookParams['format'] })[] = [
    { label: 'Markdown', description: vscode.l10n.t('for the repository, a wiki, a chat'), format: 'markdown' },
    { label: 'HTML', description: vscode.l10n.t('one page for a browser or a printer'), format: 'html' },
  ];
  const placeHolder = vscode.l10n.t('The handbook opens unsaved: save it where you like');
  const picked = await vscode.window.showQuickPick(formats, { placeHolder });
  if (!picked) return;
  const params: HandbookParams = { format: picked.format, ...(folder === undefined ? {} : { folder }) };
  const { text } = await asked<HandbookResult>(server, METHODS.handbook, params);
  await show(picked.format, text);
  void took('handbook');
}

async function writeCoverage(server: LateServer): Promise<void> {
  const folder = await folderMeant();
  if (folder === null) return;
  const params: CoverageParams = folder === undefined ? {} : { folder };
  const { frameworks, markdown } = await asked<CoverageResult>(server, METHODS.coverage, params);
  const all = { label: vscode.l10n.t('All frameworks'), framework: undefined };
  const items = [all, ...frameworks.map((framework) => ({ label: framework, framework }))];
  const placeHolder = vscode.l10n.t('Which framework? The table opens unsaved: save it where you like');
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
  if (!picked) return;
  const { framework } = picked;
  const one = framework && (await asked<CoverageResult>(server, METHODS.coverage, { ...params, framework }));
  await show('markdown', one ? one.markdown : markdown);
}

/** Reading the policies of a large workspace takes a moment: that is shown where other reading is shown. */
const asked = <R>(server: LateServer, method: string, params: object): Thenable<R> =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the policies') },
    async () => (await server.get()).request<R>(method, params),
  );

async function show(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { preview: false });
}
