import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Log, Result } from 'sarif';
import { type FindingsResult, METHODS } from '../../src/surfaces/protocol';
import type { SarifResult } from '../../src/surfaces/protocol-documents';
import { walk } from '../../src/surfaces/walk';
import { handrail, newFolder, writeFiles } from '../support/cli';
import { Client } from '../support/language-server';
import { pseudoBundle } from '../support/pseudo.mjs';
import { copySample } from '../support/sample.mjs';

/** One finding as all three surfaces can say it; lines and columns are 1-based. */
interface Told {
  readonly rule: string;
  readonly path: string;
  readonly place: string;
  readonly message: string;
  readonly policy: string | null;
  readonly owner: string | null;
  readonly fingerprint: string;
}

const inOrder = (told: readonly Told[]): readonly Told[] =>
  [...told].sort((a, b) => (`${a.path} ${a.fingerprint}` < `${b.path} ${b.fingerprint}` ? -1 : 1));

async function fromEditor(folder: string): Promise<{ told: readonly Told[]; diagnostics: readonly string[] }> {
  const paths = [...walk(folder, { gitignore: true })];
  const files = new Map(paths.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const client = await Client.start({ files, today: new Date().toISOString().slice(0, 10) });
  await client.connection.sendRequest(METHODS.scan, { folders: [] });
  const { findings } = await client.connection.sendRequest<FindingsResult>(METHODS.findings, null);
  const loud = findings.filter(({ waiver, audience }) => !waiver && audience === 'everyone');
  const diagnostics: string[] = [];
  for (const name of new Set(loud.map((item) => item.path))) {
    await client.open(name);
    const open = (await client.diagnostics(name)).filter(
      ({ message, code }) => code !== 'waiver' && !/^(Waived|Skipped)/.test(message),
    );
    diagnostics.push(...open.map(({ code, range }) => `${name}:${placeOf(range)} ${code}`));
  }
  const told = loud.map((item) => ({
    rule: item.rule,
    path: item.path,
    place: placeOf(item.range),
    message: item.message,
    policy: item.policy?.id ?? null,
    owner: item.owner ?? null,
    fingerprint: item.fingerprint,
  }));
  return { told: inOrder(told), diagnostics: diagnostics.sort() };
}

type Range = FindingsResult['findings'][number]['range'];
const placeOf = ({ start, end }: Range): string =>
  `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;

function fromJson(folder: string): readonly Told[] {
  const { findings } = JSON.parse(handrail(folder, ['scan', '--format', 'json']).stdout);
  return inOrder(
    findings.map((one: Record<string, string>) => ({
      rule: one.rule,
      path: one.path,
      place: `${one.startLine}:${one.startColumn}-${one.endLine}:${one.endColumn}`,
      message: one.message,
      policy: one.policy,
      owner: one.owner,
      fingerprint: one.fingerprint,
    })),
  );
}

function fromSarif(folder: string): readonly Told[] {
  const log: Log = JSON.parse(handrail(folder, ['scan', '--format', 'sarif']).stdout);
  const loud = (log.runs[0]?.results ?? []).filter(
    ({ suppressions = [] }) => !suppressions.some(({ status }) => status !== 'rejected'),
  );
  return inOrder(loud.map(ofResult));
}

function ofResult({ ruleId, message, locations, partialFingerprints, properties }: Result): Told {
  const { artifactLocation, region } = locations![0]!.physicalLocation!;
  return {
    rule: ruleId!,
    path: decodeURIComponent(artifactLocation!.uri!),
    place: `${region!.startLine}:${region!.startColumn}-${region!.endLine}:${region!.endColumn}`,
    message: message.text!,
    policy: properties?.policy ?? null,
    owner: properties?.owner ?? null,
    fingerprint: Object.values(partialFingerprints!)[0]!,
  };
}

/** The SARIF that the editor writes, its window in another language. */
async function exported(folder: string): Promise<SarifResult> {
  const l10n = pseudoBundle(JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')));
  const paths = [...walk(folder, { gitignore: true })];
  const files = new Map(paths.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const client = await Client.start({ files, l10n, today: new Date().toISOString().slice(0, 10) });
  const unread = await client.ask<SarifResult>(METHODS.sarif, {});
  assert.equal(unread.whole, false);
  await client.ask(METHODS.scan, { folders: [] });
  return client.ask<SarifResult>(METHODS.sarif, {});
}

describe('editor, JSON and SARIF', function () {
  this.timeout(60_000);

  it('say the same about the sample: rules, places, sentences, policies, owners, fingerprints', async () => {
    const folder = newFolder('parity');
    copySample(folder);
    const editor = await fromEditor(folder);
    assert.ok(editor.told.length > 15, `${editor.told.length} findings`);
    assert.deepEqual(fromJson(folder), editor.told);
    assert.deepEqual(fromSarif(folder), editor.told);
    const expected = editor.told.map((one) => `${one.path}:${one.place} ${one.rule}`).sort();
    assert.deepEqual(editor.diagnostics, expected);
  });

  it('write the very same SARIF, in English, with what is waived, broken or too large to be read', async () => {
    const folder = newFolder('export');
    copySample(folder);
    writeFiles(folder, {
      '.handrail/policies/broken.yaml': 'version: 1\ntitel: Doors\n',
      'large.tf': `# ${'x'.repeat(1_000_000)}\n`,
      'large.csv': 'x,'.repeat(600_000),
    });
    const { text, findings, whole } = await exported(folder);
    assert.equal(whole, true);
    const log: Log = JSON.parse(text);
    assert.equal(log.runs[0]?.results?.length, findings);
    const { toolConfigurationNotifications: notes = [] } = log.runs[0]!.invocations![0]!;
    assert.ok(notes.some(({ message }) => message.text === 'skipped: larger than 1000 KB'));
    const written = JSON.parse(handrail(folder, ['scan', '--format', 'sarif']).stdout);
    assert.deepEqual(log, written);
  });
});
