import assert from 'node:assert/strict';
import { loadWorkspace } from '../../src/config';
import {
  coverageOf,
  frameworksNamed,
  type Policy,
  type PolicySource,
  policiesWithRules,
  resolvePolicies,
} from '../../src/policies';
import { rules } from '../../src/rules/index';

const source = (policy: Policy, general = true, covers: (path: string) => boolean = () => true): PolicySource => ({
  policy: { statement: `${policy.title}.`, ...policy },
  general,
  from: { kind: policy.extends === undefined ? 'built-in' : 'workspace', path: `${policy.id}.yaml` },
  covers,
  championsOf: () => [],
});
const RULES = ['r1', 'r2', 'r3'].map((id) => ({ id, title: `Rule ${id}` }));
const A = source({
  id: 'a',
  title: 'Alpha',
  rules: { primary: ['r1', 'r2'] },
  references: [
    { framework: 'F', control: 'AC-14' },
    { framework: 'F', control: 'AC-3', title: 'Three' },
  ],
});
const B = source({
  id: 'b',
  title: 'Beta',
  rules: { primary: ['r3'] },
  references: [
    { framework: 'F', control: 'AC-3', title: 'Also three' },
    { framework: 'E', control: 'A.5.15' },
    { framework: 'E', control: 'A.5.2' },
  ],
});

describe('the policies of a workspace with their rules', () => {
  it('name each rule under the policy that explains it', () => {
    const found = policiesWithRules(resolvePolicies([A, B]), ['r3', 'r1', 'r2']);
    assert.deepEqual(
      found.map(({ policy, rules: own }) => [policy.id, own]),
      [
        ['a', ['r1', 'r2']],
        ['b', ['r3']],
      ],
    );
  });

  it('leave out what another policy was made from, once that one explains all of its rules', () => {
    const whole = source({ id: 'c', extends: 'a', title: 'Gamma' });
    const ids = (sources: readonly PolicySource[]) =>
      policiesWithRules(resolvePolicies(sources), ['r1', 'r2', 'r3']).map(({ policy, rules: own }) =>
        [policy.id, ...own].join(' '),
      );
    assert.deepEqual(ids([A, B, whole]), ['b r3', 'c r1 r2']);
    const partly = source({ id: 'c', extends: 'a', title: 'Gamma', scope: { paths: ['pay/**'] } }, false, (path) =>
      path.startsWith('pay/'),
    );
    assert.deepEqual(ids([A, B, partly]), ['a r1 r2', 'b r3', 'c r1 r2'], 'elsewhere the old one holds');
  });

  it('are those that hold at a path, where one is named', () => {
    const here = source({ extends: 'a', title: 'Alpha of pay' }, false, (path) => path.startsWith('pay/'));
    const policies = resolvePolicies([A, B, here]);
    const titles = (at?: string) => policiesWithRules(policies, ['r1'], at).map(({ policy }) => policy.title);
    assert.deepEqual(
      [titles(), titles('pay/')],
      [
        ['Alpha', 'Beta'],
        ['Alpha of pay', 'Beta'],
      ],
    );
  });
});

describe('framework coverage', () => {
  it('leads from control to policies to rules, in the order of frameworks and numbers', () => {
    const a = { id: 'a', title: 'Alpha' };
    const b = { id: 'b', title: 'Beta' };
    const [r1, r2, r3] = RULES as [(typeof RULES)[0], (typeof RULES)[0], (typeof RULES)[0]];
    assert.deepEqual(coverageOf(resolvePolicies([A, B]), RULES), [
      {
        framework: 'E',
        controls: [
          { control: 'A.5.2', policies: [b], rules: [r3] },
          { control: 'A.5.15', policies: [b], rules: [r3] },
        ],
      },
      {
        framework: 'F',
        controls: [
          { control: 'AC-3', title: 'Three', policies: [a, b], rules: [r1, r2, r3] },
          { control: 'AC-14', policies: [a], rules: [r1, r2] },
        ],
      },
    ]);
  });

  it('invents no rule for a control that people keep', () => {
    const kept = source({ id: 'k', title: 'Kept', references: [{ framework: 'F', control: 'PE-3' }] });
    const [only] = coverageOf(resolvePolicies([kept]), RULES);
    assert.deepEqual(only?.controls, [{ control: 'PE-3', policies: [{ id: 'k', title: 'Kept' }], rules: [] }]);
  });

  it('of the built-in policies has every rule under at least two frameworks', () => {
    const coverage = coverageOf(loadWorkspace([]).policies, rules);
    const missing = rules.filter(
      ({ id }) =>
        coverage.filter(({ controls }) => controls.some((control) => control.rules.some((rule) => rule.id === id)))
          .length < 2,
    );
    assert.deepEqual(missing, []);
    assert.ok(coverage.every(({ controls }) => controls.every((control) => control.rules.length > 0)));
  });

  it('includes what the workspace refers to', () => {
    const text =
      'version: 1\nextends: secrets-live-in-the-vault\nreferences: [{ framework: House rules, control: H-1 }]\n';
    const { policies } = loadWorkspace([{ path: '.handrail/policies/s.yaml', text }], { rules });
    const found = coverageOf(policies, rules).find(({ framework }) => framework === 'House rules');
    assert.deepEqual(
      found?.controls.map(({ control }) => control),
      ['H-1'],
    );
    assert.ok(found?.controls[0]?.rules.some(({ id }) => id === 'live-credential'));
  });

  it('finds a framework by its name, however it is written, else by a part of it', () => {
    const coverage = ['CIS Controls v8.1', 'NIST CSF 2.0', 'NIST SP 800-53 Rev. 5', 'CWE'].map((framework) => ({
      framework,
      controls: [],
    }));
    const named = (name: string) => frameworksNamed(name, coverage).map(({ framework }) => framework);
    assert.deepEqual(named('cwe'), ['CWE']);
    assert.deepEqual(named('nist'), ['NIST CSF 2.0', 'NIST SP 800-53 Rev. 5']);
    assert.deepEqual(named('800-53'), ['NIST SP 800-53 Rev. 5']);
    assert.deepEqual(named('hipaa'), []);
    assert.deepEqual(named(''), []);
  });
});
