import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Around, completionsAt, hoverAt, remarksOn } from '../../src/config/assist';
import { cursorAt } from '../../src/config/cursor';
import { type Known, loadWorkspace } from '../../src/config/workspace';

const KNOWN: Known = {
  rules: [
    { id: 'public-bucket', title: 'Bucket open to the public', severity: 'high' },
    { id: 'root-user', title: 'Container runs as root', severity: 'medium' },
  ],
};
const CONFIG = '.handrail/config.yaml';
const POLICY = '.handrail/policies/own.yaml';

function around(path: string, text: string): Around {
  const files = [
    { path, text },
    { path: 'CODEOWNERS', text: '* @shop/platform ops@shop.example\n' },
    ...(path === CONFIG
      ? []
      : [{ path: CONFIG, text: 'version: 1\nenvironments: { production: { paths: [p/**] } }\n' }]),
  ];
  return { known: KNOWN, workspace: loadWorkspace(files, KNOWN) };
}

/** `|` marks the cursor. */
function complete(path: string, marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, found: completionsAt(path, text, offset, around(path, text)) };
}
const labels = (path: string, marked: string) => complete(path, marked).found.map(({ label }) => label);

describe('completion in config.yaml', () => {
  it('offers the keys that are not there yet, with what they mean', () => {
    const { found } = complete(CONFIG, 'version: 1\nthreshold: high\n|\n');
    assert.deepEqual(
      found.map(({ label }) => label),
      ['organisation', 'environments', 'severities', 'rules', 'exclude', 'audience'],
    );
    assert.ok(found.every(({ documentation }) => documentation));
    assert.deepEqual(found.map(({ insert }) => insert).slice(0, 3), ['organisation: ', 'environments:', 'severities:']);
  });

  it('replaces what is half written', () => {
    const { text, found } = complete(CONFIG, 'version: 1\nthre|sh\n');
    const threshold = found.find(({ label }) => label === 'threshold');
    assert.equal(text.slice(threshold?.span.start, threshold?.span.end), 'thresh');
  });

  it('offers the choices of a value', () => {
    assert.deepEqual(labels(CONFIG, 'threshold: |'), ['critical', 'high', 'medium', 'low']);
    assert.deepEqual(labels(CONFIG, 'rules:\n  root-user: o|'), ['on', 'off']);
    assert.deepEqual(labels(CONFIG, 'version: |'), ['1']);
  });

  it('offers rules with their titles where rules are named', () => {
    const { found } = complete(CONFIG, 'version: 1\nseverities:\n  |\n');
    assert.deepEqual(
      found.map(({ label, detail, insert }) => [label, detail, insert]),
      [
        ['public-bucket', 'Bucket open to the public', 'public-bucket: '],
        ['root-user', 'Container runs as root', 'root-user: '],
      ],
    );
  });

  it('knows what stands in an environment', () => {
    assert.deepEqual(labels(CONFIG, 'environments:\n  production:\n    |'), ['paths', 'severities', 'rules']);
    assert.deepEqual(labels(CONFIG, 'environments:\n  production:\n    severities:\n      public-bucket: |'), [
      'critical',
      'high',
      'medium',
      'low',
    ]);
  });

  it('is silent in comments, in values it knows nothing about and in other files', () => {
    assert.deepEqual(labels(CONFIG, '# thre|'), []);
    assert.deepEqual(labels(CONFIG, 'organisation: S|'), []);
    assert.deepEqual(labels('other.yaml', '|'), []);
  });
});

describe('completion in a policy', () => {
  it('offers the keys of a list entry, on its first line and on the next', () => {
    const keys = ['type', 'name', 'url', 'answers'];
    assert.deepEqual(labels(POLICY, 'contact:\n  - |'), keys);
    assert.deepEqual(labels(POLICY, 'contact:\n  - type: chat\n    |'), keys);
    assert.deepEqual(labels(POLICY, 'contact:\n- type: chat\n  |'), keys);
    assert.deepEqual(labels(POLICY, 'contact:\n  - name: x\n    type: |'), ['chat', 'mail', 'ticket', 'page']);
  });

  it('offers rules, policies, environments and people', () => {
    assert.deepEqual(labels(POLICY, 'rules:\n  primary:\n    - |'), ['public-bucket', 'root-user']);
    assert.ok(labels(POLICY, 'version: 1\nextends: |').includes('secrets-live-in-the-vault'));
    assert.deepEqual(labels(POLICY, 'severity:\n  |'), ['any', 'production']);
    const { found } = complete(POLICY, 'owner:\n  codeowners: |');
    assert.deepEqual(
      found.map(({ insert }) => insert),
      ["'@shop/platform'", "'ops@shop.example'"],
    );
  });
});

describe('hover', () => {
  const hover = (path: string, marked: string) => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    return hoverAt(path, text, offset, around(path, text));
  };

  it('says what a key means and which rule a name stands for', () => {
    assert.match(hover(CONFIG, 'version: 1\nthres|hold: low\n')?.text ?? '', /fails when a finding/);
    assert.equal(
      hover(CONFIG, 'version: 1\nrules:\n  root|-user: off\n')?.text,
      '**Container runs as root** · medium · `root-user`',
    );
    assert.match(
      hover(POLICY, 'version: 1\nrules:\n  primary: [public-|bucket]\n')?.text ?? '',
      /Bucket open to the public/,
    );
    assert.match(
      hover(POLICY, 'version: 1\nextends: secrets-live|-in-the-vault\n')?.text ?? '',
      /Secrets live in the vault/,
    );
  });

  it('renders no text of the file itself', () => {
    const text = 'version: 1\nid: own\nextends: own\ntitle: "[x](command:y)"\n';
    assert.equal(hoverAt(POLICY, text, text.indexOf('own\ntitle'), around(POLICY, text)), undefined);
  });
});

describe('remarks', () => {
  const own = `version: 1
extends: secrets-live-in-the-vault
escalation:
  - { when: at night, to: Ada, until: 2026-03-31 }
reviewed: { on: 2025-01-01, next: 2026-03-31 }
rules: { related: [root-usr] }
`;
  const said = (today: string, text = own) =>
    remarksOn(POLICY, text, around(POLICY, text), today).map(
      ({ line, level, message }) => `${line} ${level} ${message}`,
    );

  it('name what is wrong, what time has made stale and what is missing', () => {
    assert.deepEqual(said('2026-04-01'), [
      '6 warning No rule is called this.',
      '4 warning This step of the escalation has ended.',
      '5 warning The day of the next review has passed.',
      '2 information Nobody is named yet as the owner of this policy.',
    ]);
  });

  it('count the last day in, and are content with an owner', () => {
    assert.deepEqual(said('2026-03-31', `${own.replace('root-usr', 'root-user')}owner: { team: Platform }\n`), []);
  });
});

describe('the cursor', () => {
  it('is found on any text without a throw, its span inside it', () => {
    const piece = fc.constantFrom('\n', ' ', '  ', '- ', 'key:', 'a', ': ', '"', '#', '{', '-', '\r\n', '\t');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(80), (pieces, at) => {
        const text = pieces.join('');
        const offset = Math.min(at, text.length);
        const cursor = cursorAt(text, offset);
        if (cursor)
          assert.ok(
            0 <= cursor.span.start &&
              cursor.span.start <= offset &&
              offset <= cursor.span.end &&
              cursor.span.end <= text.length,
          );
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
