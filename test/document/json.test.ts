import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { type DataDocument, entryOf, type Mapping, type Node, nameOf, type Scalar } from '../../src/document/data';
import { jsonListSyntax, jsonSyntax } from '../../src/document/json';

const SEED = 20261124;
const network = fs.readFileSync('test/fixtures/cloudformation/network.json', 'utf8');

const parse = (text: string): DataDocument => jsonSyntax.parse(text) as DataDocument;

/** Every scalar of a document with its place, as one line. */
function placesOf(document: DataDocument, offset = 0): string[] {
  const lines: string[] = [];
  const visit = (node: Node | undefined) => {
    if (!node) return;
    assert.ok(node.start >= 0 && node.start <= node.end && node.end <= document.text.length, 'a span leaves the text');
    if (node.type === 'scalar') lines.push(`${node.start + offset}-${node.end + offset} ${JSON.stringify(node.value)}`);
    else if (node.type === 'sequence') node.items.forEach(visit);
    else for (const { key, value } of node.entries) for (const part of [key, value]) visit(part);
  };
  document.roots.forEach(visit);
  for (const { start, end } of document.problems) assert.ok(start >= 0 && start <= end && end <= document.text.length);
  return lines;
}

function assertPartition(text: string) {
  const cuts = jsonSyntax.cut(text);
  let at = 0;
  for (const cut of cuts) {
    assert.equal(cut.start, at);
    assert.ok(cut.end > cut.start || text === '', 'an empty section');
    at = cut.end;
  }
  assert.equal(at, text.length);
  return cuts;
}

function assertSectionsAgree(text: string) {
  const cuts = assertPartition(text);
  const parts = cuts.map(({ start, end }) => ({ start, document: parse(text.slice(start, end)) }));
  for (const { document } of parts) assert.deepEqual(document.problems, [], document.text);
  assert.deepEqual(
    parts.flatMap(({ start, document }) => placesOf(document, start)),
    placesOf(parse(text)),
  );
  return cuts;
}

describe('json', () => {
  it('gives values with exact spans, both of equal keys, and decoded strings', () => {
    const text = '\ufeff{"a": "x\\n\\u0041", "b": [1, true, null], "a": 2}';
    const root = parse(text).roots[0] as Mapping;
    assert.deepEqual(parse(text).problems, []);
    assert.deepEqual(
      root.entries.map(({ start, end }) => text.slice(start, end)),
      ['"a": "x\\n\\u0041"', '"b": [1, true, null]', '"a": 2'],
    );
    assert.equal((root.entries[0]!.value as Scalar).value, 'x\nA');
    assert.equal((entryOf(root, 'a')!.value as Scalar).value, 2);
  });

  it('reads on past comments, trailing commas and missing values', () => {
    const text = '{ // note\n "a": , "b": [1,], /* c */ "c": "open\n, "d": 4';
    const root = parse(text).roots[0] as Mapping;
    assert.deepEqual(
      root.entries.map(({ key }) => nameOf(key)),
      ['a', 'b', 'c', 'd'],
    );
    assert.equal(root.entries[0]!.value, undefined);
    assert.match(parse(text).problems[0]!.message, /not valid JSON: value expected/);
  });

  it('reads a section: entries without the braces around them', () => {
    const text = '\n    "Bucket": { "Type": "x" }\n  }\n}\n';
    const document = parse(text);
    assert.deepEqual(document.problems, []);
    const entry = entryOf(document.roots[0], 'Bucket')!;
    assert.equal(text.slice(entry.start, entry.end), '"Bucket": { "Type": "x" }');
  });

  it('does not read what is nested beyond any use', () => {
    const { roots, problems } = parse('['.repeat(100_000));
    assert.deepEqual(roots, [undefined]);
    assert.match(problems[0]!.message, /200 levels/);
  });

  it('tells literals from what is computed', () => {
    const text =
      '{"a": {"Ref": "P"}, "b": {"Fn::Join": ["", ["x"]]}, "c": "${d}", "e": [{"Name": "K", "Value": "v"}], "Condition": {"Bool": {"x": true}}}';
    const sites = [...jsonSyntax.scalars(parse(text))].map(
      ({ keyPath, value, literal }) => `${keyPath.join('.')}=${value} ${literal}`,
    );
    assert.deepEqual(sites, [
      'a.Ref=P false',
      'b.Fn::Join.0= false',
      'b.Fn::Join.1.0=x false',
      'c=${d} false',
      'e.0.Name=K true',
      'e.K=v true',
      'Condition.Bool.x=true true',
    ]);
  });

  it('finds the entry that begins on a line', () => {
    const span = jsonSyntax.constructAt(parse(network), network.indexOf('"BastionGroup"'))!;
    assert.match(network.slice(span.start, span.end), /^"BastionGroup": \{[\s\S]*\}$/);
    assert.equal(parse(network.slice(span.start, span.end)).problems.length, 0);
  });
});

