import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  firstWaiver,
  type NewWaiver,
  removedFrom,
  renewedIn,
  spliced,
  withWaiver,
} from '../../src/config/waiver-edits';
import { type Known, loadWorkspace, ownFile } from '../../src/config/workspace';
import type { ListedWaiver } from '../../src/findings/waiver';
import { inWords } from '../support/in-words';

const KNOWN: Known = {
  rules: [
    { id: 'public-bucket', title: 'Bucket open to the public', severity: 'high', aliases: ['open-bucket'] },
    { id: 'wildcard-grant', title: 'Grant allows every action', severity: 'high' },
  ],
};
const PATH = '.handrail/waivers.yaml';
const load = (files: Readonly<Record<string, string>>) =>
  loadWorkspace(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    KNOWN,
  );
const waivers = (text: string): readonly ListedWaiver[] => load({ [PATH]: text }).configuration.waivers;
const problems = (text: string) =>
  load({ [PATH]: text })
    .problems.map(inWords)
    .map(({ line, column, message, next }) => `${line}:${column} ${message} ${next}`);

const FULL = `version: 1
waivers:
  - rule: wildcard-grant
    path: iam/*.json
    resource: break-glass.json
    reason: Vending machine until it can name its actions
    owner: "@fernway/platform"
    approvedBy: owner of the cloud account
    expires: 2026-12-20
    link: https://tickets.fernway.example/OPS-7
`;

