import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type LineDocument, lineSyntax } from '../../src/document/lines';
import type { Span } from '../../src/place';

function parse(text: string): LineDocument {
  const document = lineSyntax.parse(text);
  assert.equal(document.syntax, 'lines');
  return document as LineDocument;
}
const cut = (text: string, span: Span | undefined) => span && text.slice(span.start, span.end);
const pairs = (text: string) =>
  parse(text).pairs.map((pair) => [cut(text, pair.keySpan), pair.value, cut(text, pair.valueSpan)]);
const PEM = ['-----BEGIN CERTIFICATE-----', 'not really', 'base64 at all', '-----END CERTIFICATE-----'].join('\n');

/** A file of settings, long enough for several sections. */
const settings = (lines: number) =>
  Array.from({ length: lines }, (_, i) =>
    i % 9 === 0 ? '' : i % 10 === 0 ? `# part ${i}` : `KEY_${i}=value ${i * 7}`,
  );

describe('line syntax', () => {
  it('reads assignments of dotenv, properties and ini files', () => {
    assert.deepEqual(
      pairs(
        'A=b\nexport C="d e" # why\nf.g = h # why\n  I=\'j\\n\'\nK="l\\nm\\"n"\nO=\n[section]\nP=q#r\nspring.x: y z  \n',
      ),
      [
        ['A', 'b', 'b'],
        ['C', 'd e', '"d e"'],
        ['f.g', 'h', 'h'],
        ['I', 'j\\n', "'j\\n'"],
        ['K', 'l\nm"n', '"l\\nm\\"n"'],
        ['O', '', ''],
        ['P', 'q#r', 'q#r'],
        ['spring.x', 'y z', 'y z'],
      ],
    );
  });

  it('takes no URL, time, comment or sentence for a pair', () => {
    assert.deepEqual(pairs('https://shop.example/a\n12:30 x\n# A=b\n; C=d\nplain words here\na:b\nexport\n=x'), []);
  });

  it('finds the name of a key that reads like the keyword before it', () => {
    assert.deepEqual(pairs('export export=1\nexport=2'), [
      ['export', '1', '1'],
      ['export', '2', '2'],
    ]);
  });

  it('keeps values of several lines whole: quoted ones and PEM blocks', () => {
    const text = `CERT="${PEM}"\nNEXT=1\nMOTD='hello\nthere'\nLAST=2`;
    assert.deepEqual(
      pairs(text).map(([key, value]) => [key, value]),
      [
        ['CERT', PEM],
        ['NEXT', '1'],
        ['MOTD', 'hello\nthere'],
        ['LAST', '2'],
      ],
    );
  });

  it('a forgotten quote costs its own line only', () => {
    assert.deepEqual(pairs('A="b\nC=d\nE="f"'), [
      ['A', '"b', '"b'],
      ['C', 'd', 'd'],
      ['E', 'f', '"f"'],
    ]);
  });

  it('stands after a byte order mark and reads CRLF', () => {
    assert.deepEqual(pairs('\uFEFFA=b\r\nC="d"\r\n'), [
      ['A', 'b', 'b'],
      ['C', 'd', '"d"'],
    ]);
  });

  it('gives values by key; a substitution is no literal', () => {
    const sites = [...lineSyntax.scalars(parse(`A=b\nC=\${D}\nE='\${F}'\nG=pa$$word\nH=$I`))];
    assert.deepEqual(
      sites.map((site) => [site.keyPath, site.literal]),
      [
        [['A'], true],
        [['C'], false],
        [['E'], true],
        [['G'], true],
        [['H'], false],
      ],
    );
  });

  it('finds what begins on a line', () => {
    const text = '# handrail:allow x\n  A="b\nc" # end\n\nplain';
    const document = parse(text);
    assert.equal(cut(text, lineSyntax.constructAt(document, text.indexOf('A='))), 'A="b\nc"');
    assert.equal(lineSyntax.constructAt(document, text.indexOf('\n\nplain') + 1), undefined);
    assert.equal(cut(text, lineSyntax.constructAt(document, text.indexOf('plain'))), 'plain');
  });

  it('an edit of one line changes few sections, wherever it stands', () => {
    const lines = settings(2000);
    const textsOf = (all: readonly string[]) => {
      const text = all.join('\n');
      return lineSyntax.cut(text).map((section) => cut(text, section)!);
    };
    const before = new Set(textsOf(lines));
    assert.ok(before.size > 15, `${before.size} sections`);
    for (let at = 0; at < lines.length; at += 37) {
      const changed = textsOf([...lines.slice(0, at), `${lines[at]}x`, 'NEW=1', ...lines.slice(at + 1)]);
      assert.ok(changed.filter((section) => !before.has(section)).length <= 3, `line ${at}`);
    }
  });

  it('never cuts inside a PEM block or between a comment and its line', () => {
    for (let shift = 0; shift < 60; shift++) {
      const text = [...settings(shift), '# a comment', `CERT_${shift}="${PEM}"`, ...settings(90)].join('\n');
      const block = { start: text.indexOf('# a comment'), end: text.indexOf('-----END') };
      for (const section of lineSyntax.cut(text)) {
        assert.ok(section.start <= block.start || section.start > block.end);
      }
    }
  });

  it('cuts a text of equal lines, too', () => {
    assert.ok(lineSyntax.cut('same\n'.repeat(5000)).length >= 5);
  });

  it('whatever the text: sections cover it, parse to the same pairs, and no span leaves it', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'A=b',
        'C="d',
        'e"',
        "F='g",
        "h'",
        'I: j',
        '# k',
        '',
        '-----BEGIN X-----',
        '-----END X-----',
        '\r',
        'é=1',
      ),
      fc.string({ maxLength: 12 }),
      fc.nat(400).map((n) => `KEY_${n}=v${n}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), (lines) => {
        const text = lines.join('\n');
        const sections = lineSyntax.cut(text);
        assert.equal(sections.map((section) => cut(text, section)).join(''), text);
        const shifted = sections.flatMap(({ start, end }) =>
          parse(text.slice(start, end)).pairs.map((pair) => [pair.key, pair.value, start + pair.valueSpan.start]),
        );
        assert.deepEqual(
          shifted,
          parse(text).pairs.map((pair) => [pair.key, pair.value, pair.valueSpan.start]),
        );
        for (const { keySpan, valueSpan, key } of parse(text).pairs) {
          assert.equal(cut(text, keySpan), key);
          assert.ok(valueSpan.start >= keySpan.end && valueSpan.end >= valueSpan.start && valueSpan.end <= text.length);
        }
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });
});
