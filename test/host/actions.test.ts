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

  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const waiver = (rule: string) =>
    `# handrail:allow ${rule} until=${until} owner=platform reason="until the VPN is there"`;
  const INSTANCE = 'resource "aws_instance" "web" {\n  metadata_options {\n    http_tokens = "optional"\n  }\n}\n';
  const hints = (all: readonly vscode.Diagnostic[]) =>
    all.length === 2 && all.every(({ severity }) => severity === vscode.DiagnosticSeverity.Hint);

  it('a waiver makes it quiet, says when it ends, and is renewed or removed as an edit that can be undone', async () => {
    const editor = await open('web.tf', INSTANCE);
    await found(editor);
    const own = waiver('metadata-without-token');
    await replace(editor, '    http_tokens', `    ${own}\n    http_tokens`);
    const [at] = (await found(editor, hints)).filter(({ message }) => message.startsWith('This waiver holds until'));
    const finding = findings(editor).find(({ message }) => message.startsWith(`Waived by platform until ${until} (`));
    assert.ok(finding);
    const actions = await actionsAt(editor, at!.range);
    assert.equal(titled(actions, /^Renew the waiver…$/).command?.command, 'handrail.renewWaiver');
    assert.equal(await vscode.workspace.applyEdit(titled(actions, /^Remove the waiver$/).edit!), true);
    assert.equal(editor.document.getText(), INSTANCE);
    await found(editor, ([one]) => one?.severity === vscode.DiagnosticSeverity.Warning);
    await vscode.commands.executeCommand('undo');
    assert.ok(editor.document.getText().includes(own));
    await found(editor, hints);
  });

  it('a waiver that is not what the policy asks for does not make it quiet, and says what is', async () => {
    const editor = await open('bastion.tf', BASTION);
    await found(editor);
    await replace(editor, '    cidr_blocks', `    ${waiver('open-admin-port')}\n    cidr_blocks`);
    const all = await found(editor, (two) => two.length === 2);
    for (const { severity, message } of all) {
      assert.equal(severity, vscode.DiagnosticSeverity.Warning);
      assert.match(
        message,
        /does not hold yet\. For high the policy wants it in `\.handrail\/waivers\.yaml`, approved by/,
      );
    }
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