describe('waivers.yaml', () => {
  it('is a file of ours, in any .handrail', () => {
    assert.deepEqual(ownFile('services/pay/.handrail/waivers.yaml'), { kind: 'waivers', base: 'services/pay' });
    assert.equal(ownFile('.handrail/policies/waivers.yml'), undefined);
    assert.equal(ownFile('.handrail/more/waivers.yaml'), undefined);
  });

  it('says which rule, where, why, whose, by whom and until when', () => {
    const [listed] = waivers(FULL);
    const { start, end, ...words } = listed!.waiver;
    assert.deepEqual(words, {
      word: 'handrail',
      rule: 'wildcard-grant',
      missing: [],
      until: '2026-12-20',
      owner: '@fernway/platform',
      reason: 'Vending machine until it can name its actions',
      approvedBy: 'owner of the cloud account',
      link: 'https://tickets.fernway.example/OPS-7',
    });
    assert.equal(FULL.slice(start, end), FULL.slice(FULL.indexOf('rule:')));
    assert.equal(listed!.path, PATH);
    assert.equal(listed!.where, 'iam/*.json · break-glass.json');
    assert.deepEqual(problems(FULL), []);
  });

  it('speaks of a path by its glob, and of a resource by its address; of both where both are given', () => {
    const entry = (where: string) => waivers(`version: 1\nwaivers:\n  - rule: public-bucket\n${where}`)[0]!;
    const glob = entry('    path: infra/**\n');
    assert.ok(glob.covers('infra/a/main.tf', ['x']) && !glob.covers('deploy/main.tf', ['x']));
    const resource = entry('    resource: aws_s3_bucket.a\n');
    assert.ok(resource.covers('any.tf', ['aws_s3_bucket.a']) && !resource.covers('any.tf', ['aws_s3_bucket.b']));
    const both = entry('    path: infra\n    resource: aws_s3_bucket.a\n');
    assert.ok(both.covers('infra/main.tf', ['aws_s3_bucket.a']));
    assert.ok(!both.covers('infra/main.tf', ['aws_s3_bucket.b']) && !both.covers('main.tf', ['aws_s3_bucket.a']));
  });

  it('does not let one caller of a module answer for another', () => {
    const [listed] = waivers('version: 1\nwaivers:\n  - rule: public-bucket\n    resource: module.a.aws_s3_bucket.x\n');
    assert.ok(!listed!.covers('m/main.tf', ['module.a.aws_s3_bucket.x', 'module.b.aws_s3_bucket.x']));
  });

  it('names rules by their id or a former one', () => {
    assert.equal(
      waivers('version: 1\nwaivers:\n  - { rule: open-bucket, path: a }\n')[0]!.waiver.rule,
      'public-bucket',
    );
    assert.deepEqual(problems('version: 1\nwaivers:\n  - rule: public-bucke\n    path: a\n'), [
      '3:11 No rule is called this, so the waiver holds nowhere. Write `public-bucket`.',
    ]);
  });

  it('keeps an entry that lacks something, and what it lacks', () => {
    const missing = (text: string) =>
      waivers(`version: 1\nwaivers:\n  - rule: public-bucket\n${text}`)[0]?.waiver.missing;
    assert.deepEqual(missing(''), ['where', 'until', 'owner', 'reason']);
    assert.deepEqual(missing('    path: a\n    owner: ops\n    reason: r\n    expires: 2026-02-30\n'), ['until']);
    assert.deepEqual(missing('    path: a\n    owner: [ops]\n    reason: r\n    expires: 2026-02-28\n'), ['owner']);
  });

  it('speaks alone below its folder, its paths relative to it', () => {
    const entry = 'version: 1\nwaivers:\n  - rule: public-bucket\n    path: main.tf\n';
    const {
      waivers: [near, far],
    } = load({
      'a/.handrail/waivers.yaml': entry,
      [PATH]: `${entry}  - rule: public-bucket\n    path: "**"\n`,
    }).configuration;
    assert.ok(near!.covers('a/main.tf', []) && !near!.covers('main.tf', []));
    assert.ok(far!.covers('main.tf', []));
    const everywhere = load({ 'a/.handrail/waivers.yaml': entry, [PATH]: entry.replace('main.tf', '"**"') })
      .configuration.waivers[1]!;
    assert.ok(everywhere.covers('b/main.tf', []) && !everywhere.covers('a/other.tf', []), 'another file speaks there');
  });

  it('is reported at its line, with what to write instead, and keeps what is right in it', () => {
    const text = `version: 1
waivers:
  - rule: public-bucket
    path: /etc/*
    expires: tomorrow
    link: ftp://x
    until: 2026-12-01
  - path: a
  - rule: wildcard-grant
    path: a
`;
    assert.deepEqual(problems(text), [
      '4:11 Globs are relative, with `/` between folders. Write it without a leading `/` and without `\\`.',
      '5:14 `expires` takes a day as `YYYY-MM-DD`. The last day it holds, as `YYYY-MM-DD`.',
      '6:11 `link` takes an address that begins with `https://`. Where the decision is talked about: the address of a ticket.',
      '7:5 `until` is no key here. Keys here: `rule`, `path`, `resource`, `reason`, `owner`, `approvedBy`, `expires`, `link`.',
      '8:5 This waiver names no rule. Add `rule:` with the id of a rule.',
    ]);
    assert.deepEqual(
      waivers(text).map(({ waiver }) => waiver.rule),
      ['public-bucket', 'wildcard-grant'],
    );
  });

  it('is read up to a thousand entries, and says where it stops', () => {
    const text = `version: 1\nwaivers:\n${'  - { rule: public-bucket, path: a }\n'.repeat(1_002)}`;
    assert.equal(waivers(text).length, 1_000);
    assert.deepEqual(problems(text), [
      '1003:5 Over 1000 waivers: the rest is not read and does not hold. Remove those that have ended.',
    ]);
  });

  it('of odd shapes, broken, hostile or in another encoding is reported and throws nothing', () => {
    const bomb = `a: &a [x]\nwaivers: [${'*a,'.repeat(500)}]\nversion: 1\n`;
    for (const text of [
      bomb,
      'waivers',
      '[]',
      'version: 2\n',
      'version: 1\nwaivers: x\n',
      'version: 1\nwaivers: [1, null, [x]]\n',
      'a\0b',
      '- - -',
      '{',
    ]) {
      assert.ok(problems(text).length > 0, text.slice(0, 40));
      assert.deepEqual(waivers(text), []);
    }
  });
});

