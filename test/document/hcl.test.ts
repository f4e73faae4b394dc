import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { type Block, type Expression, type HclDocument, hclSyntax } from '../../src/document/hcl';
import type { Document } from '../../src/document/syntax';
import type { Span } from '../../src/place';
import { compareWithOracles } from '../support/hcl-oracles';
import { SEED } from '../support/workspaces';

const FIXTURES = 'test/fixtures/terraform';
const fixtures = fs
  .readdirSync(FIXTURES)
  .filter((name) => /\.(tf|tfvars)$/.test(name))
  .map((name) => [name, fs.readFileSync(`${FIXTURES}/${name}`, 'utf8')] as const);

const parse = (text: string): HclDocument => hclSyntax.parse(text) as HclDocument;

/** The tree as lines: what each node is, and the very text that its span covers. */
function drawn(text: string): string {
  const lines: string[] = [];
  const show = (depth: number, what: string, span: Span): void => {
    lines.push(`${'  '.repeat(depth)}${what} ${text.slice(span.start, span.end).replaceAll('\n', '⏎')}`);
  };
  const expression = (node: Expression, depth: number): void => {
    show(depth, node.type, node);
    if (node.type === 'template') {
      for (const part of node.parts) {
        show(depth + 1, part.type === 'text' ? `"${part.value.replaceAll('\n', '⏎')}" is` : part.type, part);
        if (part.type === 'interpolation') expression(part.value, depth + 2);
      }
    } else if (node.type === 'tuple') for (const item of node.items) expression(item, depth + 1);
    else if (node.type === 'call') for (const argument of node.args) expression(argument, depth + 1);
    else if (node.type === 'object') for (const entry of node.entries) show(depth + 1, 'entry', entry);
    else if (node.type === 'traversal') for (const step of node.steps) show(depth + 1, step.type, step);
  };
  const items = (block: Pick<Block, 'body'>, depth: number): void => {
    for (const item of block.body.items) {
      if (item.type === 'attribute') {
        show(depth, 'attribute', item);
        expression(item.value, depth + 1);
      } else {
        show(depth, `block ${[item.name, ...item.labels.map((label) => label.value)].join(' ')}:`, item.head);
        items(item, depth + 1);
      }
    }
  };
  const document = parse(text);
  items(document, 0);
  for (const problem of document.problems) show(0, `! ${problem.message}:`, problem);
  return lines.join('\n');
}

const draws = (text: string, expected: string): void => {
  const margin = /^\n( *)/.exec(expected)?.[1] ?? '';
  assert.equal(drawn(text), expected.trim().replaceAll(`\n${margin}`, '\n'));
};

