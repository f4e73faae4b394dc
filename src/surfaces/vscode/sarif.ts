import * as vscode from 'vscode';
import { METHODS } from '../protocol';
import type { SarifParams, SarifResult } from '../protocol-documents';
import type { Scan } from './findings/scan';
import { number } from './language';
import type { LateServer } from './server';

/** How often the workspace is read, at most, until all of it was: a scan that was under way may have been one of a part. */
const TRIES = 2;

/**
 * *Export SARIF…*: what the command line writes for a workspace folder, into a file that is chosen. In Restricted Mode too, since
 * nothing that lies in the workspace says where it is written, or what.
 */
export const registerSarif = (server: LateServer, scan: Scan): vscode.Disposable =>
  vscode.commands.registerCommand('handrail.exportSarif', (given?: unknown) =>
    exportSarif(server, scan, given instanceof vscode.Uri ? given : undefined),
  );

async function exportSarif(server: LateServer, scan: Scan, given: vscode.Uri | undefined): Promise<void> {
  const folder = (given && vscode.workspace.getWorkspaceFolder(given)) ?? (await folderMeant());
  const target = given ?? (folder && (await targetMeant(folder)));
  if (!folder || !target) return;
  const written = await writeFindings(server, scan, folder, target);
  if (written === undefined) return;
  const open = vscode.l10n.t('Open');
  const file = vscode.workspace.asRelativePath(target);
  void vscode.window
    .showInformationMessage(sentence(written, file), open)
    .then((chosen) => (chosen === open ? vscode.window.showTextDocument(target, { preview: false }) : undefined));
}

const targetMeant = (folder: vscode.WorkspaceFolder): Thenable<vscode.Uri | undefined> =>
  vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export SARIF'),
    defaultUri: vscode.Uri.joinPath(folder.uri, 'handrail.sarif'),
    filters: { SARIF: ['sarif', 'json'] },
    saveLabel: vscode.l10n.t('Export'),
  });

async function folderMeant(): Promise<vscode.WorkspaceFolder | undefined> {
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (others.length === 0) return first;
  return vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Whose findings?') });
}

/** Reads the whole workspace first, if nobody has. How many findings were written; undefined when it was stopped. */
const writeFindings = (
  server: LateServer,
  scan: Scan,
  folder: vscode.WorkspaceFolder,
  target: vscode.Uri,
): Thenable<number | undefined> =>
  vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Handrail: exporting SARIF'),
      cancellable: true,
    },
    async (_, stop) => {
      stop.onCancellationRequested(() => scan.stop());
      const params: SarifParams = { folder: folder.uri.toString() };
      const ask = async () => (await server.get()).request<SarifResult | null>(METHODS.sarif, params);
      let result = await ask();
      for (let tries = 0; result && !result.whole && tries < TRIES && !stop.isCancellationRequested; tries++) {
        await scan.run();
        result = await ask();
      }
      if (!result?.whole || stop.isCancellationRequested) return undefined;
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
      return result.findings;
    },
  );

const sentence = (findings: number, file: string): string =>
  findings === 1
    ? vscode.l10n.t('1 finding was written to {0}.', file)
    : vscode.l10n.t('{0} findings were written to {1}.', number(findings), file);
