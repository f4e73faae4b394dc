import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import type { Path, Plain } from '../../src/config/plain-data';
import { changed } from '../../src/config/text-change';
import { removeValue, setValue, setValues } from '../../src/config/yaml-edit';

const edited = (text: string, path: Path, value: Plain): string | undefined => {
  const change = setValue(text, path, value);
  return change && changed(text, change);
};
const without = (text: string, path: Path): string | undefined => {
  const change = removeValue(text, path);
  return change && changed(text, change);
};

const FILE = `# Who answers for what.
version: 1 # the first

owner:
  # asked twice
  team:    Platform   # since March
  people: [Ada, 'Grace H.'] # both
contact:
- type: chat
  name: "#ask" # not the other one
  answers: 4 h
# the mail list is read on Mondays
- { type: mail, name: list }
why:
  business: >-
    Two lines
    of prose.
# end
`;

describe('one value set in a YAML text', () => {
  const cases: readonly [title: string, path: Path, value: Plain, from: string, to: string][] = [
    ['takes the place of another', ['owner', 'team'], 'Security', 'Platform   #', 'Security   #'],
    ['is quoted where it has to be', ['owner', 'team'], '@shop/security', 'Platform   #', '"@shop/security"   #'],
    ['changes its kind', ['owner', 'people', 1], { a: 1 }, "'Grace H.'", '{ a: 1 }'],
    [
      'goes behind the last key of its mapping',
      ['owner', 'codeowners'],
      'a@b.c',
      '# both\n',
      '# both\n  codeowners: a@b.c\n',
    ],
    ['goes behind the last entry of its list', ['owner', 'people', 2], 'Lin', "'Grace H.'", "'Grace H.', Lin"],
    [
      'goes into brackets as one more key',
      ['contact', 1, 'url'],
      'mailto:a@b.c',
      'name: list',
      'name: list, url: mailto:a@b.c',
    ],
    [
      'begins a list entry of its own',
      ['contact', 2],
      { type: 'chat', name: '#b' },
      'name: list }\n',
      'name: list }\n- type: chat\n  name: "#b"\n',
    ],
    ['goes behind prose', ['why', 'trust'], 'Ours.', 'of prose.\n', 'of prose.\n  trust: Ours.\n'],
    ['takes the place of prose', ['why', 'business'], 'Short.', '>-\n    Two lines\n    of prose.', 'Short.'],
    [
      'makes what is missing on the way',
      ['severity', 'any', 'atLeast'],
      'low',
      'of prose.\n',
      'of prose.\nseverity:\n  any:\n    atLeast: low\n',
    ],
    [
      'takes the place of a whole block, the comment above it kept',
      ['owner'],
      { team: 'New' },
      "  # asked twice\n  team:    Platform   # since March\n  people: [Ada, 'Grace H.']",
      '  # asked twice\n  team: New',
    ],
  ];
  for (const [title, path, value, from, to] of cases) {
    it(title, () => {
      assert.ok(FILE.includes(from));
      assert.equal(edited(FILE, path, value), FILE.replace(from, to));
    });

    it(`${title}, with the line breaks that the file has`, () => {
      const windows = (text: string) => text.replaceAll('\n', '\r\n');
      assert.equal(edited(windows(FILE), path, value), windows(FILE.replace(from, to)));
    });
  }

  it('keeps the brackets that it is written in', () => {
    assert.equal(edited('a: {on: 1} # x\n', ['a'], { on: 2, next: [3] }), 'a: { on: 2, next: [ 3 ] } # x\n');
  });

  it('with others is one edit, and touches nothing outside of them', () => {
    const text = '# a\nreviewed: { on: 2025-01-01, next: 2026-01-01 } # b\n';
    const change = setValues(text, [
      [['reviewed', 'on'], '2026-04-01'],
      [['reviewed', 'by'], 'Ada'],
    ]);
    assert.deepEqual(
      change && changed(text, change),
      '# a\nreviewed: { on: 2026-04-01, next: 2026-01-01, by: Ada } # b\n',
    );
    assert.equal(setValues(text, [[['reviewed', 'on', 'x'], 1]]), undefined);
  });

  it('begins a file', () => {
    assert.equal(edited('', ['version'], 1), 'version: 1\n');
    assert.equal(edited('# ours\n', ['rules', 'root-user'], 'off'), '# ours\nrules:\n  root-user: off\n');
    assert.equal(edited('# ours', ['version'], 1), '# ours\nversion: 1\n');
    assert.equal(edited('{}', ['version'], 1), '{version: 1}');
  });

  it('fills a key that has no value yet, its comment kept', () => {
    assert.equal(
      edited('contact: # ask\nid: a\n', ['contact', 0, 'type'], 'chat'),
      'contact: # ask\n  - type: chat\nid: a\n',
    );
    assert.equal(edited('team: # whose\n', ['team'], 'Ours'), 'team: Ours # whose\n');
    assert.equal(edited('team:', ['team'], 'Ours'), 'team: Ours');
  });

  it('works at the end of a text without a last line break', () => {
    assert.equal(edited('a: 1', ['b'], 2), 'a: 1\nb: 2');
    assert.equal(edited('a:\n  - x', ['a', 1], 'y'), 'a:\n  - x\n  - y');
    assert.equal(edited('a: |\n  x', ['b'], 2), 'a: |\n  x\nb: 2');
  });

  it('is not tried where it could mean something else', () => {
    assert.equal(edited('a: [', ['b'], 1), undefined, 'a broken text');
    assert.equal(edited('a: text\n', ['a', 'b'], 1), undefined, 'a text is no mapping');
    assert.equal(edited('a: [x]\n', ['a', 3], 'y'), undefined, 'past the end of the list');
    assert.equal(edited('a: &x [1]\nb: *x\n', ['a', 1], 2), undefined, 'an anchor shares it');
    assert.equal(edited('a: &x {k: 1}\nb: *x\n', ['b', 'k'], 2), undefined, 'an alias leads elsewhere');
    assert.equal(edited('a: 1\na: 2\n', ['a'], 3), undefined, 'which of the two counts is a matter of the reader');
  });
});

