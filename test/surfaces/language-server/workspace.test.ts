import assert from 'node:assert/strict';
import type { FindingsResult, StateResult } from '../../../src/surfaces/protocol';
import { Client, ROOT, SSH, uriOf } from '../../support/language-server';

const OFF = 'version: 1\nrules:\n  open-admin-port: off\n';
const POLICY = (team: string) => `version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: ${team}\n`;
const UNOWNED =
  'version: 1\nextends: doors-are-few-and-guarded\nid: doors-here\ntitle: Doors\nrules:\n  primary: [open-admin-port]\n';
const VARIABLE = 'variable "cidr" {\n  default = "0.0.0.0/0"\n}\n';

const all = (client: Client) => client.ask<FindingsResult>('handrail/findings', undefined);
const places = async (client: Client) => (await all(client)).findings.map(({ path, rule }) => `${path} ${rule}`);
const stateOf = (client: Client, path: string) => client.ask<StateResult>('handrail/state', { uri: uriOf(path) });
const scan = (client: Client, folders: readonly string[] = []) => client.ask('handrail/scan', { folders });

describe('a workspace', () => {
  describe('of several folders', () => {
    const two = { folders: [`${ROOT}/api`, `${ROOT}/web`] };

    it('lets nothing of one into another', async () => {
      const client = await Client.start({
        ...two,
        files: { 'api/.handrail/config.yaml': OFF, 'api/main.tf': SSH(), 'web/main.tf': SSH() },
      });
      await client.open('api/main.tf');
      await client.open('web/main.tf');
      assert.deepEqual(await client.rules('api/main.tf'), []);
      assert.deepEqual(await client.rules('web/main.tf'), ['open-admin-port']);
    });

    it('gives a file to the innermost folder, and tells of it once', async () => {
      const client = await Client.start({
        folders: [ROOT, `${ROOT}/web`],
        files: {
          'web/.handrail/config.yaml': 'version: 1\nseverities:\n  open-admin-port: low\n',
          'web/main.tf': SSH(),
        },
      });
      await client.open('web/main.tf');
      await scan(client);
      const { findings } = await all(client);
      assert.deepEqual(
        findings.map(({ path, severity }) => [path, severity]),
        [['main.tf', 'low']],
      );
    });

    it('takes in a folder that is added, and gives its files back when it is removed', async () => {
      const client = await Client.start({ folders: [`${ROOT}/api`], files: { 'web/.handrail/config.yaml': OFF } });
      await client.open('web/infra/main.tf', SSH());
      assert.deepEqual(await client.rules('web/infra/main.tf'), ['open-admin-port']);
      await client.folders([`${ROOT}/web`]);
      assert.deepEqual(await client.rules('web/infra/main.tf'), []);
      await client.folders([], [`${ROOT}/web`]);
      assert.deepEqual(await client.rules('web/infra/main.tf'), ['open-admin-port']);
      assert.deepEqual(await places(client), ['main.tf open-admin-port']);
    });

    it('never calls the diagnostics of a folder that came back unchanged', async () => {
      const client = await Client.start({ files: {} });
      await client.open('main.tf', SSH());
      const { resultId } = await client.pull('main.tf');
      await client.folders([], [ROOT]);
      await client.folders([ROOT]);
      assert.equal((await client.pull('main.tf', resultId)).kind, 'full');
    });
  });

  describe('around files that lie in no folder', () => {
    it('reads them with the files beside them', async () => {
      const client = await Client.start({ files: { 'file:///loose/main.tf': SSH('var.cidr') } });
      const loose = await client.open('file:///loose/variables.tf', VARIABLE);
      assert.deepEqual(await client.rules(loose), ['open-admin-port']);
    });

    it('forgets them when the last one is closed, and never scans what is around them', async () => {
      const client = await Client.start({
        files: { 'file:///loose/deep/main.tf': SSH(), 'file:///loose/other.tf': SSH() },
      });
      await client.open('file:///loose/other.tf');
      await scan(client);
      assert.deepEqual(await places(client), ['other.tf open-admin-port']);
      await client.close('file:///loose/other.tf');
      await client.quiet();
      assert.deepEqual(await places(client), []);
    });

    it('reads a text that was never saved', async () => {
      const client = await Client.start({ folders: [] });
      for (const uri of ['untitled:bastion.tf', 'untitled:/shop/new/bastion.tf']) {
        await client.open(uri, SSH());
        assert.deepEqual(await client.rules(uri), ['open-admin-port'], uri);
      }
      const { findings } = await all(client);
      assert.deepEqual(findings.map(({ uri }) => uri).sort(), ['untitled:/shop/new/bastion.tf', 'untitled:bastion.tf']);
    });
  });

  describe('whose files are named by others', () => {
    const trust = (who: string) =>
      `resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = trimspace(file("${who}")) == "*" ? "*" : "none" } }] })\n}\n`;
    const shown = async (client: Client, path: string, rule: string) => {
      while (!(await client.rules(path)).includes(rule)) await client.quiet();
    };

    it('reads those, too, and again when they change outside', async () => {
      const client = await Client.start({
        files: { 'infra/main.tf': trust('who/may.txt'), 'infra/who/may.txt': '*\n' },
      });
      await client.open('infra/main.tf');
      await shown(client, 'infra/main.tf', 'open-role-trust');
      await client.outside({ 'infra/who/may.txt': '111122223333\n' });
      await client.quiet();
      assert.deepEqual(await client.rules('infra/main.tf'), []);
      await client.change('infra/main.tf', trust('who/later.txt'));
      assert.deepEqual(await client.rules('infra/main.tf'), []);
      await client.outside({ 'infra/who/later.txt': '*\n' });
      await shown(client, 'infra/main.tf', 'open-role-trust');
    });

    it('reads none of them through a link, or that Git leaves out', async () => {
      const files = { 'infra/main.tf': trust('who/linked.txt') + trust('who/ignored.txt').replace('"r"', '"s"') };
      const named = { 'infra/who/linked.txt': '*', 'infra/who/ignored.txt': '*' };
      const client = await Client.start({ files: { ...files, ...named }, ignored: /ignored/ });
      client.host.linked = /linked/;
      await client.open('infra/main.tf');
      assert.deepEqual(await client.rules('infra/main.tf'), []);
      await client.quiet();
      assert.deepEqual(
        client.host.reads.filter((uri) => uri.includes('/who/')),
        [],
      );
    });
  });

  describe('whose files change outside of the editor', () => {
    const opened = async (files: Readonly<Record<string, string>>) => {
      const client = await Client.start({ files: { 'variables.tf': VARIABLE, ...files } });
      await client.open('variables.tf');
      await client.pull('variables.tf');
      await client.quiet();
      client.refreshes = 0;
      return client;
    };

    it('takes in a file that appears beside an open one, and wakes the open one', async () => {
      const client = await opened({});
      const woken = client.nextRefresh();
      await client.outside({ 'main.tf': SSH('var.cidr') });
      await woken;
      assert.deepEqual(await client.rules('variables.tf'), ['open-admin-port']);
    });

    it('lets go of one that is removed', async () => {
      const client = await opened({ 'main.tf': SSH('var.cidr') });
      const woken = client.nextRefresh();
      await client.outside({ 'main.tf': undefined });
      await woken;
      assert.deepEqual(await client.rules('variables.tf'), []);
      assert.equal(client.refreshes, 1);
    });

    it('lets go of a whole folder that is removed, and reads one that is moved in', async () => {
      const client = await Client.start({ files: { 'infra/a/main.tf': SSH(), 'infra/b/main.tf': SSH() } });
      await scan(client);
      assert.equal((await places(client)).length, 2);
      await client.outside({ 'infra/a/main.tf': undefined, 'infra/b/main.tf': undefined }, ['infra']);
      await client.quiet();
      assert.deepEqual(await places(client), []);
      await client.outside({ 'live/a/main.tf': SSH() }, ['live']);
      await client.quiet();
      assert.deepEqual(await places(client), ['live/a/main.tf open-admin-port']);
    });

    it('keeps to the editor’s text of an open file', async () => {
      const client = await opened({});
      await client.open('main.tf', SSH('var.cidr'));
      await client.outside({ 'main.tf': '# gone\n' });
      await client.quiet();
      assert.deepEqual(await client.rules('variables.tf'), ['open-admin-port']);
    });

    it('reads nothing that nobody asked for, and nothing that a listing leaves out', async () => {
      const client = await opened({});
      await client.outside({ 'far/main.tf': SSH(), 'node_modules/x/main.tf': SSH() });
      await client.quiet();
      assert.deepEqual(await places(client), []);
      await scan(client);
      assert.deepEqual(await places(client), ['far/main.tf open-admin-port']);
      await client.outside({ 'node_modules/y/main.tf': SSH(), 'near/main.tf': SSH() });
      await client.quiet();
      assert.deepEqual(await places(client), ['far/main.tf open-admin-port', 'near/main.tf open-admin-port']);
    });

    it('ends with the newest text, however long the older one took to read', async () => {
      const client = await opened({ 'main.tf': '' });
      let go = () => {};
      client.host.hold = new Promise((resolve) => {
        go = resolve;
      });
      await client.outside({ 'main.tf': '# old\n' });
      await client.quiet();
      client.host.hold = undefined;
      await client.outside({ 'main.tf': SSH('var.cidr') });
      await client.quiet();
      go();
      await client.quiet();
      assert.deepEqual(await client.rules('variables.tf'), ['open-admin-port']);
    });

    it('tells views of changes, and only then', async () => {
      const client = await opened({});
      await client.until(() => client.changes.length > 0);
      client.changes.length = 0;
      await client.outside({ 'node_modules/main.tf': SSH(), 'notes.md': '# Notes\n' });
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.equal(client.changes.length, 0);
      await client.outside({ 'main.tf': SSH('var.cidr') });
      await client.until(() => client.changes.length > 0);
      assert.deepEqual(client.changes[0]!.uris, [uriOf('variables.tf')]);
    });
  });

  describe('that closes a file', () => {
    it('returns to the text on disk', async () => {
      const client = await Client.start({ files: { 'main.tf': '# empty\n', 'variables.tf': VARIABLE } });
      await client.open('variables.tf');
      await client.open('main.tf', SSH('var.cidr'));
      assert.deepEqual(await client.rules('variables.tf'), ['open-admin-port']);
      await client.close('main.tf');
      await client.quiet();
      assert.deepEqual(await client.rules('variables.tf'), []);
    });

    it('lets go of a text that has no file, and of a file that a listing leaves out', async () => {
      const client = await Client.start({ ignored: /\.env$/, files: { '.env': '', 'main.tf': '' } });
      await client.open('new.tf', SSH());
      await client.open('ignored.env', '');
      await client.pull('new.tf');
      await client.close('new.tf');
      await client.close('ignored.env');
      await client.quiet();
      assert.deepEqual(await places(client), []);
      assert.equal((await stateOf(client, 'ignored.env')).state, 'none');
    });

    it('keeps the editor’s text of a file that is opened again meanwhile', async () => {
      const client = await Client.start({ files: { 'main.tf': '# empty\n' } });
      await client.open('main.tf', SSH());
      await client.pull('main.tf');
      let go = () => {};
      client.host.hold = new Promise((resolve) => {
        go = resolve;
      });
      await client.close('main.tf');
      await client.open('main.tf', SSH());
      await client.quiet();
      go();
      await client.quiet();
      assert.deepEqual(await client.rules('main.tf'), ['open-admin-port']);
    });
  });

  describe('with files that speak for it', () => {
    const owner = async (client: Client) => (await all(client)).findings[0]?.owner;

    it('takes them from every folder above an open file', async () => {
      const files = { 'teams/pay/.handrail/config.yaml': OFF, 'teams/.handrail/policies/doors.yaml': POLICY('Doors') };
      const client = await Client.start({ files });
      await client.open('teams/pay/infra/live/main.tf', SSH());
      await client.open('teams/ship/infra/main.tf', SSH());
      assert.deepEqual(await client.rules('teams/pay/infra/live/main.tf'), []);
      assert.deepEqual(await client.rules('teams/ship/infra/main.tf'), ['open-admin-port']);
      assert.equal(await owner(client), 'Doors');
    });

    for (const place of ['CODEOWNERS', '.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS']) {
      it(`finds the owner in ${place}`, async () => {
        const client = await Client.start({
          files: { [place]: '* @shop/doors\n', '.handrail/policies/here.yaml': UNOWNED },
        });
        await client.open('main.tf', SSH());
        await client.pull('main.tf');
        assert.equal(await owner(client), '@shop/doors');
      });
    }

    it('follows them while they are written, before they are saved', async () => {
      const client = await Client.start({ files: { '.handrail/config.yaml': 'version: 1\n' } });
      await client.open('main.tf', SSH());
      const { resultId } = await client.pull('main.tf');
      await client.open('.handrail/config.yaml');
      await client.pull('.handrail/config.yaml');
      await client.change('.handrail/config.yaml', OFF);
      const woken = client.nextRefresh();
      await client.pull('.handrail/config.yaml');
      await woken;
      const report = await client.pull('main.tf', resultId);
      assert.deepEqual(report.kind === 'full' && report.items, []);
    });

    it('follows a new owner, which changes no finding', async () => {
      const client = await Client.start({ files: { '.handrail/policies/doors.yaml': POLICY('Doors') } });
      await client.open('main.tf', SSH());
      await client.pull('main.tf');
      assert.equal(await owner(client), 'Doors');
      client.changes.length = 0;
      await client.outside({ '.handrail/policies/doors.yaml': POLICY('Gates') });
      await client.until(() => client.changes.length > 0);
      assert.equal(await owner(client), 'Gates');
    });

    it('reads what an exclusion held back when it is taken away', async () => {
      const files = { '.handrail/config.yaml': 'version: 1\nexclude: [old]\n', 'old/main.tf': SSH(), 'main.tf': SSH() };
      const client = await Client.start({ files });
      await scan(client);
      assert.deepEqual(await places(client), ['main.tf open-admin-port']);
      assert.equal(client.host.reads.includes(uriOf('old/main.tf')), false);
      await client.outside({ '.handrail/config.yaml': 'version: 1\n' });
      await client.until(() => client.host.reads.includes(uriOf('old/main.tf')));
      await client.quiet();
      assert.deepEqual(await places(client), ['main.tf open-admin-port', 'old/main.tf open-admin-port']);
    });
  });

  describe('tells the state of a file', () => {
    it('clean, with findings, or none of its business', async () => {
      const client = await Client.start();
      await client.open('clean.tf', 'locals {}\n');
      await client.open('main.tf', SSH());
      await client.open('notes.md', '# Notes\n');
      assert.deepEqual(await stateOf(client, 'clean.tf'), {
        state: 'clean',
        count: 0,
        format: 'Terraform',
        milliseconds: 0,
      });
      assert.equal((await stateOf(client, 'main.tf')).count, 1);
      assert.equal((await stateOf(client, 'notes.md')).state, 'none');
    });

    it('skipped, and why', async () => {
      const client = await Client.start({
        settings: { maxFileSize: 1, exclude: ['left.tf'] },
        files: { '.handrail/config.yaml': 'version: 1\nexclude: [old.tf]\n' },
      });
      await client.open('left.tf', SSH());
      await client.open('old.tf', SSH());
      await client.open('long.tf', '#'.repeat(2000));
      const because = async (path: string) => {
        const state = await stateOf(client, path);
        return `${state.state}: ${state.because}`;
      };
      assert.equal(await because('left.tf'), 'skipped: excluded by the setting handrail.exclude');
      assert.equal(await because('old.tf'), 'skipped: excluded in .handrail/config.yaml');
      assert.equal(await because('long.tf'), 'skipped: larger than 1 KB');
    });

    it('too large to be read, in the tree as well; what nobody reads is no file of ours at any size', async () => {
      const long = '#'.repeat(2000);
      const client = await Client.start({
        settings: { maxFileSize: 1 },
        files: { 'long.tf': long, 'long.csv': long, 'main.tf': SSH() },
      });
      await scan(client);
      const { tooLarge, filesRead } = await all(client);
      assert.deepEqual(tooLarge, ['long.tf']);
      assert.equal(filesRead, 2);
      await client.open('long.csv');
      assert.equal((await stateOf(client, 'long.csv')).state, 'none');
      await client.outside({ 'long.tf': SSH() });
      await client.quiet();
      assert.deepEqual((await all(client)).tooLarge, []);
      await client.outside({ 'long.tf': long });
      await client.configure({ handrail: {}, maxFileSize: 3 });
      await client.until(() => client.host.reads.filter((uri) => uri === uriOf('long.tf')).length > 3);
      await client.quiet();
      assert.deepEqual((await all(client)).tooLarge, []);
    });
  });

  describe('in which names change', () => {
    const findings = async (client: Client) =>
      (await all(client)).findings.map(({ path, rule, fingerprint }) => ({ path, rule, fingerprint }));
    const MONA =
      'version: 1\nextends: doors-are-few-and-guarded\nexception:\n  longest: { high: 60 }\n  approver: { high: Mona }\n';
    const WAIVERS = (where: string) =>
      `version: 1\nwaivers:\n  - rule: open-admin-port\n    path: ${where}\n    reason: moves to the VPN\n    owner: platform\n    approvedBy: Mona\n    expires: 2026-04-01\n`;

    it('moves the findings of a file; within a module it is the same finding', async () => {
      const client = await Client.start({ files: { 'infra/main.tf': SSH() } });
      await scan(client);
      const [before] = await findings(client);
      await client.outside({ 'infra/main.tf': undefined, 'infra/network.tf': SSH() });
      await client.quiet();
      assert.deepEqual(await findings(client), [{ ...before, path: 'infra/network.tf' }]);
    });

    it('makes the findings of a folder others: what it is called is part of what a module is', async () => {
      const client = await Client.start({ files: { 'infra/main.tf': SSH() } });
      await scan(client);
      const [before] = await findings(client);
      await client.outside({ 'infra/main.tf': undefined, 'live/main.tf': SSH() }, ['infra', 'live']);
      await client.quiet();
      const [after, ...others] = await findings(client);
      assert.deepEqual([after!.path, others], ['live/main.tf', []]);
      assert.notEqual(after!.fingerprint, before!.fingerprint);
    });

    it('keeps a waiver by its paths: it holds where they lead, and no longer where they led', async () => {
      const client = await Client.start({
        files: {
          'infra/main.tf': SSH(),
          '.handrail/waivers.yaml': WAIVERS('infra/**'),
          '.handrail/policies/doors.yaml': MONA,
        },
      });
      await scan(client);
      const waived = async () =>
        (await all(client)).findings.map(({ path, waiver }) => `${path} ${waiver !== undefined}`);
      assert.deepEqual(await waived(), ['infra/main.tf true']);
      await client.outside({ 'infra/main.tf': undefined, 'infra/network.tf': SSH() });
      await client.quiet();
      assert.deepEqual(await waived(), ['infra/network.tf true']);
      await client.outside({ 'infra/network.tf': undefined, 'live/network.tf': SSH() }, ['infra', 'live']);
      await client.quiet();
      assert.deepEqual(await waived(), ['live/network.tf false']);
      await client.outside({ '.handrail/waivers.yaml': WAIVERS('live/**') });
      await client.quiet();
      assert.deepEqual(await waived(), ['live/network.tf true']);
    });

    it('keeps the editor’s text of a file that is renamed while it is open', async () => {
      const client = await Client.start({ files: { 'main.tf': '# empty\n' } });
      await client.open('main.tf', SSH());
      await client.pull('main.tf');
      await client.outside({ 'main.tf': undefined, 'network.tf': SSH() });
      await client.close('main.tf');
      await client.open('network.tf', SSH());
      await client.pull('network.tf');
      await client.quiet();
      assert.deepEqual(await places(client), ['network.tf open-admin-port']);
    });
  });

  it('knows Windows drives in any spelling', async () => {
    const client = await Client.start({ folders: ['file:///c%3A/shop'], files: {} });
    for (const uri of ['file:///c%3A/shop/a.tf', 'file:///C:/shop/b.tf', 'file:///C%3A/shop/c.tf']) {
      await client.open(uri, SSH().replace('bastion', uri.at(-4)!));
      assert.deepEqual(await client.rules(uri), ['open-admin-port'], uri);
    }
    assert.deepEqual(await places(client), ['a.tf open-admin-port', 'b.tf open-admin-port', 'c.tf open-admin-port']);
  });

  it('knows names that uris have to write in another way', async () => {
    const name = 'Größe 100% #1 [live]/säule (ä).tf';
    const client = await Client.start({ files: { [name]: SSH('var.cidr') } });
    const beside = 'Größe 100% #1 [live]/variables.tf';
    await client.open(beside, VARIABLE);
    const [found] = await client.diagnostics(beside);
    assert.equal(found!.relatedInformation![0]!.location.uri, uriOf(name));
    assert.equal((await all(client)).findings[0]!.path, beside);
  });
});
