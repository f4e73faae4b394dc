import assert from 'node:assert/strict';
import fc from 'fast-check';
import policySchema from '../../src/config/schemas/policy.schema.json';
import {
  byPrecedence,
  isLocal,
  LINK_SCHEMES,
  namesRule,
  type Origin,
  type Placed,
  type Policy,
  type PolicySource,
  policyFor,
  resolvePolicies,
} from '../../src/policies';

const source = (
  policy: Policy,
  covers: (path: string) => boolean = () => true,
  kind: Origin['kind'] = 'workspace',
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
    const policies = resolvePolicies([
      builtIn('a', ['open-*']),
      builtIn('b', ['open-port']),
      builtIn('c', [], ['open-port']),
    ]);
    const { primary, related } = policyFor('open-port', 'x', policies);
    assert.equal(primary?.id, 'b');
    assert.deepEqual(
      related.map(({ id }) => id),
      ['a', 'c'],
    );
  });

  it('are none for a rule that nobody names', () => {
    assert.deepEqual(policyFor('x', 'y', resolvePolicies([builtIn('a', ['b'])])), { related: [] });
  });
});

describe('layers', () => {
  const base = builtIn('a', ['r']);

  it('merge why, severity, exception, rules and protects, and replace any other field', () => {
    const policies = resolvePolicies([
      source({ ...base.policy, contact: [{ type: 'chat', name: 'one' }] }, undefined, 'built-in'),
      source({
        extends: 'a',
        why: { business: 'ours' },
        contact: [{ type: 'mail', name: 'two' }],
        rules: { related: ['s'] },
      }),
    ]);
    const policy = policies.byId('a');
    assert.deepEqual(policy?.why, { business: 'ours', trust: 't' });
    assert.deepEqual(
      policy?.contact?.map(({ name }) => name),
      ['two'],
    );
    assert.deepEqual(policy?.rules, { primary: ['r'], related: ['s'] });
  });

  it('apply in order: the last one that covers the path wins', () => {
    const policies = resolvePolicies([
      base,
      source({ extends: 'a', title: 'first' }),
      source({ extends: 'a', title: 'second' }, (path) => path === 'here'),
    ]);
    assert.deepEqual([policies.byId('a', 'here')?.title, policies.byId('a', 'there')?.title], ['second', 'first']);
    assert.deepEqual(
      policies.byId('a', 'here')?.layers.map(({ kind }) => kind),
      ['built-in', 'workspace', 'workspace'],
    );
  });

  it('replace a policy of the same id whole when they extend nothing', () => {
    const own = source({ id: 'a', title: 'mine', statement: 'Mine.', why: { trust: 'x' } }, (path) => path === 'here');
    const policies = resolvePolicies([base, own]);
    assert.deepEqual(policies.byId('a', 'here')?.why, { trust: 'x' });
    assert.deepEqual(policies.byId('a', 'there')?.title, 'a');
  });

  it('leave out what extends nothing that exists', () => {
    assert.deepEqual(
      resolvePolicies([source({ extends: 'gone', title: 't' }), source({ id: 'n', extends: 'gone' })]).all(),
      [],
    );
  });

  it('leave what holds for a part only out of the general view', () => {
    const part = { ...source({ extends: 'a', title: 'part' }), general: false };
    const policies = resolvePolicies([base, part]);
    assert.deepEqual([policies.byId('a')?.title, policies.byId('a', 'x')?.title], ['a', 'part']);
  });

  it('come out the same object for paths they treat alike', () => {
    const policies = resolvePolicies([base]);
    assert.equal(policies.byId('a', 'x'), policies.byId('a', 'y'));
  });
});

describe('precedence', () => {
  const placed = (name: string, from: Partial<Origin>, more: Partial<Placed> & { policy?: Policy } = {}): Placed => {
    const { policy = { extends: 'a' }, base = '', listed = 0 } = more;
    return { source: { ...source(policy), from: { kind: 'workspace', path: name, ...from } }, base, listed };
  };
  const inOrder: readonly Placed[] = [
    placed('built-in', { kind: 'built-in' }),
    placed(
      'first pack',
      { kind: 'pack', pack: 'one' },
      { listed: 1, policy: { extends: 'a', scope: { paths: ['x'] } } },
    ),
    placed('second pack', { kind: 'pack', pack: 'two' }, { listed: 2 }),
    placed('z makes it', {}, { policy: { id: 'a' } }),
    placed('a', {}),
    placed('b, but for some paths', {}, { policy: { extends: 'a', scope: { except: ['x'] } } }),
    placed('nearer', {}, { base: 'pay' }),
    placed('nearest', {}, { base: 'pay/infra' }),
    placed('for named paths', {}, { policy: { extends: 'a', scope: { paths: ['x'] } } }),
  ];

  it('goes from built-in policies by packs in their order to the workspace, nearer folders and named paths', () => {
    const shuffled = fc.sample(fc.shuffledSubarray([...inOrder], { minLength: inOrder.length }), {
      seed: 7,
      numRuns: 50,
    });
    for (const some of shuffled) {
      assert.deepEqual(
        some.sort(byPrecedence).map((one) => one.source.from.path),
        inOrder.map((one) => one.source.from.path),
      );
    }
  });

  it('puts what a workspace makes before what a pack makes, and that before what is built in', () => {
    const made = (id: string, kind: Origin['kind']) =>
      source({ id, title: id, statement: 's', why: { business: 'b' }, rules: { primary: ['r'] } }, undefined, kind);
    const primary = (...sources: readonly PolicySource[]) => policyFor('r', 'x', resolvePolicies(sources)).primary?.id;
    assert.equal(primary(made('a', 'built-in'), made('b', 'pack')), 'b');
    assert.equal(primary(made('a', 'built-in'), made('b', 'pack'), made('c', 'workspace')), 'c');
    assert.equal(primary(made('z', 'pack'), made('y', 'built-in')), 'z');
  });
});

describe('schemes of links', () => {
  const { pattern, schemes } = policySchema.definitions.url;

  it('are those that the policy schema lists', () => {
    assert.deepEqual(schemes, LINK_SCHEMES);
    for (const scheme of schemes)
      assert.match(scheme === 'https' ? 'https://a.example' : `${scheme}:a`, new RegExp(pattern));
  });

  it('are no others, whatever is tried', () => {
    for (const link of [
      'http://a.example',
      'javascript:x',
      'file:///etc/passwd',
      'command:x',
      'vscode://x',
      'HTTPS://a.example',
      '//a.example',
      '/etc/passwd',
      '\\\\host\\x',
      ' https://a.example',
      'data:text/html,x',
    ]) {
      assert.doesNotMatch(link, new RegExp(pattern), link);
    }
  });

  it('are missing from the path of a file', () => {
    for (const path of ['docs/a.md', './a.md', '../a.md', 'a.md#b']) {
      assert.ok(isLocal(path) && new RegExp(pattern).test(path), path);
    }
    assert.ok(!isLocal('https://a.example') && !isLocal('slack:x'));
  });
});
