// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of shells look the same
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { each } from '../../src/facts';
import { gitlabCi } from '../../src/formats/gitlab-ci';
import { gitlabCi as provider } from '../../src/providers/pipeline/gitlab-ci';
import { asString, asStrings, partsOf, type Resource } from '../../src/resource';
import { world } from '../support/lookup';

const PATH = '.gitlab-ci.yml';
const PROJECT = fs.readFileSync('test/fixtures/gitlab-ci/.gitlab-ci.yml', 'utf8');
const DEPLOY = fs.readFileSync('test/fixtures/gitlab-ci/.gitlab/ci/deploy.yml', 'utf8');
const read = (text: string, more: Readonly<Record<string, string>> = {}) =>
  world({ [PATH]: text, ...more }, [gitlabCi]);
const job = (name: string, text = PROJECT) =>
  read(text, { '.gitlab/ci/deploy.yml': DEPLOY }).resource(`${PATH}#${name}`);
const expressions = (resource: Resource, ...path: string[]) =>
  (partsOf(resource.get(...path)) ?? []).flatMap((part) => (part.type === 'unknown' ? [part.expression] : []));
const pasted = (text: string) => {
  const files = read(text);
  const facts = files.resources().flatMap((resource) => [...provider.facts(resource)]);
  return facts.flatMap((fact) =>
    fact.kind === 'pipeline' ? each(fact.untrustedInputs).map(({ at }) => files.textAt(at)) : [],
  );
};
const script = (command: string) => pasted(`job:\n  script:\n    - |\n      ${command}\n`);

describe('gitlab-ci format', () => {
  it('recognises pipelines by name, and files of the folders that people include from', () => {
    const files = [
      PATH,
      'a/.gitlab-ci.yml',
      'build.gitlab-ci.yml',
      '.gitlab-ci.d.yml',
      '.gitlab/ci/deploy.yml',
      '.gitlab-ci/a.yml',
    ];
    for (const path of files) assert.ok(gitlabCi.recognises(path, PROJECT), path);
    for (const path of ['ci.yml', 'gitlab/ci.yml', '.gitlab/issue_templates/a.yml', '.gitlab-ci.json']) {
      assert.ok(!gitlabCi.recognises(path, PROJECT), path);
    }
    assert.ok(!gitlabCi.recognises('.gitlab/ci/names.yml', 'names: [a]\n'));
  });

  it('declares jobs, hidden ones too, what holds by default, and variables', () => {
    assert.deepEqual(
      read(PROJECT).declarations.map(({ kind, key }) => `${kind} ${key}`),
      ['job default', `variables ${PATH}`, 'job build', 'job check', 'job announce'],
    );
  });

  it('gives a job the variables of what it extends, the last first, also from included files, and of its file', () => {
    assert.deepEqual(expressions(job('announce'), 'variables', 'TEXT'), ['CI_COMMIT_TITLE']);
    assert.deepEqual(expressions(job('build'), 'variables', 'SUMMARY'), ['CI_COMMIT_TITLE', 'CI_COMMIT_SHORT_SHA']);
    const text =
      'variables: { A: file }\n.x: { variables: { A: x } }\n.y: { variables: { A: y } }\nz: { extends: [.x, .y] }\n';
    const value = asString(job('z', text).get('variables', 'A'));
    assert.equal(value.state === 'known' && value.value, 'y');
  });

  it('reads a large job in its pieces', () => {
    const lines = Array.from({ length: 320 }, (_, i) => `    - make part${i}\n`).join('');
    const text = `variables:\n  NOTE: $CI_COMMIT_TITLE\njob:\n  script:\n${lines}  after_script:\n    - eval "./tell $NOTE"\n`;
    assert.deepEqual(pasted(text), ['$NOTE']);
  });

  it('ends where jobs extend each other, and leaves references to the job that is meant', () => {
    assert.equal(job('a', 'a:\n  extends: b\nb:\n  extends: [a, b]\n').get('variables', 'X').state, 'absent');
    const [reference] = each(asStrings(job('announce').get('script')));
    assert.notEqual(reference?.value, '.deploy');
  });
});

describe('scripts of GitLab', () => {
  it('paste a text only where a second shell reads it', () => {
    for (const command of [
      'eval "echo $CI_COMMIT_MESSAGE"',
      'eval echo $CI_COMMIT_MESSAGE',
      'make && bash -lc "echo $CI_COMMIT_MESSAGE"',
      '/bin/sh -c "a; b \'$CI_COMMIT_MESSAGE\'"',
      'ssh -p 22 host "./note $CI_COMMIT_MESSAGE"',
    ]) {
      assert.deepEqual(script(command), ['$CI_COMMIT_MESSAGE'], command);
    }
    for (const command of [
      'echo $CI_COMMIT_MESSAGE',
      'echo "eval $CI_COMMIT_MESSAGE"',
      'eval "echo $CI_JOB_ID"',
      'eval "echo \\$CI_COMMIT_MESSAGE"',
      'bash -c \'echo "$CI_COMMIT_MESSAGE"\'',
      'bash -c "./run"; echo "$CI_COMMIT_MESSAGE"',
      '# eval "$CI_COMMIT_MESSAGE"',
      'bash script.sh "$CI_COMMIT_MESSAGE"',
      'ssh host ./note',
    ]) {
      assert.deepEqual(script(command), [], command);
    }
  });
});
