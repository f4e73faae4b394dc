import assert from 'node:assert/strict';
import fc from 'fast-check';
import { removed, renewed, waiverText } from '../../src/findings/waiver-text';
import {
  covers,
  daysLeft,
  holds,
  type InlineWaiver,
  namesRule,
  policyLacks,
  readWaivers,
  stateOf,
} from '../../src/findings/waivers';

const FULL =
  'handrail:allow wildcard-grant until=2026-12-31 owner=@shop/data reason="bulk import until the new loader"';

/** Constructs are what braces say: from the line to the closing brace of the same depth. */
function read(text: string, comments: readonly string[] = ['#', '//', '/*']): readonly InlineWaiver[] {
  return readWaivers({
    text,
    comments,
    constructAt(offset) {
      const lineEnd = text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset);
      if (!text.slice(offset, lineEnd).trimEnd().endsWith('{')) return undefined;
      let depth = 0;
      for (let i = offset; i < text.length; i++) {
        if (text[i] === '{') depth++;
        if (text[i] === '}' && --depth === 0) return { start: offset, end: i + 1 };
      }
      return undefined;
    },
  });
}
const one = (text: string): InlineWaiver => {
  const [waiver, ...others] = read(text);
  assert.ok(waiver);
  assert.deepEqual(others, []);
  return waiver;
};
const covered = (text: string, waiver: InlineWaiver) => text.slice(waiver.covers.start, waiver.covers.end);

