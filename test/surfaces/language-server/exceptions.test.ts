import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { FileChange, FindingItem, FindingsResult } from '../../../src/surfaces/protocol';
import type { ExceptionTerms, WaiverEdit, WaiverReach } from '../../../src/surfaces/protocol-waivers';
import { Client, edited, SSH, uriOf } from '../../support/language-server';

const all = (client: Client) => client.ask<FindingsResult>('handrail/findings', undefined);
const POLICY = (exception: string) =>
  `version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: Platform\n  codeowners: "@shop/platform"\nexception:\n${exception}`;
const OPEN = { '.handrail/policies/d.yaml': POLICY('  inline: critical\n') };
const STRICT = {
  '.handrail/policies/d.yaml': POLICY('  inline: low\n  longest: { high: 14 }\n  approver: { high: Mona }\n'),
};
const ADMIN = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const ANSWERS = { until: '2026-03-10', owner: 'the platform', reason: 'moves to "the" VPN' };

const opened = async (text: string, files: Readonly<Record<string, string>> = {}, path = 'main.tf') => {
  const client = await Client.start({ files });
  await client.open(path, text);
  await client.pull(path);
  return client;
};
const first = async (client: Client, path: string): Promise<FindingItem> =>
  (await all(client)).findings.find((item) => item.uri === uriOf(path))!;
const termsOf = async (client: Client, path: string): Promise<ExceptionTerms> => {
  const { fingerprint } = await first(client, path);
  return client.ask('handrail/exceptionTerms', { uri: uriOf(path), fingerprint });
};
const editOf = async (client: Client, path: string, reach: WaiverReach, more = {}): Promise<WaiverEdit | null> => {
  const { fingerprint } = await first(client, path);
  return client.ask('handrail/waiverEdit', { uri: uriOf(path), fingerprint, reach, ...ANSWERS, ...more });
};
/** A file with a change made. */
const made = (text: string, { edits }: FileChange): string => edited(text, [...edits]);