describe('json, cut', () => {
  const large = (text: string) =>
    text.replace(
      '"FlowLogRole"',
      `${Array.from({ length: 200 }, (_, i) => `"Topic${i}": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "t, {${i}" } },\n    `).join('')}"FlowLogRole"`,
    );

  it('leaves a small text, a list and a text without large objects whole', () => {
    assert.equal(jsonSyntax.cut(network).length, 1);
    assert.equal(jsonSyntax.cut(`[${'{"a": 1},'.repeat(3000)}]`).length, 1);
    assert.equal(jsonSyntax.cut(`{"Statement": [${'{"a": 1},'.repeat(3000)}]}`).length, 1);
  });

  it('cuts a large template at its resources', () => {
    const text = large(network);
    const cuts = assertSectionsAgree(text);
    const inside = cuts.filter(({ under }) => under[0] === 'Resources');
    assert.equal(inside.length, 204);
    const topic = inside.find(({ start, end }) => text.slice(start, end).includes('"Topic7"'))!;
    assert.equal(
      text.slice(topic.start, topic.end).trim(),
      '"Topic7": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "t, {7" } },',
    );
    assertSectionsAgree(JSON.stringify(JSON.parse(text)));
    assertSectionsAgree(text.replaceAll('\n', '\r\n'));
  });

  it('agrees with the whole on any large object', () => {
    const object = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 30 }),
      { minKeys: 2, maxKeys: 8 },
    );
    fc.assert(
      fc.property(object, fc.constantFrom(0, 1, 2), (data, indent) => {
        const padding = {
          big: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, { v: '}", {'.repeat(8) }])),
        };
        assert.ok(assertSectionsAgree(JSON.stringify({ ...data, ...padding }, null, indent)).length > 200);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('cuts a large list at its objects for those who declare each, and leaves any other list whole', () => {
    const list = (items: readonly string[]) =>
      `{\n  "Version": 1,\n  "Statement": [\n${items.join(',\n')}\n  ],\n  "Id": "x"\n}\n`;
    const items = Array.from({ length: 400 }, (_, i) => `    { "Sid": "s${i}", "Action": ["a", "],{"] }`);
    const text = list(items);
    const cuts = jsonListSyntax.cut(text);
    const parts = cuts.map(({ start, end }) => ({ start, document: parse(text.slice(start, end)) }));
    for (const { document } of parts) assert.deepEqual(document.problems, [], document.text);
    assert.deepEqual(
      parts.flatMap(({ start, document }) => placesOf(document, start)),
      placesOf(parse(text)),
    );
    assert.equal(cuts.map(({ start, end }) => text.slice(start, end)).join(''), text);
    assert.deepEqual(cuts.map(({ under }) => under.join('.')).slice(0, 4), ['', '', 'Statement.0', 'Statement.1']);
    for (const other of ['"text"', '[]', '1', '']) assert.equal(jsonListSyntax.cut(list([...items, other])).length, 1);
    assert.equal(jsonListSyntax.cut(text.replace('"Id"', '"Statement"')).length, 1);
    assert.equal(jsonListSyntax.cut(large(network)).length, 1);
  });

  it('never throws and never leaves the text on broken input', () => {
    const pieces = fc.constantFrom(
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '//',
      '/*',
      '\\',
      '\n',
      '\ue000',
      'nul',
      '\ufeff',
    );
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(12), pieces), { minLength: 1, maxLength: 6 });
    const long = large(network);
    fc.assert(
      fc.property(edits, fc.boolean(), fc.nat(), (changes, isLong, from) => {
        let text = isLong ? long : network;
        for (const [at, cut, piece] of changes) {
          const where = at % (text.length + 1);
          text = text.slice(0, where) + piece + text.slice(where + cut);
        }
        const cuts = assertPartition(text);
        const { start, end } = cuts[from % cuts.length]!;
        const document = parse(text.slice(start, end));
        placesOf(document);
        assert.ok([...jsonSyntax.scalars(document)].every((site) => site.end <= document.text.length));
        jsonSyntax.constructAt(document, from % (document.text.length + 1));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
