import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import {
  type DataDocument,
  entriesOf,
  entryOf,
  type Mapping,
  type Node,
  nameOf,
  nodeAt,
  type Scalar,
} from '../../src/document/data';
import { yamlSyntax } from '../../src/document/yaml';

const SEED = 20261124;

const parse = (text: string): DataDocument => yamlSyntax.parse(text) as DataDocument;
const scalarAt = (text: string, ...path: string[]): Scalar => nodeAt(parse(text).roots[0], ...path) as Scalar;

/** A node's values without places, for comparing trees of different texts. */
function shapeOf(node: Node | undefined): unknown {
  if (!node) return undefined;
  if (node.type === 'scalar') return [node.tag, node.style, node.value];
  if (node.type === 'sequence') return { tag: node.tag, items: node.items.map(shapeOf) };
  return { tag: node.tag, entries: node.entries.map(({ key, value }) => [nameOf(key), shapeOf(value)]) };
}

/** The nodes of a text with their places, each as one line. */
function placesOf(document: DataDocument, offset = 0): string[] {
  const lines: string[] = [];
  const visit = (node: Node | undefined) => {
    if (!node) return;
    if (node.type === 'scalar') lines.push(`${node.start + offset}-${node.end + offset} ${JSON.stringify(node.value)}`);
    else if (node.type === 'sequence') node.items.forEach(visit);
    else for (const { key, value } of node.entries) for (const part of [key, value]) visit(part);
  };
  document.roots.forEach(visit);
  return lines;
}

function assertInside(document: DataDocument) {
  const check = ({ start, end }: { start: number; end: number }) =>
    assert.ok(start >= 0 && start <= end && end <= document.text.length, `${start}-${end} of ${document.text.length}`);
  const visit = (node: Node | undefined) => {
    if (!node) return;
    check(node);
    if (node.type === 'sequence') node.items.forEach(visit);
    if (node.type === 'mapping')
      for (const entry of node.entries) {
        check(entry);
        visit(entry.key);
        visit(entry.value);
      }
  };
  document.roots.forEach(visit);
  document.problems.forEach(check);
}

function assertPartition(text: string) {
  const cuts = yamlSyntax.cut(text);
  let at = 0;
  for (const cut of cuts) {
    assert.equal(cut.start, at);
    assert.ok(cut.end > cut.start || text === '', 'an empty section');
    at = cut.end;
  }
  assert.equal(at, text.length);
  return cuts;
}

/** The sections parsed one by one give the nodes of the whole, at the same places. */
function assertSectionsAgree(text: string) {
  const cuts = assertPartition(text);
  const parts = cuts.map(({ start, end }) => ({ start, document: parse(text.slice(start, end)) }));
  assert.deepEqual(
    parts.flatMap(({ start, document }) => placesOf(document, start)),
    placesOf(parse(text)),
  );
  return cuts;
}

/** What stands after a key's colon: the rest of its line, then further lines relative to the key. */
type Written = readonly string[];

/** A key or dash with a value, indented by two. */
const below = (head: string, [first, ...rest]: Written): string[] => [
  `  ${head}${first}`,
  ...rest.map((line) => (line === '' ? '' : `  ${line}`)),
];

