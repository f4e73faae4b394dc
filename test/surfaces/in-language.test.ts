import assert from 'node:assert/strict';
import { dayIn, numberIn } from '../../src/surfaces/in-language';

describe('days and numbers', () => {
  it('are written as the language does', () => {
    assert.equal(dayIn('de', '2026-04-01'), '01.04.2026');
    assert.equal(dayIn('en', '2026-04-01'), 'Apr 1, 2026');
    assert.equal(numberIn('de', 12_345), '12.345');
    assert.equal(numberIn('en', 12_345), '12,345');
  });

  it('are English where the name of the language is none, and what is no day stays as it is', () => {
    assert.equal(dayIn('no_language', '2026-04-01'), 'Apr 1, 2026');
    assert.equal(numberIn('', 12_345), '12,345');
    assert.equal(dayIn('de', 'next week'), 'next week');
    assert.equal(dayIn('de', '2026-13-01'), '2026-13-01');
  });
});
