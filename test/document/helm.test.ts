import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import type { Node } from '../../src/document/data';
import { helmSyntax, linesOfTemplate, parseTemplate } from '../../src/document/helm';
import { actionsOf } from '../../src/document/helm/actions';
import { branchesOf } from '../../src/document/helm/blocks';
import { maskTemplate } from '../../src/document/helm/mask';

const SHOP = 'test/fixtures/helm/shop';
const DEPLOYMENT = fs.readFileSync(`${SHOP}/templates/deployment.yaml`, 'utf8');

const masked = (text: string): string => {
  const actions = actionsOf(text);
  return maskTemplate(text, actions, branchesOf(actions, text.length)).text;
};
/** A tree as plain data; an entry without a value is null. */
const plain = (node: Node | undefined): unknown => {
  if (!node) return null;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [String(key.value), plain(value)]));
};
const read = (text: string): unknown => {
  const { roots, problems } = parseTemplate(text);
  assert.deepEqual(problems, [], masked(text));
  return roots.length === 1 ? plain(roots[0]) : roots.map(plain);
};

describe('templates that write YAML', () => {
  it('finds actions with strings, comments and lines in them', () => {
    const text = '{{ "}}" }} {{- /* a }} b */ -}} {{ include "x"\n  . }} {{ open\n{{ `"` }}';
    assert.deepEqual(
      actionsOf(text).map(({ kind, body }) => `${kind} ${body}`),
      ['value "}}"', 'comment /* a }} b */', 'value include "x"\n  .', 'value open', 'value `"`'],
    );
    const kinds = '{{ if .a }}{{ else if .b }}{{ end }}{{ $x := 1 }}{{ $k, $v := .c }}{{ iffy }}{{ end.x }}{{ break }}';
    assert.deepEqual(
      actionsOf(kinds).map(({ kind }) => kind),
      ['if', 'else', 'end', 'assignment', 'assignment', 'value', 'value', 'jump'],
    );
  });

  it('puts as many characters in place of an action as it has, and keeps every line', () => {
    assert.equal(masked('a: {{ .b }}\n'), 'a: xxxxxxxx\n');
    assert.equal(masked('{{- if .b }}\na: 1\n{{- end }}\n'), `${' '.repeat(12)}\na: 1\n${' '.repeat(10)}\n`);
    assert.equal(masked('a: {{ .b | nindent 2 }}\n'), `a: ${' '.repeat(20)}\n`);
    assert.equal(masked('\t{{ .b }}\na: 1\n'), '         \na: 1\n');
    assert.equal(masked('a: {{ if .b }}x{{ else }}y{{ end }}\n'), `a: ${'x'.repeat(32)}\n`);
    assert.equal(
      masked('{{ define "n" }}\n- : [\n{{ end }}\na: 1\n'),
      `${' '.repeat(16)}\n     \n${' '.repeat(9)}\na: 1\n`,
    );
    assert.equal(linesOfTemplate('{{ if .c }}\na: {{ .b }}\n{{ .d }}\n'), '           \na: {{ .b }}\n########\n');
  });

  it('reads what actions write as their source, quoted, in pieces, as keys and in lists', () => {
    assert.deepEqual(read('a: {{ .b }}\nc: "{{ .d }}:{{ .e }}"\n{{ .k }}: [{{ .f }}, 1]\n'), {
      a: '{{ .b }}',
      c: '{{ .d }}:{{ .e }}',
      '{{ .k }}': ['{{ .f }}', 1],
    });
  });

  it('hangs lines in where their column says', () => {
    assert.deepEqual(read('a:\n  {{- toYaml .b | nindent 2 }}\nc: 1\n'), { a: '{{- toYaml .b | nindent 2 }}', c: 1 });
    assert.deepEqual(read('a:\n  b: 1\n  {{- toYaml .c | nindent 2 }}\n'), {
      a: { b: 1, '{{- toYaml .c | nindent 2 }}': null },
    });
    assert.deepEqual(read('a:\n  {{- toYaml .c | nindent 2 }}\n  b: 1\n'), {
      a: { b: 1, '{{- toYaml .c | nindent 2 }}': null },
    });
    assert.deepEqual(read('a:\n{{ toYaml .b | indent 2 }}\n'), { a: '{{ toYaml .b | indent 2 }}' });
    assert.deepEqual(read('a:\n  - b: 1\n    {{- toYaml .c | nindent 4 }}\n  {{- toYaml .d | nindent 2 }}\n'), {
      a: [{ b: 1, '{{- toYaml .c | nindent 4 }}': null }, '{{- toYaml .d | nindent 2 }}'],
    });
    assert.deepEqual(read('a:\n  - {{ toYaml .b | nindent 4 }}\n'), { a: ['{{ toYaml .b | nindent 4 }}'] });
    assert.deepEqual(read('a: |\n  {{- .b | nindent 2 }}\nc: 1\n'), { a: '|\n  {{- .b | nindent 2 }}', c: 1 });
  });

  it('keeps lines to the document that they stand in', () => {
    assert.deepEqual(read('a: 1\n---\n{{- toYaml .b | nindent 0 }}\nc: 1\n'), [
      { a: 1 },
      { c: 1, '{{- toYaml .b | nindent 0 }}': null },
    ]);
  });

  it('knows which branch a place is in', () => {
    const text = '{{ if .a }}A{{ else if .b }}B{{ else }}C{{ end }}{{ with .d }}D{{ range .e }}E{{ end }}{{ end }}';
    const branches = branchesOf(actionsOf(text), text.length);
    const told = branches.map(
      ({ kind, condition, before, start, end }) => `${text.slice(start, end)} ${kind} ${condition} ${before.length}`,
    );
    assert.deepEqual(told, [
      'A if .a 0',
      'B if .b 1',
      'C if undefined 2',
      'D{{ range .e }}E{{ end }} with .d 0',
      'E range .e 0',
    ]);
  });

  it('cuts at documents, but never inside of a block', () => {
    const parts = (text: string) => helmSyntax.cut(text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(parts('a: {{ .b }}\n---\nc: 1\n'), ['a: {{ .b }}\n', '---\nc: 1\n']);
    const wrapped = '{{ if .a }}\nb: 1\n---\nc: 1\n{{ end }}\n---\nd: 1\n';
    assert.deepEqual(parts(wrapped), ['{{ if .a }}\nb: 1\n---\nc: 1\n{{ end }}\n', '---\nd: 1\n']);
  });

  it('reads the fixtures without a problem', () => {
    for (const file of fs.readdirSync(SHOP, { recursive: true }) as string[]) {
      if (!/templates.*\.yaml$/.test(file)) continue;
      assert.deepEqual(parseTemplate(fs.readFileSync(`${SHOP}/${file}`, 'utf8')).problems, [], file);
    }
  });

  it('cut and changed anywhere, keeps its length and its lines, and no span leaves the text', () => {
    const noise = fc.constantFrom(
      '',
      '{{',
      '}}',
      '{{ end }}',
      '{{ if',
      '"',
      '`',
      '\n',
      ':',
      '- ',
      '|',
      '{{/*',
      '---\n',
    );
    const within = (node: Node | undefined, length: number): void => {
      if (!node) return;
      assert.ok(node.start >= 0 && node.start <= node.end && node.end <= length);
      if (node.type === 'sequence') for (const item of node.items) within(item, length);
      if (node.type !== 'mapping') return;
      for (const { key, value } of node.entries) for (const one of [key, value]) within(one, length);
    };
    fc.assert(
      fc.property(fc.nat(DEPLOYMENT.length), fc.nat(200), noise, (at, length, piece) => {
        const text = DEPLOYMENT.slice(0, at) + piece + DEPLOYMENT.slice(at + length);
        assert.equal(masked(text).replace(/[^\n]/g, '.'), text.replace(/[^\n]/g, '.'));
        for (const root of parseTemplate(text).roots) within(root, text.length);
        const cuts = helmSyntax.cut(text);
        assert.equal(cuts.map(({ start, end }) => text.slice(start, end)).join(''), text);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});