describe('one value taken out of a YAML text', () => {
  it('goes with its lines, and with nothing else', () => {
    assert.equal(without(FILE, ['contact', 0]), FILE.replace(/- type: chat[\s\S]*?4 h\n/, ''));
    assert.equal(without(FILE, ['contact', 1]), FILE.replace('- { type: mail, name: list }\n', ''));
    assert.equal(without(FILE, ['why']), FILE.replace(/why:[\s\S]*?prose\.\n/, ''));
    assert.equal(without(FILE, ['contact', 0, 'answers']), FILE.replace('  answers: 4 h\n', ''));
  });

  it('leaves the next key behind the dash', () => {
    assert.equal(without('- a: 1\n  b: 2\n', [0, 'a']), '- b: 2\n');
  });

  it('goes with its comma, comments of its neighbours kept', () => {
    assert.equal(without('a: [x, y, z]\n', ['a', 0]), 'a: [y, z]\n');
    assert.equal(without('a: [x, y, z]\n', ['a', 2]), 'a: [x, y]\n');
    assert.equal(without('a: [\n  x, # one\n  y # two\n]\n', ['a', 1]), 'a: [\n  x, # one\n   # two\n]\n');
  });

  it('leaves an empty list or mapping behind when it was the last', () => {
    assert.equal(without('a:\n  - x\nb: 1\n', ['a', 0]), 'a: []\nb: 1\n');
    assert.equal(without('a: { k: 1 }\n', ['a', 'k']), 'a: {}\n');
  });

  it('at the end of a text takes the line break above', () => {
    assert.equal(without('a: 1\nb: 2', ['b']), 'a: 1');
  });

  it('is nothing where there is nothing', () => {
    assert.equal(without('a: 1\n', ['b']), undefined);
    assert.equal(without('a: 1\n', ['a', 'b']), undefined);
  });
});

