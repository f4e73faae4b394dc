// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of templates look the same
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { each } from '../../src/facts';
import { azurePipelines } from '../../src/formats/azure-pipelines';
import { azurePipelines as provider } from '../../src/providers/pipeline/azure-pipelines';
import { partsOf } from '../../src/resource';
import { world } from '../support/lookup';

const PATH = 'azure-pipelines.yml';
const folder = 'test/fixtures/azure-pipelines';
const FILES = Object.fromEntries(
  [PATH, 'templates/test.yml', 'templates/steps/tell.yml'].map((name) => [
    name,
    fs.readFileSync(`${folder}/${name}`, 'utf8'),
  ]),
);
const read = (files: Readonly<Record<string, string>>) => world(files, [azurePipelines]);

/** What scripts paste, as it is written. */
function pasted(files: Readonly<Record<string, string>>): readonly string[] {
  const seen = read(files);
  const facts = seen.resources().flatMap((resource) => [...provider.facts(resource)]);
  return facts.flatMap((fact) =>
    fact.kind === 'pipeline' ? each(fact.untrustedInputs).map(({ at }) => seen.textAt(at)) : [],
  );
}

describe('azure-pipelines format', () => {
  it('recognises pipelines by name, templates by what only they have', () => {
    for (const [path, text] of Object.entries(FILES)) assert.ok(azurePipelines.recognises(path, text), path);
    assert.ok(azurePipelines.recognises('.azuredevops/build.yml', 'steps:\n  - script: make\n'));
    const others: Record<string, string> = {
      'azure-pipelines.yml': 'title: nothing of it\n',
      'steps.yml': 'steps:\n  - script: make\n',
      '.circleci/config.yml': 'version: 2.1\njobs:\n  build:\n    steps:\n      - run: make << parameters.x >>\n',
      'buildkite.yml': 'steps:\n  - command: make\n',
      'tasks.yml': 'text:\n  - task: Bash@3\n',
    };
    for (const [path, text] of Object.entries(others)) assert.ok(!azurePipelines.recognises(path, text), path);
  });

  it('finds each job with its steps, those between conditions and given to templates too', () => {
    const files = read(FILES);
    const steps = (id: string) =>
      files
        .resource(id)
        .all('steps')
        .map(({ subject }) => files.textAt(subject.head));
    assert.deepEqual(steps(`${PATH}#jobs.image`), ['bash', 'task', 'script']);
    assert.deepEqual(steps(`${PATH}#jobs.templates/test.yml`), ['pwsh']);
    assert.deepEqual(steps('templates/test.yml#jobs.test'), ['script']);
    assert.deepEqual(steps('templates/steps/tell.yml#tell.yml'), ['bash', 'task']);
  });

  it('reads macros and template expressions at their places', () => {
    const files = read({ [PATH]: 'steps:\n  - bash: "a \\"$(Build.BuildId)\\" ${{ parameters.x }} $(date +%s)"\n' });
    const [step] = files.resource(`${PATH}#${PATH}`).all('steps');
    const parts = (partsOf(step!.get('bash')) ?? []).flatMap((part) => (part.type === 'unknown' ? [part] : []));
    assert.deepEqual(
      parts.map((part) => [part.expression, files.textAt(part.at!)]),
      [
        ['$(Build.BuildId)', '$(Build.BuildId)'],
        ['parameters.x', '${{ parameters.x }}'],
      ],
    );
  });

  it('ends where templates call each other', () => {
    const text = (other: string) =>
      `jobs:\n  - template: ${other}.yml\n    parameters: { x: "\${{ parameters.x }}", steps: [{ bash: "\${{ parameters.x }}" }] }\n  - job: a\n    steps: [{ task: Bash@3 }]\n`;
    assert.deepEqual(pasted({ 'a.yml': text('b'), 'b.yml': text('a') }), []);
  });
});

describe('scripts of Azure Pipelines', () => {
  const branch = (trigger: string) =>
    pasted({ [PATH]: `${trigger}steps:\n  - bash: ./x "$(Build.SourceBranchName)"\n` });

  it('paste the name of a branch only where any branch starts a run', () => {
    assert.deepEqual(branch(''), ['$(Build.SourceBranchName)']);
    assert.deepEqual(branch("trigger: ['*']\n"), ['$(Build.SourceBranchName)']);
    assert.deepEqual(branch('trigger: { branches: { include: [feature/*] } }\n'), ['$(Build.SourceBranchName)']);
    for (const trigger of ['trigger: none\n', 'trigger: [main]\n', 'trigger: { paths: { include: [a] } }\n']) {
      assert.deepEqual(branch(trigger), [], trigger);
    }
  });

  it('follow variables of a job and of the file, and parameters of those who call', () => {
    const variables = 'variables: { note: $(Build.SourceVersionMessage) }\n';
    assert.deepEqual(pasted({ [PATH]: `${variables}steps:\n  - bash: ./x "$(Note)"\n` }), ['$(Note)']);
    assert.deepEqual(pasted({ [PATH]: 'steps:\n  - bash: ./x "$(note)"\n' }), []);
    const [, ...inTemplates] = pasted(FILES).filter((text) => text.includes('parameters'));
    assert.deepEqual(inTemplates, ["${{ parameters['message'] }}", '${{ parameters.label }}']);
  });
});
