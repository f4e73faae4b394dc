import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../src/config/workspace';
import { formats } from '../src/formats/index';
import { policyFor } from '../src/policies';
import { rules } from '../src/rules/index';
import { manifestInEnglish } from './generate/manifest-strings.mjs';
import { withTable } from './generate/settings-table.mjs';
import { withTemplates } from './generate/templates-table.mjs';

const { policies } = loadWorkspace([]);
const ROOT = process.cwd();
const TOPICS = ['access', 'exposure', 'workload', 'pipeline', 'secrets'];
const SHARED = new Set(['index', 'messages']);

describe('every rule', () => {
  const files = TOPICS.flatMap((topic) =>
    readdirSync(join(ROOT, 'src/rules', topic)).map((file) => ({ topic, id: file.replace(/\.ts$/, '') })),
  );

  it('has an id of its own', () => {
    assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
  });

  for (const rule of rules) {
    it(`${rule.id}: stands in the file of its name, explains itself, and has bad, good and unknown examples`, () => {
      assert.ok(
        files.some(({ id }) => id === rule.id),
        'file name = id',
      );
      for (const text of [rule.title, rule.why, rule.remedy]) assert.ok(text.trim().length > 10);
      assert.ok(rule.references.length > 0, 'references');
      assert.match(rule.id, /^[a-z][a-z0-9-]+$/);
      const examples = Object.values(rule.examples);
      assert.ok(examples.length > 0, 'examples');
      for (const kind of ['bad', 'good', 'unknown'] as const) {
        assert.ok(
          examples.some((example) => example[kind].length > 0),
          `${kind} examples`,
        );
      }
    });

    // test/config/library.test.ts says that it is exactly one
    it(`${rule.id}: serves a built-in policy`, () => {
      assert.ok(policyFor(rule.id, 'main.tf', policies).primary, 'primary policy');
    });
  }

  it('is listed in its index: no rule file is left out', () => {
    const listed = new Set(rules.map((rule) => rule.id));
    const left = files.filter(({ id }) => !SHARED.has(id) && !listed.has(id));
    assert.deepEqual(left, []);
  });
});

describe('every format', () => {
  it('has an id and a title of its own', () => {
    assert.equal(new Set(formats.map((format) => format.id)).size, formats.length);
  });
});

describe('every setting', () => {
  it('is documented in the README, with its default', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    assert.equal(withTable(readme, manifestInEnglish()), readme, 'run `npm run generate`');
  });

  it('has one sentence and a default', () => {
    const settings = Object.entries(manifestInEnglish().contributes.configuration.properties);
    assert.ok(settings.length > 0, 'settings are contributed');
    for (const [name, { markdownDescription, default: standard }] of settings) {
      assert.match(String(markdownDescription), /^[A-Z][^\n]+\.$/, name);
      assert.notEqual(standard, undefined, name);
    }
  });
});

describe('every built-in template', () => {
  it('is named in the README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    assert.equal(withTemplates(readme), readme, 'run `npm run generate`');
  });
});
