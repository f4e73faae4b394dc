import assert from 'node:assert/strict';
import type { FindingsResult } from '../../../src/surfaces/protocol';
import type { WaiversResult } from '../../../src/surfaces/protocol-waivers';
import { Client } from '../../support/language-server';
import { leaked, plant } from '../../support/planted';

describe('planted credentials', function () {
  this.timeout(120_000);
  const planted = plant();
  let client: Client;
  let findings: FindingsResult['findings'];
  before(async () => {
    const [[path, text]] = [...planted.files].filter(([name]) => name.endsWith('.conf')) as [[string, string]];
    const files = new Map(planted.files);
    const [secret] = planted.in(path);
    // where a person may paste one, too: a policy's prose and a waiver's reason
    files.set(
      '.handrail/policies/own.yaml',
      `version: 1\nextends: doors-are-few-and-guarded\nwhy:\n  business: |\n${text.replace(/^/gm, '    ')}`,
    );
    files.set(
      'infra/waived/main.tf',
      `resource "aws_security_group" "b" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    # handrail:allow open-admin-port until=2026-04-01 owner=ops reason="as ${secret} says"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n`,
    );
    files.set(
      '.handrail/waivers.yaml',
      `version: 1\nwaivers:\n  - rule: public-bucket\n    path: infra\n    owner: ops\n    approvedBy: owner of the data\n    expires: 2026-03-20\n    reason: |\n${text.replace(/^/gm, '      ')}`,
    );
    client = await Client.start({ files, settings: { audience: 'hardening' } });
    await client.ask('handrail/scan', { folders: [] });
    ({ findings } = await client.ask<FindingsResult>('handrail/findings', undefined));
  });

  const clean = (output: unknown, where: string) =>
    assert.equal(leaked(JSON.stringify(output), planted.credentials).length, 0, `${where} holds a credential`);

  it('are found, in every format', () => {
    const with_ = new Set(
      findings
        .filter(({ rule }) => rule.startsWith('secret') || /credential|key|token/.test(rule))
        .map(({ path }) => path),
    );
    assert.ok(with_.size > planted.files.size / 2, `${with_.size} of ${planted.files.size} files`);
  });

  it('are in no findings list, no overview', async () => {
    clean(findings, 'the list');
    clean(await client.ask('handrail/policy', {}), 'the overview');
  });

  it('are in no list of waivers, nor in what is said at one or written over one', async () => {
    const { waivers } = await client.ask<WaiversResult>('handrail/waivers', undefined);
    assert.ok(waivers.filter(({ reason }) => reason?.includes('•••')).length >= 2, 'both reasons are told');
    clean(waivers, 'the list');
    for (const { uri, range, path } of waivers) {
      const ref = { uri, position: range.start };
      const told = await Promise.all([
        client.diagnostics(path),
        client.actions(path, range.start),
        client.ask('handrail/renewalTerms', ref),
        client.ask('handrail/renewWaiver', { ...ref, until: '2026-03-21' }),
        client.ask('handrail/removeWaiver', ref),
      ]);
      clean(told, path);
      assert.doesNotMatch(JSON.stringify(told), /\ue000|\\ue000/, path);
    }
  });

  it('are in no diagnostic, hover, code action, policy page, exception or report of any finding', async () => {
    const shown = new Map<string, FindingsResult['findings'][number][]>();
    for (const item of findings) shown.set(item.path, [...(shown.get(item.path) ?? []), item]);
    for (const [i, [path, items]] of [...shown].entries()) {
      const { uri, fingerprint } = items[0]!;
      const one = { uri, fingerprint };
      const answers = { ...one, reach: 'file', until: '2026-03-20', owner: 'ops', reason: 'later' };
      const told = await Promise.all([
        client.diagnostics(path),
        client.ask('handrail/state', { uri }),
        client.ask('handrail/policy', one),
        client.ask('handrail/exceptionTerms', one),
        // each place for it is tried out, which takes a while
        i % 8 === 0 ? client.ask('handrail/waiverEdit', answers) : null,
        client.actions(path, { line: 0, character: 0 }, ['source.fixAll']),
        ...items.map(({ range }) => client.hover(path, range.start)),
        ...items.map((item) => client.ask('handrail/falseAlarm', { uri, fingerprint: item.fingerprint })),
      ]);
      const actions = await Promise.all(items.map(({ range }) => client.actions(path, range.start)));
      clean([told, actions], `what is told of ${path}`);
      // an edit that wrote the masked text back would destroy the credential instead of telling it
      assert.doesNotMatch(JSON.stringify(actions.flat().map(({ edit }) => edit)), /\ue000|\\ue000|•••/, path);
    }
  });

  it('are in no text that a person reads as a placeholder of ours', async () => {
    assert.doesNotMatch(JSON.stringify(findings), /\ue000/);
    const page = JSON.stringify(await client.ask('handrail/policy', { policy: 'doors-are-few-and-guarded' }));
    assert.match(page, /•••/, 'the policy of this workspace is shown');
    assert.doesNotMatch(page, /\ue000/);
  });

  it('are in neither the log nor a notification', async () => {
    await client.quiet();
    clean(client.log, 'the log');
    clean(client.changes, 'a notification');
  });
});
