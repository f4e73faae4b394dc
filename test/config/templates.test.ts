import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { completionsAt } from '../../src/config/assist';
import { hoverAt } from '../../src/config/hover';
import { templateLibrary, templatesAt } from '../../src/config/templates';
import { foldersThatSpeakFor, loadWorkspace, ownFile } from '../../src/config/workspace';
import { plain } from '../../src/facts';
import { textOf } from '../../src/templates/template';
import { inWords } from '../support/in-words';

const PATH = '.handrail/templates/bucket-orders.yaml';
const OWN = `version: 1
id: bucket-orders
format: terraform
title: Bucket for orders
makes: A bucket as the orders team wants it.
body: |
  resource "aws_s3_bucket" "\${1:orders}" {
    bucket = "\${1:orders}" # policy: doors-are-few-and-guarded
  }
`;

const load = (files: Readonly<Record<string, string>>) =>
  loadWorkspace(Object.entries(files).map(([path, text]) => ({ path, text })));
const problems = (text: string, path = PATH) =>
  load({ [path]: text })
    .problems.map(inWords)
    .map(({ line, column, message, next }) => `${line}:${column} ${message} ${next}`);
const offered = (text: string) => load({ [PATH]: text }).templates.length > 0;
const own = (files: Readonly<Record<string, string>>, path?: string) =>
  templatesAt(load(files).templates, path).filter(({ from }) => from.kind === 'workspace');

describe('templates of a workspace', () => {
  it('lie in their folder, and speak for what lies beside and below it', () => {
    assert.deepEqual(ownFile(PATH), { kind: 'template', base: '' });
    assert.deepEqual(ownFile(`a/${PATH}`), { kind: 'template', base: 'a' });
    for (const path of ['.handrail/templates/a/b.yaml', '.handrail/templates.yaml', '.handrail/templates/a.tf']) {
      assert.equal(ownFile(path), undefined, path);
    }
    assert.ok(foldersThatSpeakFor('infra/main.tf').includes('infra/.handrail/templates'));
  });

  it('are read like the built-in ones', () => {
    const [template] = own({ [PATH]: OWN });
    const { id, format, title, file, policies } = template!;
    assert.deepEqual(
      [id, format, title, file],
      ['bucket-orders', 'terraform', 'Bucket for orders', 'bucket-orders.tf'],
    );
    assert.deepEqual(policies, ['doors-are-few-and-guarded']);
    assert.match(
      textOf(template!, () => 'Doors'),
      /bucket = "orders" # Doors\n\}\n$/,
    );
    assert.deepEqual(problems(OWN), []);
  });

  it('come with the built-in ones, a nearer one in the place of one that has its name', () => {
    const named = OWN.replace('id: bucket-orders', 'id: bucket-aws');
    const files = { [PATH]: named, [`pay/${PATH}`]: named.replace('orders team', 'payments team') };
    assert.equal(templatesAt(load(files).templates).length, templateLibrary().length);
    assert.match(own(files, 'infra/main.tf')[0]!.makes, /orders team/);
    assert.match(own(files, 'pay/main.tf')[0]!.makes, /payments team/);
    assert.equal(own({ [`pay/${PATH}`]: named }, 'infra/main.tf').length, 0);
  });
});

