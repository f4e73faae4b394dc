import assert from 'node:assert/strict';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { FileChange, FindingsResult } from '../../../src/surfaces/protocol';
import type { RenewalTerms, WaiverRef, WaiverRow, WaiversResult } from '../../../src/surfaces/protocol-waivers';
import { Client, covered, edited, placeOf, SSH, uriOf } from '../../support/language-server';

const FILE = '.handrail/waivers.yaml';
const POLICY =
  'version: 1\nextends: doors-are-few-and-guarded\nexception:\n  inline: medium\n  longest: { high: 60 }\n  approver: { high: Mona }\n';
const ENTRY = (more: string, resource = 'aws_security_group.bastion') =>
  `version: 1\nwaivers:\n  # why: OPS-1\n  - rule: open-admin-port\n    path: main.tf\n    resource: ${resource}\n${more}`;
const FULL = (expires: string) =>
  ENTRY(`    reason: moves to the VPN\n    owner: platform\n    approvedBy: Mona\n    expires: ${expires}\n`);
const INLINE = (until: string) => `# handrail:allow open-db until=${until} owner=web reason="soon"\n`;

const opened = async (waivers: string, main = SSH(), files: Readonly<Record<string, string>> = {}) => {
  const client = await Client.start({
    files: { '.handrail/policies/d.yaml': POLICY, [FILE]: waivers, 'main.tf': main, ...files },
  });
  await client.open('main.tf');
  return client;
};
const list = (client: Client) => client.ask<WaiversResult>('handrail/waivers', undefined);
const refOf = ({ uri, range }: WaiverRow): WaiverRef => ({ uri, position: range.start });

describe('a waiver of waivers.yaml', () => {
  it('keeps its finding quiet, and leads to itself', async () => {
    const client = await opened(FULL('2026-04-01'));
    const [finding, ...others] = await client.diagnostics('main.tf');
    assert.equal(finding!.severity, DiagnosticSeverity.Hint);
    assert.match(finding!.message, /^Waived by platform until 2026-04-01 \(31 days left\): SSH is open/);
    const [related] = finding!.relatedInformation!;
    assert.equal(related!.location.uri, uriOf(FILE));
    assert.match(covered(FULL('2026-04-01'), related!.location), /^rule: open-admin-port/);
    assert.deepEqual(others, []);
    assert.match(await client.hover('main.tf', placeOf(SSH(), '"0.0.0.0/0"')), /approved by Mona/);
  });

  it('says at its first line how it stands, and who approved it', async () => {
    const client = await opened(FULL('2026-04-01'));
    await client.open(FILE);
    const [waiver, ...others] = await client.diagnostics(FILE);
    assert.equal(waiver!.severity, DiagnosticSeverity.Hint);
    assert.equal(waiver!.message, 'This waiver holds until 2026-04-01 (31 days left), approved by Mona.');
    assert.equal(covered(FULL('2026-04-01'), waiver!), 'rule: open-admin-port');
    assert.deepEqual(others, []);
  });

  it('warns at the finding, too, when it ends soon: its own place may be out of sight', async () => {
    const [finding] = await (await opened(FULL('2026-03-05'))).diagnostics('main.tf');
    assert.equal(finding!.severity, DiagnosticSeverity.Warning);
    assert.match(finding!.message, /^Waived by platform until 2026-03-05 \(4 days left\)/);
  });

  for (const [what, waivers, said] of [
    ['that has ended', FULL('2026-02-28'), /Its waiver ended on 2026-02-28/],
    ['that ends too late', FULL('2026-12-31'), /does not hold yet\. For high the policy allows 60 days at most/],
    [
      'without an approver',
      FULL('2026-04-01').replace(/ +approvedBy.*\n/, ''),
      /the approval of Mona: name them under/,
    ],
    ['approved by somebody else', FULL('2026-04-01').replace('Mona', 'Bob'), /the approval of Mona: name them under/],
    ['without an owner', FULL('2026-04-01').replace(/ +owner.*\n/, ''), /Name who keeps an eye on it under `owner`/],
  ] as const) {
    it(`does not hold ${what}: the finding is at its full level, and both places say why`, async () => {
      const client = await opened(waivers);
      const [finding] = await client.diagnostics('main.tf');
      assert.equal(finding!.severity, DiagnosticSeverity.Warning);
      assert.match(finding!.message, said);
      await client.open(FILE);
      const [waiver] = await client.diagnostics(FILE);
      assert.equal(waiver!.severity, DiagnosticSeverity.Warning);
      const { findings } = await client.ask<FindingsResult>('handrail/findings', undefined);
      assert.equal(findings[0]!.waiver, undefined);
    });
  }

  it('is unused when nothing is where it holds, once the whole workspace was read', async () => {
    const client = await opened(FULL('2026-04-01'), SSH('"10.0.0.0/8"'));
    await client.open(FILE);
    assert.equal((await client.diagnostics(FILE))[0]!.tags, undefined);
    await client.ask('handrail/scan', { folders: [] });
    const [waiver] = await client.diagnostics(FILE);
    assert.deepEqual(waiver!.tags, [DiagnosticTag.Unnecessary]);
    assert.match(covered(FULL('2026-04-01'), waiver!), /^rule[\s\S]*2026-04-01/, 'the whole entry fades');
    const refreshed = client.nextRefresh();
    await client.change('main.tf', SSH());
    await client.pull('main.tf');
    await refreshed;
    assert.equal((await client.diagnostics(FILE))[0]!.tags, undefined, 'needed again');
  });

  it('is not called unused by an editor that leaves files out', async () => {
    const client = await opened(FULL('2026-04-01'), SSH('"10.0.0.0/8"'));
    await client.configure({ exclude: ['other/**'] });
    await client.ask('handrail/scan', { folders: [] });
    await client.open(FILE);
    assert.equal((await client.diagnostics(FILE))[0]!.tags, undefined);
  });

  it('is looked at anew with each change of its file', async () => {
    const client = await opened(FULL('2026-04-01'));
    await client.open(FILE);
    await client.change(FILE, FULL('2026-04-01').replace('resource: aws', 'resource: other'));
    const [finding] = await client.diagnostics('main.tf');
    assert.match(finding!.message, /^SSH is open/);
  });
});

