import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import { assertGolden } from '../support/golden';

/** What is found in a project of test/fixtures: each finding's place with its text, the resources, and the other places shown. */
function findingsIn(folder: string): string {
  const texts = new Map<string, string>();
  for (const file of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = path.join(file.parentPath, file.name);
    if (file.isFile()) texts.set(path.relative(folder, name).split(path.sep).join('/'), fs.readFileSync(name, 'utf8'));
  }
  const engine = createEngine();
  for (const [name, text] of texts) engine.update(name, text);
  const report = engine.report({ today: '2026-01-15' });
  assert.deepEqual(report.failures, []);
  const lineOf = (name: string, offset: number) => texts.get(name)!.slice(0, offset).split('\n').length;
  const lines = report.findings.flatMap(({ rule, path: name, span, subjects, message, related }) => {
    const quoted = JSON.stringify(texts.get(name)!.slice(span.start, span.end));
    const others = related.map((one) => `${one.path}:${lineOf(one.path, one.span.start)}`);
    const shown = others.length > 0 ? [`    ${plain(related[0]!.message)}: ${others.join(', ')}`] : [];
    return [
      `${name}:${lineOf(name, span.start)} ${rule} ${quoted} (${subjects.join(', ')})`,
      `    ${plain(message)}`,
      ...shown,
    ];
  });
  return `${lines.join('\n')}\n`;
}

describe('projects of a cluster', () => {
  it('manifests of one folder: every kind that makes pods, roles and who holds them, and nothing of operators', () => {
    assertGolden('cluster.txt', findingsIn('test/fixtures/cluster'));
  });

  it('a chart: what its templates and its values decide, each at the place that decides it', () => {
    assertGolden('helm-shop.txt', findingsIn('test/fixtures/helm/shop'));
  });

  it('a base and its overlays: each finding once, at the line that decides, and none where every overlay mends the base', () => {
    assertGolden('kustomize-shop.txt', findingsIn('test/fixtures/kustomize/shop'));
  });
});
