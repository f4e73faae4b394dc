import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Known, loadWorkspace, ownFile, workspaceLoader } from '../../src/config/workspace';
import { ownerOf, policyFor } from '../../src/policies';
import { inWords } from '../support/in-words';

const KNOWN: Known = {
  rules: [
    { id: 'public-bucket', title: 'Bucket open to the public', severity: 'high', aliases: ['open-bucket'] },
    { id: 'wildcard-grant', title: 'Grant allows every action', severity: 'high' },
    { id: 'root-user', title: 'Container runs as root', severity: 'medium' },
  ],
};
const load = (files: Readonly<Record<string, string>>) =>
  loadWorkspace(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    KNOWN,
  );
const config = (text: string) => load({ '.handrail/config.yaml': text });
const problems = (text: string, path = '.handrail/config.yaml') =>
  load({ [path]: text })
    .problems.map(inWords)
    .map(({ line, column, message, next }) => `${line}:${column} ${message} ${next}`);

describe('config.yaml', () => {
  it('is nobody else’s file', () => {
    assert.deepEqual(ownFile('.handrail/config.yaml'), { kind: 'config', base: '' });
    assert.deepEqual(ownFile('a/b/.handrail/policies/x.yaml'), { kind: 'policy', base: 'a/b' });
    for (const path of [
      'handrail/config.yaml',
      '.handrail/config.yml',
      '.handrail/policies/a/b.yaml',
      'x.handrail/config.yaml',
    ]) {
      assert.equal(ownFile(path), undefined, path);
    }
  });

  it('leaves everything as it is when there is none', () => {
    const { configuration, problems } = load({});
    assert.equal(configuration.severityOf('wildcard-grant', 'main.tf', 'high'), 'high');
    assert.ok(configuration.enabled('wildcard-grant', 'main.tf'));
    assert.ok(!configuration.excluded('main.tf'));
    assert.deepEqual([configuration.audience, configuration.threshold], ['everyone', 'high']);
    assert.deepEqual(problems, []);
  });

  const full = `version: 1
organisation: Shop
environments:
  production:
    paths: ['envs/prod/**']
    severities: { public-bucket: critical }
    rules: { root-user: on }
  development:
    paths: [envs/dev]
severities:
  open-bucket: low
  'wildcard-*': medium
rules:
  root-user: off
exclude: [vendor/, '**/testdata/**']
threshold: medium
audience: hardening
`;

  it('gives severities by rule, by former name, by pattern and by environment', () => {
    const { configuration, problems } = config(full);
    assert.deepEqual(problems, []);
    assert.equal(configuration.severityOf('public-bucket', 'envs/prod/a.tf', 'high'), 'critical');
    assert.equal(configuration.severityOf('public-bucket', 'envs/dev/a.tf', 'high'), 'low');
    assert.equal(configuration.severityOf('wildcard-grant', 'x.tf', 'high'), 'medium');
    assert.deepEqual(['envs/prod/a.tf', 'envs/dev/x/a.tf', 'envs/stage/a.tf'].map(configuration.environmentOf), [
      'production',
      'development',
      undefined,
    ]);
  });

  it('switches rules off, and on again in one environment', () => {
    const { configuration } = config(full);
    assert.ok(!configuration.enabled('root-user', 'Dockerfile'));
    assert.ok(configuration.enabled('root-user', 'envs/prod/Dockerfile'));
    assert.ok(configuration.enabled('public-bucket', 'Dockerfile'));
  });

  it('excludes paths and sets threshold, audience and name', () => {
    const { configuration } = config(full);
    assert.deepEqual(['vendor/a/b.tf', 'vendor.tf', 'a/testdata/b.tf', 'main.tf'].map(configuration.excluded), [
      true,
      false,
      true,
      false,
    ]);
    const { threshold, audience, organisation } = configuration;
    assert.deepEqual([threshold, audience, organisation], ['medium', 'hardening', 'Shop']);
  });

  it('speaks alone below its folder, its globs relative to it', () => {
    const { configuration } = load({
      '.handrail/config.yaml': 'version: 1\nexclude: [old/**]\nrules: { root-user: off }\n',
      'services/pay/.handrail/config.yaml': 'version: 1\nexclude: [legacy/**]\n',
    });
    assert.ok(configuration.excluded('old/a.tf'));
    assert.ok(configuration.excluded('services/pay/legacy/a.tf'));
    assert.ok(!configuration.excluded('services/pay/old/a.tf'));
    assert.ok(!configuration.enabled('root-user', 'services/Dockerfile'));
    assert.ok(configuration.enabled('root-user', 'services/pay/Dockerfile'));
  });
});

