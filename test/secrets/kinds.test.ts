import assert from 'node:assert/strict';
import { lineSyntax } from '../../src/document/lines';
import { mask, REDACTION } from '../../src/place';
import { detectSecrets } from '../../src/secrets/detect';
import { exampleCredentials, fillExamples } from '../../src/secrets/kinds/examples';
import { namedKinds, patternKinds } from '../../src/secrets/kinds/index';

const kinds = [...patternKinds, ...namedKinds];

/** The text with what was found between `«` and `»`. */
function drawn(text: string): string {
  let result = text;
  for (const { start, end } of detectSecrets(text, lineSyntax).reverse()) {
    result = `${result.slice(0, start)}«${result.slice(start, end)}»${result.slice(end)}`;
  }
  return result;
}

describe('secret kinds', () => {
  it('are many, with ids of their own', () => {
    assert.ok(kinds.length >= 40, `${kinds.length} kinds`);
    assert.equal(new Set(kinds.map(({ id }) => id)).size, kinds.length);
  });

  for (const kind of kinds) {
    it(`${kind.id}: finds exactly the credential of each example`, () => {
      for (const example of kind.examples.bad()) {
        const text = example.replace(/[«»]/g, '');
        assert.equal(drawn(text), example);
        const found = detectSecrets(text, lineSyntax).map(({ secret }) => secret.kind);
        assert.deepEqual(found, [kind.id]);
      }
    });

    it(`${kind.id}: is silent on stand-ins and references`, () => {
      for (const text of kind.examples.good) assert.equal(drawn(text), text);
      for (const example of kind.examples.bad()) {
        const text = example.replace(/«([^»]*)»/s, (_, secret: string) => secret.replace(/[A-Za-z0-9]/g, 'x'));
        assert.equal(drawn(text), text);
      }
    });

    it(`${kind.id}: leaves nothing once it is masked`, () => {
      for (const example of kind.examples.bad()) {
        const text = example.replace(/[«»]/g, '');
        const masked = mask(text, detectSecrets(text, lineSyntax));
        assert.equal(masked.length, text.length);
        assert.ok(masked.includes(REDACTION));
        assert.deepEqual(detectSecrets(masked, lineSyntax), []);
      }
    });

    it(`${kind.id}: can be said in one message`, () => {
      assert.ok(kind.title.length + kind.allows.length <= 66, `${kind.title}: ${kind.allows}`);
    });
  }
});

describe('example credentials', () => {
  it('stand for markers and are recognised as their kind', () => {
    for (const [marker] of exampleCredentials()) assert.notEqual(fillExamples(`@@${marker}@@`), '');
    assert.throws(() => fillExamples('@@NO_SUCH_KIND@@'), /NO_SUCH_KIND/);
  });
});
