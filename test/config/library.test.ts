import assert from 'node:assert/strict';
import { readBuiltIn } from '../../src/config/built-in-file';
import { LIBRARY, library } from '../../src/config/library';
import { readUserFile } from '../../src/config/user-file';
import { loadWorkspace } from '../../src/config/workspace';
import { SEVERITIES } from '../../src/facts';
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

/** Words that say nothing: each one stands where a fact was left out. */
const FILLER =
  /\b(best[- ]practices?|robust|holistic|seamless\w*|leverag\w*|utili[sz]\w*|ensur\w*|comprehensive|cutting[- ]edge|state[- ]of[- ]the[- ]art|paradigm|synerg\w*|posture|crucial|paramount|in today's|it is important|etc)\b/i;

/** Frameworks by the one spelling that policies use, with the form of their control ids. */
const FRAMEWORKS: Readonly<Record<string, RegExp>> = {
  'CCCS Medium': /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  'CIS Controls v8.1': /^\d{1,2}\.\d{1,2}$/,
  'CISA Secure by Design':
    /^(Multi-factor authentication|Default passwords|Reducing entire classes of vulnerability|Security patches|Vulnerability disclosure policy|CVEs|Evidence of intrusions)$/,
  CWE: /^CWE-\d{1,4}$/,
  'ISO/IEC 27001:2022': /^A\.[5-8]\.\d{1,2}$/,
  'ITSG-33': /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  'NIST CSF 2.0': /^(GV|ID|PR|DE|RS|RC)\.[A-Z]{2}-\d{2}$/,
  'NIST SP 800-53 Rev. 5': /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  'OWASP Kubernetes Top 10': /^K(0\d|10):2025$/,
  'OWASP Top 10 2025': /^A(0\d|10):2025$/,
  'OWASP Top 10 CI/CD Security Risks': /^CICD-SEC-([1-9]|10)$/,
  'PCI DSS 4.0.1': /^\d{1,2}(\.\d{1,2}){1,3}$/,
  'SOC 2': /^CC6\.[1-8]$/,
};

/** A policy with a single rule is a reason of its own all the same. */
const ONE_RULE: Readonly<Record<string, string>> = {
  'copies-of-disks-stay-with-us': 'a copy can be read past every wall and never called back, unlike an open bucket',
  'private-keys-stay-where-they-were-made':
    'a key is an identity: it is replaced at everybody who trusts it, not in a vault',
};

const policies = library();
const all = loadWorkspace([]).policies.all();
const ids = new Set(rules.map(({ id }) => id));

/** Policies that have the rule in their list, the closest kind of match only. */
function claims(rule: string): readonly string[] {
  const exact = policies.filter(({ policy }) => policy.rules?.primary?.includes(rule));
  const found =
    exact.length > 0 ? exact : policies.filter((p) => p.policy.rules?.primary?.some((n) => namesRule(n, rule)));
  return found.map(({ policy }) => policy.id ?? '');
}

describe('the files of the built-in policies', () => {
  for (const [file, text] of Object.entries(LIBRARY)) {
    it(`are read as those of others are: ${file}`, () => {
      const [ours, theirs] = [readBuiltIn(file, text), readUserFile(file, text)];
      assert.deepEqual(ours.data, theirs.data);
      assert.deepEqual(ours.entries, theirs.entries);
      assert.deepEqual(theirs.faults, []);
    });
  }
});

describe('built-in policies', () => {
  it('are twenty-two, each in a file of its name, with a title of its own', () => {
    assert.equal(policies.length, 22);
    for (const { policy, from } of policies) assert.equal(from.path, `${policy.id}.yaml`);
    assert.equal(new Set(all.map(({ title }) => title)).size, 22);
  });

  it('say everything but whose they are: that is for the workspace to say', () => {
    const theirs: readonly (keyof Policy)[] = ['owner', 'champions', 'contact', 'scope', 'extends'];
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
      const missing = here.filter((key) => policy[key] === undefined);
      const said = theirs.filter((key) => policy[key] !== undefined);
      assert.deepEqual({ missing, said }, { missing: [], said: [] }, policy.id);
      assert.ok((policy.learn?.examples.length ?? 0) > 0, policy.id);
      assert.ok(policy.protects?.data?.length && policy.protects.services?.length, policy.id);
      assert.ok((policy.escalation?.length ?? 0) >= 2, policy.id);
    }
  });

  it('state what holds in one short sentence, under a title that can be remembered', () => {
    for (const { id, title, statement } of all) {
      assert.ok(title.length <= 65 && !title.endsWith('.'), id);
      assert.ok(statement.length >= 60 && statement.length <= 180, `${id}: ${statement.length} characters`);
      assert.match(statement, /^[A-Z][^.!?]*\.$/, id);
    }
  });

  it('give at least two reasons in a few words each, and one incident that cost somebody', () => {
    for (const { id, why } of all) {
      const { business, delivery, trust, incident } = why;
      const reasons = [business, delivery, trust].filter((text) => text !== undefined);
      assert.ok(reasons.length >= 2, id);
      for (const text of reasons)
        assert.ok(text.length >= 80 && text.length <= 320, `${id}: ${text.length} characters`);
      assert.ok(incident, id);
      assert.ok(
        incident.text.length >= 150 && incident.text.length <= 420,
        `${id}: ${incident.text.length} characters`,
      );
      assert.match(`${incident.text} ${incident.source.title}`, /\b20[0-2]\d\b/, `${id}: when`);
      assert.match(incident.source.url, /^https:\/\/[\w.-]+\/\S+$/, id);
    }
    const sources = all.map(({ why }) => why.incident?.source.url);
    assert.equal(new Set(sources).size, sources.length, 'an incident of their own');
  });

  it('let the more serious findings live for a shorter time, with somebody to decide about each', () => {
    for (const { policy } of policies) {
      const { approver, longest, how = '' } = policy.exception ?? {};
      const days = SEVERITIES.map((severity) => longest?.[severity] ?? 0);
      assert.ok(how.length > 40, policy.id);
      assert.deepEqual(
        [...days].sort((a, b) => a - b),
        days,
        policy.id,
      );
      assert.ok(days[0]! > 0, policy.id);
      for (const severity of SEVERITIES)
        assert.match(approver?.[severity] ?? '', /^the .+/, `${policy.id}: ${severity}`);
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

  it('name rules that exist, at least two of their own unless one is a reason by itself, and none twice', () => {
    const single: string[] = [];
    for (const { id, rules: named } of all) {
      const own = named.primary.filter((name) => !name.includes('*'));
      const unknown = [...own, ...named.related.filter((name) => !name.includes('*'))].filter((name) => !ids.has(name));
      assert.deepEqual(unknown, [], id);
      const twice = named.related.filter((name) => named.primary.includes(name));
      assert.deepEqual(twice, [], id);
      if (own.length === 1) single.push(id);
      assert.ok(own.length > 0, id);
    }
    assert.deepEqual(single.sort(), Object.keys(ONE_RULE).sort());
  });

  it('refer to controls by the names and numbers that frameworks give them, in at least two frameworks', () => {
    for (const { id, references = [] } of all) {
      for (const { framework, control } of references) {
        assert.ok(FRAMEWORKS[framework], `${id}: no framework is spelled ${framework}`);
        assert.match(control, FRAMEWORKS[framework], `${id}: ${framework}`);
      }
      const named = references.map(({ framework }) => framework);
      assert.ok(new Set(named).size >= 2, id);
      const pairs = references.map(({ framework, control }) => `${framework} ${control}`);
      assert.equal(new Set(pairs).size, pairs.length, `${id}: a control twice`);
    }
    const used = new Set(all.flatMap(({ references = [] }) => references.map(({ framework }) => framework)));
    assert.deepEqual([...used].sort(), Object.keys(FRAMEWORKS).sort(), 'every framework is served');
  });

  it('give one control one title', () => {
    const titles = new Map<string, Set<string | undefined>>();
    for (const { framework, control, title } of all.flatMap(({ references = [] }) => references)) {
      const key = `${framework} ${control}`;
      titles.set(key, (titles.get(key) ?? new Set()).add(title));
    }
    assert.deepEqual(
      [...titles].filter(([, named]) => named.size > 1).map(([key]) => key),
      [],
    );
  });

  for (const [path, text] of Object.entries(LIBRARY)) {
    it(`${path} speaks in words that people use here`, () => {
      const source = policies.find(({ from }) => from.path === path);
      const told = [...prose({ ...source?.policy, references: [], rules: [] })];
      const found = told.filter(
        ([where, line]) =>
          !where.includes('/examples/') && !where.endsWith('/url') && (NEVER.test(line) || FILLER.test(line)),
      );
      assert.deepEqual(found, []);
      assert.doesNotMatch(text, /\bTODO|lorem|\bTBD\b/i);
    });
  }
});