describe('a broken file', () => {
  it('is reported at its line, with what to write instead', () => {
    assert.deepEqual(problems('version: 1\nseveritys:\n  root-user: low\n'), [
      '2:1 `severitys` is no key here. Write `severities`.',
    ]);
    assert.deepEqual(problems('version: 1\nthreshold: hihg\n'), ["2:12 `threshold` can't be this. Write `high`."]);
    assert.deepEqual(problems('version: 1\nrules:\n  root-usr: off\n'), [
      '3:3 No rule is called this. Write `root-user`.',
    ]);
    assert.deepEqual(problems('version: 1\nexclude: vendor\n'), [
      '2:10 `exclude` takes a list, each entry on a line of its own after `- `. Paths that are not read at all, as globs: `vendor/**`, `**/testdata/**`.',
    ]);
  });

  it('keeps what is right in it', () => {
    const { configuration, problems } = config(
      "version: 1\nthreshold: 7\nseverities:\n  root-user: low\n  public-bucket: urgent\nexclude: [a/**, 3, '!b', c/**]\n",
    );
    assert.deepEqual(
      problems.map(({ line, column }) => `${line}:${column}`),
      ['2:12', '5:18', '6:17', '6:20'],
    );
    assert.equal(configuration.threshold, 'high');
    assert.equal(configuration.severityOf('root-user', 'x', 'medium'), 'low');
    assert.equal(configuration.severityOf('public-bucket', 'x', 'high'), 'high');
    assert.deepEqual(['a/x', 'b/x', 'c/x'].map(configuration.excluded), [true, false, true]);
  });

  it('harms no other file', () => {
    const { configuration, policies, problems } = load({
      '.handrail/config.yaml': 'version: 1\nthreshold: low\n',
      '.handrail/policies/broken.yaml': 'version: 1\nid: [\n',
      '.handrail/policies/fine.yaml': 'version: 1\nextends: secrets-live-in-the-vault\nowner: { team: Platform }\n',
    });
    assert.ok(problems.every(({ path }) => path === '.handrail/policies/broken.yaml') && problems.length > 0);
    assert.equal(configuration.threshold, 'low');
    assert.equal(policies.byId('secrets-live-in-the-vault')?.owner?.team, 'Platform');
  });

  it('of a newer version is refused, saying so', () => {
    assert.deepEqual(problems('threshold: low\nversion: 2\n'), [
      '2:10 This file is of version 2; this Handrail reads up to version 1. Update Handrail, or write the file in the older version.',
    ]);
    assert.equal(config('version: 2\nthreshold: low\n').configuration.threshold, 'high');
  });

  it('without a version, empty, too large or in another encoding is refused', () => {
    assert.deepEqual(problems('threshold: low\n'), ['1:1 `version` is missing. Write `version: 1` at the top.']);
    assert.deepEqual(problems(''), ['1:1 This file is empty. Write `version: 1` and what you want to say.']);
    assert.match(problems(`version: 1\n# ${'x'.repeat(300_000)}`)[0] ?? '', /Not read: longer than 256 KB/);
    assert.match(problems('v\0e\0r\0')[0] ?? '', /no UTF-8/);
    assert.match(problems('- a\n- b\n')[0] ?? '', /holds no keys/);
  });

  it('of anchors and aliases, deep nesting or endless lists costs nothing', () => {
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: [${'*a,'.repeat(50)}]`).join('\n')}\n`;
    const deep = `version: 1\nexclude: ${'['.repeat(3000)}${']'.repeat(3000)}\n`;
    const long = `version: 1\nexclude:\n${'  - a/**\n'.repeat(15_000)}`;
    const wide = `version: 1\nseverities:\n${Array.from({ length: 10_000 }, (_, i) => `  r${i}: nope\n`).join('')}`;
    const before = Date.now();
    for (const text of [bomb, deep, long, wide]) assert.ok(problems(text).length > 0);
    assert.ok(Date.now() - before < 5_000, `${Date.now() - before} ms`);
  });

  it('never has a value quoted back', () => {
    const pasted = ['hunter2', 'secret'].join('-');
    for (const text of [
      `version: ${pasted}`,
      `version: 1\nthreshold: ${pasted}`,
      `version: 1\nexclude: ${pasted}`,
      `version: 1\nrules: {root-user: ${pasted}}`,
    ]) {
      const found = problems(text);
      assert.ok(found.length > 0);
      assert.ok(!found.join().includes(pasted), found.join());
    }
  });

  it('cut anywhere or changed anywhere throws nothing and stays inside the text', () => {
    const text = `version: 1\nenvironments:\n  production: { paths: ["a/**"] }\nseverities: {root-user: low}\nrules:\n  root-user: off\n__proto__: 1\n`;
    const piece = fc.constantFrom(':', '\n', '  ', '[', '{', '"', "'", '- ', '&a', '*a', '!t', '#', '|', '<<', '\t');
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.array(piece, { maxLength: 4 }), (from, to, pieces) => {
        const broken = text.slice(0, from) + pieces.join('') + text.slice(to);
        for (const path of ['.handrail/config.yaml', '.handrail/policies/p.yaml']) {
          for (const { start, end } of load({ [path]: broken }).problems) {
            assert.ok(0 <= start && start <= end && end <= broken.length, JSON.stringify(broken));
          }
        }
      }),
      { seed: 41, numRuns: 400 },
    );
  });
});

