import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { BASTION, closeAll, codeOf, extension, findings, found, open, replace, withSetting } from './support';

describe('the extension', () => {
  afterEach(closeAll);

  it('is activated by a file that it reads, in no time', async () => {
    await found(await open('bastion.tf', BASTION));
    const { isActive, extensionPath, exports } = extension();
    assert.equal(isActive, true);
    const before = performance.now();
    const file = path.join(extensionPath, 'dist/extension.js');
    const require = createRequire(file);
    delete require.cache[file];
    require(file);
    const loading = performance.now() - before;
    const milliseconds = loading + exports.activatedIn;
    console.log(`    activation: ${milliseconds.toFixed(1)} ms (${loading.toFixed(1)} of it loading), budget 50`);
    assert.ok(milliseconds < 500);
  });

  it('contributes commands that exist, and no others', async () => {
    const all = new Set(await vscode.commands.getCommands(true));
    const contributed = extension().packageJSON.contributes.commands.map((one: { command: string }) => one.command);
    assert.deepEqual(
      contributed.filter((command: string) => !all.has(command)),
      [],
    );
  });

  it('tells the honest state of a file', async () => {
    const { exports } = extension();
    const stateOf = async (name: string, text: string) => exports.state((await open(name, text)).document.uri);
    const loud = await stateOf('bastion.tf', BASTION);
    assert.equal(loud.state, 'findings');
    assert.equal(loud.count, 1);
    assert.equal(loud.format, 'Terraform');
    assert.equal((await stateOf('calm.tf', 'locals {}\n')).state, 'clean');
    assert.equal((await stateOf('notes.md', '# Notes\n')).state, 'none');
    await withSetting('exclude', ['**/left.tf'], async () => {
      const left = await open('left.tf', BASTION);
      const near = await open('near.tf', BASTION);
      await found(near);
      const state = await exports.state(left.document.uri);
      assert.equal(state.state, 'skipped');
      assert.match(state.because ?? '', /handrail\.exclude/);
    });
  });

  it('reads the whole workspace on demand, and shows all of it in the tree', async () => {
    await vscode.commands.executeCommand('handrail.scanWorkspace');
    const { findings: all, scanned, failures, filesRead } = await extension().exports.findings();
    assert.equal(scanned, 'workspace');
    assert.deepEqual(failures, []);
    assert.ok(filesRead >= 20, String(filesRead));
    const rules = new Set(all.map(({ rule }) => rule));
    assert.ok(rules.size >= 15, [...rules].join(' '));
    assert.ok(
      all.some(({ waiver }) => waiver),
      'waivers are told',
    );
    assert.ok(
      all.every(({ policy }) => policy),
      'each has its policy',
    );
  });

  it('stops a scan when told to, and can begin again', async () => {
    const scanning = vscode.commands.executeCommand('handrail.scanWorkspace');
    await vscode.commands.executeCommand('handrail.stopScan');
    await scanning;
    await vscode.commands.executeCommand('handrail.scanWorkspace');
    assert.equal((await extension().exports.findings()).scanned, 'workspace');
  });

  it('shows the policy of what stands at the cursor', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [first] = await found(editor);
    const { line, character } = first!.range.start;
    const uri = editor.document.uri.toString();
    const { page } = await extension().exports.policy({ uri, position: { line, character } });
    assert.equal(page?.finding?.rule, codeOf(first!));
    assert.equal(page?.who.owner, 'Platform');
    assert.ok(page.why.length > 0 && page.lesson.examples.length > 0);
    const { page: none, overview } = await extension().exports.policy({});
    assert.equal(none, undefined);
    assert.ok(overview && overview.policies.length >= 8);
  });

  it('leads from a policy to the built-in one that it extends, and from a finding to the file of its policy', async () => {
    const goTo = async (editor: vscode.TextEditor, at: vscode.Position): Promise<vscode.Uri | undefined> => {
      const { uri } = editor.document;
      const [first] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        uri,
        at,
      );
      return first && ('uri' in first ? first.uri : first.targetUri);
    };
    const policy = await open('.handrail/policies/own.yaml', 'version: 1\nextends: containers-keep-to-themselves\n');
    const builtIn = await goTo(policy, new vscode.Position(1, 12));
    assert.equal(builtIn?.toString(), 'handrail-policy:/containers-keep-to-themselves.yaml');
    const document = await vscode.workspace.openTextDocument(builtIn!);
    assert.match(document.getText(), /^id: containers-keep-to-themselves$/m);
    const editor = await open('bastion.tf', BASTION);
    const [finding] = await found(editor);
    assert.match((await goTo(editor, finding!.range.start))?.path ?? '', /\/\.handrail\/policies\/doors\.yaml$/);
  });

  it('offers blocks and quick fixes in a policy', async () => {
    const text = 'version: 1\nextends: who-may-do-what\nowner: { team: A }\nrules: { primary: [wildcard-grnt] }\n';
    const editor = await open('.handrail/policies/own.yaml', text);
    const [wrong] = await found(editor);
    const { uri } = editor.document;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(4, 0),
    );
    const block = list.items.find(({ label }) => label === 'contact block');
    assert.ok(block?.insertText instanceof vscode.SnippetString);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      wrong!.range,
    );
    const fix = actions.find(({ title }) => title === 'Write wildcard-grant');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await found(editor, (all) => all.length === 0);
  });

  it('goes on after a restart, with what is in the editor', async () => {
    const editor = await open('bastion.tf', BASTION.replace('0.0.0.0/0', '10.0.0.0/8'));
    await replace(editor, '10.0.0.0/8', '0.0.0.0/0');
    await found(editor);
    await vscode.commands.executeCommand('handrail.restart');
    await found(editor);
    await replace(editor, '0.0.0.0/0', '10.0.0.0/8');
    await found(editor, (all) => all.length === 0);
  });

  it('keeps the folders of a workspace apart', async function () {
    const [, second] = vscode.workspace.workspaceFolders!;
    if (!second) return this.skip();
    const editor = await open('bastion.tf', BASTION, second.uri);
    await found(editor);
    const { findings: all } = await extension().exports.findings();
    const here = all.filter(({ uri }) => uri === editor.document.uri.toString());
    assert.equal(here.length, 1);
    assert.equal(here[0]!.owner, undefined, 'the first folder’s owners do not answer for the second');
    const other = await open('bastion.tf', BASTION);
    await found(other);
    assert.notEqual(here[0]!.path, vscode.workspace.asRelativePath(other.document.uri, true));
  });

  it('takes in a folder that is added, and lets go of one that is removed', async function () {
    const folders = vscode.workspace.workspaceFolders!;
    if (folders.length < 2) return this.skip();
    const third = vscode.Uri.joinPath(folders[0]!.uri, '..', 'third');
    await vscode.workspace.fs.createDirectory(third);
    const told = (change: () => void): Promise<void> =>
      new Promise((resolve) => {
        const listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
          listening.dispose();
          resolve();
        });
        change();
      });
    await told(() => vscode.workspace.updateWorkspaceFolders(folders.length, 0, { uri: third }));
    const editor = await open('bastion.tf', BASTION, third);
    await found(editor);
    await told(() => vscode.workspace.updateWorkspaceFolders(folders.length, 1));
    await found(editor); // still read, as a file outside of any folder
    assert.equal(findings(editor).length, 1);
  });

  it('writes a log', async () => {
    await vscode.commands.executeCommand('handrail.showLog');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
