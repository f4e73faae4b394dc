import assert from 'node:assert/strict';
import { library } from '../../src/config/library';
import { loadWorkspace } from '../../src/config/workspace';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import type { Finding } from '../../src/findings/finding';
import { policyFor } from '../../src/policies';
import { fillExamples } from '../../src/secrets/kinds/examples';

const PATHS: Readonly<Record<string, string>> = {
  terraform: 'main.tf',
  cloudformation: 'template.yaml',
  serverless: 'serverless.yml',
  arm: 'azuredeploy.json',
  bicep: 'main.bicep',
  'iam-policy': 'policy.json',
  kubernetes: 'manifest.yaml',
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  devcontainer: '.devcontainer/devcontainer.json',
  'github-workflow': '.github/workflows/build.yml',
  'gitlab-ci': '.gitlab-ci.yml',
  'azure-pipelines': 'azure-pipelines.yml',
};

/** What stands in a lesson where a credential would; made here, since no file of ours holds one. */
const CREDENTIALS: Readonly<Record<string, string>> = {
  '<the password, in clear>': '@@DATABASE_PASSWORD@@',
  '<the live payment key>': '@@STRIPE_KEY@@',
  '<the private key>': '@@RSA_PRIVATE_KEY@@',
};

const { policies } = loadWorkspace([]);

/** What is found in a text, hardening included. */
function findings(language: string, text: string): readonly Finding[] {
  const path = PATHS[language];
  assert.ok(path, `a path for ${language}`);
  const filled = Object.entries(CREDENTIALS).reduce(
    (all, [said, kind]) => all.replaceAll(said, fillExamples(kind)),
    text,
  );
  const engine = createEngine();
  engine.update(path, filled);
  const state = engine.state(path);
  assert.equal(state?.state, 'read', `${path} is read`);
  const report = engine.report({ today: '2026-11-24' });
  assert.deepEqual(report.failures, []);
  return report.findings;
}

const told = (found: readonly Finding[]) => found.map((finding) => `${finding.rule}: ${plain(finding.message)}`);

describe('lessons of the built-in policies', () => {
  for (const { policy } of library()) {
    for (const [i, { language, good, bad, difference = '' }] of (policy.learn?.examples ?? []).entries()) {
      const lesson = `${policy.id}, ${language} ${i + 1}`;
      const ofPolicy = ({ rule, path }: Finding) => policyFor(rule, path, policies).primary?.id === policy.id;

      it(`${lesson}: what to leave shows a finding of the policy`, () => {
        const found = findings(language, bad);
        assert.ok(found.some(ofPolicy), `only ${told(found).join(', ') || 'nothing'}`);
      });

      it(`${lesson}: what to write shows none, and is clean of everything that matters to everyone`, () => {
        const found = findings(language, good);
        assert.deepEqual(told(found.filter(ofPolicy)), []);
        assert.deepEqual(told(found.filter(({ audience }) => audience === 'everyone')), []);
        assert.ok(difference.length > 30, 'what changed is said');
      });
    }

    it(`${policy.id} can be read in two minutes`, () => {
      const words = (policy.learn?.text ?? '').split(/\s+/).length;
      assert.ok(words >= 40 && words <= 120, `${words} words`);
    });
  }
});