describe('a workspace that is loaded again and again', () => {
  it('says each time what it would say anew, files that come, change and go included', () => {
    const again = workspaceLoader(KNOWN);
    const config = '.handrail/config.yaml';
    const policy = '.handrail/policies/a.yaml';
    const steps: readonly Readonly<Record<string, string>>[] = [
      {},
      { [config]: 'version: 1\nthreshold: low\n' },
      { [config]: 'version: 1\nthreshold: low\n', [policy]: 'version: 1\nextends: nothing\n' },
      {
        [config]: 'version: 1\nthreshold: hihg\n',
        [policy]: 'version: 1\nextends: who-may-do-what\nowner: { team: A }\n',
      },
      { [policy]: 'version: 1\nextends: who-may-do-what\nowner: { team: A }\n' },
    ];
    const told = ({ problems, policies, configuration }: ReturnType<typeof load>) => ({
      problems,
      threshold: configuration.threshold,
      owners: policies.all().map(({ id, owner }) => [id, owner?.team]),
    });
    for (const files of steps) {
      const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
      assert.deepEqual(told(again(texts, new Map())), told(load(files)));
    }
  });
});

describe('hostile globs', () => {
  it('are refused or quick', () => {
    const globs = [
      '{a,b}'.repeat(20),
      '*a'.repeat(40),
      '**/'.repeat(60),
      '+(a|aa)+(b)',
      'x'.repeat(400),
      '/etc/**',
      'a\\b',
    ];
    const before = Date.now();
    const { configuration, problems } = config(`version: 1\nexclude: ${JSON.stringify(globs)}\n`);
    for (let i = 0; i < 200; i++) configuration.excluded('a'.repeat(i) + '/a'.repeat(50));
    assert.equal(problems.length, globs.length - 1);
    assert.ok(Date.now() - before < 3_000);
  });
});

