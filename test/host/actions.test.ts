import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BASTION, closeAll, findings, found, open, replace, TWO_DATABASES } from './support';

const actionsAt = (editor: vscode.TextEditor, range: vscode.Range, kind?: string): Thenable<vscode.CodeAction[]> =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', editor.document.uri, range, kind);

const titled = (actions: readonly vscode.CodeAction[], title: RegExp): vscode.CodeAction => {
  const action = actions.find((one) => title.test(one.title));
  assert.ok(action, `${title} is not among ${JSON.stringify(actions.map((one) => one.title))}`);
  return action;
};

describe('beside a finding', () => {
  afterEach(closeAll);

  it('the hover says what, why, who and what next', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [first] = await found(editor);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      first!.range.start,
    );
    const [markdown] = hovers.flatMap(({ contents }) => contents) as vscode.MarkdownString[];
    assert.match(markdown!.value, /\*\*Administration port open to the internet\*\* · high/);
    assert.match(markdown!.value, /Fix: Let only private addresses in/);
    assert.match(markdown!.value, /\*\*Why it matters\*\* .{40}/);
    assert.match(markdown!.value, /owned by Platform/);
    assert.match(markdown!.value, /\(command:handrail\.explainPolicy\?/);
    const trusted = markdown!.isTrusted as { enabledCommands: readonly string[] };
    assert.ok(trusted.enabledCommands.every((command) => command.startsWith('handrail.')));
  });

  it('the action fixes it, as one edit that can be undone', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [first] = await found(editor);
    const fix = titled(await actionsAt(editor, first!.range), /^Let only private addresses in/);
    assert.equal(await vscode.workspace.applyEdit(fix.edit!), true);
    await found(editor, (all) => all.length === 0);
    await vscode.commands.executeCommand('undo');
    await found(editor);
    assert.equal(editor.document.getText(), BASTION);
  });

  it('no action is preferred where one has to read on', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [first] = await found(editor);
    assert.deepEqual(
      (await actionsAt(editor, first!.range)).filter(({ isPreferred }) => isPreferred),
      [],
    );
  });

  it('further actions ask for an exception, explain the policy, and report a false alarm', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [first] = await found(editor);
    const actions = await actionsAt(editor, first!.range);
    assert.equal(titled(actions, /^Ask for an exception…$/).command?.command, 'handrail.askForException');
    assert.equal(titled(actions, /^Why this matters: /).command?.command, 'handrail.explainPolicy');
    const alarm = titled(actions, /^This is a false alarm…$/).command!;
    await vscode.commands.executeCommand(alarm.command, ...alarm.arguments!);
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /open-admin-port/);
    assert.doesNotMatch(report, /0\.0\.0\.0|bastion|host-test/);
  });

  it('fixing everything that is safe leaves alone what is not', async () => {
    const editor = await open('all.tf', TWO_DATABASES + BASTION);
    await found(editor, (all) => all.length === 3);
    await vscode.commands.executeCommand('handrail.fixAll');
    assert.equal(editor.document.getText(), TWO_DATABASES + BASTION);
  });

  it('a waiver makes it quiet, and says when it ends and what the policy still wants', async () => {
    const editor = await open('bastion.tf', BASTION);
    await found(editor);
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const waiver = `# handrail:allow open-admin-port until=${until} owner=platform reason="moves behind the VPN"`;
    await replace(editor, '    cidr_blocks', `    ${waiver}\n    cidr_blocks`);
    const [first] = await found(editor, ([one]) => one?.severity === vscode.DiagnosticSeverity.Information);
    assert.match(
      first!.message,
      new RegExp(`^Waived by platform until ${until} \\(\\d+ days left\\): .* The policy wants`),
    );
  });

  it('the rule explains itself in a document', async () => {
    const uri = vscode.Uri.parse('handrail-rule:/open-admin-port.md');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    for (const heading of ['# ', '## Why it matters', '## What to do', '## Examples', '## References']) {
      assert.ok(text.includes(heading), heading);
    }
    const unknown = await vscode.workspace.openTextDocument(vscode.Uri.parse('handrail-rule:/nothing.md'));
    assert.match(unknown.getText(), /no such rule/);
  });

  it('a secret is told and never quoted', async () => {
    const secret = ['sk', 'live', 'q7TbXw2LmRzV9cKdPfHs4NyE'].join('_');
    const editor = await open('keys.tf', `locals {\n  stripe_key = "${secret}"\n}\n`);
    const [first] = await found(editor);
    const shown = [first!.message];
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      first!.range.start,
    );
    shown.push(...hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))));
    shown.push(...(await actionsAt(editor, first!.range)).map(({ title }) => title));
    assert.ok(!shown.join('\n').includes(secret.slice(8)));
    assert.ok(findings(editor).length > 0);
  });
});
