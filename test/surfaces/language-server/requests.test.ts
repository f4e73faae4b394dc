import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { loadWorkspace } from '../../../src/config/workspace';
import { rules } from '../../../src/rules/index';
import type { AnyRule } from '../../../src/rules/rule';
import type {
  FalseAlarmResult,
  FindingItem,
  FindingsResult,
  RuleResult,
  ScanResult,
  StateResult,
} from '../../../src/surfaces/protocol';
import { knownRules } from '../../../src/surfaces/rule-cards';
import { Client, placeOf, SSH, uriOf } from '../../support/language-server';

const all = (client: Client) => client.ask<FindingsResult>('handrail/findings', undefined);
const first = async (client: Client, path: string): Promise<FindingItem> => {
  await client.pull(path);
  return (await all(client)).findings.find((item) => item.uri === uriOf(path))!;
};
const opened = async (text: string, world: Parameters<typeof Client.start>[0] = {}, path = 'main.tf') => {
  const client = await Client.start(world);
  await client.open(path, text);
  return client;
};

describe('the findings of a workspace', () => {
  it('hold all that a view shows', async () => {
    const client = await opened(SSH());
    const item = await first(client, 'main.tf');
    assert.equal(item.path, 'main.tf');
    assert.equal(item.rule, 'open-admin-port');
    assert.equal(item.ruleTitle, 'Administration port open to the internet');
    assert.match(item.message, /aws_security_group\.bastion/);
    assert.equal(item.severity, 'high');
    assert.deepEqual(item.range.start, placeOf(SSH(), '"0.0.0.0/0"'));
    assert.equal(item.policy?.id, 'doors-are-few-and-guarded');
    assert.match(item.fingerprint, /^[0-9a-f]{16}$/);
  });

  it('belong to the system that their path is part of, else to what their policy protects first', async () => {
    const config = 'version: 1\nsystems:\n  - { name: Web shop, paths: [shop/**] }\n';
    const files = { '.handrail/config.yaml': config, 'shop/main.tf': SSH(), 'other/main.tf': SSH() };
    const client = await opened(SSH(), { files }, 'shop/main.tf');
    await client.open('other/main.tf', SSH());
    const { findings } = await client.ask<FindingsResult>('handrail/findings', undefined);
    const areas = Object.fromEntries(findings.map(({ path, area }) => [path, area]));
    const doors = loadWorkspace([], knownRules).policies.byId('doors-are-few-and-guarded');
    assert.deepEqual(areas, { 'shop/main.tf': 'Web shop', 'other/main.tf': doors?.protects?.data?.[0] });
  });

  it('leave out what the settings leave out', async () => {
    const client = await opened(SSH(), { settings: { severity: { minimum: 'critical' } } });
    await client.pull('main.tf');
    assert.deepEqual((await all(client)).findings, []);
  });
});

describe('a scan', () => {
  const FILES = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`infra/${i}/main.tf`, SSH().replace('bastion', `b${i}`)]),
  );

  it('reads everything, tells how far it is, and says what it found', async () => {
    const client = await Client.start({ files: { ...FILES, 'notes.md': '# Notes\n' } });
    const result = await client.ask<ScanResult>('handrail/scan', { folders: [] });
    assert.deepEqual(result, { files: 9, findings: 9, cancelled: false });
    assert.equal((await all(client)).scanned, 'workspace');
    assert.ok(client.progress.length > 1);
    assert.deepEqual(
      client.progress,
      [...client.progress].sort((a, b) => a - b),
    );
  });

  it('of a folder reads what is below it', async () => {
    const client = await Client.start({ files: FILES });
    await client.ask('handrail/scan', { folders: [uriOf('infra/3')] });
    const { findings, scanned } = await all(client);
    assert.deepEqual(
      findings.map(({ path }) => path),
      ['infra/3/main.tf'],
    );
    assert.equal(scanned, 'open');
  });

  it('that is cancelled keeps what it found', async () => {
    const client = await Client.start({ files: FILES });
    const { breathe } = client.host;
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    client.host.breathe = () => gate;
    const source = new CancellationTokenSource();
    const scanning = client.connection.sendRequest('handrail/scan', { folders: [] }, source.token);
    await client.until(() => client.progress.length > 0);
    source.cancel();
    await client.quiet();
    client.host.breathe = breathe;
    go();
    const result = (await scanning) as ScanResult;
    assert.equal(result.cancelled, true);
    const { findings, scanned } = await all(client);
    assert.ok(findings.length > 0 && findings.length < 9, String(findings.length));
    assert.equal(scanned, 'partial');
    await client.ask('handrail/scan', { folders: [] });
    assert.equal((await all(client)).findings.length, 9);
  });

  it('that comes again reads what has changed without a word, and lets go of what is gone', async () => {
    const client = await Client.start({ files: FILES });
    await client.ask('handrail/scan', { folders: [] });
    client.host.files.set(uriOf('infra/0/main.tf'), '# calm\n');
    client.host.files.delete(uriOf('infra/1/main.tf'));
    const { findings, files } = await client.ask<ScanResult>('handrail/scan', { folders: [] });
    assert.deepEqual([findings, files], [7, 8]);
  });

  it('keeps the texts of open files', async () => {
    const client = await Client.start({ files: FILES });
    await client.open('infra/0/main.tf', '# calm\n');
    const { findings } = await client.ask<ScanResult>('handrail/scan', { folders: [] });
    assert.equal(findings, 8);
  });
});

