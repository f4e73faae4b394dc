import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  DiagnosticSeverity,
  DiagnosticTag,
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
    /** What is said at the finding, and at the waiver when it stands in the file. */
    const shown = async (comment: string, world = {}) => {
      const client = await Client.start({ today: '2026-03-01', ...world });
      await client.open('main.tf', comment + SSH());
      const [finding, waiver] = await client.diagnostics('main.tf');
      return { finding: finding!, waiver: waiver!, text: client.text('main.tf') };
    };
    const OWN = 'version: 1\nextends: doors-are-few-and-guarded\nexception:\n';
    const free = {
      files: {
        '.handrail/policies/doors.yaml': `${OWN}  inline: critical\n  longest: { critical: 60, high: 60, medium: 60 }\n`,
      },
    };

    it('are quiet hints with the days that are left', async () => {
      const { finding, waiver, text } = await shown(FULL('2026-04-01'), free);
      assert.equal(finding.severity, DiagnosticSeverity.Hint);
      assert.match(finding.message, /^Waived by platform until 2026-04-01 \(31 days left\): /);
      assert.equal(waiver.severity, DiagnosticSeverity.Hint);
      assert.equal(
        waiver.message,
        'This waiver holds until 2026-04-01 (31 days left). Its pull request is for the owner of the policy to approve.',
      );
      assert.equal(covered(text, waiver), FULL('2026-04-01').slice(2, -1));
    });

    it('warn at the waiver when its end is near, and say so on the last day', async () => {
      const near = await shown(FULL('2026-03-02'), free);
      assert.equal(near.finding.severity, DiagnosticSeverity.Hint);
      assert.equal(near.waiver.severity, DiagnosticSeverity.Warning);
      assert.match(
        near.waiver.message,
        /^This waiver ends on 2026-03-02 \(1 day left\)\. Fix the finding by then, or renew/,
      );
      assert.match((await shown(FULL('2026-03-01'), free)).waiver.message, /\(its last day is today\)/);
    });

    it('warn as many days before as the setting says', async () => {
      const settings = { waivers: { warnDays: 40 } };
      assert.equal(
        (await shown(FULL('2026-04-01'), { ...free, settings })).waiver.severity,
        DiagnosticSeverity.Warning,
      );
      const none = { waivers: { warnDays: 0 } };
      const quiet = await shown(FULL('2026-03-02'), { ...free, settings: none });
      assert.equal(quiet.waiver.severity, DiagnosticSeverity.Hint);
    });

    it('say when it has ended, the finding at its full level', async () => {
      const { finding, waiver } = await shown(FULL('2026-02-27'), free);
      assert.equal(finding.severity, DiagnosticSeverity.Warning);
      assert.match(finding.message, /Its waiver ended on 2026-02-27: renew it or fix this\.$/);
      assert.equal(waiver.severity, DiagnosticSeverity.Warning);
      assert.match(
        waiver.message,
        /^This waiver ended 2 days ago, on 2026-02-27: the finding counts again\. Fix it, or renew/,
      );
    });

    it('say what it lacks, the finding at its full level', async () => {
      const { finding, waiver } = await shown(WAIVER('until=2026-04-01'), free);
      assert.equal(finding.severity, DiagnosticSeverity.Warning);
      assert.match(finding.message, /Its waiver does not hold yet\./);
      assert.equal(waiver.severity, DiagnosticSeverity.Warning);
      assert.equal(
        waiver.message,
        'This waiver does not hold yet. Name who keeps an eye on it: owner=…. Say why: reason="…".',
      );
    });

    it('say that the policy allows a shorter one: until then it does not hold', async () => {
      const { finding, waiver } = await shown(FULL('2026-12-31'), free);
      assert.equal(finding.severity, DiagnosticSeverity.Warning);
      assert.match(
        waiver.message,
        /^This waiver does not hold yet\. For high the policy allows 60 days at most: end it by 2026-04-30\.$/,
      );
    });

    it('say that a comment is not enough for the severity, and who approves', async () => {
      const strict = `${OWN}  inline: low\n  approver: { critical: head of platform, high: head of platform }\n  longest: { high: 60 }\n`;
      const { finding, waiver } = await shown(FULL('2026-04-01'), { files: { '.handrail/policies/d.yaml': strict } });
      assert.equal(finding.severity, DiagnosticSeverity.Warning);
      assert.match(
        waiver.message,
        /For high the policy wants it in `\.handrail\/waivers\.yaml`, approved by head of platform\.$/,
      );
    });

    it('say that nothing needs it, faded, where the whole workspace was read', async () => {
      const client = await Client.start({ files: { 'main.tf': FULL('2026-04-01') + SSH('"10.0.0.0/8"') } });
      await client.open('main.tf');
      const before = (await client.diagnostics('main.tf')).map(({ severity, tags }) => ({ severity, tags }));
      assert.deepEqual(before, [{ severity: DiagnosticSeverity.Hint, tags: undefined }], 'a caller may be unread yet');
      await client.ask('handrail/scan', { folders: [] });
      const [waiver] = await client.diagnostics('main.tf');
      assert.equal(waiver!.severity, DiagnosticSeverity.Hint);
      assert.deepEqual(waiver!.tags, [DiagnosticTag.Unnecessary]);
      assert.match(waiver!.message, /^Nothing needs this waiver any more/);
    });

    it('say at once that nothing needs it, where no other file could', async () => {
      const client = await Client.start();
      await client.open(
        'Dockerfile',
        'FROM node:22\n# handrail:allow root-user until=2026-04-01 owner=o reason=r\nUSER node\n',
      );
      assert.match((await client.diagnostics('Dockerfile'))[0]!.message, /^Nothing needs this waiver/);
    });

    it('say that no rule is called what it names', async () => {
      const client = await Client.start();
      await client.open('main.tf', FULL('2026-04-01').replace('admin-port', 'admin-prt') + SSH());
      const [, waiver] = await client.diagnostics('main.tf');
      assert.equal(waiver!.severity, DiagnosticSeverity.Warning);
      assert.match(waiver!.message, /^This waiver does not hold yet\. Name a rule by its id\./);
    });

    it('are shown as unreviewed where the words are another tool’s', async () => {
      const { finding, waiver } = await shown('#checkov:skip=CKV_AWS_24:later\n');
      assert.match(finding.message, /^Skipped for another tool, unreviewed: /);
      assert.equal(finding.severity, DiagnosticSeverity.Hint);
      assert.equal(waiver, undefined, 'nothing is said of words that are not ours');
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