describe('any edit of any text', () => {
  const word = fc.constantFrom(
    'a',
    'on',
    '#x',
    'b: c',
    '@h',
    "it's",
    '"',
    'two\nlines',
    '',
    ' lead',
    '1',
    '- x',
    'é',
    '{',
    '*',
  );
  const plain = fc.letrec<{ node: Plain; list: Plain; map: Plain; leaf: Plain }>((tie) => ({
    node: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('list'), tie('map')),
    leaf: fc.oneof(word, fc.integer({ min: -9, max: 99 }), fc.boolean(), fc.constant(null)),
    list: fc.array(tie('node'), { maxLength: 3 }),
    map: fc.dictionary(fc.constantFrom('k', 'l', 'm', 'n'), tie('node'), { maxKeys: 3, noNullPrototype: true }),
  })).node;
  const style = fc.record({
    indentSeq: fc.boolean(),
    flow: fc.boolean(),
    windows: fc.boolean(),
    comments: fc.boolean(),
  });

  /** A text that says the data, with a comment on every line that can bear one. */
  function written(
    data: Plain,
    { indentSeq, flow, windows, comments }: { [k in 'indentSeq' | 'flow' | 'windows' | 'comments']: boolean },
  ): string {
    const document = parseDocument('');
    document.contents = document.createNode(data) as never;
    let text = document.toString({ indentSeq, lineWidth: 0, collectionStyle: flow ? 'flow' : 'block' });
    if (comments) {
      const lines = text.split('\n').map((line, i) => (/[:\]}a-z0-9-]$/.test(line) ? `${line} # ${i}!` : line));
      const commented = lines.join('\n');
      if (says(commented, data)) text = commented;
    }
    return windows ? text.replaceAll('\n', '\r\n') : text;
  }

  function says(text: string, data: Plain): boolean {
    const document = parseDocument(text);
    return document.errors.length === 0 && JSON.stringify(document.toJS()) === JSON.stringify(data);
  }

  /** Every path of the data, and some that are not there yet. */
  function* paths(data: Plain, path: Path = []): Generator<Path> {
    if (path.length > 0) yield path;
    if (Array.isArray(data)) {
      for (const [i, entry] of data.entries()) yield* paths(entry, [...path, i]);
      yield [...path, data.length];
    } else if (data !== null && typeof data === 'object') {
      for (const [key, entry] of Object.entries(data)) yield* paths(entry, [...path, key]);
      yield [...path, 'new'];
      yield [...path, 'new', 0, 'deep'];
    }
  }
  const at = (data: unknown, path: Path): unknown =>
    path.reduce<unknown>((said, step) => (said as Record<string | number, unknown> | undefined)?.[step], data);
  const commentsOf = (text: string): readonly string[] => text.match(/# \d+!/g) ?? [];

  it('says the value, touches one stretch, and loses no comment outside of what it replaces', () => {
    let done = 0;
    let asked = 0;
    fc.assert(
      fc.property(fc.oneof(plain), style, plain, fc.nat(), (data, how, value, pick) => {
        fc.pre(typeof data === 'object' && data !== null);
        const text = written(data, how);
        const all = [...paths(data)];
        const path = all[pick % all.length]!;
        asked++;
        const change = setValue(text, path, value);
        if (!change) return;
        done++;
        const now = changed(text, change);
        assert.deepEqual(at(parse(now.replaceAll('\r\n', '\n')), path), value);
        const kept = [...commentsOf(text.slice(0, change.start)), ...commentsOf(text.slice(change.end))];
        for (const comment of kept)
          assert.ok(commentsOf(now).includes(comment), `${comment} in ${JSON.stringify(now)}`);
      }),
      { seed: 11, numRuns: 3000 },
    );
    assert.ok(done / asked > 0.9, `${done} of ${asked}`);
  });

  it('takes out what there is', () => {
    let done = 0;
    let asked = 0;
    fc.assert(
      fc.property(plain, style, fc.nat(), (data, how, pick) => {
        fc.pre(typeof data === 'object' && data !== null && Object.keys(data).length > 0);
        const text = written(data, how);
        const all = [...paths(data)].filter((path) => {
          return at(data, path) !== undefined;
        });
        asked++;
        const change = removeValue(text, all[pick % all.length]!);
        if (!change) return;
        done++;
        assert.ok(changed(text, change).length <= text.length);
      }),
      { seed: 12, numRuns: 2000 },
    );
    assert.ok(done / asked > 0.75, `${done} of ${asked}`);
  });
});
