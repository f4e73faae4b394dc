import * as vscode from 'vscode';
import { type FindingItem, METHODS } from '../protocol';
import type { PolicyPage, PolicyParams, PolicyResult } from '../protocol-policy';
import type { LateServer } from './server';

/** The place of an editor's cursor, as the server asks for it. */
export const cursorOf = ({ document, selection }: vscode.TextEditor): PolicyParams => ({
  uri: document.uri.toString(),
  position: { line: selection.active.line, character: selection.active.character },
});

/** The policy of the finding under the cursor, or on its line; says so when there is none. */
export async function policyAtCursor(server: LateServer): Promise<PolicyPage | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor) {
    const params = cursorOf(editor);
    const { page } = await (await server.get()).request<PolicyResult>(METHODS.policy, params);
    if (page?.finding) return page;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('No finding at the cursor. F8 goes to the next one.'));
  return undefined;
}

/** The finding under the cursor, or on its line; says so when there is none. */
export const findingAtCursor = async (server: LateServer): Promise<FindingItem | undefined> =>
  (await policyAtCursor(server))?.finding;