describe('what can be done about a waiver', () => {
  const RENEW = 'Renew the waiver…';
  const REMOVE = 'Remove the waiver';
  const TERRAFORM = `${INLINE('2026-04-01')}${SSH()}`.replace('open-db', 'open-admin-port');
  const titles = async (client: Client, path: string, at: { line: number; character: number }) =>
    (await client.actions(path, at)).map(({ title }) => title).filter((title) => /waiver/.test(title));
  const free = { '.handrail/policies/d.yaml': POLICY.replace('inline: medium', 'inline: critical') };

  it('is to renew or remove it, at its place and at the finding that it covers', async () => {
    const client = await opened('', TERRAFORM, free);
    assert.deepEqual(await titles(client, 'main.tf', { line: 0, character: 5 }), [RENEW, REMOVE]);
    assert.deepEqual(await titles(client, 'main.tf', placeOf(TERRAFORM, '"0.0.0.0/0"')), [RENEW, REMOVE]);
    const listed = await opened(FULL('2026-04-01'));
    await listed.open(FILE);
    assert.deepEqual(await titles(listed, FILE, placeOf(FULL(''), 'rule')), [RENEW, REMOVE]);
    assert.deepEqual(await titles(listed, 'main.tf', placeOf(SSH(), '"0.0.0.0/0"')), [RENEW, REMOVE]);
    assert.deepEqual(await titles(listed, FILE, { line: 0, character: 0 }), []);
  });

  it('is not to renew what would not hold with any end', async () => {
    const strict = await opened('', TERRAFORM);
    assert.deepEqual(await titles(strict, 'main.tf', { line: 0, character: 5 }), [REMOVE]);
  });

  it('removes a comment with its line, and an entry with nothing around it', async () => {
    const client = await opened('', TERRAFORM, free);
    const [remove] = (await client.actions('main.tf', { line: 0, character: 5 })).filter(
      ({ title }) => title === REMOVE,
    );
    await client.apply(remove!.edit!);
    assert.equal(client.text('main.tf'), SSH());
    const listed = await opened(FULL('2026-04-01'));
    await listed.open(FILE);
    const [drop] = (await listed.actions('main.tf', placeOf(SSH(), '"0.0.0.0/0"'))).filter(
      ({ title }) => title === REMOVE,
    );
    await listed.apply(drop!.edit!);
    assert.equal(listed.text(FILE), 'version: 1\nwaivers: []\n  # why: OPS-1\n');
    assert.match((await listed.diagnostics('main.tf'))[0]!.message, /^SSH is open/);
  });

  it('prefers to remove one that nothing needs', async () => {
    const client = await opened('', SSH('"10.0.0.0/8"') + INLINE('2026-04-01').replace('open-db', 'open-admin-port'));
    await client.ask('handrail/scan', { folders: [] });
    const [remove, ...others] = await client.actions('main.tf', { line: 8, character: 5 });
    assert.deepEqual([remove!.title, remove!.isPreferred, others], [REMOVE, true, []]);
  });

  it('renews as far as the policy allows from today, and keeps everything else', async () => {
    for (const [path, files, main] of [
      [FILE, {}, SSH()],
      ['main.tf', free, TERRAFORM],
    ] as const) {
      const client = await opened(path === FILE ? FULL('2026-03-02') : '', main, files);
      await client.pull('main.tf');
      const [row] = (await list(client)).waivers;
      assert.equal(row!.path, path);
      const terms = await client.ask<RenewalTerms>('handrail/renewalTerms', refOf(row!));
      assert.deepEqual([terms.longestDays, terms.approver, terms.today], [60, 'Mona', '2026-03-01']);
      const change = await client.ask<FileChange>('handrail/renewWaiver', { ...refOf(row!), until: '2026-04-30' });
      assert.deepEqual([change.path, change.created], [path, false]);
      const before = path === FILE ? FULL('2026-03-02') : TERRAFORM;
      assert.equal(edited(before, [...change.edits]), before.replace(row!.until!, '2026-04-30'));
    }
  });

  it('is nothing where no waiver begins', async () => {
    const client = await opened(FULL('2026-04-01'));
    const nowhere = { uri: uriOf(FILE), position: { line: 0, character: 0 } };
    assert.equal(await client.ask('handrail/renewalTerms', nowhere), null);
    assert.equal(await client.ask('handrail/renewWaiver', { ...nowhere, until: '2026-04-30' }), null);
    assert.equal(await client.ask('handrail/removeWaiver', nowhere), null);
  });
});