describe('HCL', () => {
  it('reads blocks with their labels, attributes and traversals', () => {
    draws(
      'resource "aws_vpc" main {\n  id = var.a["b"].*.c\n}',
      `
      block resource aws_vpc main: resource "aws_vpc" main
        attribute id = var.a["b"].*.c
          traversal var.a["b"].*.c
            name .a
            index ["b"]
            splat .*
            name .c`,
    );
  });

  it('decodes escapes, and keeps each apart so that offsets map', () => {
    const text = 'a = "x\\n\\"\\u00e9$${b}%%{c}$$$${d}$"';
    const [item] = parse(text).body.items;
    assert.ok(item?.type === 'attribute' && item.value.type === 'template');
    assert.deepEqual(
      item.value.parts.map((part) => [text.slice(part.start, part.end), part.type === 'text' && part.value]),
      [
        ['x', 'x'],
        ['\\n', '\n'],
        ['\\"', '"'],
        ['\\u00e9', 'é'],
        ['$${', '${'],
        ['b}', 'b}'],
        ['%%{', '%{'],
        ['c}$$$${d}$', 'c}$$$${d}$'],
      ],
    );
  });

  it('reads heredocs line by line and takes away the indentation of <<-', () => {
    draws(
      'a = <<-EOT\n    one ${b}\n\n      two\n  EOT\nc = 1',
      `
      attribute a = <<-EOT⏎    one \${b}⏎⏎      two⏎  EOT
        template <<-EOT⏎    one \${b}⏎⏎      two⏎  EOT
          "one " is one 
          interpolation \${b}
            traversal b
          "⏎" is ⏎
          "⏎" is ⏎
          "  two⏎" is   two⏎
      attribute c = 1
        literal 1`,
    );
  });

  it('trims what stands beside the markers of an interpolation', () => {
    const { body } = parse('a = "x ${~ b ~} y"');
    const [item] = body.items;
    assert.ok(item?.type === 'attribute' && item.value.type === 'template');
    assert.deepEqual(
      item.value.parts.map((part) => (part.type === 'text' ? part.value : part.type)),
      ['x', 'interpolation', 'y'],
    );
  });

  it('reads operators by their rank, conditions and loops', () => {
    const shape = (text: string): unknown => {
      const item = parse(`a = ${text}`).body.items[0];
      const walk = (node: Expression): unknown => {
        if (node.type === 'literal') return node.value;
        if (node.type === 'traversal') return node.root;
        if (node.type === 'binary') return [walk(node.left), node.operator, walk(node.right)];
        if (node.type === 'unary') return [node.operator, walk(node.of)];
        if (node.type === 'conditional') return [walk(node.test), '?', walk(node.yes), ':', walk(node.no)];
        if (node.type === 'for')
          return ['for', ...node.names, walk(node.of), node.key && walk(node.key), walk(node.value)];
        return node.type;
      };
      return item?.type === 'attribute' && walk(item.value);
    };
    assert.deepEqual(shape('1 + 2 * 3 == 7 && !x || y'), [
      [[[1, '+', [2, '*', 3]], '==', 7], '&&', ['!', 'x']],
      '||',
      'y',
    ]);
    assert.deepEqual(shape('a ? b : c ? d : e'), ['a', '?', 'b', ':', ['c', '?', 'd', ':', 'e']]);
    assert.deepEqual(shape('{ for k, v in xs : k => v... if v }'), ['for', 'k', 'v', 'xs', 'k', 'v']);
    assert.deepEqual(shape('(1\n  - 2)'), [1, '-', 2]);
  });

  it('reads every kind of comment, CRLF and a byte order mark', () => {
    draws(
      '\uFEFFa = 1 # x\r\n// y\r\n/* z\r\n*/ b = 2 /* t */\r\n',
      'attribute a = 1\n  literal 1\nattribute b = 2\n  literal 2',
    );
  });
});

