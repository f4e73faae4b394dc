import * as vscode from 'vscode';
import { activateWith, type HandrailApi } from './activate';

/** Entry of the Node extension host. */
export function activate(context: vscode.ExtensionContext): HandrailApi {
  offerCommandLine(context);
  return activateWith(context, async () => {
    const { startClient } = await import('./client/main');
    return startClient(context);
  });
}

/** `handrail` in VS Code's terminals is this extension's own command line. */
function offerCommandLine(context: vscode.ExtensionContext): void {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'dist', 'bin').fsPath;
  const separator = process.platform === 'win32' ? ';' : ':';
  context.environmentVariableCollection.description = vscode.l10n.t('Puts the handrail command on the PATH');
  context.environmentVariableCollection.append('PATH', `${separator}${folder}`);
  context.environmentVariableCollection.replace('HANDRAIL_NODE', process.execPath);
}