describe('the list of waivers', () => {
  const MIXED = `${FULL('2026-03-05')}  - rule: open-admin-port\n    path: gone.tf\n    reason: r\n    owner: web\n    approvedBy: Mona\n    expires: 2026-04-20\n`;
  const CHECKOV = `#checkov:skip=CKV_AWS_24:later\n${SSH()}`;
  const ENDED = `# handrail:allow open-admin-port until=2026-02-20 owner=web reason="soon"\n${SSH()}`;

  it('has what has ended first, then what does not hold, then the rest by its end', async () => {
    const client = await opened(MIXED, SSH(), {
      'a/main.tf': ENDED,
      'b/main.tf': ENDED.replace('02-20', '02-10'),
      'c/main.tf': `# handrail:allow open-admin-port until=2026-03-09\n${SSH()}`,
      'd/main.tf': CHECKOV,
    });
    await client.ask('handrail/scan', { folders: [] });
    const { waivers, scanned, filesRead } = await list(client);
    assert.deepEqual(
      waivers.map(({ path, range, state, daysLeft, findings }) => [path, range.start.line, state, daysLeft, findings]),
      [
        ['b/main.tf', 0, 'expired', -19, 1],
        ['a/main.tf', 0, 'expired', -9, 1],
        ['c/main.tf', 0, 'incomplete', 8, 1],
        [FILE, 3, 'expiring', 4, 1],
        [FILE, 10, 'unused', 50, 0],
        ['d/main.tf', 0, 'unreviewed', undefined, 1],
      ],
    );
    assert.deepEqual([scanned, filesRead > 4], ['workspace', true]);
    const [listed] = waivers.filter(({ state }) => state === 'expiring');
    const { owner, reason, approvedBy, where, ruleTitle, renewable } = listed!;
    assert.deepEqual(
      { owner, reason, approvedBy, where, ruleTitle, renewable },
      {
        owner: 'platform',
        reason: 'moves to the VPN',
        approvedBy: 'Mona',
        where: 'main.tf · aws_security_group.bastion',
        ruleTitle: 'Administration port open to the internet',
        renewable: true,
      },
    );
  });

  it('tells without a scan what was read, and that it was not all', async () => {
    const client = await opened(MIXED, SSH(), { 'a/main.tf': ENDED });
    const { waivers, scanned } = await list(client);
    assert.equal(scanned, 'open');
    assert.deepEqual(
      waivers.map(({ state }) => state),
      ['expiring', 'active'],
      'what is unread may need it',
    );
  });
});
