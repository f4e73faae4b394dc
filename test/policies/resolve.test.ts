import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namesRule, type Policy, type PolicySource, policyFor, resolvePolicies } from '../../src/policies';

const source = (
  policy: Policy,
  covers: (path: string) => boolean = () => true,
  kind: 'built-in' | 'workspace' = 'workspace',
): PolicySource => ({
  policy,
  general: true,
  from: { kind, path: `${policy.id ?? policy.extends}.yaml` },
  covers,
  championsOf: () => [],
});
const builtIn = (id: string, primary: readonly string[], related: readonly string[] = []): PolicySource =>
  source(
    { id, title: id, statement: `${id}.`, why: { business: 'b', trust: 't' }, rules: { primary, related } },
    undefined,
    'built-in',
  );

describe('a rule pattern', () => {
  it('names ids with anything in place of its stars', () => {
    assert.ok(namesRule('root-user', 'root-user'));
    assert.ok(!namesRule('root-user', 'root-users'));
    assert.ok(namesRule('rbac-*', 'rbac-wildcard'));
    assert.ok(namesRule('*-port', 'open-admin-port'));
    assert.ok(namesRule('open-*-port', 'open-admin-port'));
    assert.ok(!namesRule('open-*-port', 'open-port'));
    assert.ok(!namesRule('ab*ba', 'aba'), 'a letter is not used twice');
    assert.ok(!namesRule('a.c', 'abc'), 'nothing but the star means anything else');
  });

  it('agrees with the regular expression it stands for', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '-', '*'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, letters, (glob, id) => {
        assert.equal(namesRule(glob, id), new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(id));
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

describe('the policies of a rule', () => {
  it('are one primary, named by id before by pattern, and the related ones', () => {
    const policies = resolvePolicies(
      [builtIn('a', ['open-*']), builtIn('b', ['open-port']), builtIn('c', [], ['open-port'])],
      [],
    );
    const { primary, related } = policyFor('open-port', 'x', policies);
    assert.equal(primary?.id, 'b');
    assert.deepEqual(
      related.map(({ id }) => id),
      ['a', 'c'],
    );
  });

  it('are none for a rule that nobody names', () => {
    assert.deepEqual(policyFor('x', 'y', resolvePolicies([builtIn('a', ['b'])], [])), { related: [] });
  });
});

describe('layers', () => {
  const base = builtIn('a', ['r']);

  it('merge why, severity, exception, rules and protects, and replace any other field', () => {
    const policies = resolvePolicies(
      [source({ ...base.policy, contact: [{ type: 'chat', name: 'one' }] }, undefined, 'built-in')],
      [
        source({
          extends: 'a',
          why: { business: 'ours' },
          contact: [{ type: 'mail', name: 'two' }],
          rules: { related: ['s'] },
        }),
      ],
    );
    const policy = policies.byId('a');
    assert.deepEqual(policy?.why, { business: 'ours', trust: 't' });
    assert.deepEqual(
      policy?.contact?.map(({ name }) => name),
      ['two'],
    );
    assert.deepEqual(policy?.rules, { primary: ['r'], related: ['s'] });
  });

  it('apply in order: the last one that covers the path wins', () => {
    const policies = resolvePolicies(
      [base],
      [source({ extends: 'a', title: 'first' }), source({ extends: 'a', title: 'second' }, (path) => path === 'here')],
    );
    assert.deepEqual([policies.byId('a', 'here')?.title, policies.byId('a', 'there')?.title], ['second', 'first']);
    assert.deepEqual(
      policies.byId('a', 'here')?.layers.map(({ kind }) => kind),
      ['built-in', 'workspace', 'workspace'],
    );
  });

  it('replace a policy of the same id whole when they extend nothing', () => {
    const own = source({ id: 'a', title: 'mine', statement: 'Mine.', why: { trust: 'x' } }, (path) => path === 'here');
    const policies = resolvePolicies([base], [own]);
    assert.deepEqual(policies.byId('a', 'here')?.why, { trust: 'x' });
    assert.deepEqual(policies.byId('a', 'there')?.title, 'a');
  });

  it('leave out what extends nothing that exists', () => {
    assert.deepEqual(
      resolvePolicies([], [source({ extends: 'gone', title: 't' }), source({ id: 'n', extends: 'gone' })]).all(),
      [],
    );
  });

  it('leave what holds for a part only out of the general view', () => {
    const part = { ...source({ extends: 'a', title: 'part' }), general: false };
    const policies = resolvePolicies([base], [part]);
    assert.deepEqual([policies.byId('a')?.title, policies.byId('a', 'x')?.title], ['a', 'part']);
  });

  it('come out the same object for paths they treat alike', () => {
    const policies = resolvePolicies([base], []);
    assert.equal(policies.byId('a', 'x'), policies.byId('a', 'y'));
  });
});
