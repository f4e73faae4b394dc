import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Few, having, includes, lacking, membersOf } from '../../src/store/few';

const members = Array.from({ length: 20 }, (_, name) => ({ name }));
const steps = fc.array(fc.record({ comes: fc.boolean(), which: fc.nat(members.length - 1) }), { maxLength: 60 });

describe('a set of few members', () => {
  it('holds what a set holds, in the same order, after anything came and went', () => {
    const play = (played: readonly { readonly comes: boolean; readonly which: number }[]) => {
      let few: Few<{ readonly name: number }>;
      const set = new Set<{ readonly name: number }>();
      for (const { comes, which } of played) {
        const member = members[which]!;
        few = comes ? having(few, member) : lacking(few, member);
        if (comes) set.add(member);
        else set.delete(member);
        assert.deepEqual([...membersOf(few)], [...set]);
        assert.equal(includes(few, member), set.has(member));
      }
      assert.equal(few === undefined, set.size === 0, 'an empty one is undefined');
    };
    fc.assert(fc.property(steps, play), { seed: 1, numRuns: 300 });
  });
});
