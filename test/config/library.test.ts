import assert from 'node:assert/strict';
import { LIBRARY, library } from '../../src/config/library';
import { loadWorkspace } from '../../src/config/workspace';
import { dayNumber } from '../../src/findings/day';
import type { Policy } from '../../src/policies';
import { namesRule, policyFor } from '../../src/policies';
import { rules } from '../../src/rules/index';

/** ux.md, section 2: words that people never meet. Names of frameworks and their controls are the frameworks' own. */
const NEVER =
  /\b(violat\w*|issues?|alerts?|vulnerabilit\w*|non-complian\w*|bad practice|should|culprits?|assignees?|suppress\w*|boilerplate)\b/i;

function* prose(node: unknown, where = ''): Generator<readonly [string, string]> {
  if (typeof node === 'string') yield [where, node];
  else if (node !== null && typeof node === 'object') {
    for (const [key, child] of Object.entries(node)) yield* prose(child, `${where}/${key}`);
  }
}

const policies = library();
const all = loadWorkspace([]).policies.all();

/** Policies that have the rule in their list, the closest kind of match only. */
function claims(rule: string): readonly string[] {
  const exact = policies.filter(({ policy }) => policy.rules?.primary?.includes(rule));
  const found =
    exact.length > 0 ? exact : policies.filter((p) => p.policy.rules?.primary?.some((n) => namesRule(n, rule)));
  return found.map(({ policy }) => policy.id ?? '');
}

describe('built-in policies', () => {
  it('are eight, each in a file of its name', () => {
    assert.equal(policies.length, 8);
    for (const { policy, from } of policies) assert.equal(from.path, `${policy.id}.yaml`);
    assert.equal(all.length, 8);
  });

  it('say everything but whose they are: that is for the workspace to say', () => {
    const here: readonly (keyof Policy)[] = [
      'id',
      'title',
      'statement',
      'why',
      'protects',
      'escalation',
      'exception',
      'severity',
      'rules',
      'references',
      'learn',
      'reviewed',
      'history',
    ];
    for (const { policy } of policies) {
      assert.deepEqual(
        here.filter((key) => policy[key] === undefined),
        [],
        policy.id,
      );
      assert.ok(policy.why?.incident?.source.url.startsWith('https://'), policy.id);
      assert.ok((policy.learn?.examples.length ?? 0) > 0, policy.id);
      assert.ok((policy.references?.length ?? 0) >= 2, policy.id);
      assert.ok(policy.protects?.data?.length && policy.protects.services?.length, policy.id);
      assert.deepEqual(Object.keys(policy.exception?.longest ?? {}), ['critical', 'high', 'medium', 'low'], policy.id);
      assert.equal(policy.owner, undefined, policy.id);
    }
  });

  it('keep a review day that calendars have and that comes after the review', () => {
    for (const { policy } of policies) {
      const { on = '', next = '' } = policy.reviewed ?? {};
      assert.ok((dayNumber(next) ?? 0) > (dayNumber(on) ?? Number.POSITIVE_INFINITY), policy.id);
    }
  });

  it('have each rule in exactly one of them', () => {
    const without = rules
      .filter(({ id }) => claims(id).length !== 1)
      .map(({ id }) => `${id}: ${claims(id).join(' and ') || 'none'}`);
    assert.deepEqual(without, []);
  });

  it('have that policy first for each rule', () => {
    const { policies } = loadWorkspace([]);
    for (const { id } of rules) assert.equal(policyFor(id, 'a/b.tf', policies).primary?.id, claims(id)[0]);
  });

  for (const [path, text] of Object.entries(LIBRARY)) {
    it(`${path} speaks in words that people use here`, () => {
      const source = policies.find(({ from }) => from.path === path);
      const told = [...prose({ ...source?.policy, references: [], rules: [] })];
      const found = told.filter(
        ([where, line]) => !where.includes('/examples/') && !where.endsWith('/url') && NEVER.test(line),
      );
      assert.deepEqual(found, []);
      assert.doesNotMatch(text, /\bTODO|lorem|\bTBD\b/i);
    });
  }
});
