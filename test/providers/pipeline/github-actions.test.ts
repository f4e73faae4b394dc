// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows look the same
import assert from 'node:assert/strict';
import { absentAt, each, knownAt, type ListValue, type Pipeline } from '../../../src/facts';
import { githubWorkflow } from '../../../src/formats/github-workflow';
import { githubActions } from '../../../src/providers/pipeline/github-actions';
import { spelledAfter } from '../../../src/providers/pipeline/scripts';
import { isUntrusted, textsOf } from '../../../src/providers/pipeline/untrusted';
import { inWords } from '../../support/facts-in-words';
import { world } from '../../support/lookup';

const AT = { anchor: { path: '', start: 0 }, start: 0, end: 0 };

function pipelines(text: string): readonly Pipeline[] {
  const files = world({ '.github/workflows/main.yml': text }, [githubWorkflow]);
  return files
    .resources()
    .flatMap((resource) => [...githubActions.facts(resource)])
    .flatMap((fact) => (fact.kind === 'pipeline' ? [fact] : []));
}

const job = (text: string): Pipeline => pipelines(text).find(({ level }) => level === 'job')!;
const list = (value: ListValue<string>) =>
  inWords(value, (entries) => entries.map((entry) => inWords(entry)).join(' '));
const rights = ({ permissions }: Pipeline) =>
  inWords(permissions, (all) => all.map((one) => inWords(one, ({ name, access }) => `${name}: ${access}`)).join(', '));
const steps = (text: string, head = 'on: issues\n') =>
  job(`${head}jobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${text}`);

describe('workflows', () => {
  it('name their events in each of three ways', () => {
    for (const on of ['on: [push, issues]', 'on:\n  push:\n    branches: [main]\n  issues:']) {
      assert.equal(list(pipelines(`${on}\njobs: {}\n`)[0]!.triggers), 'push issues');
    }
    assert.equal(list(pipelines('on: push\njobs: {}\n')[0]!.triggers), 'push');
  });

  it('give their jobs the rights that these do not choose themselves', () => {
    const text = (own: string, above: string) => `on: push\n${above}jobs:\n  build:\n${own}    steps: []\n`;
    assert.equal(rights(job(text('', ''))), 'absent');
    assert.equal(rights(job(text('', 'permissions: read-all\n'))), 'all: read');
    assert.equal(rights(job(text('    permissions: {}\n', 'permissions: write-all\n'))), '');
    assert.equal(
      rights(job(text('    permissions: { contents: read, issues: write }\n', ''))),
      'contents: read, issues: write',
    );
    assert.equal(rights(job(text('    permissions: ${{ inputs.rights }}\n', ''))), 'unknown');
  });

  it('use actions of others', () => {
    const text =
      '      - uses: ./local\n      - uses: example/tool@v1\n      - uses: docker://alpine:3\n      - uses: docker://a/b@sha256:0\n';
    assert.equal(list(steps(text).uses), 'example/tool@v1');
  });
});

