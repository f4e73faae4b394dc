import assert from 'node:assert/strict';
import { library } from '../../src/config/library';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';

const PATHS: Readonly<Record<string, string>> = {
  terraform: 'main.tf',
  cloudformation: 'template.yaml',
  'iam-policy': 'policy.json',
  kubernetes: 'manifest.yaml',
  dockerfile: 'Dockerfile',
  'github-workflow': '.github/workflows/build.yml',
};

/** What is said about a text when everything is shown but hardening. */
function findings(language: string, text: string): readonly string[] {
  const path = PATHS[language];
  assert.ok(path, `a path for ${language}`);
  const engine = createEngine();
  engine.update(path, text);
  const report = engine.report({ today: '2026-11-24' });
  assert.deepEqual(report.failures, []);
  return report.findings.filter(({ audience }) => audience === 'everyone').map((f) => `${f.rule}: ${plain(f.message)}`);
}

describe('lessons of the built-in policies', () => {
  for (const { policy } of library()) {
    for (const { language, good, bad } of policy.learn?.examples ?? []) {
      it(`${policy.id} teaches in ${language} something that is clean itself`, () => {
        assert.notEqual(good, bad);
        assert.deepEqual(findings(language, good), []);
      });
    }
  }
});