const ENTRY: NewWaiver = {
  rule: 'public-bucket',
  path: 'infra/main.tf',
  reason: 'Pictures: everybody may see them, "logos" # included',
  owner: '@fernway/web',
  expires: '2027-01-31',
};

describe('an edit of waivers.yaml', () => {
  const startOf = (text: string, index: number) => waivers(text)[index]!.waiver.start;
  const add = (text: string) => spliced(text, withWaiver(text, ENTRY)!);
  const renew = (text: string, index = 0) => spliced(text, renewedIn(text, startOf(text, index), '2027-03-01')!);
  const remove = (text: string, index = 0) => spliced(text, removedFrom(text, startOf(text, index))!);
  const WRITTEN = `  - rule: public-bucket
    path: infra/main.tf
    reason: 'Pictures: everybody may see them, "logos" # included'
    owner: "@fernway/web"
    expires: 2027-01-31
`;
  const TWO = `version: 1
# Agreed in the weekly.
waivers: # the newest last
  # until the API is there
  - rule: wildcard-grant
    path: a
    reason: >-
      Two
      lines

    expires: '2026-12-20' # OPS-1
  # the second one
  - {rule: public-bucket, path: b}
# the end
`;

  it('begins a file, and a list in a file without one', () => {
    assert.equal(firstWaiver(ENTRY), `version: 1\nwaivers:\n${WRITTEN}`);
    assert.equal(add(''), `version: 1\nwaivers:\n${WRITTEN}`);
    assert.equal(add('version: 1'), `version: 1\nwaivers:\n${WRITTEN}`);
    assert.equal(add('version: 1\nwaivers: # none yet\n'), `version: 1\nwaivers: # none yet\n${WRITTEN}`);
    assert.equal(add('version: 1\nwaivers: [] # none\n# end\n'), `version: 1\nwaivers: # none\n${WRITTEN}# end\n`);
  });

  it('adds at the end of the list, indented as the list is', () => {
    assert.equal(add(TWO), TWO.replace('# the end\n', `${WRITTEN}# the end\n`));
    const flat = 'version: 1\nwaivers:\n- rule: wildcard-grant\n  path: a';
    assert.equal(add(flat), `${flat}\n${WRITTEN.replace(/^ {2}/gm, '')}`.trimEnd());
    assert.deepEqual(parse(add('{version: 1, waivers: [{rule: wildcard-grant, path: a}]}')).waivers[1], ENTRY);
  });

  it('gives an entry another end', () => {
    assert.equal(renew(TWO), TWO.replace("'2026-12-20'", "'2027-03-01'"));
    assert.equal(renew(TWO, 1), TWO.replace('public-bucket,', 'public-bucket, expires: 2027-03-01,'));
    const without = 'version: 1\nwaivers:\n  -   rule: public-bucket # x\n      path: a\n';
    assert.equal(renew(without), without.replace('# x\n', '# x\n      expires: 2027-03-01\n'));
    const empty = 'version: 1\nwaivers:\n  - rule: public-bucket\n    expires:\n    path: a\n';
    assert.equal(renew(empty), empty.replace('expires:', 'expires: 2027-03-01'));
  });

  it('removes an entry and keeps the comments around it', () => {
    assert.equal(remove(TWO, 1), TWO.replace('  - {rule: public-bucket, path: b}\n', ''));
    assert.equal(remove(TWO), `${TWO.slice(0, TWO.indexOf('  - rule'))}${TWO.slice(TWO.indexOf('  # the second'))}`);
    assert.equal(
      remove(remove(TWO, 1)),
      'version: 1\n# Agreed in the weekly.\nwaivers: [] # the newest last\n  # until the API is there\n  # the second one\n# the end\n',
    );
    assert.equal(
      remove('{version: 1, waivers: [{rule: public-bucket, path: a}, {rule: public-bucket, path: b}]}', 1),
      '{version: 1, waivers: [{rule: public-bucket, path: a}]}',
    );
  });

  it('is not made in a file that cannot be read, nor in place of something else', () => {
    for (const text of ['version: 1\nwaivers: [\n', '- a\n', 'version: 1\nwaivers: {a: b}\n', 'a: *x\n']) {
      assert.equal(withWaiver(text, ENTRY), undefined, text);
    }
    assert.equal(removedFrom(TWO, 3), undefined);
    assert.equal(renewedIn(TWO, 3, '2027-03-01'), undefined);
  });

  it('leaves the file readable and every other byte as it was, however the file is written', () => {
    const piece = fc.record({
      above: fc.constantFrom('', '  # why\n', '\n', '\n  # two\n  # lines\n'),
      dash: fc.constantFrom('- ', '-   ', '-\n    '),
      reason: fc.constantFrom('r', '"a: b"', '>-\n        folded\n        text', '|\n        kept\n', "'it''s'"),
      expires: fc.constantFrom('2026-12-20', "'2026-12-20'", '"2026-12-20"', ''),
      note: fc.constantFrom('', ' # OPS-1'),
      below: fc.constantFrom('', '    # inside\n'),
    });
    const entry = (
      {
        above,
        dash,
        reason,
        expires,
        note,
        below,
      }: { above: string; dash: string; reason: string; expires: string; note: string; below: string },
      i: number,
    ) => {
      const column = dash === '-   ' ? '      ' : '    ';
      const lines = [
        `path: p${i}`,
        `expires: ${expires}${note}`,
        `reason: ${reason.replaceAll('        ', `${column}  `)}`,
      ];
      return `${above}  ${dash}rule: public-bucket\n${lines.map((line) => column + line).join('\n')}\n${below}`.replace(
        /\n\n(?= {4}# inside)/,
        '\n',
      );
    };
    const file = fc
      .record({
        head: fc.constantFrom('version: 1\nwaivers:\n', '# ours\nversion: 1\n\nwaivers: # list\n', '"waivers":\n'),
        entries: fc.array(piece, { minLength: 1, maxLength: 5 }),
        tail: fc.constantFrom('', '# end\n', '\n', '\n# end'),
        crlf: fc.boolean(),
      })
      .map(({ head, entries, tail, crlf }) => {
        const text = head + entries.map(entry).join('') + (head.startsWith('"') ? 'version: 1\n' : '') + tail;
        return crlf ? text.replaceAll('\n', '\r\n') : text;
      });
    const list = (text: string): { path: string; expires?: string | null }[] => parse(text).waivers;
    const comments = (text: string) => text.match(/#.*$/gm) ?? [];
    fc.assert(
      fc.property(file, fc.nat(), (text, pick) => {
        const before = list(text);
        const index = pick % before.length;
        assert.equal(waivers(text).length, before.length, text);

        const renewed = renew(text, index);
        assert.deepEqual(
          list(renewed),
          before.map((one, i) => (i === index ? { ...one, expires: '2027-03-01' } : one)),
        );
        const [from, to] = [renewed.indexOf('2027-03-01'), renewed.length - renewed.indexOf('2027-03-01') - 10];
        assert.equal(text.slice(0, from).trimEnd(), renewed.slice(0, from).trimEnd());
        assert.equal(text.slice(text.length - to), renewed.slice(renewed.length - to));

        const shorter = remove(text, index);
        assert.deepEqual(
          list(shorter),
          before.filter((_, i) => i !== index),
        );
        assert.ok(text.startsWith(shorter.slice(0, shorter.indexOf('waivers') + 7)));
        const kept = comments(text).filter((comment) => !/OPS-1|inside/.test(comment));
        assert.deepEqual(
          comments(shorter).filter((comment) => !/OPS-1|inside/.test(comment)),
          kept,
        );

        const longer = add(text);
        assert.deepEqual(list(longer), [...before, ENTRY]);
        assert.deepEqual(
          comments(longer).filter((comment) => !/included/.test(comment)),
          comments(text),
        );
      }),
      { seed: 20261124, numRuns: 400 },
    );
  });
});
