import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prefilter } from '../../src/secrets/prefilter';

const SEED = 20_260_302;

/** Every occurrence by the plainest way there is. */
function naive(keywords: readonly string[], text: string): string[] {
  const lower = text.toLowerCase();
  return keywords.flatMap((keyword, index) =>
    [...lower].flatMap((_, start) => (lower.startsWith(keyword, start) ? [`${index}@${start}`] : [])),
  );
}

function scanned(keywords: readonly string[], text: string): string[] {
  const hits: string[] = [];
  prefilter(keywords).scan(text, (keyword, start) => hits.push(`${keyword}@${start}`));
  return hits;
}

describe('the keyword prefilter', () => {
  it('finds keywords in any case, also within and behind each other', () => {
    assert.deepEqual(scanned(['she', 'he', 'hers'], 'uSHErs'), ['0@1', '1@2', '2@2']);
  });

  it('finds what a naive search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 1, maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', '_', 'é', '\uE000'), maxLength: 40 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), text, (keywords, source) => {
        assert.deepEqual(scanned(keywords, source).sort(), naive(keywords, source).sort());
      }),
      { seed: SEED },
    );
  });
});