describe('policies of a workspace', () => {
  const own = `version: 1
extends: only-the-right-people-reach-customer-data
owner: { team: Platform Security, people: [Ada] }
contact:
  - { type: chat, name: '#ask-security', url: 'https://chat.example/ask', answers: 4 h }
why: { business: Our patients trust us with their letters. }
champions:
  - { paths: [services/pay/**], people: [Grace] }
`;

  it('add owner, contact and wording to a built-in policy, and say from where each comes', () => {
    const { policies, problems } = load({ '.handrail/policies/data.yaml': own });
    assert.deepEqual(problems, []);
    const policy = policies.byId('only-the-right-people-reach-customer-data', 'services/pay/a.tf');
    assert.equal(policy?.owner?.team, 'Platform Security');
    assert.equal(policy?.why.business, 'Our patients trust us with their letters.');
    assert.ok(policy?.why.incident, 'what the file leaves out stays');
    assert.equal(policy?.from.owner?.path, '.handrail/policies/data.yaml');
    assert.equal(policy?.from.title?.kind, 'built-in');
    assert.deepEqual(policy?.championsHere, ['Grace']);
    assert.deepEqual(policies.byId('only-the-right-people-reach-customer-data', 'x.tf')?.championsHere, []);
  });

  it('hold within their scope only, the nearer folder over the farther', () => {
    const { policies } = load({
      '.handrail/policies/data.yaml': own,
      '.handrail/policies/pay.yaml':
        'version: 1\nextends: only-the-right-people-reach-customer-data\nowner: { team: Payments }\nscope: { paths: [services/pay/**], except: [services/pay/docs/**] }\n',
      'services/mail/.handrail/policies/mail.yaml':
        'version: 1\nextends: only-the-right-people-reach-customer-data\nowner: { team: Mail }\n',
    });
    const team = (path: string) => policyFor('public-bucket', path, policies).primary?.owner?.team;
    assert.deepEqual(['main.tf', 'services/pay/a.tf', 'services/pay/docs/a.tf', 'services/mail/a.tf'].map(team), [
      'Platform Security',
      'Payments',
      'Platform Security',
      'Mail',
    ]);
  });

  const made = `version: 1
id: letters-stay-here
title: Letters stay here
statement: Patients’ letters never leave the hospital.
why: { trust: They are not ours. }
rules: { primary: [public-bucket] }
severity: { any: { atLeast: medium }, production: { atLeast: critical } }
scope: { paths: [letters/**] }
`;

  it('of one’s own explain the rules they name before the built-in ones do', () => {
    const { policies } = load({ '.handrail/policies/letters.yaml': made });
    const inside = policyFor('public-bucket', 'letters/a.tf', policies);
    assert.equal(inside.primary?.id, 'letters-stay-here');
    assert.deepEqual(
      inside.related.map(({ id }) => id),
      ['only-the-right-people-reach-customer-data'],
    );
    assert.equal(policyFor('public-bucket', 'a.tf', policies).primary?.id, 'only-the-right-people-reach-customer-data');
  });

  it('can be made out of another, which then steps back', () => {
    const text = 'version: 1\nid: our-data\nextends: only-the-right-people-reach-customer-data\ntitle: Our data\n';
    const { policies, problems } = load({ '.handrail/policies/a.yaml': text });
    assert.deepEqual(problems, []);
    const { primary, related } = policyFor('public-bucket', 'a.tf', policies);
    assert.deepEqual(
      [primary?.id, primary?.title, primary?.extends],
      ['our-data', 'Our data', 'only-the-right-people-reach-customer-data'],
    );
    assert.ok(primary?.learn, 'what it leaves out is the other’s');
    assert.deepEqual(related, []);
  });

  it('limit the severity of their rules by environment, below an explicit word of config.yaml', () => {
    const files = {
      '.handrail/policies/letters.yaml': made,
      '.handrail/config.yaml': 'version: 1\nenvironments: { production: { paths: [letters/prod/**] } }\n',
    };
    const { configuration, problems } = load(files);
    assert.deepEqual(problems, []);
    assert.equal(configuration.severityOf('public-bucket', 'letters/a.tf', 'low'), 'medium');
    assert.equal(configuration.severityOf('public-bucket', 'letters/prod/a.tf', 'high'), 'critical');
    const explicit = load({
      ...files,
      '.handrail/config.yaml': `${files['.handrail/config.yaml']}severities: { public-bucket: low }\n`,
    });
    assert.equal(explicit.configuration.severityOf('public-bucket', 'letters/prod/a.tf', 'high'), 'low');
  });

  it('that are broken are reported where they are', () => {
    const path = '.handrail/policies/p.yaml';
    assert.deepEqual(problems('version: 1\nextends: secrets-live-in-the-vaults\n', path), [
      '2:10 No policy is called this. Write `secrets-live-in-the-vault`.',
    ]);
    assert.deepEqual(problems(`${made}reviewed: { on: 2026-02-30 }\n`, path).slice(-1), [
      '9:17 No calendar has this day. Write a day as `YYYY-MM-DD`.',
    ]);
    assert.match(problems(made, path).join(), /7:39 No environment is called this\. Add it under `environments`/);
    assert.match(
      problems(made.replace('public-bucket', 'public-buckets'), path).join(),
      /6:20 No rule is called this\. Write `public-bucket`/,
    );
    assert.match(
      problems(made.replace('title: Letters stay here\n', ''), path).join(),
      /`title` is missing\. Add `title:`/,
    );
    assert.match(
      problems(`${made}contact: [{ type: chat, name: x, url: 'javascript:x' }]\n`, path).join(),
      /`url` takes an address that begins with `https:\/\/`/,
    );
  });

  it('that extend each other in a circle are reported and harm nothing', () => {
    const { problems, policies } = load({
      '.handrail/policies/a.yaml': 'version: 1\nid: a\nextends: b\n',
      '.handrail/policies/b.yaml': 'version: 1\nid: b\nextends: a\n',
    });
    assert.equal(problems.length, 2);
    assert.equal(policies.all().length, load({}).policies.all().length);
  });
});

