import assert from 'node:assert/strict';
import { createEngine, type Engine } from '../../src/engine';

const TODAY = '2026-05-20';
/** More than are linked before rules run. */
const MANY = 150;

const bucket = (name: string) => `resource "aws_s3_bucket" "${name}" {\n  bucket = "${name}"\n}\n`;
const blocked = (bucketName: string) =>
  `resource "aws_s3_bucket_public_access_block" "all" {\n  bucket            = ${bucketName}\n  block_public_acls = true\n}\n`;
const variable = (value: string) => `variable "name" {\n  default = "${value}"\n}\n`;
const many = Array.from({ length: MANY }, (_, i) => bucket(`filler-${i}`)).join('');

/** Addresses of the buckets that nothing blocks, fillers left out. */
const unblocked = (engine: Engine): readonly string[] =>
  engine
    .report({ today: TODAY })
    .findings.filter(({ rule }) => rule === 'missing-public-access-block')
    .flatMap(({ subjects }) => subjects.filter((subject) => !subject.includes('filler')));

/** An engine that has read and settled each step before the next one; `path: text` in order. */
function reading(...steps: readonly Readonly<Record<string, string>>[]): Engine {
  const engine = createEngine();
  for (const step of steps) {
    for (const [path, text] of Object.entries(step)) engine.update(path, text);
    engine.settle(Number.POSITIVE_INFINITY);
  }
  return engine;
}

describe('facts that rules ask for', () => {
  it('are made again when a question comes after they were let go', () => {
    const engine = reading({ 'm/block.tf': blocked('"orders"') }, { 'm/main.tf': bucket('orders') });
    assert.deepEqual(unblocked(engine), []);
  });

  it('are found in whatever order files come, however many lie between', () => {
    const files = { 'm/main.tf': bucket('orders'), 'm/many.tf': many, 'm/block.tf': blocked('"orders"') };
    assert.deepEqual(unblocked(reading(files)), []);
    assert.deepEqual(unblocked(reading(Object.fromEntries(Object.entries(files).reverse()))), []);
  });

  it('wake whoever asked when they come to speak of something else', () => {
    const main = bucket('first') + bucket('second');
    const before = { 'm/main.tf': main, 'm/block.tf': blocked('var.name'), 'm/variables.tf': variable('first') };
    assert.deepEqual(unblocked(reading(before)), ['aws_s3_bucket.second']);
    assert.deepEqual(unblocked(reading(before, { 'm/variables.tf': variable('second') })), ['aws_s3_bucket.first']);
    assert.deepEqual(unblocked(reading(before, { 'm/block.tf': '' })), ['aws_s3_bucket.first', 'aws_s3_bucket.second']);
  });

  it('are linked first when their declaration waits for it', () => {
    const engine = reading(
      { 'm/second.tf': bucket('second'), 'm/block.tf': blocked('var.name'), 'm/variables.tf': variable('first') },
      // the rules of `first` run while the block still waits behind all of these
      { 'm/first.tf': bucket('first') + many, 'm/variables.tf': variable('second') },
    );
    assert.deepEqual(unblocked(engine), ['aws_s3_bucket.first']);
  });
});
