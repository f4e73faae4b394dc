import assert from 'node:assert/strict';
import type { FindingItem, FindingsResult } from '../../../src/surfaces/protocol';
import type { PolicyPage, PolicyResult } from '../../../src/surfaces/protocol-policy';
import { Client, COMMENTS_DO, placeOf, SSH, uriOf } from '../../support/language-server';

type World = Parameters<typeof Client.start>[0];

const opened = async (text: string, world: World = {}, path = 'main.tf') => {
  const client = await Client.start(world);
  await client.open(path, text);
  return client;
};
const page = async (client: Client, params: object): Promise<PolicyPage | undefined> =>
  (await client.ask<PolicyResult>('handrail/policy', params)).page;
const uri = uriOf('main.tf');
const POLICY = (rest: string) => `version: 1\nextends: doors-are-few-and-guarded\n${rest}`;
/** The page of the finding in `SSH()`, with a policy file that says this. */
async function told(rest: string, files: Readonly<Record<string, string>> = {}): Promise<PolicyPage> {
  const client = await opened(SSH(), { files: { ...files, '.handrail/policies/d.yaml': POLICY(rest) } });
  return (await page(client, { uri, position: placeOf(SSH(), '"0.0.0.0/0"') }))!;
}
const WAIVED = (until: string, name = 'bastion') =>
  SSH()
    .replace('bastion', name)
    .replace(
      '    cidr_blocks',
      `    # handrail:allow open-admin-port until=${until} owner=ops reason="moves behind the VPN"\n    cidr_blocks`,
    );

