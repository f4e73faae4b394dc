import * as vscode from 'vscode';

/** What a step of the walkthrough ticks on: the real event, not a click on its button. */
export type Event = 'found' | 'hovered' | 'fixed' | 'explained' | 'ownPolicy' | 'setUp' | 'handbook';

/** Runs after a fix was made; the underscore keeps it out of sight. */
export const FIXED = '_handrail.fixed';

/**
 * Something of the walkthrough was done, wherever it was done from. VS Code ticks the step when the key changes while it
 * knows the walkthrough, not when it is set already: each time is told as a change.
 */
export async function took(event: Event): Promise<void> {
  const key = `handrail.did.${event}`;
  await vscode.commands.executeCommand('setContext', key, false);
  await vscode.commands.executeCommand('setContext', key, true);
}

/** The walkthrough, and the file with findings that it opens where a workspace has none. */
export function registerWalkthrough(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('handrail.tour', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#tour`, false),
    ),
    vscode.commands.registerCommand(FIXED, () => void took('fixed')),
    vscode.commands.registerCommand('handrail.openDemo', () => openDemo(context.extensionUri)),
  );
}

/** A text that was never saved: nothing is written into the workspace, and it can be closed without a trace. */
async function openDemo(extension: vscode.Uri): Promise<void> {
  const file = vscode.Uri.joinPath(extension, 'walkthrough', 'demo.tf');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const uri = vscode.Uri.from({ scheme: 'untitled', path: 'handrail-demo.tf' });
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
  if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  const at = new vscode.Position(0, 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at));
}
