import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { bicepSyntax, type Expression, type Statement } from '../../src/document/bicep';
import { parseBicep as parse } from '../../src/document/bicep/statement';
import type { Span } from '../../src/place';
import { SEED } from '../support/workspaces';

const FOLDER = 'test/fixtures/bicep';
const fixtures = fs
  .readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.bicep(?:param)?$/.test(name))
  .map((name) => [name, fs.readFileSync(`${FOLDER}/${name}`, 'utf8')] as const);

const only = (text: string): Statement => {
  const { statements, problems } = parse(text);
  assert.deepEqual(problems, []);
  assert.equal(statements.length, 1);
  return statements[0]!;
};

/** An expression in one line, each operation in brackets. */
function shown(expression: Expression | undefined): string {
  switch (expression?.type) {
    case undefined:
      return 'nothing';
    case 'literal':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'string':
      return `'${expression.parts.map((part) => (part.type === 'text' ? part.value : `{${shown(part.value)}}`)).join('|')}'`;
    case 'member':
      return `${shown(expression.of)}.${expression.name}`;
    case 'index':
      return `${shown(expression.of)}[${shown(expression.key)}]`;
    case 'call':
      return `${expression.of ? `${shown(expression.of)}.` : ''}${expression.name}(${expression.args.map(shown).join(', ')})`;
    case 'binary':
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case 'unary':
      return `${expression.operator}${shown(expression.of)}`;
    case 'conditional':
      return `(${shown(expression.test)} ? ${shown(expression.yes)} : ${shown(expression.no)})`;
    case 'array':
      return `[${expression.items.map((item) => (item.type === 'spread' ? `...${shown(item.of)}` : shown(item))).join(', ')}]`;
    case 'object':
      return `{${expression.entries
        .map((entry) =>
          entry.type === 'property'
            ? `${shown(entry.key)}: ${shown(entry.value)}`
            : entry.type === 'spread'
              ? `...${shown(entry.of)}`
              : `${entry.keyword} ${entry.name} ${shown(entry.value)}`,
        )
        .join(', ')}}`;
    case 'for':
      return `[for ${expression.names.join(', ')} in ${shown(expression.of)}: ${shown(expression.value)}]`;
    case 'if':
      return `if ${shown(expression.test)} ${shown(expression.value)}`;
    case 'lambda':
      return `${expression.names.join(', ')} => ${shown(expression.value)}`;
    case 'error':
      return 'error';
  }
}

describe('Bicep', () => {
  for (const [name, text] of fixtures) {
    it(`reads ${name} without a problem`, () => {
      const { statements, problems } = parse(text);
      assert.deepEqual(
        problems.map(({ start, message }) => `${text.slice(0, start).split('\n').length}: ${message}`),
        [],
      );
      assert.ok(statements.length >= 5);
    });
  }

  for (const [source, expected] of [
    ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
    ['a ?? b || c && d', '(a ?? (b || (c && d)))'],
    ['!a == -1', '(!a == -1)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a\n  ? b\n  : c', '(a ? b : c)'],
    ['a &&\n b', '(a && b)'],
    ["a.?b[?'c'].d!.e", "a.b['c'].d.e"],
    ['a!= b', '(a != b)'],
    ['a::b.c()', 'a.b.c()'],
    ["az.resourceId('x', 1)", "az.resourceId('x', 1)"],
    ["'it\\'s ${a} \\u{41}\\${b}'", "'it|'|s |{a}| |A|$|{b}'"],
    ["'''\nas ${it} 'is'\n'''", "'as ${it} 'is'\n'"],
    ["''''quoted''''", "''quoted''"],
    ["$'''a${b}'''", "'a|{b}'"],
    ["$$'''a${b}$${c}'''", "'a${b}|{c}'"],
    ['[\n1\n-2, 3]', '[1, -2, 3]'],
    ['[]', '[]'],
    ["{ a: 1, 'b c': 2, ...d }", "{'a': 1, 'b c': 2, ...d}"],
    ['[for (x, i) in xs: if (i > 0) { a: x }]', "[for x, i in xs: if (i > 0) {'a': x}]"],
    ['map(xs, x => { a: x })', "map(xs, x => {'a': x})"],
    ['(a, b) => a', 'a, b => a'],
    ['(a)', 'a'],
    ['() => 1', ' => 1'],
    ["'${[\n1\n]}'", "'{[1]}'"],
  ] as const) {
    it(`reads ${JSON.stringify(source)}`, () => {
      assert.equal(shown(only(`var x = ${source}\n`).value), expected);
    });
  }

  it('says what a resource is, with its decorators in its span and not in its head', () => {
    const text = "@batchSize(1)\nresource a 'Microsoft.X/ys@2024-01-01' existing = {\n  name: 'n'\n}";
    const { name, of, existing, head, start, end, decorators } = only(text);
    assert.deepEqual(
      { name, of, existing, start, end, head: text.slice(head.start, head.end), decorators: decorators.map(shown) },
      {
        name: 'a',
        of: 'Microsoft.X/ys@2024-01-01',
        existing: true,
        start: 0,
        end: text.length,
        head: "resource a 'Microsoft.X/ys@2024-01-01' existing",
        decorators: ['batchSize(1)'],
      },
    );
  });

  it('takes a nested resource for a statement and a property of that name for a property', () => {
    const value = only("resource a 'X/y@1' = {\n  resource: 1\n  resource b 'z' = {\n    name: 'n'\n  }\n}").value;
    assert.equal(shown(value), "{'resource': 1, resource b {'name': 'n'}}");
  });
});