describe('the policy page', () => {
  it('follows the cursor, on the finding and on its line', async () => {
    const client = await opened(SSH());
    const position = placeOf(SSH(), '"0.0.0.0/0"');
    for (const character of [position.character + 2, 0]) {
      const found = await page(client, { uri, position: { ...position, character } });
      assert.equal(found?.id, 'doors-are-few-and-guarded');
      assert.equal(found?.finding?.rule, 'open-admin-port');
      assert.equal(found?.here.length, 1);
    }
    assert.equal(await page(client, { uri, position: { line: 0, character: 0 } }), undefined);
  });

  it('opens by fingerprint and by id; the overview comes where there is no policy, and only there', async () => {
    const client = await opened(SSH());
    await client.pull('main.tf');
    const { findings } = await client.ask<FindingsResult>('handrail/findings', undefined);
    const { fingerprint } = findings[0] as FindingItem;
    const { page: found, overview } = await client.ask<PolicyResult>('handrail/policy', { uri, fingerprint });
    assert.equal(found?.finding?.fingerprint, fingerprint);
    assert.equal(overview, undefined);
    assert.equal((await page(client, { policy: 'secrets-live-in-the-vault' }))?.id, 'secrets-live-in-the-vault');
    for (const params of [{ policy: 'no-such-policy' }, { uri, fingerprint: '0000000000000000' }]) {
      const answer = await client.ask<PolicyResult>('handrail/policy', params);
      assert.equal(answer.page, undefined);
      assert.ok(answer.overview);
    }
  });

  it('says why the severity is another one than the rule’s', async () => {
    const config = 'version: 1\nenvironments:\n  production: { paths: ["*.tf"] }\n';
    const files = (more = '') => ({ '.handrail/config.yaml': config + more });
    assert.equal((await told('owner: { team: Platform }\n', files())).severityBecause, undefined);
    assert.equal(
      (await told('severity: { any: { atLeast: critical } }\n')).severityBecause,
      'The rule says high; this policy asks for at least critical everywhere.',
    );
    assert.equal(
      (await told('severity: { production: { atMost: medium } }\n', files())).severityBecause,
      'The rule says high; this policy asks for at most medium in production.',
    );
    assert.equal(
      (await told('severity: { any: { atLeast: critical } }\n', files('severities: { open-admin-port: low }\n')))
        .severityBecause,
      'The rule says high; .handrail/config.yaml says low here.',
    );
  });

  it('names who owns the policy, who owns the file and who champions the path', async () => {
    const owners = { '.github/CODEOWNERS': '*.tf @shop/infra\n' };
    const champions = 'champions:\n  - paths: ["*.tf"]\n    people: [Mona]\n  - paths: [other/**]\n    people: [Ana]\n';
    const { who } = await told(`owner: { team: Platform, people: [Noor] }\n${champions}`, owners);
    assert.deepEqual(
      [who.owner, who.people, who.fileOwners, who.champions],
      ['Platform', ['Noor'], ['@shop/infra'], ['Mona']],
    );
    const nobody = (await told('reviewed: { on: 2026-01-01 }\n', owners)).who;
    assert.deepEqual([nobody.owner, nobody.fileOwners], [undefined, ['@shop/infra']]);
  });

  it('leaves out steps of the escalation that have ended', async () => {
    const steps =
      'escalation:\n  - { when: A, to: Mona, within: 4 h }\n  - { when: B, to: Ana, until: 2026-02-28 }\n  - { when: C, to: Noor, until: 2026-03-01 }\n';
    assert.deepEqual((await told(steps)).who.escalation, [
      { when: 'A', to: 'Mona', within: '4 h' },
      { when: 'C', to: 'Noor' },
    ]);
  });

  it('tells the terms of an exception for the finding’s severity, and for each where none is selected', async () => {
    const exception = 'exception:\n  longest: { high: 20, low: 60 }\n  approver: { high: Mona, critical: Ana }\n';
    const files = {
      '.handrail/policies/d.yaml': `version: 1\nid: own\ntitle: Own\nstatement: Ours.\nwhy: { business: x }\nrules: { primary: [open-admin-port] }\n${exception}`,
    };
    const client = await opened(SSH(), { files });
    const at = await page(client, { uri, position: placeOf(SSH(), '"0.0.0.0/0"') });
    assert.deepEqual(at?.exception?.limits, [{ severity: 'high', longestDays: 20, approver: 'Mona' }]);
    assert.deepEqual((await page(client, { policy: 'own' }))?.exception?.limits, [
      { severity: 'critical', approver: 'Ana' },
      { severity: 'high', longestDays: 20, approver: 'Mona' },
      { severity: 'low', longestDays: 60 },
    ]);
  });

  it('lists running waivers of the whole workspace, the next to end first, and does not count them elsewhere', async () => {
    const client = await opened(SSH(), {
      files: {
        ...COMMENTS_DO,
        'a/x.tf': WAIVED('2026-04-20'),
        'b/x.tf': WAIVED('2026-03-20'),
        'c/x.tf': WAIVED('2026-02-20'),
      },
    });
    await client.ask('handrail/scan', { folders: [] });
    const found = await page(client, { uri, position: placeOf(SSH(), '"0.0.0.0/0"') });
    assert.deepEqual(
      found?.waivers.map(({ path, waiver }) => [path, waiver?.daysLeft]),
      [
        ['b/x.tf', 19],
        ['a/x.tf', 50],
      ],
    );
    assert.deepEqual(found?.elsewhere, [{ folder: 'c/', uri: uriOf('c/'), count: 1 }]);
  });

  it('counts what is elsewhere by folder, the fullest first', async () => {
    const client = await opened(SSH(), {
      files: {
        'b/x.tf': SSH(),
        'a/x.tf': SSH(),
        'a/y.tf': SSH().replace('bastion', 'y'),
        'root.tf': SSH().replace('bastion', 'z'),
      },
    });
    await client.ask('handrail/scan', { folders: [] });
    const found = await page(client, { uri, position: placeOf(SSH(), '"0.0.0.0/0"') });
    assert.deepEqual(found?.elsewhere, [
      { folder: 'a/', uri: uriOf('a/'), count: 2 },
      { folder: './', uri: uriOf(''), count: 1 },
      { folder: 'b/', uri: uriOf('b/'), count: 1 },
    ]);
  });

  it('names the workspace folder where there are several', async () => {
    const folders = ['file:///shop', 'file:///pay%20desk'];
    const client = await Client.start({
      folders,
      files: { 'infra/a.tf': SSH(), 'file:///pay desk/infra/b.tf': SSH() },
    });
    await client.ask('handrail/scan', { folders: [] });
    const found = await page(client, { policy: 'doors-are-few-and-guarded' });
    assert.deepEqual(found?.elsewhere.map(({ folder }) => folder).sort(), ['pay desk/infra/', 'shop/infra/']);
  });

  it('says how many folders it leaves out', async () => {
    const files = Object.fromEntries(Array.from({ length: 53 }, (_, i) => [`m${i}/main.tf`, SSH()]));
    const client = await opened(SSH(), { files });
    await client.ask('handrail/scan', { folders: [] });
    const found = await page(client, { policy: 'doors-are-few-and-guarded' });
    // 53 folders and the root, which the open file lies in
    assert.deepEqual([found?.elsewhere.length, found?.more], [50, { here: 0, waivers: 0, elsewhere: 4 }]);
  });

  it('is up to date after every edit', async () => {
    const client = await opened(SSH(), { files: { 'a/x.tf': SSH() } });
    await client.open('a/x.tf', SSH());
    const elsewhere = async () =>
      (await page(client, { uri, position: placeOf(SSH(), '"0.0.0.0/0"') }))?.elsewhere.length;
    await client.pull('a/x.tf');
    assert.equal(await elsewhere(), 1);
    await client.change('a/x.tf', SSH('"10.0.0.0/8"'));
    assert.equal(await elsewhere(), 0);
    await client.configure({ severity: { minimum: 'critical' } });
    await client.quiet();
    assert.equal(await page(client, { uri, position: placeOf(SSH(), '"0.0.0.0/0"') }), undefined);
  });

  it('has the example in the format of the file at hand first, and says that it fits', async () => {
    const lesson =
      'learn:\n  text: x\n  examples:\n    - { language: kubernetes, bad: "a: 1", good: "a: 2" }\n    - { language: terraform, bad: a, good: b, difference: c }\n';
    assert.deepEqual(
      (await told(lesson)).lesson.examples.map(({ language, fits }) => [language, fits]),
      [
        ['terraform', true],
        ['kubernetes', false],
      ],
    );
  });

  it('says which files have a say, when it was reviewed, and whether the next review is over due', async () => {
    const { origin } = await told('reviewed: { on: 2025-01-01, by: Mona, next: 2026-02-28 }\n');
    assert.deepEqual(origin.files, [
      { name: 'built in' },
      { name: '.handrail/policies/d.yaml', uri: uriOf('.handrail/policies/d.yaml') },
    ]);
    assert.deepEqual(origin.reviewed, { on: '2025-01-01', by: 'Mona' });
    assert.deepEqual(origin.nextReview, { on: '2026-02-28', passed: true });
    assert.equal((await told('reviewed: { on: 2025-01-01, next: 2026-03-01 }\n')).origin.nextReview?.passed, false);
  });

  it('has an overview: policies by number of findings, and whether any is one’s own', async () => {
    const client = await opened(SSH());
    await client.pull('main.tf');
    const overview = async () => (await client.ask<PolicyResult>('handrail/policy', {})).overview!;
    const { own, policies } = await overview();
    assert.equal(own, false);
    assert.ok(policies.length >= 8);
    assert.deepEqual([policies[0]!.id, policies[0]!.count], ['doors-are-few-and-guarded', 1]);
    await client.outside({ '.handrail/policies/d.yaml': POLICY('exception: { how: Ask. }\n') });
    await client.quiet();
    assert.equal((await overview()).own, true);
  });
});

describe('what the tree groups by', () => {
  it('is told with each finding: environment, and what is at stake', async () => {
    const files = {
      '.handrail/config.yaml': 'version: 1\nenvironments:\n  production: { paths: [main.tf] }\n',
      '.handrail/policies/d.yaml': POLICY('protects: { data: [guest list, menus] }\n'),
      'test/x.tf': SSH(),
    };
    const client = await opened(SSH(), { files });
    await client.ask('handrail/scan', { folders: [] });
    const { findings } = await client.ask<FindingsResult>('handrail/findings', undefined);
    assert.deepEqual(
      findings.map(({ path, environment, area }) => [path, environment, area]),
      [
        ['main.tf', 'production', 'guest list'],
        ['test/x.tf', undefined, 'guest list'],
      ],
    );
  });
});
