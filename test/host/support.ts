import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export { BASTION } from '../support/bastion';

import type { HandrailApi } from '../../src/surfaces/vscode/activate';

export const extension = (): vscode.Extension<HandrailApi> => {
  const found = vscode.extensions.getExtension<HandrailApi>('handrail.handrail');
  assert.ok(found, 'not installed');
  return found;
};

let files = 0;

/** A new file in a folder of its own below the first workspace folder, shown in an editor. */
export async function open(name: string, text: string, folder = vscode.workspace.workspaceFolders![0]!.uri) {
  const uri = vscode.Uri.joinPath(folder, 'host-test', String(++files), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** Handrail's diagnostics of a document now. */
export const findings = ({ document }: vscode.TextEditor): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Handrail');

export const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

/** Resolves with what `look` gives as soon as it gives something; asks again at each event. */
async function when<T>(event: vscode.Event<unknown>, look: () => T | undefined | false, wanted: string): Promise<T> {
  const now = look();
  if (now) return now;
  return new Promise((resolve, reject) => {
    const done = (end: () => void) => {
      clearTimeout(timer);
      listening.dispose();
      end();
    };
    const timer = setTimeout(() => done(() => reject(new Error(`nothing after 10 s: ${wanted}`))), 10_000);
    const listening = event(() => {
      const found = look();
      if (found) done(() => resolve(found));
    });
  });
}

/** Waits until the diagnostics of an editor are as wanted. */
export const found = (
  editor: vscode.TextEditor,
  wanted: (all: readonly vscode.Diagnostic[]) => boolean = (all) => all.length > 0,
): Promise<vscode.Diagnostic[]> =>
  when(
    vscode.languages.onDidChangeDiagnostics,
    () => wanted(findings(editor)) && findings(editor),
    `${editor.document.uri.path} as wanted; it has ${JSON.stringify(findings(editor).map(codeOf))}`,
  );

/** Replaces the first occurrence of a text, as one edit. */
export function replace(editor: vscode.TextEditor, from: string, to: string): Thenable<boolean> {
  const at = editor.document.getText().indexOf(from);
  assert.notEqual(at, -1, `${from} is not in the text`);
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + from.length));
  return editor.edit((edit) => edit.replace(range, to));
}

/** Changes a setting of ours for as long as `during` takes. */
export async function withSetting(name: string, value: unknown, during: () => Promise<void>): Promise<void> {
  const settings = () => vscode.workspace.getConfiguration('handrail');
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await during();
  } finally {
    await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}

export const closeAll = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
};

export const TWO_DATABASES = `resource "aws_db_instance" "orders" {
  publicly_accessible = true
}

resource "aws_db_instance" "people" {
  publicly_accessible = true
}
`;