describe('HCL that is being typed', () => {
  const after = '\n}\nresource "b" "after" {\n  x = 1\n}\n';
  for (const [what, line] of [
    ['an unclosed string', 'a = "x'],
    ['an unclosed interpolation', 'a = "x ${var.'],
    ['an unclosed interpolation with a call', 'a = "x ${join(",", '],
    ['an unclosed heredoc', 'a = <<EOT'],
    ['an unclosed list', 'a = [1, 2'],
    ['an unclosed object', 'a = { b = 1'],
    ['an unclosed call', 'a = jsonencode({'],
    ['an unclosed nested block', 'a {'],
    ['a half-typed attribute', 'at'],
    ['an attribute without a value', 'a ='],
    ['an unclosed comment', '/* a'],
    ['a traversal that ends with a dot', 'a = var.'],
    ['half a condition', 'a = b ?'],
    ['a stray bracket', 'a = 1)'],
    ['a stray sign in an object', 'a = {\n  \\ b = 1\n  }'],
  ] as const) {
    it(`keeps the next block behind ${what}`, () => {
      const { body, problems } = parse(`resource "a" "before" {\n  y = 2\n  ${line}${after}`);
      const heads = body.items.map(
        (item) => item.type === 'block' && item.labels.map((label) => label.value).join('.'),
      );
      assert.deepEqual(heads, ['a.before', 'b.after']);
      const [first, second] = body.items as readonly Block[];
      assert.equal(first!.body.items[0]?.type === 'attribute' && first!.body.items[0].name, 'y');
      assert.equal(second!.body.items.length, 1);
      assert.ok(problems.length > 0, 'there is a problem');
    });
  }

  it('goes on with the next attribute behind a broken one', () => {
    const names = (parse('a {\n  b = @@\n  c = "x\n  d = [1 2]\n  e = 5\n}').body.items[0] as Block).body.items;
    assert.deepEqual(
      names.map((item) => item.name),
      ['b', 'c', 'd', 'e'],
    );
  });

  it('takes a list whose comma is missing at the end of a line as one list', () => {
    const item = parse('a = [\n  "x"\n  "y",\n]').body.items[0];
    assert.ok(item?.type === 'attribute' && item.value.type === 'tuple');
    assert.equal(item.value.items.length, 2);
  });

  it('ends a heredoc that swallows another one of the same tag before the next header', () => {
    const { body } = parse(
      'resource "a" "b" {\n  x = <<EOT\n  text\n}\nresource "c" "d" {\n  y = <<EOT\n  text\n  EOT\n}\n',
    );
    assert.equal(body.items.length, 2);
  });

  it('keeps a heredoc that holds Terraform', () => {
    const { body, problems } = parse('locals {\n  x = <<EOT\nresource "a" "b" {\n}\nEOT\n}\n');
    assert.equal(body.items.length, 1);
    assert.deepEqual(problems, []);
  });

  for (const [what, text] of [
    ['brackets', `a = ${'['.repeat(20_000)}`],
    ['blocks', 'a {\n'.repeat(20_000)],
    ['templates', 'a = "${"${'.repeat(5_000)],
    ['signs', `a = ${'!'.repeat(20_000)}`],
    ['operators', `a = 1${'+ 1'.repeat(20_000)}`],
    ['conditions', `a = ${'b ? c : '.repeat(10_000)}`],
    ['unclosed heredocs', Array.from({ length: 3_000 }, (_, i) => `resource "a" "b" {\n  x = <<T${i}\n`).join('')],
    ['unclosed interpolations', 'x = "${[1,\n'.repeat(5_000)],
    ['unclosed comments', '/* x\n'.repeat(10_000)],
  ] as const) {
    it(`is not brought down by twenty thousand nested ${what}`, () => {
      const start = performance.now();
      hclSyntax.cut(text);
      assert.ok(performance.now() - start < 2_000, 'time grows with the square');
    });
  }
});

describe('HCL sections', () => {
  it('cut a text at its top-level items, with the comments above and behind them', () => {
    const text = '# a\nlocals {}  # b\n\n# c\nvariable "x" {\n} // d\n# e\n';
    assert.deepEqual(
      hclSyntax.cut(text).map(({ start, end }) => text.slice(start, end)),
      ['# a\nlocals {}  # b\n', '\n# c\nvariable "x" {\n} // d\n', '# e\n'],
    );
  });

  it('are none for an empty text', () => assert.deepEqual(hclSyntax.cut(''), []));
});

describe('HCL scalars', () => {
  it('give every value with its names, between its quotes', () => {
    const text = [
      'resource "aws_db_instance" "main" {',
      '  password = "a\\"b"',
      '  port     = 5432',
      '  user     = "u-${var.x}"',
      '  name     = var.name',
      '  tags     = { Owner = "me", list = ["p"] }',
      '  policy   = jsonencode({ k = "v" })',
      '}',
      'locals {',
      '  db = { password = <<EOT',
      'line',
      'EOT',
      '  }',
      '}',
    ].join('\n');
    assert.deepEqual(
      [...hclSyntax.scalars(parse(text))].map((site) => [
        site.keyPath.join('.'),
        site.value,
        text.slice(site.start, site.end),
        site.literal,
      ]),
      [
        ['resource.aws_db_instance.main.password', 'a"b', 'a\\"b', true],
        ['resource.aws_db_instance.main.port', '5432', '5432', true],
        ['resource.aws_db_instance.main.user', 'u-${…}', 'u-${var.x}', false],
        ['resource.aws_db_instance.main.name', '${…}', 'var.name', false],
        ['resource.aws_db_instance.main.tags.Owner', 'me', 'me', true],
        ['resource.aws_db_instance.main.tags.list', 'p', 'p', true],
        ['resource.aws_db_instance.main.policy.k', 'v', 'v', true],
        ['locals.db.password', 'line\n', 'line\n', true],
      ],
    );
  });
});

