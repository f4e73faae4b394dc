import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, glob } from '../../src/knowledge/glob';

const SEED = 20_260_115;
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });

/** The same meaning as a regular expression: short inputs only, since that one backtracks. */
const asRegex = (wanted: string) => new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`);

describe('patterns of policies', () => {
  it('match as their regular expression does', () => {
    fc.assert(
      fc.property(pattern, text, (wanted, found) => glob(wanted, found) === asRegex(wanted).test(found)),
      { seed: SEED },
    );
  });

  it('cover another pattern only if they match all that it matches', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (outer, inner, found) => {
        fc.pre(covers(outer, inner) && glob(inner, found));
        return glob(outer, found);
      }),
      { seed: SEED },
    );
  });

  it('cover what is narrower, not what is wider', () => {
    assert.ok(covers('s3:*', 's3:Get*') && covers('*', '*:*') && covers('a?', 'ab'));
    assert.ok(!covers('s3:Get*', 's3:*') && !covers('ab', 'a?') && !covers('a?', 'a*'));
  });

  it('take no time over patterns made to be slow', () => {
    const start = performance.now();
    assert.equal(glob(`${'*a'.repeat(500)}b`, 'a'.repeat(2_000)), false);
    assert.ok(performance.now() - start < 200);
  });
});
