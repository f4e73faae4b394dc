import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Resolves with Handrail's diagnostics of a document as soon as there are any. */
async function findings(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Handrail');
  for (let tries = 0; tries < 100 && now().length === 0; tries++) await new Promise((done) => setTimeout(done, 100));
  return now();
}

describe('the extension', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('handrail.handrail');
    assert.ok(extension, 'not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('finds something in an open file, unsaved text included', async () => {
    const text = [
      'resource "aws_security_group" "bastion" {',
      '  ingress {',
      '    from_port   = 22',
      '    to_port     = 22',
      '    protocol    = "tcp"',
      '    cidr_blocks = ["10.0.0.0/8"]',
      '  }',
      '}',
    ].join('\n');
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'unsaved', 'bastion.tf');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(text.indexOf('10.0.0.0/8'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, '10.0.0.0/8'.length)), '0.0.0.0/0'));
    assert.equal(document.isDirty, true);
    const [first] = await findings(uri);
    assert.ok(first, 'nothing found');
    assert.match(document.getText(first.range), /0\.0\.0\.0\/0/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
