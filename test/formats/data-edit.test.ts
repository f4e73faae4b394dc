import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { type DataDocument, type Node, nameOf, nodeAt, type Scalar } from '../../src/document/data';
import { jsonSyntax } from '../../src/document/json';
import type { Syntax } from '../../src/document/syntax';
import { yamlSyntax } from '../../src/document/yaml';
import type { Change, Plain } from '../../src/facts';
import { writeData } from '../../src/formats/data-edit';
import type { Place, Span } from '../../src/place';

const SEED = 20261124;
const TEXTS: readonly (readonly [Syntax, string])[] = [
  [yamlSyntax, fs.readFileSync('test/fixtures/cloudformation/orders.yaml', 'utf8')],
  [yamlSyntax, fs.readFileSync('test/fixtures/cloudformation/orders.yaml', 'utf8').replaceAll('\n', '\r\n')],
  [jsonSyntax, fs.readFileSync('test/fixtures/cloudformation/network.json', 'utf8')],
];

const place = ({ start, end }: Span): Place => ({ anchor: { path: 'f', start: 0 }, start, end });
const parse = (syntax: Syntax, text: string) => syntax.parse(text) as DataDocument;

function written(syntax: Syntax, text: string, change: Change): string {
  const [file, ...others] = writeData(change, syntax.parse(text), 'f');
  assert.deepEqual(others, []);
  const [edit, ...more] = file?.edits ?? [];
  assert.ok(edit && more.length === 0, 'nothing was written');
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

type Found = readonly [path: readonly string[], node: Node];

/** Every node below the root with its path, computed ones left alone. */
function nodesOf(node: Node, path: readonly string[] = []): Found[] {
  if (node.tag !== undefined || node.type === 'scalar') return [[path, node]];
  const parts: readonly (readonly [string, Node | undefined])[] =
    node.type === 'sequence'
      ? node.items.map((item, i) => [String(i), item])
      : node.entries.map(({ key, value }) => [nameOf(key), value]);
  return [[path, node], ...parts.flatMap(([key, value]) => (value ? nodesOf(value, [...path, key]) : []))];
}

function plainOf(node: Node | undefined): unknown {
  if (node?.type === 'scalar') return node.value;
  if (node?.type === 'sequence') return node.items.map(plainOf);
  return Object.fromEntries(node?.entries.map(({ key, value }) => [nameOf(key), plainOf(value)]) ?? []);
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'yes',
    'null',
    '1',
    '1.5',
    '0x1',
    'a: b',
    'a #b',
    '- a',
    "it's",
    '*',
    '&a',
    '',
    ' x',
    'x ',
    '2012-10-17',
    '~',
    'a:',
    '=',
    '!x',
    '<<',
    '.5',
    '1e3',
    'a\nb',
  ),
);
const single: fc.Arbitrary<Plain> = fc.oneof(text, fc.integer(), fc.boolean());
const value: fc.Arbitrary<Plain> = fc.oneof(
  single,
  fc.array(single, { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom('a', 'B', 'c d', 'Fn::X'),
    fc.oneof(single, fc.array(single, { minLength: 1, maxLength: 2 })),
    { minKeys: 1, noNullPrototype: true },
  ),
  fc.array(fc.dictionary(fc.constantFrom('a', 'b'), single, { minKeys: 1, noNullPrototype: true }), {
    minLength: 1,
    maxLength: 2,
  }),
);

describe('data edits', () => {
  for (const [syntax, source] of TEXTS) {
    const root = parse(syntax, source).roots[0]!;
    const name = `${syntax.id}${source.includes('\r') ? ' with CRLF' : ''}`;
    const at = new Map(nodesOf(root).map(([path, node]) => [path.join('/'), [path, node] as const]));
    const pick = fc.constantFrom(...[...at.keys()].filter((path) => path !== ''));
    const readsAs = (edited: string, path: readonly string[], to: unknown) => {
      const document = parse(syntax, edited);
      assert.deepEqual(document.problems, [], edited);
      assert.deepEqual(plainOf(nodeAt(document.roots[0], ...path)), to);
    };
    /** Every other node reads as before. */
    const leavesOthers = (edited: string, touched: readonly string[]) => {
      const after = parse(syntax, edited).roots[0];
      for (const [path, node] of nodesOf(root)) {
        const near = path.every((key, i) => i >= touched.length || key === touched[i]);
        if (!near) assert.deepEqual(plainOf(nodeAt(after, ...path)), plainOf(node), path.join('.'));
      }
    };

    it(`${name}: what replaces a value reads as it was meant, and nothing else changes`, () => {
      fc.assert(
        fc.property(pick, value, (picked, to) => {
          const [path, node] = at.get(picked)!;
          const edited = written(syntax, source, { type: 'replace', at: place(node), value: to });
          readsAs(edited, path, to);
          leavesOthers(edited, path);
        }),
        { seed: SEED, numRuns: 100 },
      );
    });

    it(`${name}: what is inserted reads as it was meant, and nothing else changes`, () => {
      const mappings = [...at].flatMap(([path, [, node]]) =>
        node.type === 'mapping' && node.tag === undefined ? [path] : [],
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...mappings),
          fc.constantFrom(['New'], ['New', 'Deeper']),
          value,
          (picked, below, to) => {
            const [path, node] = at.get(picked)!;
            const slot = { block: place(node), path: below };
            const edited = written(syntax, source, { type: 'insert', slot, value: to });
            readsAs(edited, [...path, ...below], to);
            leavesOthers(edited, [...path, 'New']);
          },
        ),
        { seed: SEED, numRuns: 100 },
      );
    });

    it(`${name}: what is removed is gone, and nothing else changes`, () => {
      fc.assert(
        fc.property(pick, (picked) => {
          const [path, node] = at.get(picked)!;
          const above = nodeAt(root, ...path.slice(0, -1))!;
          const edited = written(syntax, source, { type: 'remove', at: place(node) });
          const document = parse(syntax, edited);
          assert.deepEqual(document.problems, [], edited);
          const left = nodeAt(document.roots[0], ...path.slice(0, -1))!;
          const key = path.at(-1)!;
          const expected = plainOf(above) as Record<string, unknown> | unknown[];
          if (Array.isArray(expected)) expected.splice(Number(key), 1);
          else delete expected[key];
          assert.deepEqual(plainOf(left), expected);
          leavesOthers(edited, path.slice(0, -1));
        }),
        { seed: SEED, numRuns: 100 },
      );
    });
  }

  it('say nothing where the place is no longer what it was', () => {
    const document = yamlSyntax.parse('a: 1\n');
    assert.deepEqual(writeData({ type: 'replace', at: place({ start: 0, end: 2 }), value: 2 }, document, 'f'), []);
    assert.deepEqual(
      writeData({ type: 'insert', slot: { block: place({ start: 1, end: 2 }), path: ['b'] }, value: 2 }, document, 'f'),
      [],
    );
    const scalar = nodeAt((document as DataDocument).roots[0], 'a') as Scalar;
    const inside = { block: place((document as DataDocument).roots[0]!), path: ['a', 'b'] };
    assert.deepEqual(writeData({ type: 'insert', slot: inside, value: 2 }, document, 'f'), []);
    assert.equal(writeData({ type: 'replace', at: place(scalar), value: 2 }, document, 'f')[0]?.edits[0]?.text, '2');
  });
});
