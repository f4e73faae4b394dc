import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  DiagnosticSeverity,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
} from 'vscode-languageserver/node';
import { Client, covered, SSH, uriOf } from '../../support/language-server';

const VARIABLE = (cidr: string) => `variable "cidr" {\n  default = "${cidr}"\n}\n`;
const WAIVER = (fields: string) => `# handrail:allow open-admin-port ${fields}\n`;
const FULL = (until: string) => WAIVER(`until=${until} owner=platform reason="moves to the VPN"`);
const CONFIG = (severity: string) => `version: 1\nseverities:\n  open-admin-port: ${severity}\n`;

describe('diagnostics', () => {
  it('tell of the text in the editor, not of the one on disk', async () => {
    const client = await Client.start({ files: { 'main.tf': SSH() } });
    await client.open('main.tf', SSH('"10.0.0.0/8"'));
    assert.deepEqual(await client.rules('main.tf'), []);
    await client.change('main.tf', SSH());
    assert.deepEqual(await client.rules('main.tf'), ['open-admin-port']);
  });

  it('cover the thing to change, name their rule and lead to its page', async () => {
    const client = await Client.start();
    await client.open('main.tf', SSH());
    const [found] = await client.diagnostics('main.tf');
    assert.equal(covered(SSH(), found!), '"0.0.0.0/0"');
    assert.equal(found!.source, 'Handrail');
    assert.equal(found!.code, 'open-admin-port');
    assert.equal(found!.codeDescription?.href, 'handrail-rule:/open-admin-port.md');
    assert.match(found!.message, /aws_security_group\.bastion/);
  });

  for (const [word, level] of [
    ['critical', DiagnosticSeverity.Error],
    ['high', DiagnosticSeverity.Warning],
    ['medium', DiagnosticSeverity.Warning],
    ['low', DiagnosticSeverity.Information],
  ] as const) {
    it(`show ${word} at its level`, async () => {
      const client = await Client.start({ files: { '.handrail/config.yaml': CONFIG(word) } });
      await client.open('main.tf', SSH());
      assert.equal((await client.diagnostics('main.tf'))[0]?.severity, level);
    });
  }

  it('show hardening to those who ask for it, as hints', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      securityContext:\n        runAsUser: 0\n        privileged: true\n';
    const client = await Client.start();
    await client.open('pod.yaml', pod);
    const everyone = await client.rules('pod.yaml');
    assert.ok(everyone.includes('privileged-container'), String(everyone));
    await client.configure({ audience: 'hardening' });
    await client.nextRefresh();
    const all = await client.diagnostics('pod.yaml');
    const more = all.filter(({ code }) => !everyone.includes(code));
    assert.ok(more.length > 0);
    assert.deepEqual(new Set(more.map(({ severity }) => severity)), new Set([DiagnosticSeverity.Hint]));
  });

  it('show hardening to all where the workspace says so', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n';
    const files = { '.handrail/config.yaml': 'version: 1\naudience: hardening\n' };
    const client = await Client.start({ files });
    await client.open('pod.yaml', pod);
    assert.ok((await client.diagnostics('pod.yaml')).some(({ severity }) => severity === DiagnosticSeverity.Hint));
  });

  it('name the other end: where the value that they stand at is used', async () => {
    const client = await Client.start({ files: { 'infra/main.tf': SSH('var.cidr') } });
    await client.open('infra/variables.tf', VARIABLE('0.0.0.0/0'));
    const [found] = await client.diagnostics('infra/variables.tf');
    assert.equal(covered(VARIABLE('0.0.0.0/0'), found!), '"0.0.0.0/0"');
    const [end] = found!.relatedInformation!;
    assert.equal(end!.location.uri, uriOf('infra/main.tf'));
    assert.equal(covered(SSH('var.cidr'), end!.location), 'var.cidr');
  });

  it('stand at the same places with CRLF, and with a byte order mark in a file on disk', async () => {
    const crlf = VARIABLE('0.0.0.0/0').replaceAll('\n', '\r\n');
    const client = await Client.start({ files: { 'marked.tf': `\ufeff${SSH('var.cidr')}` } });
    await client.open('variables.tf', crlf);
    const [found] = await client.diagnostics('variables.tf');
    assert.equal(covered(crlf, found!), '"0.0.0.0/0"');
    assert.equal(covered(SSH('var.cidr'), found!.relatedInformation![0]!.location), 'var.cidr');
  });

  describe('with a waiver', () => {
    const shown = async (comment: string, world = {}) => {
      const client = await Client.start({ today: '2026-03-01', ...world });
      await client.open('main.tf', comment + SSH());
      return (await client.diagnostics('main.tf'))[0]!;
    };
    const free = {
      files: {
        '.handrail/policies/doors.yaml':
          'version: 1\nextends: doors-are-few-and-guarded\nexception:\n  inline: critical\n  longest: { critical: 60, high: 60, medium: 60 }\n',
      },
    };

    it('are quiet hints with the days that are left', async () => {
      const { severity, message } = await shown(FULL('2026-04-01'), free);
      assert.equal(severity, DiagnosticSeverity.Hint);
      assert.match(message, /^Waived by platform until 2026-04-01 \(31 days left\): /);
    });

    it('become warnings when the end is near, and say so on the last day', async () => {
      const near = await shown(FULL('2026-03-02'), free);
      assert.equal(near.severity, DiagnosticSeverity.Warning);
      assert.match(near.message, /\(1 day left\)/);
      assert.match((await shown(FULL('2026-03-01'), free)).message, /\(its last day is today\)/);
    });

    it('say when it has ended, at their full level', async () => {
      const { severity, message } = await shown(FULL('2026-02-28'), free);
      assert.notEqual(severity, DiagnosticSeverity.Hint);
      assert.match(message, /The waiver here ended on 2026-02-28/);
    });

    it('say what it lacks, at their full level', async () => {
      const { severity, message } = await shown(WAIVER('until=2026-04-01'), free);
      assert.notEqual(severity, DiagnosticSeverity.Hint);
      assert.match(message, /it lacks an owner, a reason\./);
    });

    it('say that the policy allows a shorter one', async () => {
      const { severity, message } = await shown(FULL('2026-12-31'), free);
      assert.equal(severity, DiagnosticSeverity.Information);
      assert.match(message, /The policy allows 60 days at most\.$/);
    });

    it('say that a comment is not enough for the severity, and who approves', async () => {
      const strict = 'exception:\n  inline: low\n  approver: { critical: head of platform, high: head of platform }\n';
      const files = { '.handrail/policies/d.yaml': `version: 1\nextends: doors-are-few-and-guarded\n${strict}` };
      const { severity, message } = await shown(FULL('2026-04-01'), { files });
      assert.equal(severity, DiagnosticSeverity.Information);
      assert.match(message, /The policy wants head of platform to approve this/);
    });

    it('are shown as unreviewed where the words are another tool’s', async () => {
      const { severity, message } = await shown('#checkov:skip=CKV_AWS_24:later\n');
      assert.match(message, /^Skipped for another tool, unreviewed: /);
      assert.equal(severity, DiagnosticSeverity.Hint);
    });

    it('count the days anew each day', async () => {
      const client = await Client.start({ today: '2026-03-01', ...free });
      await client.open('main.tf', FULL('2026-03-02') + SSH());
      const { resultId } = await client.pull('main.tf');
      client.host.now = '2026-03-03';
      const later = await client.pull('main.tf', resultId);
      assert.equal(later.kind, 'full');
      const sentences = later.kind === 'full' ? later.items.map(({ message }) => String(message)) : [];
      assert.match(sentences[0]!, /ended on 2026-03-02/);
    });
  });

  it('are unchanged while nothing about them changes', async () => {
    const client = await Client.start();
    await client.open('main.tf', SSH());
    const first = await client.pull('main.tf');
    const second = await client.pull('main.tf', first.resultId);
    assert.equal(second.kind, 'unchanged');
    await client.change('main.tf', `${SSH()}\n# a comment\n`);
    assert.equal((await client.pull('main.tf', second.resultId)).kind, 'unchanged');
    await client.change('main.tf', `# a comment above\n${SSH()}`);
    assert.equal((await client.pull('main.tf', second.resultId)).kind, 'full');
  });

  it('wake another open file whose findings an edit changes, once', async () => {
    const client = await Client.start({ files: { 'variables.tf': VARIABLE('0.0.0.0/0'), 'main.tf': '' } });
    await client.open('variables.tf');
    await client.open('main.tf');
    const results = new Map<string, string | undefined>();
    const pull = async (path: string) => {
      results.set(path, (await client.pull(path, results.get(path))).resultId);
    };
    const pullAll = async () => {
      await pull('variables.tf');
      await pull('main.tf');
    };
    await pullAll();
    await client.quiet();
    client.refreshes = 0;
    await client.change('main.tf', SSH('var.cidr'));
    const other = client.nextRefresh();
    await pull('main.tf');
    await other;
    for (let i = 0; i < 3; i++) await pullAll();
    await client.quiet();
    assert.equal(client.refreshes, 1);
    assert.deepEqual(await client.rules('variables.tf'), ['open-admin-port']);
  });

  it('leave other open files alone when an edit changes nothing about them', async () => {
    const client = await Client.start({ files: { 'other.tf': SSH(), 'main.tf': SSH().replace('bastion', 'web') } });
    await client.open('other.tf');
    await client.open('main.tf');
    await client.pull('other.tf');
    await client.pull('main.tf');
    await client.quiet();
    client.refreshes = 0;
    await client.change('main.tf', SSH('"10.0.0.0/8"').replace('bastion', 'web'));
    await client.pull('main.tf');
    await client.quiet();
    assert.equal(client.refreshes, 0);
  });

  it('answer a cancelled question with the wish to be asked again', async () => {
    const client = await Client.start();
    await client.open('main.tf', SSH());
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      DocumentDiagnosticRequest.type,
      { textDocument: { uri: uriOf('main.tf') } },
      source.token,
    );
    source.cancel();
    await assert.rejects(asked, (error: { code: number; data: unknown }) => {
      assert.equal(error.code, LSPErrorCodes.ServerCancelled);
      assert.deepEqual(error.data, { retriggerRequest: true });
      return true;
    });
  });

  it('never go back: of many questions asked while typing, the answers come in order and the last is of the last text', async () => {
    const client = await Client.start();
    await client.open('main.tf', SSH());
    const answers: number[] = [];
    const asked: Promise<unknown>[] = [];
    for (let lines = 1; lines <= 20; lines++) {
      await client.change('main.tf', '\n'.repeat(lines) + SSH());
      asked.push(client.diagnostics('main.tf').then(([found]) => answers.push(found!.range.start.line)));
    }
    await Promise.all(asked);
    assert.deepEqual(
      answers,
      [...answers].sort((a, b) => a - b),
    );
    assert.equal(answers.at(-1), 5 + 20);
  });

  it('wait for the files beside the first one that is opened, and take what was typed meanwhile', async () => {
    const client = await Client.start({ files: { 'main.tf': SSH('var.cidr') } });
    let go = () => {};
    client.host.hold = new Promise((resolve) => {
      go = resolve;
    });
    await client.open('variables.tf', '');
    const asked = client.rules('variables.tf');
    await client.change('variables.tf', VARIABLE('0.0.0.0/0'));
    await client.quiet();
    go();
    assert.deepEqual(await asked, ['open-admin-port']);
  });

  describe('follow the settings', () => {
    const afterwards = async (settings: object) => {
      const client = await Client.start();
      await client.open('main.tf', SSH());
      const { resultId } = await client.pull('main.tf');
      const refreshed = client.nextRefresh();
      await client.configure(settings);
      await refreshed;
      return client.pull('main.tf', resultId);
    };
    it('change on the level of a severity', async () => {
      const report = await afterwards({ severity: { levels: { critical: 'hint', high: 'hint', medium: 'hint' } } });
      assert.equal(report.kind === 'full' && report.items[0]?.severity, DiagnosticSeverity.Hint);
    });
    it('change on the least severity', async () => {
      const report = await afterwards({ severity: { minimum: 'critical' } });
      assert.deepEqual(report.kind === 'full' && report.items, []);
    });
    it('change on what is left out', async () => {
      const report = await afterwards({ exclude: ['*.tf'] });
      assert.deepEqual(report.kind === 'full' && report.items, []);
    });
    it('change on the largest file, there and back', async () => {
      const client = await Client.start({ settings: { maxFileSize: 1 } });
      const long = `${SSH()}${'# long\n'.repeat(200)}`;
      await client.open('main.tf', long);
      assert.deepEqual(await client.rules('main.tf'), []);
      const refreshed = client.nextRefresh();
      await client.configure({ maxFileSize: 100 });
      await refreshed;
      assert.deepEqual(await client.rules('main.tf'), ['open-admin-port']);
    });
    it('and take what is no setting as not set', async () => {
      const client = await Client.start({
        settings: { severity: 'loud', maxFileSize: 'huge', exclude: 3, audience: {}, hover: null },
      });
      await client.open('main.tf', SSH());
      assert.deepEqual(await client.rules('main.tf'), ['open-admin-port']);
    });
  });

  it('come to clients that can do little: no settings, no watching, no refresh', async () => {
    const client = await Client.start({ capabilities: {} });
    await client.open('main.tf', SSH());
    assert.deepEqual(await client.rules('main.tf'), ['open-admin-port']);
  });
});
