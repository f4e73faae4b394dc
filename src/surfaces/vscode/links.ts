import * as vscode from 'vscode';
import { outwardLink } from '../outward-link';

/** The one modal dialog: a repository named this link, so the whole target is shown before it opens. */
export async function openAfterShowing(url: string): Promise<boolean> {
  const target = outwardLink(url);
  if (target === undefined) return false;
  const open = vscode.l10n.t('Open');
  const question = vscode.l10n.t('Open this link?');
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail: target }, open);
  if (answer !== open) return false;
  // as text: what a Uri writes down again has other characters encoded, which ends a mail's body early
  return vscode.env.openExternal(target as unknown as vscode.Uri);
}
