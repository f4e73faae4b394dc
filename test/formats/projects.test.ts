import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import { textLines } from '../../src/surfaces/text-lines';
import { walk } from '../../src/surfaces/walk';
import { assertGolden } from '../support/golden';

/** Projects as people have them, each read whole, with everything that is found in it. */
const PROJECTS = [
  'github-actions',
  'gitlab-ci',
  'azure-pipelines',
  'compose',
  'dockerfile',
  'terraform-modules',
  'terraform-plan',
];

describe('projects, read whole', () => {
  for (const project of PROJECTS) {
    it(`${project}: has exactly the findings of the reviewed list`, () => {
      const folder = path.join('test/fixtures', project);
      const engine = createEngine();
      for (const name of [...walk(folder, { gitignore: false })].sort()) {
        engine.update(name, readFileSync(path.join(folder, name), 'utf8'));
      }
      const { findings, failures } = engine.report({ today: '2026-11-24' });
      assert.deepEqual(failures, []);
      const lineOf = (file: string, at: number) => textLines(engine.quote(file) ?? '').positionAt(at).line + 1;
      const list = findings.flatMap(({ path: file, span, rule, message, related }) => {
        const text = (engine.quote(file) ?? '').slice(span.start, span.end).replace(/\s+/g, ' ');
        const shown = text.replace(/\ue000+/g, '•••').slice(0, 60);
        return [
          `${file}:${lineOf(file, span.start)} ${rule} «${shown}»`,
          `    ${plain(message)}`,
          ...related.map((one) => `    also ${one.path}:${lineOf(one.path, one.span.start)} ${plain(one.message)}`),
        ];
      });
      assertGolden(`${project}.txt`, `${list.join('\n')}\n`);
    });
  }
});
