import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BASTION, closeAll, codeOf, findings, found, open, replace, withSetting } from './support';

describe('diagnostics', () => {
  afterEach(closeAll);

  it('come with the exact text, a severity, and a code that leads to the rule', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [first, ...others] = await found(editor);
    assert.equal(others.length, 0);
    assert.equal(editor.document.getText(first!.range), '"0.0.0.0/0"');
    assert.equal(first!.severity, vscode.DiagnosticSeverity.Warning);
    const code = first!.code as { value: string; target: vscode.Uri };
    assert.equal(code.value, 'open-admin-port');
    assert.equal(code.target.toString(), 'handrail-rule:/open-admin-port.md');
    assert.match(first!.message, /aws_security_group\.bastion/);
  });

  it('follow the text that is not saved yet', async () => {
    const editor = await open('bastion.tf', BASTION.replace('0.0.0.0/0', '10.0.0.0/8'));
    await replace(editor, '10.0.0.0/8', '0.0.0.0/0');
    await found(editor);
    assert.equal(editor.document.isDirty, true);
    await replace(editor, '0.0.0.0/0', '10.0.0.0/8');
    await found(editor, (all) => all.length === 0);
  });

  it('name the other end: where a variable gets its value', async () => {
    const variable = 'variable "office" {\n  default = ["0.0.0.0/0"]\n}\n';
    const editor = await open('bastion.tf', variable + BASTION.replace('["0.0.0.0/0"]', 'var.office'));
    const [first] = await found(editor);
    const related = first!.relatedInformation ?? [];
    assert.ok(related.length > 0, 'related places');
    assert.equal(related[0]!.location.uri.toString(), editor.document.uri.toString());
  });

  it('never go back to an older text, however fast the edits come', async () => {
    await withSetting('debounce', 0, async () => {
      const editor = await open('bastion.tf', BASTION);
      await found(editor);
      const lines: number[] = [];
      const listening = vscode.languages.onDidChangeDiagnostics(() =>
        lines.push(...findings(editor).map(({ range }) => range.start.line)),
      );
      for (let edit = 0; edit < 25; edit++) {
        await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '#\n'));
      }
      await found(editor, ([first]) => first?.range.start.line === 30);
      listening.dispose();
      assert.deepEqual(
        lines,
        [...lines].sort((a, b) => a - b),
      );
    });
  });

  it('stay untouched when nothing about them has changed', async () => {
    const editor = await open('bastion.tf', BASTION);
    const [before] = await found(editor);
    // each of these makes the server ask for all diagnostics again
    await withSetting('findings.groupBy', 'file', async () => {});
    const other = await open('other.tf', BASTION);
    await found(other);
    assert.equal(findings(editor)[0], before, 'the very same object: nothing was set again');
  });

  it('wait for the save with run: onSave', async () => {
    await withSetting('run', 'onSave', async () => {
      const editor = await open('bastion.tf', BASTION);
      await found(editor);
      await replace(editor, '0.0.0.0/0', '10.0.0.0/8');
      const typed = await open('typed.tf', BASTION);
      await found(typed); // time for an answer that is not meant to come
      assert.equal(findings(editor).length, 1);
      await editor.document.save();
      await found(editor, (all) => all.length === 0);
    });
  });

  it('change with the settings at once', async () => {
    const editor = await open('bastion.tf', BASTION);
    await found(editor);
    await withSetting('severity.minimum', 'critical', async () => {
      await found(editor, (all) => all.length === 0);
    });
    await withSetting('severity.levels', { high: 'error' }, async () => {
      await found(editor, ([first]) => first?.severity === vscode.DiagnosticSeverity.Error);
    });
    await withSetting('exclude', ['host-test'], async () => {
      await found(editor, (all) => all.length === 0);
    });
    await withSetting('maxFileSize', 1, async () => {
      const long = await open('long.tf', `${BASTION}${'#\n'.repeat(1000)}`);
      const short = await open('short.tf', BASTION);
      await found(short);
      assert.deepEqual(findings(long), []);
    });
    await found(editor);
  });

  it('stand in every format', async () => {
    const texts = {
      Dockerfile: 'FROM alpine:3.20\nENTRYPOINT ["/bin/true"]\nUSER root\n',
      'pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: web:1
      securityContext: { privileged: true }
`,
      'policy.json': JSON.stringify(
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
        null,
        2,
      ),
      'bucket.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties: { PubliclyAccessible: true, Engine: postgres }
`,
    };
    for (const [name, text] of Object.entries(texts)) {
      const editor = await open(name, text);
      assert.ok((await found(editor)).every(codeOf), name);
    }
  });
});
