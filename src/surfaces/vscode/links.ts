import * as vscode from 'vscode';
import { outwardLink } from '../outward-link';

/** Opens a file of the workspace; for an address, which a repository named, the whole target is shown first: the one modal dialog. */
export async function openAfterShowing(url: string): Promise<boolean> {
  const file = vscode.Uri.parse(url, false);
  if (vscode.workspace.getWorkspaceFolder(file)) {
    await vscode.commands.executeCommand('vscode.open', file);
    return true;
  }
  const target = outwardLink(url);
  if (target === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This link is not opened: it leads to no kind of address that may be.'),
    );
    return false;
  }
  const open = vscode.l10n.t('Open');
  const question = vscode.l10n.t('Open this link?');
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail: target }, open);
  if (answer !== open) return false;
  // as text: what a Uri writes down again has other characters encoded, which ends a mail's body early
  return vscode.env.openExternal(target as unknown as vscode.Uri);
}