describe('HCL constructs', () => {
  const text = 'resource "a" "b" {\n  x = {\n    k = 1\n  }\n  n {\n    y = [\n      "one",\n    ]\n  }\n}\n';
  for (const [line, expected] of [
    [0, text.trimEnd()],
    [1, 'x = {\n    k = 1\n  }'],
    [2, 'k = 1'],
    [3, undefined],
    [4, 'n {\n    y = [\n      "one",\n    ]\n  }'],
    [6, '"one"'],
  ] as const) {
    it(`begin on line ${line + 1}: ${expected?.split('\n')[0] ?? 'none'}`, () => {
      const offset = text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
      for (const at of [offset, offset + 2]) {
        const span = hclSyntax.constructAt(parse(text), at);
        assert.equal(span && text.slice(span.start, span.end), expected);
      }
    });
  }
});

/** A fixture with some stretches cut out, moved or filled with what people type. */
const mutated = fc
  .tuple(
    fc.constantFrom(...fixtures.map(([, text]) => text)),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        fc.constantFrom(
          '',
          '"',
          '${',
          '}',
          '{',
          '[',
          ')',
          '<<EOT\n',
          '\\',
          '\n',
          '=',
          '/*',
          '# ',
          '$$',
          '%{ if',
          '.',
          '\uE000',
          'resource "a" "b" {\n',
        ),
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

/** A tree with its spans moved, as one string. */
const moved = (node: unknown, by: number): string =>
  JSON.stringify(node, (key, value) =>
    (key === 'start' || key === 'end') && typeof value === 'number' ? value + by : value,
  );

/** Everything that a document says, a block's body asked for. */
const said = (document: Document): unknown => {
  assert.ok(document.syntax === 'hcl');
  const { body, ...rest } = document;
  const items = body.items.map((item) => {
    if (item.type === 'attribute') return item;
    const { type, name, labels, head, start, end, body } = item;
    return { type, name, labels, head, start, end, body };
  });
  return { ...rest, start: body.start, end: body.end, items };
};

describe('HCL, whatever is typed', () => {
  const properties = { numRuns: 600, seed: SEED };

  it('gives no span outside the text and no value outside its block', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        spans({ ...parse(text), text: '' }, ({ start, end }) => {
          assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
        });
        for (const site of hclSyntax.scalars(parse(text))) assert.ok(site.start <= site.end && site.end <= text.length);
      }),
      properties,
    );
  });

  it('cuts it without gaps into sections that give the same nodes alone', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const cuts = hclSyntax.cut(text);
        let at = 0;
        const alone: string[] = [];
        for (const { start, end, document } of cuts) {
          assert.equal(start, at);
          assert.ok(end > start);
          at = end;
          if (document) assert.deepEqual(said(document()), said(parse(text.slice(start, end))));
          alone.push(...parse(text.slice(start, end)).body.items.map((item) => moved(item, start)));
        }
        assert.equal(at, text.length);
        assert.deepEqual(
          alone,
          parse(text).body.items.map((item) => moved(item, 0)),
        );
      }),
      properties,
    );
  });

  it('stands still for no text at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a1"\\${}[]()<>=.,*%#/\n -~:?!', '= {\n', '= [\n'), maxLength: 120 }),
        (text) => {
          spans({ ...parse(text), text: '' }, ({ end }) => assert.ok(end <= text.length));
        },
      ),
      { numRuns: 10_000, seed: SEED },
    );
  });
});

describe('HCL beside other parsers', () => {
  for (const [name, text] of fixtures) {
    it(`reads ${name} as they do`, async () => {
      const { nodes, values, differences, skipped } = await compareWithOracles(text);
      assert.deepEqual({ differences, skipped }, { differences: [], skipped: [] });
      assert.ok(nodes > 0 && values > 0);
    });
  }

  it('knows where they are wrong: a run of dollars before a brace is text', async () => {
    const { differences, excused } = await compareWithOracles('a = "x$$${b}"\n');
    assert.deepEqual(differences, []);
    assert.ok(excused.length > 0, 'tree-sitter was corrected: excuse it no longer');
  });
});