describe('an exception', () => {
  it('comes on the terms of the policy: how long, who approves, whether a comment is enough', async () => {
    const client = await opened(SSH(), STRICT);
    const { longestDays, approver, inlineEnough, comments, today } = await termsOf(client, 'main.tf');
    assert.deepEqual(
      { longestDays, approver, inlineEnough, comments, today },
      { longestDays: 14, approver: 'Mona', inlineEnough: false, comments: true, today: '2026-03-01' },
    );
    await client.outside({ '.handrail/policies/d.yaml': POLICY('  inline: high\n') });
    await client.quiet();
    assert.equal((await termsOf(client, 'main.tf')).inlineEnough, true);
  });

  it('suggests who may keep an eye on it: the path’s owner, else the policy’s', async () => {
    assert.equal((await termsOf(await opened(SSH(), STRICT), 'main.tf')).owner, 'Platform');
    const owned = await opened(SSH(), { ...STRICT, CODEOWNERS: '* @shop/web\n' });
    assert.equal((await termsOf(owned, 'main.tf')).owner, '@shop/web');
  });

  it('may hold for the line, the resource or the file: comments where they are enough, entries where not', async () => {
    const at = (reach: WaiverReach, path: string) => ({ reach, inline: path === 'main.tf', path });
    const file = '.handrail/waivers.yaml';
    const free = await termsOf(await opened(SSH(), OPEN), 'main.tf');
    assert.deepEqual(free.places, [at('line', 'main.tf'), at('resource', 'main.tf'), at('file', file)]);
    const strict = await termsOf(await opened(SSH(), STRICT), 'main.tf');
    assert.deepEqual(strict.places, [at('resource', file), at('file', file)]);
    const json = await termsOf(await opened(ADMIN, {}, 'iam/ci.json'), 'iam/ci.json');
    assert.deepEqual(json.places, [at('resource', file), at('file', file)]);
    assert.equal(json.comments, false);
  });

  it('is written above the line or above the resource', async () => {
    const client = await opened(SSH(), OPEN);
    const comment = `# handrail:allow open-admin-port until=2026-03-10 owner="the platform" reason="moves to \\"the\\" VPN"\n`;
    const line = await editOf(client, 'main.tf', 'line');
    assert.equal(made(SSH(), line!.change), SSH().replace('    cidr', `    ${comment}    cidr`));
    assert.equal(line!.line, 5);
    const resource = await editOf(client, 'main.tf', 'resource', { link: 'https://tickets.example/1' });
    const linked = comment.replace('\n', ' link=https://tickets.example/1\n');
    assert.equal(made(SSH(), resource!.change), linked + SSH());
    assert.equal(resource!.line, 0);
  });

  const HEREDOC = `resource "aws_iam_policy" "ci" {\n  policy = <<EOT\n{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:*",\n      "Resource": "*"\n    }\n  ]\n}\nEOT\n}\n`;
  const POD =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      securityContext:\n        privileged: true\n';
  const FLOW =
    'on: pull_request_target\npermissions: write-all\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          echo start\n          echo "${{ github.event.issue.title }}"\n';
  for (const [what, path, text] of [
    ['Terraform', 'main.tf', SSH()],
    ['a policy inside a heredoc', 'policy.tf', HEREDOC],
    ['Terraform with CRLF', 'crlf.tf', SSH().replaceAll('\n', '\r\n')],
    ['Kubernetes', 'pod.yaml', POD],
    ['a workflow, a script in it included', '.github/workflows/ci.yml', FLOW],
    ['a Dockerfile', 'Dockerfile', 'FROM node:22\nUSER root\n'],
    ['JSON', 'iam/ci.json', ADMIN],
  ] as const) {
    it(`is written where it holds, in ${what}, at each place that is offered`, async () => {
      const client = await Client.start({ settings: { audience: 'hardening' } });
      await client.open(path, text);
      const before = (await client.diagnostics(path)).length;
      assert.ok(before > 0);
      for (const { fingerprint } of (await all(client)).findings) {
        const at = { uri: uriOf(path), fingerprint };
        const { places } = await client.ask<ExceptionTerms>('handrail/exceptionTerms', at);
        for (const { reach, inline } of places) {
          const edit = await client.ask<WaiverEdit | null>('handrail/waiverEdit', {
            ...at,
            reach,
            ...ANSWERS,
            until: '2026-03-05',
          });
          assert.ok(edit, `${fingerprint} has a place for its waiver: ${reach}`);
          assert.equal(edit.change.path === path, inline);
          if (inline) await client.change(path, made(text, edit.change));
          else await client.open(edit.change.path, made('', edit.change));
          await client.pull(path);
          const after = (await all(client)).findings.filter((item) => item.uri === uriOf(path));
          assert.equal(after.length, before, 'no finding comes or goes');
          const { waiver } = after.find((item) => item.fingerprint === fingerprint)!;
          const { until, owner, reason, daysLeft } = waiver!;
          assert.deepEqual({ until, owner, reason, daysLeft }, { ...ANSWERS, until: '2026-03-05', daysLeft: 4 });
          if (inline) await client.change(path, text);
          else await client.close(edit.change.path);
        }
      }
    });
  }

  it('goes into waivers.yaml where no comment can stand, naming the approver of the policy', async () => {
    const client = await opened(ADMIN, {}, 'iam/ci.json');
    const { change, line } = (await editOf(client, 'iam/ci.json', 'resource'))!;
    assert.equal(change.created, true);
    assert.equal(change.path, '.handrail/waivers.yaml');
    assert.deepEqual(parse(made('', change)), {
      version: 1,
      waivers: [
        {
          rule: 'wildcard-grant',
          path: 'iam/ci.json',
          resource: 'ci.json',
          reason: ANSWERS.reason,
          owner: ANSWERS.owner,
          approvedBy: 'the owner of the policy',
          expires: ANSWERS.until,
        },
      ],
    });
    assert.equal(line, 2);
  });

  it('is added to the nearest waivers.yaml, below what stands there', async () => {
    const own = 'version: 1\nwaivers:\n  # first\n  - rule: root-user\n    path: Dockerfile\n';
    const files = { ...STRICT, 'a/.handrail/config.yaml': 'version: 1\n', '.handrail/waivers.yaml': own };
    const far = await opened(SSH(), files, 'a/main.tf');
    const { change, line } = (await editOf(far, 'a/main.tf', 'file'))!;
    assert.equal(change.path, '.handrail/waivers.yaml');
    assert.ok(made(own, change).startsWith(own));
    assert.equal(parse(made(own, change)).waivers[1].path, 'a/main.tf');
    assert.equal(line, 5);
    const near = await opened(SSH(), { ...files, 'a/.handrail/waivers.yaml': '' }, 'a/main.tf');
    const beside = (await editOf(near, 'a/main.tf', 'file'))!.change;
    assert.equal(beside.path, 'a/.handrail/waivers.yaml');
    assert.equal(parse(made('', beside)).waivers[0].path, 'main.tf');
  });

  it('names a path that a glob would read otherwise so that it still fits', async () => {
    const client = await opened(SSH(), STRICT, 'infra/[slug]/main.tf');
    const { change } = (await editOf(client, 'infra/[slug]/main.tf', 'file'))!;
    assert.equal(parse(made('', change)).waivers[0].path, 'infra/?slug?/main.tf');
  });

  it('is not written where it would not hold: a list that cannot be read, an end that is too late', async () => {
    const broken = await opened(SSH(), { ...STRICT, '.handrail/waivers.yaml': 'version: 1\nwaivers: [\n' });
    assert.equal(await editOf(broken, 'main.tf', 'file'), null);
    const late = await opened(SSH(), STRICT);
    assert.equal(await editOf(late, 'main.tf', 'file', { until: '2026-03-16' }), null);
    assert.equal(await editOf(late, 'main.tf', 'line'), null, 'a comment is not enough');
  });

  it('says who is asked, and offers the line of CODEOWNERS that leads .handrail to the owner of the policy', async () => {
    const routing = async (files: Readonly<Record<string, string>>, path = 'main.tf') => {
      const edit = (await editOf(await opened(SSH(), { ...STRICT, ...files }, path), path, 'file'))!;
      return { asked: edit.asked, text: edit.routing?.text, change: edit.routing };
    };
    const none = await routing({});
    assert.deepEqual([none.asked, none.text], [[], '/.handrail/ @shop/platform']);
    assert.equal(none.change!.created, true);
    assert.equal(made('', none.change!), '/.handrail/ @shop/platform\n');

    const owners = '* @shop/web';
    const general = await routing({ '.github/CODEOWNERS': owners });
    assert.deepEqual(general.asked, ['@shop/web']);
    assert.equal(general.change!.path, '.github/CODEOWNERS');
    assert.equal(made(owners, general.change!), '* @shop/web\n/.handrail/ @shop/platform\n');

    const routed = await routing({ CODEOWNERS: '* @shop/web\n/.handrail/ @shop/security\n' });
    assert.deepEqual([routed.asked, routed.change], [['@shop/security'], undefined]);

    const nested = await routing(
      { CODEOWNERS: '* @shop/web\n', 'pay/.handrail/config.yaml': 'version: 1\n' },
      'pay/main.tf',
    );
    assert.equal(nested.text, '/pay/.handrail/ @shop/platform');
  });

  it('leaves the findings as they were when it is only asked for', async () => {
    for (const files of [OPEN, STRICT]) {
      const client = await opened(SSH(), files);
      const before = await client.diagnostics('main.tf');
      await termsOf(client, 'main.tf');
      await editOf(client, 'main.tf', 'resource');
      assert.deepEqual(await client.diagnostics('main.tf'), before);
    }
  });

  it('is nothing for a finding that is gone', async () => {
    const client = await opened(SSH());
    const gone = { uri: uriOf('main.tf'), fingerprint: '0000000000000000' };
    assert.equal(await client.ask('handrail/exceptionTerms', gone), null);
    assert.equal(await client.ask('handrail/waiverEdit', { ...gone, reach: 'file', ...ANSWERS }), null);
    assert.equal(await client.ask('handrail/falseAlarm', gone), null);
  });
});
