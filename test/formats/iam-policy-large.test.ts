import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonListSyntax } from '../../src/document/json';
import { createEngine, type Engine } from '../../src/engine';
import { SEED } from '../support/workspaces';

const PATH = 'policies/support.json';
const TODAY = '2026-05-20';

/** Statements of which some are found fault with, by themselves or together. */
const STATEMENTS = [
  '{ "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::orders/*" }',
  '{ "Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }',
  '{ "Sid": "Pass", "Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "*" }',
  '{ "Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*" }',
  '{ "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:*:orders" }',
  '{ "Sid": "No", "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*" }',
  '{ "Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::*:user/${user}" }',
];
const FILLER = Array.from(
  { length: 120 },
  (_, i) =>
    `{ "Sid": "Own${i}", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::shop-${i}/*" }`,
);
const policy = (statements: readonly string[], tail = ''): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(',\n    ')}${tail}\n  ]\n}\n`;

/** Findings with places as the text stands, and fixes as the edits that they come to. */
const reported = (engine: Engine): readonly unknown[] =>
  engine.report({ today: TODAY }).findings.map(({ fix, ...rest }) => ({
    ...rest,
    fix: fix.map((one) => ({ title: one.title, edits: engine.edits(one) })),
  }));

function found(text: string): readonly unknown[] {
  const engine = createEngine();
  engine.update(PATH, text);
  return reported(engine);
}

const statements = fc
  .array(fc.constantFrom(...STATEMENTS), { minLength: 1, maxLength: 6 })
  .map((some) => some.flatMap((one, i) => [one, ...FILLER.slice(i * 20, i * 20 + 20)]).concat(FILLER));

describe('a large iam policy', () => {
  it('says statement by statement what it says as a whole', () => {
    fc.assert(
      fc.property(statements, (list) => {
        const text = policy(list);
        const whole = policy(list, ',\n    "no statement"');
        assert.ok(jsonListSyntax.cut(text).length > list.length);
        assert.equal(jsonListSyntax.cut(whole).length, 1);
        assert.deepEqual(found(text), found(whole));
      }),
      { seed: SEED, numRuns: 60 },
    );
    assert.ok(found(policy([...STATEMENTS, ...FILLER])).length > 3, 'nothing was compared');
  });

  it('is found fault with when its one statement is large', () => {
    const actions = Array.from({ length: 900 }, (_, i) => `"s3:GetObject${i}"`).join(',\n');
    const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": [${actions}, "iam:*"], "Resource": "*" } }`;
    assert.match(JSON.stringify(found(text)), /wildcard-grant/);
  });

  it('reports after any edits what a fresh engine reports', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('', 'x', '"', '{', '}', ']', ',', '\n', ...STATEMENTS.map((one) => `${one},`)),
      fc.constantFrom(0, 0, 1, 40, 400),
    );
    const long = policy([...STATEMENTS, ...FILLER]);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), fc.boolean(), (edits, backwards) => {
        const engine = createEngine();
        const texts = [long];
        for (const [at, typed, gone] of edits) {
          const now = texts.at(-1)!;
          const where = at % now.length;
          texts.push(now.slice(0, where) + typed + now.slice(where + gone));
        }
        if (backwards) texts.push(...texts.slice(0, -1).reverse());
        for (const text of texts) {
          engine.update(PATH, text);
          engine.report({ today: TODAY });
        }
        assert.deepEqual(reported(engine), found(texts.at(-1)!));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