describe('checkouts', () => {
  const refs = (text: string, head?: string) =>
    each(steps(text, head).checkouts).map(({ value }) => `${inWords(value.ref)} ${value.runs}`);

  it('ask for a ref, and something runs afterwards', () => {
    const checkout = '      - uses: actions/checkout@v4\n        with: { ref: "${{ github.head_ref }}" }\n';
    assert.deepEqual(refs(checkout), ['${{ github.head_ref }} false']);
    assert.deepEqual(refs(`${checkout}      - run: make\n`), ['${{ github.head_ref }} true']);
    assert.deepEqual(refs('      - uses: actions/checkout@v4\n'), ['absent false']);
  });

  it('are harmless as long as what follows only shows something', () => {
    const followedBy = (...lines: readonly string[]) =>
      refs(
        `      - uses: actions/checkout@v4\n      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`,
      )[0];
    const shows = ['# done', 'echo "at $GITHUB_SHA" >> "$GITHUB_OUTPUT"', '', 'git diff --stat', 'ls -l src'];
    assert.equal(followedBy(...shows), 'absent false');
    for (const line of [
      'make',
      'echo $(./version)',
      'ls | sh',
      'echo a && make',
      'cat <(./x)',
      'git submodule update',
    ]) {
      assert.equal(followedBy(...shows, line), 'absent true', line);
    }
    assert.deepEqual(refs('      - uses: actions/checkout@v4\n      - uses: pre-commit/action@v3\n'), ['absent true']);
  });

  it('are made by scripts as well', () => {
    const number = '${{ github.event.issue.number }}';
    const ref = 'refs/pull/${{ github.event.issue.number }}/head';
    assert.deepEqual(refs(`      - run: gh pr checkout ${number}\n      - run: make\n`), [`${ref} true`]);
    assert.deepEqual(refs(`      - run: gh pr checkout "${number}"\n`), [`${ref} false`]);
    assert.deepEqual(refs(`      - run: |\n          git fetch origin pull/${number}/head\n          make\n`), [
      `${ref} true`,
    ]);
    assert.deepEqual(refs(`      - run: gh pr view ${number}\n      - run: make\n`), []);
    assert.deepEqual(refs(`      - if: github.actor == 'x'\n        run: gh pr checkout ${number}\n`), []);
  });

  it('are guarded by conditions on who it is', () => {
    const checkout = (condition: string) =>
      `      - if: ${condition}\n        uses: actions/checkout@v4\n        with: { ref: "\${{ github.head_ref }}" }\n`;
    assert.deepEqual(refs(checkout("contains(github.event.pull_request.labels.*.name, 'ok')")), ['unknown false']);
    assert.deepEqual(refs(checkout("github.event_name == 'pull_request_target'")), ['${{ github.head_ref }} false']);
  });
});

