import * as vscode from 'vscode';
import { BASTION } from '../support/bastion';

/** What the test says when it fails: there is no `node:assert` here. */
function check(holds: unknown, wanted: string): asserts holds {
  if (!holds) throw new Error(wanted);
}

const findings = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Handrail');

/** Resolves when the findings of a document are as wanted. */
function found(uri: vscode.Uri, wanted: (all: readonly vscode.Diagnostic[]) => boolean): Promise<vscode.Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!wanted(findings(uri))) return;
      clearTimeout(timer);
      listening.dispose();
      resolve(findings(uri));
    };
    const timer = setTimeout(() => reject(new Error(`not as wanted: ${JSON.stringify(findings(uri))}`)), 15_000);
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

describe('the web extension, in a virtual workspace', () => {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const uri = vscode.Uri.joinPath(folder, 'web-test', 'bastion.tf');
  before(async () => {
    check(folder.scheme !== 'file', 'not a virtual workspace');
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(BASTION));
  });

  it('is activated by a file that it reads', async () => {
    await vscode.window.showTextDocument(uri, { preview: false });
    await found(uri, (all) => all.length === 1);
    check(vscode.extensions.getExtension('handrail.handrail')?.isActive, 'not active');
  });

  it('explains a finding in a hover, with the workspace’s own owner', async () => {
    const [first] = await found(uri, (all) => all.length === 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      first!.range.start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      .join('\n');
    check(text.includes('Why it matters'), text);
    check(text.includes('owned by Platform'), text);
  });

  it('fixes a finding', async () => {
    const [first] = await found(uri, (all) => all.length === 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      first!.range,
    );
    const fix = actions.find(({ edit }) => edit);
    check(fix?.edit, `no fix among ${actions.map(({ title }) => title).join(', ')}`);
    check(await vscode.workspace.applyEdit(fix.edit), 'the fix was not applied');
    await found(uri, (all) => all.length === 0);
    await vscode.commands.executeCommand('undo');
    await found(uri, (all) => all.length === 1);
  });

  it('takes policies from a pack in a folder', async () => {
    const write = (name: string, text: string) =>
      vscode.workspace.fs.writeFile(
        vscode.Uri.joinPath(folder, 'web-pack', ...name.split('/')),
        new TextEncoder().encode(text),
      );
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: web:1\n      securityContext:\n        privileged: true\n';
    await write('.handrail/config.yaml', 'version: 1\npacks: [shared]\n');
    await write('shared/a.yaml', 'version: 1\nextends: containers-keep-to-themselves\nowner: { team: Packers }\n');
    await write('pod.yaml', pod);
    const inPack = vscode.Uri.joinPath(folder, 'web-pack', 'pod.yaml');
    await vscode.window.showTextDocument(inPack, { preview: false });
    const [first] = await found(inPack, (all) => all.length > 0);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      inPack,
      first!.range.start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      .join('\n');
    check(text.includes('owned by Packers'), text);
  });

  it('reads the whole workspace', async () => {
    await vscode.commands.executeCommand('handrail.scanWorkspace');
    const { findings: all, scanned } = await vscode.extensions.getExtension('handrail.handrail')!.exports.findings();
    check(scanned === 'workspace', scanned);
    const formats = ['.tf', '.json', 'Dockerfile', 'deploy/', 'cloudformation/', '.github/workflows/'];
    for (const format of formats) {
      check(
        all.some(({ path }: { path: string }) => path.includes(format)),
        `nothing in ${format}`,
      );
    }
  });

  it('goes on after a restart', async () => {
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('handrail.restart');
    await found(uri, (all) => all.length === 1);
  });
});