describe('Bicep that is being typed', () => {
  for (const [what, broken, left] of [
    ['an unclosed object', "resource a 'X/y@1' = {\n  name: 'n'\n  properties: {\n", 2],
    ['an unclosed string', "var a = 'x\n", 2],
    ['an unclosed interpolation', "var a = 'x${y'\n", 2],
    ['an unclosed list', 'var a = [\n  1\n', 2],
    ['an unclosed string of many lines', "var a = '''\nx\n", 2],
    ['a missing value', 'var a =\n', 2],
    ['a missing colon', "resource a 'X/y@1' = {\n  name\n}\n", 2],
    ['an unclosed call', 'var a = concat(1,\n', 2],
    ['a lone decorator', '@description(\n', 1],
    ['a lone word', 'resour\n', 1],
    ['an unclosed comment', 'var a = 1 /* x\n', 2],
  ] as const) {
    it(`goes on behind ${what}`, () => {
      const text = `${broken}param after string = 'here'\n`;
      const { statements, problems } = parse(text);
      assert.ok(problems.length > 0, 'no problem');
      assert.equal(statements.length, left);
      const last = statements.at(-1)!;
      assert.equal(`${last.keyword} ${last.name} ${shown(last.value)}`, "param after 'here'");
    });
  }

  for (const [what, text] of [
    ['brackets', `var a = ${'['.repeat(20_000)}`],
    ['braces', `var a = ${'{\na: '.repeat(20_000)}`],
    ['parentheses', `var a = ${'('.repeat(20_000)}`],
    ['strings', `var a = ${"'${".repeat(5_000)}`],
    ['signs', `var a = ${'!'.repeat(20_000)}`],
    ['operators', `var a = 1${' + 1'.repeat(20_000)}`],
    ['conditions', `var a = ${'b ? c : '.repeat(10_000)}`],
    ['accesses', `var a = b${'.c'.repeat(20_000)}`],
    ['types', `param a ${'('.repeat(20_000)}`],
    ['resources', "resource a 'x' = {\n".repeat(10_000)],
    ['unclosed interpolations', "var a = '${[1,\n".repeat(5_000)],
    ['unclosed strings', "var a = '''\n".repeat(10_001)],
    ['decorators', '@a(\n'.repeat(10_000)],
    ['comments', '/* x\n'.repeat(10_000)],
  ] as const) {
    it(`is not brought down by thousands of ${what}`, () => {
      const start = performance.now();
      bicepSyntax.cut(text);
      assert.ok(performance.now() - start < 2_000, 'time grows with the square');
    });
  }
});

describe('Bicep sections', () => {
  it('cut a text at its statements, with the comments above and behind them', () => {
    const text = '// a\nvar a = 1 // b\n\n// c\n@secure()\nparam x string\n// e\n';
    assert.deepEqual(
      bicepSyntax.cut(text).map(({ start, end }) => text.slice(start, end)),
      ['// a\nvar a = 1 // b\n', '\n// c\n@secure()\nparam x string\n', '// e\n'],
    );
  });
});