describe('what is called', () => {
  const caller = (on: string, body: string, rights = '') =>
    `on: ${on}\n${rights}jobs:\n  call:\n${body.replace(/^/gm, '    ')}\n`;
  const callee = (steps: string, head = '') =>
    `${head}on:\n  workflow_call:\n    inputs: { text: { type: string } }\njobs:\n  work:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  const facts = (files: Readonly<Record<string, string>>, path: string) => {
    const seen = world(Object.fromEntries(Object.entries(files).map(([name, text]) => [`.github/${name}`, text])), [
      githubWorkflow,
    ]);
    return seen
      .resources()
      .filter(({ subject }) => subject.head.anchor.path === `.github/${path}`)
      .flatMap((resource) => [...githubActions.facts(resource)])
      .flatMap((fact) => (fact.kind === 'pipeline' && fact.level !== 'workflow' ? [fact] : []));
  };
  const called = 'uses: ./.github/workflows/work.yml';
  const echo = '      - run: echo "${{ inputs.text }}"\n';

  it('has the events of each caller, and once more its own', () => {
    const files = {
      'workflows/a.yml': caller('push', called),
      'workflows/b.yml': caller('[issues, pull_request]', called),
      'workflows/work.yml': callee(echo).replace('on:\n', 'on:\n  schedule: []\n'),
    };
    assert.deepEqual(
      facts(files, 'workflows/work.yml').map(({ triggers }) => list(triggers)),
      ['schedule', 'push', 'issues pull_request'],
    );
    const alone = facts({ 'workflows/work.yml': callee(echo) }, 'workflows/work.yml');
    assert.deepEqual(
      alone.map(({ triggers }) => list(triggers)),
      ['workflow_call'],
    );
  });

  it('ends where files call each other, however often', () => {
    const many = Array.from(
      { length: 30 },
      (_, i) => `  j${i}:\n    ${called}\n    with: { text: "\${{ inputs.text }}" }\n`,
    ).join('');
    const text = `on:\n  workflow_call: {}\njobs:\n${many}  work:\n    steps:\n${echo}`;
    const runs = facts({ 'workflows/work.yml': text }, 'workflows/work.yml');
    assert.ok(runs.length > 0 && runs.every(({ untrustedInputs }) => each(untrustedInputs).length === 0));
  });

  it('may not do everything where each caller names less', () => {
    const work = callee('      - run: make\n', 'permissions: write-all\n');
    const with_ = (...callers: readonly string[]) => {
      const files = Object.fromEntries(callers.map((text, i) => [`workflows/${i}.yml`, text]));
      return facts({ ...files, 'workflows/work.yml': work }, 'workflows/work.yml').map(rights)[0];
    };
    const less = caller('push', called, 'permissions: { contents: read }\n');
    assert.equal(with_(less), 'unknown');
    assert.equal(with_(less, caller('issues', called)), 'all: write');
    assert.equal(with_(), 'all: write');
  });

  it('is kept from outsiders where the call is', () => {
    const checkout =
      '      - uses: actions/checkout@v4\n        with: { ref: "${{ github.head_ref }}" }\n      - run: make\n';
    const refs = (condition: string) =>
      facts(
        {
          'workflows/a.yml': caller('pull_request_target', `${condition}${called}`),
          'workflows/work.yml': callee(checkout),
        },
        'workflows/work.yml',
      ).flatMap(({ checkouts }) => each(checkouts).map(({ value }) => value.ref.state));
    assert.deepEqual(refs(''), ['known']);
    assert.deepEqual(refs("if: contains(github.event.pull_request.labels.*.name, 'ok')\n"), ['unknown']);
  });
});

describe('texts from outside', () => {
  const inputs = (text: string, head?: string) =>
    each(steps(text, head).untrustedInputs).map(({ value, slot }) =>
      [value.sink, value.expression, value.instead?.text ?? '-', slot?.path.join('.') ?? '-'].join(' '),
    );

  it('are pasted into commands, with a variable to replace them where that is sure to work', () => {
    assert.deepEqual(inputs('      - run: echo "${{ github.event.issue.title }}"\n'), [
      'shell github.event.issue.title ${ISSUE_TITLE} env.ISSUE_TITLE',
    ]);
    assert.deepEqual(inputs("      - run: echo '${{ github.event.issue.title }}'\n"), [
      'shell github.event.issue.title - -',
    ]);
    assert.deepEqual(inputs('      - shell: pwsh\n        run: echo ${{ github.event.issue.title }}\n'), [
      'shell github.event.issue.title - -',
    ]);
  });

  it('take a variable that the step has already', () => {
    const env = '      - env: { ISSUE_TITLE: "${{ github.event.issue.title }}" }\n';
    assert.deepEqual(inputs(`${env}        run: echo \${{ github.event.issue.title }}\n`), [
      'shell github.event.issue.title "${ISSUE_TITLE}" -',
    ]);
  });

  it('are pasted into scripts of actions/github-script', () => {
    const script = '        with: { script: "log(`${{ github.event.issue.body }}`)" }\n';
    assert.deepEqual(inputs(`      - uses: actions/github-script@v7\n${script}`), [
      'javascript github.event.issue.body - -',
    ]);
  });

  it('come through environment variables of the step, the job and the workflow', () => {
    const head = 'on: issues\nenv: { BODY: "${{ github.event.issue.body }}" }\n';
    assert.deepEqual(inputs('      - run: echo ${{ env.BODY }} ${{ env.OTHER }}\n', head), ['shell env.BODY - -']);
    assert.deepEqual(inputs('      - env: { BODY: fixed }\n        run: echo ${{ env.BODY }}\n', head), []);
  });

  it('are what an expression gives, not what it looks at', () => {
    assert.deepEqual(textsOf("github.event_name == 'push' && github.ref || github.head_ref"), [
      'github.ref',
      'github.head_ref',
    ]);
    assert.deepEqual(textsOf("format('{0}!', github.head_ref)"), ['github.head_ref']);
    assert.deepEqual(textsOf('github.event.commits[0].message'), ['github.event.commits.*.message']);
    assert.deepEqual(textsOf("contains(github.head_ref, 'x')"), []);
    assert.deepEqual(textsOf("github.head_ref == 'main'"), []);
  });

  it('are those of the events that conditions leave', () => {
    const found = (condition: string) => {
      const head = 'on: [push, issues, workflow_run]\n';
      const texts = ['github.event.issue.title', 'github.event.workflow_run.head_branch'];
      const text = texts.map((one) => `      - if: ${condition}\n        run: echo "\${{ ${one} }}"\n`).join('');
      return each(steps(text, head).untrustedInputs)
        .map(({ value }) => value.expression.split('.')[2])
        .join(' ');
    };
    assert.equal(found('always()'), 'issue workflow_run');
    assert.equal(found("github.event_name == 'push'"), '');
    assert.equal(found("github.event_name == 'issues' && always()"), 'issue');
    assert.equal(found("${{ github.event_name != 'issues' }}"), 'workflow_run');
    assert.equal(found("github.event_name == 'push' || always()"), 'issue workflow_run');
    assert.equal(found("github.event.workflow_run.event == 'push'"), 'issue');
    assert.equal(found("github.event.workflow_run.event == 'pull_request'"), 'issue workflow_run');
  });

  it('are named in any case and by any index, and lie in all that is handed over whole', () => {
    const untrusted = (expression: string, event: string) =>
      textsOf(expression).some((path) => isUntrusted(path, knownAt([knownAt(event, AT)], AT)));
    assert.equal(untrusted("github.event['issue']['title']", 'issues'), true);
    assert.equal(untrusted('github.EVENT.Issue.title', 'issues'), true);
    assert.equal(untrusted('toJSON(github.event)', 'issues'), true);
    assert.equal(untrusted('toJson(github)', 'pull_request'), true);
    assert.equal(untrusted('toJSON(github.event.issue)', 'issues'), true);
    assert.equal(untrusted('toJSON(github.event.issue)', 'push'), false);
    assert.equal(untrusted('toJSON(github.event)', 'schedule'), false);
    assert.equal(untrusted('toJSON(github.event.issue.labels)', 'issues'), false);
    assert.equal(untrusted('github.event.issue', 'issues'), false);
  });

  it('are pasted into what other actions run', () => {
    const text = (uses: string, input: string) => {
      const given = `{ ${input}: "echo \${{ github.event.issue.title }}" }`;
      return each(steps(`      - uses: ${uses}\n        with: ${given}\n`).untrustedInputs).length;
    };
    assert.equal(text('azure/CLI@v2', 'inlineScript'), 1);
    assert.equal(text('appleboy/ssh-action@v1', 'script'), 1);
    assert.equal(text('appleboy/ssh-action@v1', 'envs'), 0);
    assert.equal(text('example/tool@v1', 'script'), 0);
  });

  it('exist only under the events that bring them', () => {
    const on = (...events: string[]) =>
      knownAt(
        events.map((event) => knownAt(event, AT)),
        AT,
      );
    assert.ok(isUntrusted('github.head_ref', on('push', 'pull_request')));
    assert.ok(isUntrusted('github.head_ref', on('workflow_call')));
    assert.ok(isUntrusted('github.head_ref', absentAt(AT)));
    assert.ok(!isUntrusted('github.head_ref', on('push')));
    assert.ok(!isUntrusted('github.event.issue.number', on('issues')));
  });

  it('are written as a variable that shells do not split', () => {
    assert.deepEqual(spelledAfter('echo ', 'T'), { text: '"${T}"', sameWords: false });
    assert.deepEqual(spelledAfter('echo "a ', 'T'), { text: '${T}', sameWords: true });
    assert.deepEqual(spelledAfter('# don\'t\necho "a" ', 'T'), { text: '"${T}"', sameWords: false });
  });

  for (const [why, script] of Object.entries({
    'single quotes': "echo 'a ",
    'a here-document': 'cat <<EOF\n',
    'another command inside': 'echo "$(cat ',
    'a comment behind code, whose quotes are none': "echo a # don't\necho 'b ",
    'a command that runs the text again': 'eval "build ',
    'another shell': 'bash -c "build ',
    'another machine': 'ssh host "build ',
    'a variable of the same name': 'T=1\necho "',
  })) {
    it(`are left alone behind ${why}`, () => {
      assert.equal(spelledAfter(script, 'T'), undefined);
    });
  }
});