describe('inline waivers', () => {
  it('say which rule, until when, whose and why', () => {
    const waiver = one(`actions = ["s3:*"] # ${FULL}`);
    const { rule, until, owner, reason, missing } = waiver;
    assert.deepEqual(
      { rule, until, owner, reason, missing },
      {
        rule: 'wildcard-grant',
        until: '2026-12-31',
        owner: '@shop/data',
        reason: 'bulk import until the new loader',
        missing: [],
      },
    );
  });

  it('stand exactly at their words', () => {
    const text = `a = 1\nactions = ["s3:*"] # ${FULL} \nb = 2`;
    const waiver = one(text);
    assert.equal(text.slice(waiver.start, waiver.end), FULL);
  });

  it('cover their line when code stands before them', () => {
    const text = `a {\n  x = 1 # ${FULL}\n  y = 2\n}`;
    assert.equal(covered(text, one(text)), `  x = 1 # ${FULL}`);
  });

  it('cover the construct that begins on the next line when they stand alone', () => {
    const text = `# ${FULL}\nrole {\n  x = 1\n}\nother {\n}`;
    assert.equal(covered(text, one(text)), 'role {\n  x = 1\n}');
  });

  it('cover the next line when no construct begins there', () => {
    const text = `  # ${FULL}\r\n  x = 1\r\n  y = 2`;
    assert.equal(covered(text, one(text)), '  x = 1');
  });

  it('pass over further comment lines, so that several stand above one construct', () => {
    const text = `# ${FULL}\n# handrail:allow root-user until=2026-11-30 owner=ops reason=legacy\nrole {\n}`;
    assert.deepEqual(
      read(text).map((w) => [w.rule, covered(text, w)]),
      [
        ['wildcard-grant', 'role {\n}'],
        ['root-user', 'role {\n}'],
      ],
    );
  });

  it('stand next to each other on one line', () => {
    const text = `x = 1 # ${FULL} handrail:allow root-user until=2026-11-30 owner=ops reason=legacy`;
    assert.deepEqual(
      read(text).map((w) => [w.rule, w.owner]),
      [
        ['wildcard-grant', '@shop/data'],
        ['root-user', 'ops'],
      ],
    );
  });

  it('take their fields in any order and read a block comment', () => {
    const waiver = one('x = 1 /* handrail:allow root-user reason="a \\"b\\"" owner="Ann Lee" until=2026-01-02 */');
    assert.deepEqual([waiver.reason, waiver.owner, waiver.until], ['a "b"', 'Ann Lee', '2026-01-02']);
  });

  it('are no waivers in a string or in prose', () => {
    assert.deepEqual(read(`x = "handrail:allow root-user"`), []);
    assert.deepEqual(read('# write handrail:allow root-user to silence it'), []);
    assert.deepEqual(read(`# ${FULL}`, []), []);
  });

  it('do not start inside the reason of another', () => {
    const text = 'x # handrail:allow root-user until=2026-01-02 owner=o reason="not # handrail:allow host-path-mount"';
    assert.equal(one(text).rule, 'root-user');
  });

  it('say what they lack', () => {
    assert.deepEqual(one('x # handrail:allow root-user').missing, ['until', 'owner', 'reason']);
    assert.deepEqual(one('x # handrail:allow').missing, ['rule', 'until', 'owner', 'reason']);
    assert.deepEqual(one('x # handrail:allow rbac-* until=2026-01-02 owner=o reason=r').missing, ['rule']);
    assert.deepEqual(one('x # handrail:allow root-user owner=o reason=""').missing, ['until', 'reason']);
  });

  for (const day of ['2026-02-30', '2026-13-01', '2026-1-2', '02.01.2026', 'tomorrow', '2026-02-29']) {
    it(`need a real day: ${day} is none`, () => {
      assert.deepEqual(one(`x # handrail:allow root-user until=${day} owner=o reason=r`).missing, ['until']);
    });
  }

  it('hold through their last day and no longer', () => {
    const waiver = one(`x # ${FULL}`);
    assert.equal(stateOf(waiver, '2026-06-01'), 'active');
    assert.equal(stateOf(waiver, '2026-12-16'), 'active');
    assert.equal(stateOf(waiver, '2026-12-17'), 'expiring');
    assert.equal(stateOf(waiver, '2026-12-31'), 'expiring');
    assert.equal(daysLeft(waiver, '2026-12-31'), 0);
    assert.equal(stateOf(waiver, '2027-01-01'), 'expired');
    assert.equal(stateOf(waiver, '2026-06-01', { used: false }), 'unused');
    assert.equal(stateOf(one('x # handrail:allow root-user'), '2026-06-01'), 'incomplete');
    assert.deepEqual((['active', 'expiring', 'expired', 'incomplete', 'unused', 'unreviewed'] as const).map(holds), [
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('name a rule by its id or a former id, never by a pattern', () => {
    const waiver = one(`x # ${FULL}`);
    assert.ok(namesRule(waiver, { id: 'wildcard-grant' }));
    assert.ok(namesRule(waiver, { id: 'wide-grant', aliases: ['wildcard-grant'] }));
    assert.ok(!namesRule(waiver, { id: 'wildcard-resource' }));
  });

  it('cover findings that begin in what they cover', () => {
    const text = `a\nx = 1 # ${FULL}\nb`;
    const waiver = one(text);
    const rule = { id: 'wildcard-grant' };
    assert.deepEqual(
      [0, 2, 6, text.length - 1].map((offset) => covers(waiver, rule, offset)),
      [false, true, true, false],
    );
  });

  it('are read back as they were rendered, whatever the reason holds', () => {
    const seed = 20260301;
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((s) => s.trim() !== '');
    fc.assert(
      fc.property(words, words, fc.constantFrom('#', '//', '/*'), (owner, reason, marker) => {
        const clean = (s: string) => s.replace(/\s+/g, ' ').replaceAll('*/', '* /').trim();
        const link = 'https://tickets.example/OPS-7';
        const words = { rule: 'root-user', until: '2026-05-31', owner: clean(owner), reason, link };
        const comment = waiverText(words, marker);
        assert.ok(!comment.includes('\n'));
        const waiver = one(`code ${comment}`);
        assert.deepEqual(waiver.missing, []);
        assert.equal(waiver.link, link);
        assert.equal(waiver.reason, clean(reason));
        assert.equal(waiver.owner, clean(owner));
      }),
      { seed },
    );
  });

  it('never throw and never leave the text', () => {
    const piece = fc.constantFrom(
      'handrail:allow',
      ' ',
      '#',
      '/*',
      '"',
      'until=',
      'owner=',
      '\n',
      '\\',
      '{',
      '}',
      'x',
      '*/',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        for (const waiver of read(text)) {
          for (const span of [waiver, waiver.covers]) {
            assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(text));
          }
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('what a policy asks of a waiver', () => {
  const waiver = { ...one(`x # ${FULL}`), approvedBy: 'Ann Lee, the owner of  the Policy' };
  const inline = (terms: object) => policyLacks(waiver, true, '2026-12-01', { inlineEnough: true, ...terms });
  const listed = (terms: object) => policyLacks(waiver, false, '2026-12-01', { inlineEnough: true, ...terms });

  it('is an end that comes soon enough, counted from today', () => {
    assert.deepEqual(inline({ longestDays: 30 }), []);
    assert.deepEqual(inline({ longestDays: 29 }), ['shorter']);
    assert.deepEqual(listed({ longestDays: 29 }), ['shorter']);
    assert.deepEqual(inline({}), []);
  });

  it('is the file with an approver, where a comment is not enough', () => {
    assert.deepEqual(inline({ inlineEnough: false, approver: 'the owner of the policy' }), ['listing']);
    assert.deepEqual(listed({ inlineEnough: false }), []);
    assert.deepEqual(policyLacks(one(`x # ${FULL}`), false, '2026-12-01', { inlineEnough: false }), ['approver']);
  });

  it('is its own approver, in its own words, a name beside them or not', () => {
    assert.deepEqual(listed({ inlineEnough: false, approver: 'the owner of the policy' }), []);
    assert.deepEqual(listed({ inlineEnough: false, approver: 'head of platform' }), ['approver']);
    assert.deepEqual(listed({ approver: 'head of platform' }), [], 'a comment would be enough');
  });

  it('keeps it from holding, after what it does not say itself and after its end', () => {
    assert.equal(stateOf(waiver, '2026-06-01', { lacks: ['shorter'] }), 'incomplete');
    assert.equal(stateOf(waiver, '2027-01-01', { lacks: ['listing'] }), 'expired');
    assert.equal(stateOf(waiver, '2027-01-01', { used: false }), 'unused');
    assert.equal(stateOf(one('x # handrail:allow root-user'), '2026-06-01', { used: false }), 'incomplete');
  });

  it('is told early by as many days as are asked for', () => {
    assert.equal(stateOf(waiver, '2026-12-01', { warnDays: 30 }), 'expiring');
    assert.equal(stateOf(waiver, '2026-12-01', { warnDays: 29 }), 'active');
    assert.equal(stateOf(waiver, '2026-12-31', { warnDays: 0 }), 'expiring');
  });
});

describe('a waiver in a comment', () => {
  const COMMENTS = ['#', '//', '/*'];
  const put = (text: string, { start, end, text: by }: { start: number; end: number; text: string }) =>
    text.slice(0, start) + by + text.slice(end);
  const renewedIn = (text: string) => put(text, renewed(text, one(text), '2027-03-01'));
  const removedFrom = (text: string, at = 0) => put(text, removed(text, read(text)[at]!, COMMENTS));

  it('is renewed where its end stands', () => {
    assert.equal(renewedIn(`x = 1 # ${FULL}\ny`), `x = 1 # ${FULL.replace('2026-12-31', '2027-03-01')}\ny`);
    assert.equal(
      renewedIn('# handrail:allow root-user owner=ops until="soon" reason=r\nx'),
      '# handrail:allow root-user owner=ops until=2027-03-01 reason=r\nx',
    );
  });

  it('is given an end when it has none', () => {
    assert.equal(
      renewedIn('# handrail:allow root-user owner=ops reason=r'),
      '# handrail:allow root-user until=2027-03-01 owner=ops reason=r',
    );
  });

  it('is removed with its line when it stands alone', () => {
    assert.equal(removedFrom(`a\r\n  # ${FULL}\r\nb`), 'a\r\nb');
    assert.equal(removedFrom(`a\n/* ${FULL} */`), 'a\n');
  });

  it('is removed with its comment when it stands behind code', () => {
    assert.equal(removedFrom(`a {\n  x = 1 # ${FULL}\n}`), 'a {\n  x = 1\n}');
  });

  it('is removed alone when the comment says more', () => {
    const second = 'handrail:allow root-user until=2026-11-30 owner=ops reason=legacy';
    assert.equal(removedFrom(`x # ${FULL} see OPS-1`), 'x # see OPS-1');
    assert.equal(removedFrom(`x # ${FULL} ${second}`, 0), `x # ${second}`);
    assert.equal(removedFrom(`x # ${FULL} ${second}`, 1), `x # ${FULL}`);
  });

  it('changes nothing else in its text, whatever stands around it', () => {
    const line = fc.constantFrom(
      'a = 1',
      '',
      '  b {',
      '}',
      '# note',
      'c = "# no"',
      `d # ${FULL}`,
      `  # ${FULL}`,
      '/* x */',
    );
    const text = fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
      .map(([all, end]) => all.join(end));
    fc.assert(
      fc.property(text, (before) => {
        for (const [index, waiver] of read(before).entries()) {
          const after = put(before, renewed(before, waiver, '2027-03-01'));
          assert.equal(after.replace('2027-03-01', '2026-12-31'), before);
          assert.equal(read(after)[index]!.until, '2027-03-01');
          const without = put(before, removed(before, waiver, COMMENTS));
          assert.equal(read(without).length, read(before).length - 1);
          const code = (source: string) => source.replaceAll(FULL, '').replace(/#\s*$/gm, '').replace(/\s+/g, '');
          assert.equal(code(without), code(before));
        }
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});

describe('suppressions for other tools', () => {
  const published = {
    id: 'public-bucket',
    elsewhere: ['CKV_AWS_20', 'AWS-0092', 'gitleaks:allow', 'trufflehog:ignore'],
  };

  it('count where a rule lists their id, and are unreviewed', () => {
    const waiver = one('acl = "public-read" # trivy:ignore:AWS-0092');
    assert.ok(namesRule(waiver, published));
    assert.ok(!namesRule(waiver, { id: 'wildcard-grant' }));
    assert.equal(stateOf(waiver, '2026-01-01'), 'unreviewed');
  });

  it('cover the block around them when written for checkov', () => {
    const text = 'resource {\n  x = 1\n  # checkov:skip=CKV_AWS_20:public pictures\n  y = 2\n}\nother {\n}';
    assert.equal(
      covered(text, one(text)),
      'resource {\n  x = 1\n  # checkov:skip=CKV_AWS_20:public pictures\n  y = 2\n}',
    );
  });

  it('cover the block below when written for tfsec or trivy', () => {
    for (const word of ['tfsec', 'trivy']) {
      const text = `#${word}:ignore:aws-s3-no-public-access\nbucket {\n  x = 1\n}`;
      assert.equal(covered(text, one(text)), 'bucket {\n  x = 1\n}');
    }
  });

  it('cover their line when written for gitleaks or trufflehog', () => {
    for (const word of ['# gitleaks:allow', '#trufflehog:ignore']) {
      const text = `a = 1\nb = 2 ${word}\nc = 3`;
      const waiver = one(text);
      assert.equal(covered(text, waiver), `b = 2 ${word}`);
      assert.ok(namesRule(waiver, published));
    }
  });

  it('cover the line below when written for kics', () => {
    const text = '# kics-scan ignore-line\nb = 2\nc = 3';
    assert.equal(covered(text, one(text)), 'b = 2');
  });
});