const trickyText = fc.constantFrom(
  'x',
  "it's",
  'a b',
  'http://h:1/#x',
  '- 1',
  'x: y',
  '# no',
  '---x',
  '{',
  '"',
  '&& x',
  'k:',
);
const written: fc.Arbitrary<Written> = fc.letrec<{ value: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    trickyText.map((text) => [` ${JSON.stringify(text)}`]),
    trickyText.map((text) => [` '${text.replaceAll("'", "''")}'`]),
    fc.constantFrom(
      [' plain'],
      [''],
      [' # only a comment'],
      [' "two', '  lines: here"'],
      [" 'two", '', "    lines: here'"],
      [' {a: 1,', '  b: [x,', '  "y: z"]}'],
      [' two', '  lines # end'],
    ),
    fc
      .tuple(fc.constantFrom('|', '>', '|-', '|+', '>+', '|2'), fc.array(fc.option(trickyText), { maxLength: 4 }))
      .map(([mark, lines]) => [` ${mark}`, '  first', ...lines.map((line) => (line === null ? '' : `   ${line}`))]),
    fc
      .tuple(
        fc.constantFrom([], ['  # note'], ['']),
        fc.array(fc.tuple(fc.constantFrom('a', '"b: c"', "'d'", 'e f', '-g', '?h'), tie('value')), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([comment, entries]) => ['', ...comment, ...entries.flatMap(([key, value]) => below(`${key}:`, value))]),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }).map((items) => [
      '',
      ...items.flatMap((value) =>
        below(
          '- k:',
          value.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`)),
        ),
      ),
    ]),
  ),
})).value;

const topLevel = fc.record({
  above: fc.constantFrom([], ['# note'], ['', '# far', '']),
  children: fc.array(written, { minLength: 1, maxLength: 8 }),
  blanks: fc.nat(3),
});

describe('yaml', () => {
  it('types plain scalars by the core schema and leaves the rest strings', () => {
    const text = 'a: true\nb: no\nc: 0x1F\nd: 1.5\ne: ~\nf: "5"\ng: !!str 5\non: push\n010: x\n';
    const values = (parse(text).roots[0] as Mapping).entries.map(({ key, value }) => [
      nameOf(key),
      (value as Scalar).value,
    ]);
    assert.deepEqual(values, [
      ['a', true],
      ['b', 'no'],
      ['c', 31],
      ['d', 1.5],
      ['e', null],
      ['f', '5'],
      ['g', '5'],
      ['on', 'push'],
      ['010', 'x'],
    ]);
  });

  it('keeps tags, and spans without them', () => {
    const text = 'arn: !Sub "x-${Y}" # note\nlist: !GetAtt [a, b]\n';
    const { tag, start, end, source } = scalarAt(text, 'arn');
    assert.deepEqual([tag, text.slice(start, end), source], ['!Sub', '"x-${Y}"', '"x-${Y}"']);
    assert.equal(nodeAt(parse(text).roots[0], 'list')?.tag, '!GetAtt');
  });

  it('ends a block scalar, a mapping and an entry with their text, not with what follows', () => {
    const text = 'a:\n  b: |\n    x\n    y\n\n# c\nd: 1\n';
    const entry = entryOf(parse(text).roots[0], 'a')!;
    assert.equal(text.slice(entry.start, entry.end), 'a:\n  b: |\n    x\n    y');
    assert.equal(scalarAt(text, 'a', 'b').value, 'x\ny\n');
  });

  it('tells a key without a value from a null', () => {
    const { entries } = parse('a:\nb: ~\nc:   # later\n').roots[0] as Mapping;
    assert.deepEqual(
      entries.map(({ value }) => value?.type),
      [undefined, 'scalar', undefined],
    );
    assert.deepEqual(
      entries.map(({ end, start }) => end - start),
      [2, 4, 2],
    );
  });

  it('keeps both of two equal keys; the last one counts', () => {
    const root = parse('a: 1\na: 2\n').roots[0] as Mapping;
    assert.equal(root.entries.length, 2);
    assert.equal((entryOf(root, 'a')!.value as Scalar).value, 2);
  });

  it('resolves an alias to the anchor last seen, at the anchor’s place', () => {
    const text = 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n';
    assert.deepEqual(
      ['b', 'd'].map((key) => scalarAt(text, key).value),
      [1, 2],
    );
    assert.equal(scalarAt(text, 'b').start, text.indexOf('1'));
    assert.equal(entryOf(parse(text).roots[0], 'b')?.end, text.indexOf('\nc'));
  });

  it('says where an alias leads nowhere or into itself', () => {
    assert.match(parse('a: *x\n').problems[0]!.message, /No anchor &x/);
    assert.match(parse('&x [*x]\n').problems[0]!.message, /inside its own anchor/);
  });

  it('follows merge keys: own entries win, the first of several merged ones counts', () => {
    const text = 'p: &p {a: 1, b: 2}\nq: &q {b: 3, c: 4}\nr:\n  <<: [*p, *q]\n  a: 0\n';
    const merged = entriesOf(nodeAt(parse(text).roots[0], 'r') as Mapping);
    assert.deepEqual(
      merged.map(({ key, value }) => [nameOf(key), (value as Scalar).value]),
      [
        ['a', 0],
        ['b', 2],
        ['c', 4],
      ],
    );
    assert.equal(scalarAt(text, 'r', 'b').value, 2);
  });

  it('survives alias bombs, deep nesting and twenty thousand equal keys', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, i) => `a${i}: &a${i} [${i === 0 ? 'x, x' : `*a${i - 1}, *a${i - 1}`}]`,
    ).join('\n');
    assert.ok(parse(bomb).problems.some(({ message }) => message.includes('too large')));
    assert.ok([...yamlSyntax.scalars(parse(bomb))].length < 300);
    for (const deep of ['['.repeat(5000), '- '.repeat(5000), '{a: '.repeat(5000)]) {
      assert.ok(parse(deep).problems.length > 0);
      assertInside(parse(deep));
    }
    const started = Date.now();
    assert.equal((parse('k: 1\n'.repeat(20_000)).roots[0] as Mapping).entries.length, 20_000);
    assert.ok(Date.now() - started < 5000);
  });

  it('gives the values of a document with their key paths, each once', () => {
    const text =
      'env:\n  - name: KEY\n    value: abc\n  - 5\nurl: x${y}\nref: !Ref Z\nsub: !Sub plain\nj: {"Fn::Join": ["", [a]]}\nn: ~\n';
    const sites = [...yamlSyntax.scalars(parse(text))];
    assert.deepEqual(
      sites.map(({ keyPath, value, literal }) => [keyPath.join('.'), value, literal]),
      [
        ['env.0.name', 'KEY', true],
        ['env.KEY', 'abc', true],
        ['env.1', '5', true],
        ['url', 'x${y}', false],
        ['ref', 'Z', false],
        ['sub', 'plain', true],
        ['j.Fn::Join.0', '', false],
        ['j.Fn::Join.1.0', 'a', false],
      ],
    );
  });

  it('finds the construct that begins on a line: an entry, a list entry, a document', () => {
    const text = '---\na:\n  b: 1\n  c:\n    - name: x\n      y: 2\n    - z\n';
    const at = (needle: string) => {
      const span = yamlSyntax.constructAt(parse(text), text.indexOf(needle));
      return span && text.slice(span.start, span.end);
    };
    assert.equal(at('b: 1'), 'b: 1');
    assert.equal(at('- name'), 'name: x\n      y: 2');
    assert.equal(at('y: 2'), 'y: 2');
    assert.equal(at('- z'), 'z');
    assert.equal(at('a:'), text.slice(4).trimEnd());
    assert.equal(at('---'), text.slice(4).trimEnd());
    assert.equal(yamlSyntax.constructAt(parse('# only\n\na: 1'), 7), undefined);
  });
});

describe('yaml, cut', () => {
  it('cuts at documents, with the comments above a document’s `---`', () => {
    const text = '# one\na: 1\n# two\n---\nb: |+\n  x\n\n---\n---\nc: 3\n...\n# four\nd: 4\n';
    const cuts = assertSectionsAgree(text);
    assert.deepEqual(
      cuts.map(({ start, end }) => text.slice(start, end)),
      ['# one\na: 1\n', '# two\n---\nb: |+\n  x\n\n', '---\n', '---\nc: 3\n...\n', '# four\nd: 4\n'],
    );
    assert.deepEqual(
      cuts.map(({ start, end }) => parse(text.slice(start, end)).roots.length),
      [1, 1, 1, 1, 1],
    );
  });

  it('leaves a small document, a Kubernetes object and one with aliases whole', () => {
    const rows = Array.from({ length: 400 }, (_, i) => `  k${i}: v\n`).join('');
    assert.equal(yamlSyntax.cut('a: 1\nb: 2\n').length, 1);
    assert.equal(yamlSyntax.cut(`a:\n${rows}b: 1\n`).length, 402);
    assert.equal(yamlSyntax.cut(`apiVersion: v1\nkind: ConfigMap\ndata:\n${rows}`).length, 1);
    assert.equal(yamlSyntax.cut(`a: &x 1\ndata:\n${rows}b: *x\n`).length, 1);
    assert.equal(yamlSyntax.cut(`a:\n${rows}---\nb: 1\n`).length, 2);
  });

  it('cuts a large template at its resources, with the comments above each', () => {
    const filler = Array.from({ length: 300 }, (_, i) => `  Extra${i}:\n    Type: AWS::SNS::Topic\n`).join('');
    const orders = fs.readFileSync('test/fixtures/cloudformation/orders.yaml', 'utf8');
    const text = orders.replace('Outputs:', `${filler}Outputs:`);
    const cuts = assertSectionsAgree(text);
    const bucket = cuts.find(({ start, end }) => text.slice(start, end).includes('InvoiceBucket:'))!;
    assert.deepEqual(bucket.under, ['Resources']);
    assert.match(text.slice(bucket.start, bucket.end), /^ {2}# Invoices stay/);
    assert.equal(cuts.filter(({ under }) => under[0] === 'Resources').length, 306);
  });

  it('gives the same nodes in sections as in the whole, whatever is written in the values', () => {
    let cutBelow = 0;
    fc.assert(
      fc.property(fc.array(topLevel, { minLength: 4, maxLength: 6 }), fc.boolean(), (tops, crlf) => {
        const lines = tops.flatMap(({ above, children, blanks }, i) => [
          ...above,
          `top${i}:`,
          ...children.flatMap((value, n) => below(`child${n}:`, value)),
          ...Array.from({ length: blanks }, () => ''),
          '# between',
          ...Array.from({ length: 80 }, (_, n) => `  f${n}: ${n}`),
        ]);
        const text = lines.join(crlf ? '\r\n' : '\n');
        if (parse(text).problems.length > 0) return;
        if (assertSectionsAgree(text).length > 300) cutBelow++;
      }),
      { seed: SEED, numRuns: 60 },
    );
    assert.ok(cutBelow > 50, `only ${cutBelow} of the texts were valid and cut`);
  });
});

describe('yaml, broken', () => {
  const orders = fs.readFileSync('test/fixtures/cloudformation/orders.yaml', 'utf8');
  const long = orders + Array.from({ length: 250 }, (_, i) => `More${i}:\n  a: 1\n`).join('');

  it('never throws and never leaves the text, and its sections cover the text', () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      '[',
      '{',
      '}',
      '|',
      '&a ',
      '*a',
      '<<: *a',
      '\t',
      '---\n',
      '...\n',
      ':',
      '- ',
      '\n',
      '\r\n',
      '#',
      '!Sub ',
      '? ',
      '%',
      '\ufeff',
      '\ue000',
    );
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(12), pieces), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.boolean(), fc.nat(), (changes, large, from) => {
        let text = large ? long : orders.slice(0, 1500);
        for (const [at, cut, piece] of changes) {
          const where = at % (text.length + 1);
          text = text.slice(0, where) + piece + text.slice(where + cut);
        }
        const cuts = assertPartition(text);
        const { start, end } = cuts[from % cuts.length]!;
        const document = parse(text.slice(start, end));
        assertInside(document);
        for (const site of yamlSyntax.scalars(document)) assert.ok(site.end <= document.text.length);
        yamlSyntax.constructAt(document, from % (document.text.length + 1));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('keeps what follows an unclosed bracket in another section', () => {
    const text = long.replace('BucketName: !Sub', 'BucketName: [');
    const shapes = yamlSyntax.cut(text).flatMap(({ start, end }) => parse(text.slice(start, end)).roots.map(shapeOf));
    assert.ok(JSON.stringify(shapes).includes('"More249"'));
    assert.ok(JSON.stringify(shapes).includes('"Bastion"') === false && JSON.stringify(shapes).includes('"Outputs"'));
  });
});
