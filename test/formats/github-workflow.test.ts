// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows look the same
import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { each, set } from '../../src/facts';
import { githubWorkflow } from '../../src/formats/github-workflow';
import { REDACTION } from '../../src/place';
import { asFields, asString, asStrings, partsOf, type Resource } from '../../src/resource';
import { world } from '../support/lookup';

const PATH = '.github/workflows/release.yml';
const RELEASE = fs.readFileSync('test/fixtures/workflows/release.yml', 'utf8');
const ACTION = fs.readFileSync('test/fixtures/workflows/action.yml', 'utf8');
const read = (text: string, path = PATH) => world({ [path]: text }, [githubWorkflow]);
const said = (resource: Resource, ...path: string[]) => {
  const value = asString(resource.get(...path));
  return value.state === 'known' ? value.value : value.state;
};

/** The release workflow grown over the line count from which a file is read in sections. */
const large = RELEASE.replace(
  "    tags: ['v*']\n",
  `    tags:\n${Array.from({ length: 80 }, (_, i) => `      - 'v${i}.*'\n`).join('')}`,
).replace(
  '  deploy:\n',
  `${Array.from({ length: 60 }, (_, i) => `  job${i}:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${i}\n`).join('')}  deploy:\n`,
);

describe('github workflow format', () => {
  it('recognises workflows and actions', () => {
    assert.ok(githubWorkflow.recognises(PATH, ''));
    assert.ok(githubWorkflow.recognises('.github/actions/setup/action.yml', ACTION));
    assert.ok(githubWorkflow.recognises('ci/main.yml', RELEASE));
    const others: Record<string, string> = {
      'action.yml': 'name: not one\n',
      '.github/dependabot.yml': 'version: 2\nupdates: []\n',
      '.circleci/config.yml': 'version: 2.1\njobs:\n  build:\n    uses: x\n',
      'main.yml': 'text: |\n  on: push\n  jobs: {}\n',
    };
    for (const [path, text] of Object.entries(others)) assert.ok(!githubWorkflow.recognises(path, text), path);
  });

  it('declares the workflow, its parts and its jobs', () => {
    assert.deepEqual(
      read(RELEASE).declarations.map(({ kind, key }) => `${kind} ${key}`.trim()),
      [
        `part ${PATH}#name`,
        `part ${PATH}#run-name`,
        `workflow ${PATH}`,
        `part ${PATH}#permissions`,
        `part ${PATH}#env`,
        `part ${PATH}#defaults`,
        `job ${PATH}#image`,
        `job ${PATH}#deploy`,
        'call .github/workflows/deploy.yml',
      ],
    );
  });

  for (const [size, text] of [
    ['a small file', RELEASE],
    ['a large file, in sections', large],
  ] as const) {
    it(`gives a workflow's attributes by the entries of its top: ${size}`, () => {
      const files = read(text);
      const workflow = files.resource(PATH);
      assert.equal(said(workflow, 'name'), 'Release');
      assert.equal(said(workflow, 'permissions', 'contents'), 'read');
      assert.equal(said(workflow, 'permissions', 'packages'), 'absent');
      assert.equal(said(workflow, 'defaults', 'run', 'shell'), 'bash');
      assert.equal(said(workflow, 'on', 'workflow_dispatch', 'inputs', 'target', 'type'), 'choice');
      assert.deepEqual([...asFields(workflow.get('on'))!.keys()], ['push', 'workflow_dispatch']);
      assert.ok(each(asStrings(workflow.get('on', 'push', 'tags'))).length >= 1);
      assert.equal(workflow.get('concurrency').state, 'absent');
      assert.equal(files.textAt(workflow.get('concurrency').at), 'on');
      assert.equal(workflow.subject.address, 'release.yml');
      assert.equal(files.textAt(workflow.subject.head), 'on');
    });

    it(`gives each job with its steps, and leads to the workflow: ${size}`, () => {
      const files = read(text);
      const job = files.resource(`${PATH}#jobs.image`);
      assert.equal(job.type, 'github/job');
      assert.equal(files.textAt(job.subject.head), 'image');
      assert.equal(said(job, 'permissions', 'packages'), 'write');
      const steps = job.all('steps');
      assert.deepEqual(
        steps.map((step) => said(step, 'uses')),
        ['actions/checkout@v4', 'absent', 'docker/login-action@v3'],
      );
      assert.equal(files.textAt(steps[1]!.subject.head), 'Build');
      assert.equal(said(steps[0]!, 'with', 'persist-credentials'), 'false');
      assert.equal(said(job.find('github/workflow', '')!, 'permissions', 'contents'), 'read');
      assert.equal(said(job.find('github/job', 'deploy')!, 'secrets'), 'inherit');
      assert.equal(job.find('github/job', 'none'), undefined);
    });
  }

  it('asks for no more than it is asked', () => {
    const files = read(RELEASE);
    const workflow = files.resource(PATH);
    files.asked();
    workflow.get('permissions');
    assert.deepEqual(files.asked(), [`look part ${PATH}#permissions`, `open part ${PATH}#permissions`]);
  });

  it('a block of several lines has its expressions at their places', () => {
    const files = read(RELEASE);
    const run = files.resource(`${PATH}#jobs.image`).all('steps')[1]!.get('run');
    const expressions = partsOf(run)!.flatMap((part) => (part.type === 'unknown' ? [part] : []));
    assert.deepEqual(
      expressions.map((part) => [part.expression, files.textAt(part.at!)]),
      [
        ['github.event.head_commit.message', '${{ github.event.head_commit.message }}'],
        ['github.sha', '${{ github.sha }}'],
      ],
    );
  });

  it('reads expressions in every style of string at their exact places', () => {
    const expression = fc.constantFrom(
      '${{ a.b }}',
      '${{a}}',
      "${{ format('{0}}}', x) }}",
      '${{ c[0] }}',
      '${{ d && e }}',
    );
    const word = fc.constantFrom('echo', '"', "'", '\\', '$x', '{', '}}', 'é', '\t', REDACTION.repeat(3));
    const content = fc.array(fc.oneof(expression, word), { minLength: 1, maxLength: 8 });
    const style = fc.constantFrom('double', 'single', 'literal', 'folded');
    fc.assert(
      fc.property(content, style, (words, kind) => {
        const text = words.join(' ').trim();
        fc.pre(text !== '');
        const spelled = {
          double: JSON.stringify(text),
          single: `'${text.replaceAll("'", "''")}'`,
          literal: `|\n          first\n          ${text}`,
          folded: `>-\n          first\n          ${text}`,
        }[kind];
        const files = read(`on: push\njobs:\n  j:\n    steps:\n      - run: ${spelled}\n        name: x\n`);
        const found = partsOf(files.resource(`${PATH}#jobs.j`).all('steps')[0]!.get('run')) ?? [];
        const expected = words.filter((one) => one.startsWith('${{'));
        const got = found.flatMap((part) => (part.type === 'unknown' ? [part] : []));
        assert.equal(got.length, expected.length);
        for (const [i, part] of got.entries()) {
          const source = files.textAt(part.at!).replaceAll("''", "'");
          assert.equal(source, expected[i]);
          assert.equal(part.expression, expected[i]!.slice(3, -2).trim());
        }
      }),
      { seed: 20261124, numRuns: 600 },
    );
  });

  it('an expression that is not closed is text', () => {
    const files = read('on: push\njobs:\n  j:\n    name: a ${{ b\n    env: {X: "${{ \'}}\' }} ${{"}\n');
    assert.equal(said(files.resource(`${PATH}#jobs.j`), 'name'), 'a ${{ b');
    const parts = partsOf(files.resource(`${PATH}#jobs.j`).get('env', 'X'))!;
    assert.deepEqual(
      parts.map((part) => (part.type === 'known' ? part.text : part.type === 'unknown' && part.expression)),
      ["'}}'", ' ${{'],
    );
  });

  it('reads an action with its steps', () => {
    const files = read(ACTION, '.github/actions/setup/action.yml');
    const action = files.resource('.github/actions/setup/action.yml');
    assert.equal(action.type, 'github/action');
    assert.equal(action.subject.address, 'setup/action.yml');
    assert.equal(said(action, 'runs', 'using'), 'composite');
    assert.deepEqual(
      action.all('runs', 'steps').map((step) => said(step, 'uses')),
      ['actions/setup-node@v4', 'absent'],
    );
    assert.equal(said(action, 'inputs', 'version', 'default'), '22');
  });

  it('keeps half-typed files', () => {
    for (const text of [
      '',
      'on:',
      'jobs:',
      'jobs:\n  build:\n',
      'on: [push\njobs:\n  a:\n    steps:\n      -',
      '- a',
      'x: {',
    ]) {
      for (const resource of read(text).resources()) {
        resource.get('permissions');
        resource.all('steps');
      }
    }
    assert.equal(read('on: push\njobs:\n  build:\n').resource(`${PATH}#jobs.build`).get('steps').state, 'absent');
  });

  describe('changes', () => {
    const changed = (text: string, to: Parameters<typeof set<Record<string, string>>>[1], id = PATH) => {
      const files = read(text);
      const value = files.resource(id).get('permissions');
      return files.changed(set(value as never, to as never), PATH);
    };
    const readOnly = { contents: 'read' };

    it('puts permissions of the workflow before its jobs, above their comment', () => {
      assert.equal(
        changed('on: push\n\n# all of them\njobs:\n  a:\n    runs-on: x\n', readOnly),
        'on: push\n\npermissions:\n  contents: read\n\n# all of them\njobs:\n  a:\n    runs-on: x\n',
      );
      assert.equal(
        changed('on:\r\n  push:\r\njobs:\r\n  a:\r\n    runs-on: x\r\n', readOnly),
        'on:\r\n  push:\r\npermissions:\r\n  contents: read\r\n\r\njobs:\r\n  a:\r\n    runs-on: x\r\n',
      );
    });

    it('finds the place in a large file, too', () => {
      const text = large.replace('# only what checkout needs\npermissions:\n  contents: read\n\n', '');
      assert.ok(changed(text, readOnly).includes('\n\npermissions:\n  contents: read\n\njobs:\n'));
    });

    it('replaces permissions that are written, and adds one to them', () => {
      assert.equal(
        changed('on: push\npermissions: write-all\njobs: {}\n', readOnly),
        'on: push\npermissions: {contents: read}\njobs: {}\n',
      );
      const files = read(RELEASE);
      const packages = asString(files.resource(PATH).get('permissions', 'packages'));
      assert.ok(files.changed(set(packages, 'none'), PATH).includes('  contents: read\n  packages: none\n\nenv:'));
    });

    it('writes into a job', () => {
      assert.equal(
        changed('on: push\njobs:\n  a:\n    runs-on: x\n  b:\n    runs-on: y\n', readOnly, `${PATH}#jobs.a`),
        'on: push\njobs:\n  a:\n    runs-on: x\n    permissions:\n      contents: read\n  b:\n    runs-on: y\n',
      );
    });

    it('replaces an expression inside a text, as the quotes around it have it', () => {
      for (const [written, expected] of [
        ['echo ${{ github.sha }} end', 'echo "$SHA" end'],
        ["'echo ${{ github.sha }}'", '\'echo "$SHA"\''],
        ['"echo ${{ github.sha }}"', '"echo \\"$SHA\\""'],
        ['|\n          echo ${{ github.sha }}\n', '|\n          echo "$SHA"\n'],
      ] as const) {
        const text = (run: string) => `on: push\njobs:\n  a:\n    steps:\n      - run: ${run}`;
        const files = read(text(written));
        const parts = partsOf(files.resource(`${PATH}#jobs.a`).all('steps')[0]!.get('run'))!;
        const at = parts.flatMap((part) => (part.type === 'unknown' && part.at ? [part.at] : []))[0]!;
        assert.equal(files.changed({ type: 'replace', at, value: '"$SHA"' }, PATH), text(expected));
      }
    });

    it('takes out an entry', () => {
      const files = read(RELEASE);
      const at = (files.resource(`${PATH}#jobs.deploy`).get('secrets') as { at: Parameters<typeof files.textAt>[0] })
        .at;
      assert.ok(files.changed({ type: 'remove', at }, PATH).endsWith('uses: ./.github/workflows/deploy.yml\n'));
    });
  });
});
