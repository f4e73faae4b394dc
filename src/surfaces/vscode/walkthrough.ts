import * as vscode from 'vscode';

/** What a step of the walkthrough ticks on: the real event, not a click on its button. */
export type Event = 'found' | 'hovered' | 'fixed' | 'explained' | 'ownPolicy' | 'setUp' | 'handbook';

const seen = new Set<Event>();
/** Runs after a fix was made; the underscore keeps it out of sight. */
export const FIXED = '_handrail.fixed';

/** Something of the walkthrough was done, wherever it was done from. */
export function took(event: Event): void {
  if (seen.has(event)) return;
  seen.add(event);
  void vscode.commands.executeCommand('setContext', `handrail.did.${event}`, true);
}

/** The walkthrough, and the file with findings that it opens where a workspace has none. */
export function registerWalkthrough(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('handrail.tour', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#tour`, false),
    ),
    vscode.commands.registerCommand(FIXED, () => took('fixed')),
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