describe('the template in the README', () => {
  it('is read without a problem', () => {
    const [example] = /^version: 1\nid: queue-orders\n[\s\S]*?(?=^```)/m.exec(readFileSync('README.md', 'utf8')) ?? [
      '',
    ];
    assert.deepEqual(problems(example), []);
    assert.ok(offered(example));
  });
});

describe('a broken template', () => {
  it('is reported at its line, with what to write instead, and not offered', () => {
    assert.deepEqual(problems(OWN.replace('format: terraform', 'format: terafrom')), [
      "3:9 `format` can't be this. Write `terraform`.",
    ]);
    assert.match(problems(OWN.replace('makes:', 'make:'))[0]!, /^1:1 `makes` is missing\. Add `makes:` What it makes/);
    assert.match(problems(OWN.replace(/body[\s\S]*/, ''))[0]!, /`body` is missing\. Add `body:`/);
    assert.match(problems(OWN.replace('id: bucket-orders', 'id: Bucket Orders'))[0]!, /^2:5 `id` takes lower-case/);
    for (const broken of [OWN.replace('terraform', 'terafrom'), OWN.replace('makes:', 'make:'), 'version: 1\n', '']) {
      assert.ok(!offered(broken), broken);
    }
  });

  it('harms no other one', () => {
    const files = {
      '.handrail/templates/a.yaml': 'version: 1\nid: [\n',
      [PATH]: OWN,
      '.handrail/config.yaml': 'version: 1\nthreshold: low\n',
    };
    assert.deepEqual(
      own(files).map(({ id }) => id),
      ['bucket-orders'],
    );
    assert.equal(load(files).configuration.threshold, 'low');
  });

  it('names a policy that nobody has: offered without the comment', () => {
    assert.deepEqual(problems(OWN.replace('few-and-guarded', 'few-and-garded')), [
      '8:38 No policy is called this. Write `doors-are-few-and-guarded`.',
    ]);
    assert.deepEqual(problems(OWN.replace('body:', 'serves: [who-may]\nbody:')), [
      '6:10 No policy is called this. Choose one of the ids that completion offers under `serves`.',
    ]);
    assert.ok(offered(OWN.replace('few-and-guarded', 'few-and-garded')));
  });

  it('fills one place in with two texts', () => {
    const text = OWN.replace('bucket = "${1:orders}"', 'bucket = "${1:invoices}"');
    assert.deepEqual(problems(text), [
      '8:15 Not offered: place 1 is filled in with two different texts. Write `${1:orders}`, or give this place a number of its own.',
    ]);
    assert.ok(!offered(text));
  });

  it('hides something from its readers', () => {
    for (const hidden of ['\u202e', '\u200b', '\u001b', '\u0085']) {
      const text = OWN.replace('bucket = ', `bucket = ${hidden}`);
      assert.match(problems(text).join('\n'), /^\d:\d+ .*a character that nobody (?:sees|can see)/m);
      assert.ok(!offered(text));
    }
  });

  it('holds a credential', () => {
    // the stage that finds credentials has put these characters in its place
    const text = OWN.replace('"${1:orders}" #', `"${'\ue000'.repeat(20)}" #`);
    assert.match(problems(text).join('\n'), /^8:15 Not offered: a credential stands in this template\./);
    assert.ok(!offered(text));
  });

  it('is too large, or one too many', () => {
    const large = OWN.replace('  }\n', `  }\n${'  # more\n'.repeat(4000)}`);
    assert.match(problems(large).join('\n'), /^6:7 `body` is longer than 20000 characters\./);
    const many = Object.fromEntries(
      Array.from({ length: 103 }, (_, i) => [
        `.handrail/templates/t${1000 + i}.yaml`,
        OWN.replace('orders\n', `o${i}\n`),
      ]),
    );
    const { templates, problems: told } = load(many);
    assert.equal(templates.length, 100);
    assert.deepEqual(
      told.map(({ path }) => path),
      [1100, 1101, 1102].map((i) => `.handrail/templates/t${i}.yaml`),
    );
  });

  it('has the name of another one', () => {
    const { problems: told, templates } = load({ [PATH]: OWN, '.handrail/templates/again.yaml': OWN });
    assert.equal(told.length, 1);
    assert.match(plain(told[0]!.message), /^Another template of this format has this name/);
    assert.equal(templatesAt(templates).length, templateLibrary().length + 1);
  });

  it('names a new file outside of the workspace', () => {
    for (const file of ['../x.tf', '/etc/x.tf', 'a/../../x.tf', 'C:\\x.tf', '..', 'a//b.tf']) {
      assert.match(problems(OWN.replace('body:', `file: '${file}'\nbody:`))[0] ?? file, /`file` takes a file name/);
    }
    assert.deepEqual(problems(OWN.replace('body:', 'file: .github/workflows/x.yml\nbody:')), []);
  });
});

describe('help in a template file', () => {
  const around = { known: { rules: [] }, workspace: load({}), today: '2026-01-15', told: plain };
  const labels = (marked: string) =>
    completionsAt(PATH, marked.replace('|', ''), marked.indexOf('|'), around).map(({ label }) => label);

  it('offers keys, formats and policies, and says what they mean', () => {
    assert.ok(labels('version: 1\n|').includes('body'));
    assert.ok(labels('format: |').includes('github-workflow'));
    assert.ok(labels('serves:\n  - |').includes('who-may-do-what'));
    assert.match(hoverAt(PATH, OWN, OWN.indexOf('body:'), around)?.text ?? '', /place to fill in/);
  });
});