describe('Bicep scalars', () => {
  it('give every value with its names, between its quotes', () => {
    const text = [
      "param password string = 'a\\'b'",
      "resource db 'X/y@1' = {",
      '  properties: {',
      '    port: 5432',
      "    user: 'u-${x}'",
      "    list: [{ name: 'KEY', value: 'v' }]",
      '  }',
      "  resource inner 'z' = {",
      "    token: concat('t', f('u'))",
      '  }',
      '}',
    ].join('\n');
    assert.deepEqual(
      [...bicepSyntax.scalars(parse(text))].map((site) => [
        site.keyPath.join('.'),
        site.value,
        text.slice(site.start, site.end),
        site.literal,
      ]),
      [
        ['param.password', "a'b", "a\\'b", true],
        ['resource.db.properties.port', '5432', '5432', true],
        ['resource.db.properties.user', 'u-${…}', 'u-${x}', false],
        ['resource.db.properties.list.name', 'KEY', 'KEY', true],
        ['resource.db.properties.list.KEY', 'v', 'v', true],
        ['resource.db.resource.inner.token', 't', 't', true],
        ['', 'u', 'u', true],
      ],
    );
  });
});

describe('Bicep constructs', () => {
  const text = "@secure()\nparam a string\nresource b 'X/y@1' = {\n  c: {\n    d: [\n      'one'\n    ]\n  }\n}\n";
  for (const [line, expected] of [
    [0, '@secure()\nparam a string'],
    [1, '@secure()\nparam a string'],
    [2, text.slice(text.indexOf('resource')).trimEnd()],
    [3, "c: {\n    d: [\n      'one'\n    ]\n  }"],
    [4, "d: [\n      'one'\n    ]"],
    [5, "'one'"],
    [6, undefined],
  ] as const) {
    it(`begin on line ${line + 1}: ${expected?.split('\n')[0] ?? 'none'}`, () => {
      const offset = text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
      const span = bicepSyntax.constructAt(parse(text), offset);
      assert.equal(span && text.slice(span.start, span.end), expected);
    });
  }
});

/** A fixture with some stretches cut out, moved or filled with what people type. */
const typed = [
  '',
  "'",
  "'''",
  '${',
  '}',
  '{',
  '[',
  ')',
  '\\',
  '\n',
  '=',
  ':',
  '/*',
  '// ',
  '@',
  '.',
  '?',
  '|',
  '\uE000',
];
const mutated = fc
  .tuple(
    fc.constantFrom(...fixtures.map(([, text]) => text)),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        fc.constantFrom(...typed, "resource a 'b' = {\n", 'param x string\n'),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [where, length, typed]) => {
      const at = Math.floor(where * now.length);
      return now.slice(0, at) + typed + now.slice(at + length);
    }, text),
  );

function spans(node: unknown, visit: (span: Span) => void): void {
  if (node === null || typeof node !== 'object') return;
  const span = node as Span;
  if (typeof span.start === 'number' && typeof span.end === 'number') visit(span);
  for (const child of Object.values(node)) spans(child, visit);
}

describe('Bicep, whatever is typed', () => {
  it('gives no span outside the text, and cuts it without gaps', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const document = parse(text);
        spans({ ...document, text: '' }, ({ start, end }) => {
          assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
        });
        for (const site of bicepSyntax.scalars(document)) assert.ok(site.start <= site.end && site.end <= text.length);
        let at = 0;
        for (const { start, end } of bicepSyntax.cut(text)) {
          assert.equal(start, at);
          assert.ok(end > start);
          at = end;
        }
        assert.equal(at, text.length);
      }),
      { numRuns: 600, seed: SEED },
    );
  });

  it('gives the same statements for a section alone, where the text is sound', () => {
    for (const [, text] of fixtures) {
      const alone = bicepSyntax.cut(text).flatMap(({ start, end }) => {
        const { statements, problems } = parse(text.slice(start, end));
        assert.deepEqual(problems, []);
        return statements.map((statement) => JSON.stringify(statement, moving(start)));
      });
      assert.deepEqual(
        alone,
        parse(text).statements.map((statement) => JSON.stringify(statement)),
      );
    }
  });

  it('stands still for no text at all', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(..."a1'\\${}[]()<>=.,*%/\n -~:?!@|&", '= {\n', '= [\n', 'param a ', "resource a '"),
          maxLength: 120,
        }),
        (text) => {
          spans({ ...parse(text), text: '' }, ({ start, end }) =>
            assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${text.length}`),
          );
        },
      ),
      { numRuns: 10_000, seed: SEED },
    );
  });
});

/** Moves every span of a tree. */
const moving = (by: number) => (key: string, value: unknown) =>
  (key === 'start' || key === 'end') && typeof value === 'number' ? value + by : value;