describe('the page of a rule', () => {
  it('explains it with examples, under every name it had; nothing for another word', async () => {
    const client = await Client.start();
    const { markdown } = await client.ask<RuleResult>('handrail/rule', { rule: 'open-admin-port' });
    assert.match(markdown!, /^# Administration port open to the internet/);
    assert.match(markdown!, /## Why it matters[\s\S]*## What to do[\s\S]*```hcl/);
    assert.match(markdown!, /serves \*\[Doors are few[^\]]*\]\(policies\/doors-are-few-and-guarded\/Doors[^)\s]*\)\*/);
    assert.deepEqual(await client.ask('handrail/rule', { rule: 'no-such-rule' }), {});
    const listed = await client.ask<{ rules: readonly { id: string }[] }>('handrail/rules', undefined);
    assert.equal(listed.rules.length, rules.length);
  });
});

describe('the report of a false alarm', () => {
  const told = async (text: string, path: string) => {
    const client = await opened(text, {}, path);
    const { fingerprint } = await first(client, path);
    return (await client.ask<FalseAlarmResult>('handrail/falseAlarm', { uri: uriOf(path), fingerprint })).text;
  };

  it('names the rule, the format and the first word of the line', async () => {
    const text = await told(SSH(), 'main.tf');
    assert.match(text, /`open-admin-port`/);
    assert.match(text, /- read as: Terraform\n/);
    assert.match(text, /the line begins with: `cidr_blocks`/);
  });

  it('holds no literal and no name of the repository', async () => {
    const secretive = SSH().replace('bastion', 'project_tuesday').replace('0.0.0.0/0', '::/0');
    assert.doesNotMatch(await told(secretive, 'clients/acme/main.tf'), /tuesday|::\/0|clients|acme|main/);
    const docker = 'FROM registry.acme.example/tuesday:1\nUSER root\n';
    assert.doesNotMatch(await told(docker, 'clients/acme/Dockerfile'), /tuesday|acme|clients/);
    const local = `variable "tuesday_cidr" {\n  default = "0.0.0.0/0"\n}\n${SSH('var.tuesday_cidr')}`;
    assert.doesNotMatch(await told(local, 'acme.tf'), /tuesday|acme|0\.0\.0\.0/);
  });
});

describe('a rule that throws', () => {
  const broken: AnyRule = {
    ...rules.find(({ id }) => id === 'public-database')!,
    id: 'broken-rule',
    reads: ['exposure'],
    // biome-ignore lint/correctness/useYield: it never comes that far
    *check() {
      throw new Error('this rule is broken');
    },
  };

  it('is told once, in the state of the file and in the log, and takes no other finding with it', async () => {
    const client = await opened(SSH(), { rules: [broken, ...rules] });
    assert.deepEqual(await client.rules('main.tf'), ['open-admin-port']);
    const { failures } = await all(client);
    assert.deepEqual(failures, [{ where: 'broken-rule', message: 'this rule is broken', path: 'main.tf' }]);
    const state = await client.ask<StateResult>('handrail/state', { uri: uriOf('main.tf') });
    assert.deepEqual([state.state, state.because, state.count], ['failed', 'broken-rule: this rule is broken', 1]);
    await client.change('main.tf', `${SSH()}\n# more\n`);
    await client.pull('main.tf');
    await client.quiet();
    assert.equal(client.log.filter((line) => line.includes('this rule is broken')).length, 1);
  });
});
