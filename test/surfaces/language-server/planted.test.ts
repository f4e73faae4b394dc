import assert from 'node:assert/strict';
import type { FindingsResult } from '../../../src/surfaces/protocol';
import { Client, uriOf } from '../../support/language-server';
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

  it('are in no diagnostic, hover, code action, policy page, exception or report of any finding', async () => {
    const shown = new Map<string, FindingsResult['findings'][number][]>();
    for (const item of findings) shown.set(item.path, [...(shown.get(item.path) ?? []), item]);
    for (const [path, items] of shown) {
      clean(await client.diagnostics(path), `a diagnostic of ${path}`);
      clean(await client.ask('handrail/state', { uri: uriOf(path) }), `the state of ${path}`);
      for (const { uri, fingerprint, range } of items) {
        clean(await client.hover(path, range.start), `a hover of ${path}`);
        const actions = await client.actions(path, range.start);
        clean(actions, `an action of ${path}`);
        clean(await client.actions(path, range.start, ['source.fixAll']), `fixing all of ${path}`);
        // an edit that wrote the masked text back would destroy the credential instead of telling it
        assert.doesNotMatch(JSON.stringify(actions.map(({ edit }) => edit)), /\ue000|\\ue000|•••/, path);
        clean(await client.ask('handrail/policy', { uri, fingerprint }), `the policy page of ${path}`);
        clean(await client.ask('handrail/exceptionTerms', { uri, fingerprint }), `the terms for ${path}`);
        clean(await client.ask('handrail/falseAlarm', { uri, fingerprint }), `the report of ${path}`);
        const answers = { uri, fingerprint, until: '2026-03-20', owner: 'ops', reason: 'later' };
        clean(await client.ask('handrail/waiverEdit', answers), `the waiver for ${path}`);
      }
    }
  });

  it('are in no text that a person reads as a placeholder of ours', () => {
    assert.doesNotMatch(JSON.stringify(findings), /\ue000/);
  });

  it('are in neither the log nor a notification', async () => {
    await client.quiet();
    clean(client.log, 'the log');
    clean(client.changes, 'a notification');
  });
});
