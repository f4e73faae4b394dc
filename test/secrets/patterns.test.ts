import assert from 'node:assert/strict';
import { checkSync } from 'recheck';
import { BEHIND, FORMS } from '../../src/secrets/assigned';
import { patternKinds } from '../../src/secrets/kinds/index';

describe('patterns of secret kinds', () => {
  it('are sticky and begin at a keyword', () => {
    for (const { id, pattern, keywords } of patternKinds) {
      assert.ok(pattern.sticky && !pattern.global, id);
      assert.ok(keywords.length > 0 && keywords.every((keyword) => keyword === keyword.toLowerCase()), id);
    }
  });

  const commands = [...FORMS, BEHIND].map((pattern, index) => ({ id: `form ${index} of a command`, pattern }));
  for (const { id, pattern } of [...patternKinds, ...commands]) {
    it(`${id}: cannot be made to run long`, () => {
      const { source, flags } = pattern;
      const verdict = checkSync(source, flags, { timeout: 300 });
      const attack = verdict.status === 'vulnerable' ? `${verdict.complexity.summary}: ${verdict.attack.pattern}` : '';
      assert.notEqual(verdict.status, 'vulnerable', attack);
    });
  }
});
