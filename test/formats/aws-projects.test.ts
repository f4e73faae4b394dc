import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import { textLines } from '../../src/surfaces/text-lines';
import { walk } from '../../src/surfaces/walk';
import { assertGolden } from '../support/golden';

/** Every finding of a folder of fixtures: where it stands, what it says, and the places that lead there. */
function findingsIn(folder: string): string {
  const root = path.join('test/fixtures', folder);
  const engine = createEngine();
  const texts = new Map(
    [...walk(root, { gitignore: false })].map((name) => [name, readFileSync(path.join(root, name), 'utf8')]),
  );
  for (const [name, text] of texts) engine.update(name, text);
  const { findings, failures } = engine.report({ today: '2026-01-01' });
  assert.deepEqual(failures, []);
  const where = (file: string, offset: number): string => {
    const { line, character } = textLines(texts.get(file)!).positionAt(offset);
    return `${file}:${line + 1}:${character + 1}`;
  };
  return findings
    .map(({ path: file, span, rule, message, related }) => {
      const code = texts.get(file)!.slice(span.start, span.end);
      const ways = related.map((one) => `  < ${where(one.path, one.span.start)}\n`);
      return `${where(file, span.start)} ${rule} «${code}»\n  ${plain(message)}\n${ways.join('')}`;
    })
    .join('');
}

describe('projects of AWS formats have exactly the findings of the reviewed lists', () => {
  it('a SAM application with nested stacks', () => assertGolden('sam.txt', findingsIn('sam')));
  it('a service of the Serverless Framework', () => assertGolden('serverless.txt', findingsIn('serverless')));
  it('what the CDK writes', () => assertGolden('cdk.txt', findingsIn('cdk')));
});
