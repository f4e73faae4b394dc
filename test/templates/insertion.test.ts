import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FORMS } from '../../src/templates/forms';
import { insertionAt, writtenAt } from '../../src/templates/insertion';

/** What becomes of a text, `|` its cursor, when `new` is inserted; `!` in front: exactly there, as completion needs it. */
function inserted(format: string, marked: string, text = 'new {\n  x\n}\n'): string | undefined {
  const form = FORMS[format]!;
  const offset = marked.indexOf('|');
  const before = marked.replace('|', '');
  const insertion = insertionAt(form.begins, before, offset);
  if (!insertion) return undefined;
  const { start, end, exact } = insertion;
  return (exact ? '!' : '') + before.slice(0, start) + writtenAt(insertion, form, text) + before.slice(end);
}

const BLOCK = 'resource "a" "b" {\n  c = 1\n}\n';
const NEW = 'new {\n  x\n}';

describe('where a template goes among blocks', () => {
  const at = (marked: string) => inserted('terraform', marked);

  it('in an empty file, and in one that holds comments', () => {
    assert.equal(at('|'), `!${NEW}`);
    assert.equal(at('# ours\n\nhandrail-b|\n'), `!# ours\n\n${NEW}\n`);
    assert.equal(at('   |'), NEW);
    assert.equal(at('|\n\n'), `!${NEW}\n\n`);
    assert.equal(at('# ours|\n'), `# ours\n${NEW}\n`);
  });

  it('between blocks, with an empty line to each', () => {
    assert.equal(at(`${BLOCK}\nhandrail-|\n\n${BLOCK}`), `!${BLOCK}\n${NEW}\n\n${BLOCK}`);
    assert.equal(at(`${BLOCK}handrail|\n${BLOCK}`), `!${BLOCK}\n${NEW}\n\n${BLOCK}`);
    assert.equal(at(`${BLOCK}|`), `!${BLOCK}\n${NEW}`);
  });

  it('right below a comment, which speaks of it', () => {
    assert.equal(at(`${BLOCK}\n# uploads\n|\n`), `!${BLOCK}\n# uploads\n${NEW}\n`);
  });

  it('behind the block that the cursor stands in', () => {
    for (const marked of [BLOCK.replace('c', '|c'), BLOCK.replace('}\n', '}|\n'), BLOCK.replace('1\n', '1\n|\n')]) {
      assert.equal(at(`${marked}\n${BLOCK}`), `${marked.replace('|', '')}\n${NEW}\n\n${BLOCK}`);
    }
    const heredoc = 'locals {\n  a = <<-EOT\nhandrail-|\n  EOT\n}\n';
    assert.equal(at(heredoc), `${heredoc.replace('|', '').trimEnd()}\n\n${NEW}\n`);
  });

  it('never beside something on the same line', () => {
    assert.ok(!at(`${BLOCK}\nhandrail-| x = 1\n`)?.startsWith('!'));
    assert.ok(!at(`${BLOCK}\n# handrail-|\n`)?.startsWith('!'));
  });
});

describe('where a template goes among the statements of Bicep', () => {
  const STATEMENT = '@secure()\nparam a string\n';
  const at = (marked: string) => inserted('bicep', marked);

  it('in an empty file, and in one that holds comments', () => {
    assert.equal(at('// ours\n\nhandrail-c|\n'), `!// ours\n\n${NEW}\n`);
  });

  it('between statements, and behind the one that the cursor stands in', () => {
    assert.equal(at(`${STATEMENT}handrail-|\n${STATEMENT}`), `!${STATEMENT}\n${NEW}\n\n${STATEMENT}`);
    assert.equal(at(`@sec|ure()\nparam a string\n${STATEMENT}`), `${STATEMENT}\n${NEW}\n${STATEMENT}`);
    const inside = 'var a = {\n  b: [\n    |\n  ]\n}\n';
    assert.equal(at(inside), `${inside.replace('|', '').trimEnd()}\n\n${NEW}\n`);
  });
});