describe('owner of a finding', () => {
  const codeowners =
    '* @shop/everyone # fallback\n/infra/ @shop/platform ops@shop.example\ninfra/docs/\n*.md @shop/docs\n!secret @x\n[Section]\n';

  it('is the policy’s, else the path’s in CODEOWNERS, else nobody yet', () => {
    const { codeowners: of } = load({ '.github/CODEOWNERS': codeowners });
    assert.deepEqual(ownerOf('infra/a.tf', { owner: { team: 'Platform Security' } }, of)?.name, 'Platform Security');
    assert.deepEqual(ownerOf('infra/a.tf', {}, of), {
      name: '@shop/platform, ops@shop.example',
      people: ['@shop/platform', 'ops@shop.example'],
      by: 'codeowners',
    });
    assert.equal(ownerOf('infra/docs/a.tf', undefined, of), undefined);
    assert.equal(ownerOf('infra/a.tf', undefined, load({}).codeowners), undefined);
  });

  it('follows the last line that matches and the nearest file', () => {
    const { codeowners: of } = load({
      CODEOWNERS: '* @root\n',
      '.github/CODEOWNERS': codeowners,
      'sub/CODEOWNERS': 'docs/* @direct\n',
    });
    assert.deepEqual(of('infra/read.md'), ['@shop/docs']);
    assert.deepEqual(of('main.tf'), ['@shop/everyone']);
    assert.deepEqual(of('sub/docs/a.tf'), ['@direct']);
    assert.deepEqual(of('sub/docs/b/a.tf'), []);
  });
});
