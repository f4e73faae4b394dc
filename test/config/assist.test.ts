import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Completion, completionsAt } from '../../src/config/assist';
import { cursorAt } from '../../src/config/cursor';
import { around, atCursor, CONFIG, POLICY } from './around';

/** `|` marks the cursor. */
function complete(path: string, marked: string, packs: readonly string[] = []) {
  const { text, offset } = atCursor(marked);
  return { text, found: completionsAt(path, text, offset, { ...around(path, text), packs }) };
}
const names = (found: readonly Completion[]) => found.filter(({ kind }) => kind !== 'block').map(({ label }) => label);
const labels = (path: string, marked: string) => names(complete(path, marked).found);
const inserts = (path: string, marked: string) => complete(path, marked).found.map(({ insert }) => insert);
/** The text after the completion of a label was taken. */
function taken(path: string, marked: string, label: string): string {
  const { text, found } = complete(path, marked);
  const one = found.find((completion) => completion.label === label);
  assert.ok(one, `${label} among ${found.map((completion) => completion.label)}`);
  return text.slice(0, one.span.start) + one.insert + text.slice(one.span.end);
}

describe('completion in config.yaml', () => {
  it('offers the keys that are not there yet, with what they mean', () => {
    const { found } = complete(CONFIG, 'version: 1\nthreshold: high\n|\n');
    const keys = found.filter(({ kind }) => kind === 'key');
    assert.deepEqual(
      keys.map(({ label }) => label),
      ['organisation', 'environments', 'systems', 'packs', 'severities', 'rules', 'exclude', 'audience'],
    );
    assert.ok(keys.every(({ documentation }) => documentation));
    assert.deepEqual(keys.map(({ insert }) => insert).slice(0, 3), ['organisation: ', 'environments:', 'systems:']);
  });

  it('replaces what is half written', () => {
    assert.equal(taken(CONFIG, 'version: 1\nthre|sh\n', 'threshold'), 'version: 1\nthreshold: \n');
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
    assert.deepEqual(labels(CONFIG, 'severities:\n  public-bucket: low\n  |\n'), ['root-user']);
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

  it('knows what a system says, its keys that stand above and below left out', () => {
    const system = 'systems:\n  - name: shop\n    |\n    criticality: high\n  - paths: [b]\n';
    assert.deepEqual(labels(CONFIG, system), ['paths', 'data', 'sessionInterval', 'owner']);
    assert.deepEqual(labels(CONFIG, 'systems:\n  - owner:\n      codeowners: |'), [
      '@shop/platform',
      'ops@shop.example',
    ]);
  });

  it('offers the packs that a host has found', () => {
    const packs = ['npm:@shop/policies', 'security/policies'];
    const { text, found } = complete(CONFIG, 'packs:\n  - npm:@sh|\n', packs);
    assert.deepEqual(names(found), packs);
    const [first] = found;
    assert.equal(first?.insert, "'npm:@shop/policies'");
    assert.equal(text.slice(first?.span.start, first?.span.end), 'npm:@sh');
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
    const [, ...others] = keys;
    assert.deepEqual(labels(POLICY, 'contact:\n  - |'), keys);
    assert.deepEqual(labels(POLICY, 'contact:\n  - type: chat\n    |'), others);
    assert.deepEqual(labels(POLICY, 'contact:\n- type: chat\n  |'), others);
    assert.deepEqual(labels(POLICY, 'contact:\n  - name: x\n    type: |'), ['chat', 'mail', 'ticket', 'page']);
    assert.deepEqual(labels(POLICY, 'contact:\n  - type: mail\n  - |\n  - name: x\n'), keys);
  });

  it('offers rules, policies, environments and people', () => {
    assert.deepEqual(labels(POLICY, 'rules:\n  primary:\n    - |'), ['public-bucket', 'root-user']);
    assert.ok(labels(POLICY, 'version: 1\nextends: |').includes('secrets-live-in-the-vault'));
    assert.deepEqual(labels(POLICY, 'severity:\n  |'), ['any', 'production']);
    assert.deepEqual(inserts(POLICY, 'owner:\n  codeowners: |'), ["'@shop/platform'", "'ops@shop.example'"]);
    assert.deepEqual(inserts(POLICY, 'owner:\n  team: |'), ["'@shop/platform'"]);
    assert.deepEqual(inserts(POLICY, 'escalation:\n  - to: |'), ["'@shop/platform'", "'ops@shop.example'"]);
  });

  it('offers people and teams that policies name already', () => {
    const own = 'version: 1\nextends: who-may-do-what\nowner: { team: Platform Security, people: [Ada] }\n';
    assert.deepEqual(inserts(POLICY, `${own}champions:\n  - people:\n      - |`), [
      'Ada',
      "'@shop/platform'",
      "'ops@shop.example'",
    ]);
    const { text, offset } = atCursor('version: 1\nsystems:\n  - owner:\n      team: |');
    const world = around(CONFIG, text, { files: { [POLICY]: own } });
    assert.deepEqual(names(completionsAt(CONFIG, text, offset, world)), ['Platform Security', '@shop/platform']);
  });

  it('offers the controls of the framework that stands beside', () => {
    const frameworks = labels(POLICY, 'references:\n  - framework: |');
    assert.ok(frameworks.includes('NIST SP 800-53 Rev. 5') && new Set(frameworks).size === frameworks.length);
    const controls = complete(POLICY, 'references:\n  - framework: NIST SP 800-53 Rev. 5\n    control: |').found;
    assert.ok(controls.some(({ label, detail }) => label === 'AC-6' && detail === 'Least Privilege'));
    assert.ok(!controls.some(({ label }) => label.startsWith('CWE-')));
    assert.ok(
      labels(POLICY, 'references:\n  - { framework: CWE, control: | }').every((label) => label.startsWith('CWE-')),
    );
  });

  it('begins a list where its first dash is still missing', () => {
    assert.equal(taken(POLICY, 'rules:\n  primary:\n    |\n', 'root-user'), 'rules:\n  primary:\n    - root-user\n');
  });

  it('works between brackets', () => {
    assert.deepEqual(labels(POLICY, 'contact:\n  - { type: chat, | }'), ['name', 'url', 'answers']);
    assert.deepEqual(labels(POLICY, 'contact: [{ type: |'), ['chat', 'mail', 'ticket', 'page']);
    assert.deepEqual(labels(POLICY, 'rules: { primary: [root-user, | ] }'), ['public-bucket', 'root-user']);
    assert.deepEqual(labels(CONFIG, 'environments:\n  production: { paths: ["a: {b"], | }'), ['severities', 'rules']);
    assert.deepEqual(labels(POLICY, 'contact:\n  - {\n      type: chat, # or { mail }\n      |\n    }\n'), [
      'name',
      'url',
      'answers',
    ]);
    assert.deepEqual(labels(POLICY, 'contact: [{ type: chat }]\n|'), labels(POLICY, 'contact: x\n|'));
  });

  it('stays in the quotes that were begun with', () => {
    assert.equal(
      taken(POLICY, 'owner:\n  codeowners: "@sh|"\n', '@shop/platform'),
      'owner:\n  codeowners: "@shop/platform"\n',
    );
    assert.equal(
      taken(POLICY, "owner: { codeowners: '| }\n", '@shop/platform'),
      "owner: { codeowners: '@shop/platform' }\n",
    );
    const { found } = complete(POLICY, 'owner:\n  codeowners: "@sh|"\n');
    assert.equal(
      found[0]?.filter,
      '"@shop/platform',
      'an editor compares it with what stands there, the quote included',
    );
  });

  it('is silent in prose', () => {
    assert.deepEqual(labels(POLICY, 'learn:\n  text: |\n    examples: [ |\n'.replace('|', '>-')), []);
  });
});

describe('the cursor', () => {
  it('is found on any text without a throw, its span inside it', () => {
    const piece = fc.constantFrom(
      '\n',
      ' ',
      '  ',
      '- ',
      'key:',
      'a',
      ': ',
      '"',
      "'",
      '#',
      '{',
      '}',
      '[',
      ']',
      ',',
      '|',
      '-',
      '\r\n',
      '\t',
    );
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
      { seed: 5, numRuns: 3000 },
    );
  });

  it('is found in a file of 10,000 lines at once', () => {
    const text = `contact:\n${'  - { type: chat, name: x }\n'.repeat(10_000)}  - { type: `;
    const before = process.cpuUsage().user;
    for (let i = 0; i < 10; i++) assert.deepEqual(cursorAt(text, text.length)?.path, ['contact', '0', 'type']);
    assert.ok(process.cpuUsage().user - before < 5_000_000);
  });
});