describe('where a template goes among documents', () => {
  const DOC = 'kind: A\nspec:\n  b: 1\n';
  const at = (marked: string) => inserted('kubernetes', marked, 'kind: New\nx: 1\n');

  it('in an empty document', () => {
    assert.equal(at('handrail-|\n'), '!kind: New\nx: 1\n');
    assert.equal(at(`${DOC}---\n|`), `!${DOC}---\nkind: New\nx: 1`);
    assert.equal(
      at(`${DOC}---\n# of the shop\nhand|\n---\n${DOC}`),
      `!${DOC}---\n# of the shop\nkind: New\nx: 1\n---\n${DOC}`,
    );
  });

  it('below the last document, as one of its own', () => {
    assert.equal(at(`${DOC}handrail-|\n`), `!${DOC}---\nkind: New\nx: 1\n`);
  });

  it('behind the document that the cursor stands in', () => {
    assert.equal(at(`kind: A|\nspec: {}\n---\n${DOC}`), `kind: A\nspec: {}\n---\nkind: New\nx: 1\n---\n${DOC}`);
    assert.equal(at(`kind: A\n|spec: {}\n`), `kind: A\nspec: {}\n---\nkind: New\nx: 1\n`);
    assert.equal(at(`${DOC}---|\n${DOC}`), `${DOC}---\n${DOC.trimEnd()}\n---\nkind: New\nx: 1\n`);
    assert.equal(at(`---|\n`), `---\nkind: New\nx: 1\n`);
  });

  it('never in the middle of a mapping', () => {
    for (const marked of ['kind: A\nspec:\n  handrail-|\n', 'kind: A\n|\nspec: {}\n', 'kind: A\nspec: handrail-|\n']) {
      assert.ok(!at(marked)?.startsWith('!'), marked);
    }
  });
});

describe('where a template goes among resources', () => {
  const HEAD = 'Parameters:\n  A:\n    Type: String\nResources:\n';
  const ONE = '  One:\n    Type: AWS::X::Y\n    Properties:\n      P: 1\n';
  const TAIL = 'Outputs:\n  O:\n    Value: 1\n';
  const at = (marked: string) => inserted('cloudformation', marked, 'New:\n  Type: T\n');
  const TWO = '  New:\n    Type: T\n';

  it('in an empty file, with what a template begins with', () => {
    assert.equal(at('|'), "!AWSTemplateFormatVersion: '2010-09-09'\n\nResources:\n  New:\n    Type: T");
  });

  it('as an entry, indented like its neighbours', () => {
    assert.equal(at(`${HEAD}${ONE}  handrail-|\n${TAIL}`), `!${HEAD}${ONE}${TWO}${TAIL}`);
    assert.equal(at(`${HEAD}  |\n`), `!${HEAD}${TWO}`);
    const wide = 'Resources:\n    One:\n        Type: AWS::X::Y\n';
    assert.equal(at(`${wide}    h|\n`), `!${wide}    New:\n      Type: T\n`);
  });

  it('behind the entry that the cursor stands in', () => {
    assert.equal(at(`${HEAD}${ONE.replace('P', '|P')}${ONE}${TAIL}`), `${HEAD}${ONE}\n${TWO}${ONE}${TAIL}`);
    assert.equal(at(`${HEAD}${ONE}\n|${TAIL}`), `${HEAD}${ONE}\n${TWO}\n${TAIL}`);
    assert.equal(at(`|${HEAD}${ONE}${TAIL}`), `${HEAD}${ONE}\n${TWO}${TAIL}`);
    assert.equal(at(`${HEAD}|`), `${HEAD}${TWO}`);
  });

  it('never inside an entry, at another depth, or without resources', () => {
    for (const marked of [
      `${HEAD}  One:\n    Type: AWS::X::Y\n  |\n    Properties: {}\n`,
      `${HEAD}${ONE}      handrail-|\n`,
      `Parameters:\n  handrail-|\nResources:\n${ONE}`,
    ]) {
      assert.ok(!at(marked)?.startsWith('!'), marked);
    }
    assert.equal(at('Parameters:\n  |\n'), undefined);
  });
});

describe('a template that is a whole file', () => {
  it('goes into an empty one and nowhere else', () => {
    assert.equal(
      inserted('dockerfile', '# syntax=docker/dockerfile:1\n|', 'FROM a\n'),
      '!# syntax=docker/dockerfile:1\nFROM a',
    );
    assert.equal(inserted('dockerfile', 'FROM b\n|', 'FROM a\n'), undefined);
    assert.equal(inserted('iam-policy', '{}|', '{}'), undefined);
  });
});

describe('every insertion', () => {
  it('lies in the text, and leaves what stands there but for the word that is typed', () => {
    const piece = fc.constantFrom(
      'resource "a" {',
      '}',
      '\n',
      '  ',
      'Resources:',
      'A:',
      '---',
      '#',
      'handrail-',
      '<<X',
      'x: 1',
      '\r\n',
      '{',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), fc.constantFrom(...Object.keys(FORMS)), (pieces, seed, format) => {
        const text = pieces.join('');
        const offset = seed % (text.length + 1);
        const insertion = insertionAt(FORMS[format]!.begins, text, offset);
        if (!insertion) return;
        assert.ok(0 <= insertion.start && insertion.start <= insertion.end && insertion.end <= text.length);
        assert.match(text.slice(insertion.start, insertion.end), /^[\w \t-]*$/);
      }),
      { numRuns: 1000 },
    );
  });
});
