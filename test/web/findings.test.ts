import * as vscode from 'vscode';

describe('the web extension', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('handrail.handrail');
    if (!extension) throw new Error('not installed');
    await extension.activate();
  });

  it('finds something in a file of a virtual workspace', async () => {
    const [file] = await vscode.workspace.findFiles('**/*.tf', undefined, 1);
    if (!file) throw new Error('the sample has no .tf file');
    if (file.scheme === 'file') throw new Error('not a virtual workspace');
    const folder = vscode.Uri.joinPath(file, '..', 'web-test');
    const uri = vscode.Uri.joinPath(folder, 'bastion.tf');
    const text = `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(uri);
    const found = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Handrail');
    for (let tries = 0; tries < 100 && found().length === 0; tries++)
      await new Promise((done) => setTimeout(done, 100));
    if (found().length === 0) throw new Error('nothing found');
  });
});
