import assert from 'node:assert/strict';
import { names } from '../../src/knowledge/rbac';

describe('resources of RBAC rules', () => {
  it('name themselves, with stars for groups and kinds', () => {
    for (const pattern of ['core/secrets', '*/secrets', 'core/*', '*/*'])
      assert.ok(names(pattern, 'core/secrets'), pattern);
    for (const pattern of ['apps/secrets', 'core/pods', 'core/secrets/status', 'core/secrets/*']) {
      assert.ok(!names(pattern, 'core/secrets'), pattern);
    }
  });

  it('name parts of a kind only where the part is said', () => {
    for (const pattern of ['core/pods/exec', 'core/pods/*', 'core/*/exec', 'core/*', '*/*']) {
      assert.ok(names(pattern, 'core/pods/exec'), pattern);
    }
    for (const pattern of ['core/pods', 'core/pods/log', 'core/services/*']) {
      assert.ok(!names(pattern, 'core/pods/exec'), pattern);
    }
  });
});
