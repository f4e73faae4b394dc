import assert from 'node:assert/strict';
import { type Remark, remarksOn } from '../../src/config/remarks';
import { changed } from '../../src/config/text-change';
import { plain } from '../../src/facts';
import { inWords } from '../support/in-words';
import { around, CONFIG, POLICY } from './around';

type World = Parameters<typeof around>[2];
const remarks = (path: string, text: string, world: World = {}): readonly Remark[] =>
  remarksOn(path, text, around(path, text, world));
const said = (path: string, text: string, world: World = {}) =>
  remarks(path, text, world)
    .map(inWords)
    .map(({ line, level, message }) => `${line} ${level} ${message}`);
/** The text after the first quick fix that is on offer. */
function fixed(path: string, text: string, world: World = {}): string | undefined {
  const fix = remarks(path, text, world).find((remark) => remark.fix)?.fix;
  return fix && 'change' in fix ? changed(text, fix.change) : fix?.rename;
}

const own = `version: 1
extends: secrets-live-in-the-vault
escalation:
  - { when: at night, to: Ada, until: 2026-03-31 }
reviewed: { on: 2025-01-01, next: 2026-03-31 } # by heart
rules: { related: [root-usr] }
`;

describe('remarks', () => {
  it('name what is wrong, what time has made stale and what is missing', () => {
    assert.deepEqual(said(POLICY, own), [
      '6 warning No rule is called this.',
      '4 warning This step of the escalation has ended.',
      '5 warning The day of the next review has passed.',
      '2 information Nobody is named yet as the owner of this policy.',
    ]);
  });

  it('count the last day in, and are content with an owner', () => {
    const text = `${own.replace('root-usr', 'root-user')}owner: { team: Platform }\n`;
    assert.deepEqual(said(POLICY, text, { today: '2026-03-31' }), []);
  });

  it('name rules by what they are called today', () => {
    assert.deepEqual(said(CONFIG, 'version: 1\nrules: { open-bucket: off }\n'), [
      '2 information This rule has another name now.',
    ]);
    assert.deepEqual(
      said(POLICY, 'version: 1\nextends: who-may-do-what\nrules: { primary: [open-bucket] }\nowner: { team: A }\n'),
      ['3 information This rule has another name now.'],
    );
  });

  it('name links to files that are not there, and links that lead out', () => {
    const text = `version: 1
extends: who-may-do-what
owner: { team: A }
contact:
  - { type: page, name: How, url: docs/how.md }
  - { type: page, name: There, url: ./docs/there.md }
references:
  - { framework: Ours, control: "1", url: ../secrets.md }
learn:
  text: |
    Read [the page](docs/lesson.md) and [the law](https://law.example/).
`;
    assert.deepEqual(said(POLICY, text, { missing: new Set(['docs/how.md', 'docs/lesson.md']) }), [
      '5 warning No file lies at `docs/how.md`.',
      '8 warning This link leads out of the workspace.',
      '11 warning No file lies at `docs/lesson.md`.',
    ]);
    assert.deepEqual(said(POLICY, text.replace('../', '')), [], 'nobody has looked: nothing is said');
  });

  it('name systems without an owner', () => {
    assert.deepEqual(said(CONFIG, 'version: 1\nsystems:\n  - { name: shop, paths: [a/**] }\n'), [
      '3 information Nobody is named yet as the owner of this system.',
    ]);
  });

  it('say at its name that a pack holds something broken, and ask no pack for an owner', () => {
    const broken = {
      path: 'shared/a.yaml',
      text: 'version: 1\nextends: who-may-do-what\nrules: { primary: [root-usr] }\n',
    };
    const packs = new Map([['shared', [broken]]]);
    const [remark, ...others] = remarks(CONFIG, 'version: 1\npacks:\n  - shared\n', { packs });
    assert.deepEqual(
      [remark?.line, remark && plain(remark.next), others],
      [3, 'See `shared/a.yaml`, line 3: No rule is called this.', []],
    );
    const files = { [CONFIG]: 'version: 1\npacks: [shared]\n' };
    assert.deepEqual(said('shared/a.yaml', broken.text, { packs, files }), ['3 warning No rule is called this.']);
  });
});

describe('quick fixes', () => {
  const policy = (line: string) => `version: 1\nextends: who-may-do-what\nowner: { team: A } # ours\n${line}\n`;
  const steps: readonly [title: string, path: string, before: string, after: string][] = [
    ['write the nearest key', CONFIG, 'version: 1\nthreshhold: low\n', 'version: 1\nthreshold: low\n'],
    ['write the nearest value', CONFIG, 'version: 1\nthreshold: hihg # x\n', 'version: 1\nthreshold: high # x\n'],
    [
      'write the nearest rule',
      CONFIG,
      'version: 1\nrules: { root-usr: off }\n',
      'version: 1\nrules: { root-user: off }\n',
    ],
    [
      'write a rule’s name of today',
      POLICY,
      policy('rules: { primary: [open-bucket] }'),
      policy('rules: { primary: [public-bucket] }'),
    ],
    [
      'write the nearest environment',
      POLICY,
      policy('severity: { prodution: { atLeast: low } }'),
      policy('severity: { production: { atLeast: low } }'),
    ],
    ['write the nearest policy', POLICY, policy('').replace('do-what', 'do-whta'), policy('')],
    ['write the version', CONFIG, '# Ours\n\nthreshold: low\n', '# Ours\n\nversion: 1\nthreshold: low\n'],
    ['write the version as a number', CONFIG, 'version: "1"\n', 'version: 1\n'],
    ['make a list of one', CONFIG, 'version: 1\nexclude: old/** # x\n', 'version: 1\nexclude:\n  - old/** # x\n'],
    [
      'write spaces for tabs',
      CONFIG,
      'version: 1\nrules:\n\troot-user: off\n',
      'version: 1\nrules:\n  root-user: off\n',
    ],
    ['rename the file', '.handrail/config.yml', 'version: 1\n', '.handrail/config.yaml'],
    [
      'mark a policy as reviewed',
      POLICY,
      policy('reviewed: { on: 2025-01-01, next: 2026-01-01 } # x'),
      policy('reviewed: { on: 2026-04-01, next: 2027-04-01 } # x'),
    ],
    [
      'name the owner that CODEOWNERS has for the file',
      POLICY,
      'version: 1\nextends: who-may-do-what\n',
      'version: 1\nextends: who-may-do-what\nowner:\n  codeowners: "@shop/platform"\n',
    ],
  ];
  for (const [title, path, before, after] of steps) {
    it(`${title}: one edit, and the remark is gone`, () => {
      assert.equal(fixed(path, before), after);
      if (path.endsWith('.yaml')) assert.deepEqual(said(path, after), []);
    });
  }

  it('are not on offer where the next step is somebody’s to choose', () => {
    for (const text of ['version: 1\nthreshold: urgent\n', 'version: 1\nnonsense: 1\n', 'version: 2\n', '- a\n']) {
      assert.equal(fixed(CONFIG, text), undefined, text);
      assert.notDeepEqual(said(CONFIG, text), []);
    }
  });
});
