import assert from 'node:assert/strict';
import fc from 'fast-check';
import { piecesOf, snippetOf, textOf } from '../../src/templates/template';

const titles: Readonly<Record<string, string>> = { doors: 'Doors are few', odd: 'One\nline ${1:x} \u202e}$' };
const titleOf = (id: string) => titles[id];
const both = (body: string) => {
  const pieces = piecesOf(body);
  return [textOf({ pieces }, titleOf), snippetOf({ pieces }, titleOf)];
};

/** What an editor makes of a snippet whose only syntax is places to fill in. */
const expanded = (snippet: string): string =>
  snippet
    .replace(/\\([\\$}])|\$\{\d+:((?:[^\\}]|\\[\\$}])*)\}/g, (_, sign: string | undefined, standing: string) =>
      sign === undefined ? standing.replace(/\\([\\$}])/g, '\u0000$1') : `\u0000${sign}`,
    )
    .replaceAll('\u0000', '');

describe('the text of a template', () => {
  it('has places to fill in', () => {
    assert.deepEqual(both('name = "${1:orders}-${12:x y}"'), ['name = "orders-x y"', 'name = "${1:orders}-${12:x y}"']);
  });

  it('names policies by their titles, in the comment that stands there', () => {
    assert.deepEqual(both('  a = 1   # policy: doors\n// policy: doors\n'), [
      '  a = 1   # Doors are few\n// Doors are few\n',
      '  a = 1   # Doors are few\n// Doors are few\n',
    ]);
    assert.equal(both('a: 1 # policy: doors, and more')[0], 'a: 1 # policy: doors, and more');
  });

  it('leaves the comment out where nobody has the policy', () => {
    assert.equal(both('a = 1 # policy: gone\nb = 2')[0], 'a = 1\nb = 2');
  });

  it('keeps a title in its comment, whatever it holds', () => {
    assert.deepEqual(both('a # policy: odd\nb'), ['a # One line ${1:x} }$\nb', 'a # One line \\${1:x\\} \\}\\$\nb']);
  });

  it('takes every other syntax of snippets for text: variables, choices, transforms, nested places', () => {
    for (const body of [
      '$1 ${1} $TM_FILENAME ${CLIPBOARD} ${TM_SELECTED_TEXT:x}',
      '${1|one,two|}',
      '${1/(.*)/${1:/upcase}/}',
      '${CLIPBOARD/(.*)/$1/} `rm` \\$0 $$',
      '"${aws_s3_bucket.uploads.arn}/*" ${{ github.ref }} $${x} %{ if a }',
    ]) {
      const [text, snippet] = both(body);
      assert.equal(expanded(snippet!), text, body);
      assert.doesNotMatch(snippet!.replace(/\\[\\$}]/g, ''), /\$(?!\{\d+:)/, body);
    }
    assert.equal(both('${1:a ${2:b}}')[0], '${1:a b}');
  });

  it('comes out of the snippet as it stands, whatever it is', () => {
    const part = fc.constantFrom('${1:a}', '${', '}', '$', '\\', '1:', '\n', 'x', '# policy: doors', '|', '/');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const [text, snippet] = both(parts.join(''));
        assert.equal(expanded(snippet!), text);
      }),
    );
  });

  it('covers the text that it was read from', () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        const pieces = piecesOf(body);
        assert.equal(pieces.map(({ start, end }) => body.slice(start, end)).join(''), body);
      }),
    );
  });
});
