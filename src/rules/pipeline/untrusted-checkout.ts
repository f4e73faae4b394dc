import { each, known, text, usesOf } from '../../facts';
import { rule } from '../rule';

/** Events that run with the secrets and the token of the repository, whoever causes them. */
const PRIVILEGED: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);

/** Refs that the author of a pull request decides about. */
const HEADS = [
  /\bgithub\.head_ref\b/,
  /\bgithub\.event\.pull_request\.(?:head\.|merge_commit_sha\b)/,
  /\bgithub\.event\.workflow_run\.(?:head_sha|head_branch|head_commit\.id|head_repository\.)/,
  /^refs\/pull\/\$\{\{ github\.event\.(?:number|issue\.number|pull_request\.number) \}\}\/(?:merge|head)$/,
];

export const untrustedCheckout = rule({
  id: 'untrusted-checkout',
  title: 'Privileged run checks out and runs code of strangers',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: '`pull_request_target`, `workflow_run` and `issue_comment` run with the repository’s secrets and a token of its own, even for a pull request from a stranger’s fork. Whoever opens one can change a build script or a dependency, and the run executes it.',
  remedy:
    'Build and test in a workflow on `pull_request`, which has no secrets, and hand its results to a second one that runs none of them. Where it must be one workflow, let somebody approve each run by a protected environment.',
  references: ['CWE-94', 'CWE-829', 'OWASP CICD-SEC-4', 'NIST SI-10'],
  reads: ['pipeline'],
  *check(job) {
    const event = each(job.triggers).find(({ value }) => PRIVILEGED.has(value));
    if (job.level === 'workflow' || !event) return;
    for (const { value: checkout } of each(job.checkouts)) {
      const ref = known(checkout.ref);
      if (!ref || !checkout.runs || !HEADS.some((head) => head.test(ref.value))) continue;
      yield {
        at: ref.at,
        message: text`On ${event.value}, ${job.name} runs what a stranger’s pull request says, with this repository’s secrets in reach.`,
        about: ref.value,
        related: [
          { at: event.at, message: text`This event gives every run the secrets and the token` },
          ...usesOf(ref),
        ],
      };
    }
  },
  examples: {
    'github-workflow': {
      bad: [
        `on: issue_comment
jobs:
  preview:
    runs-on: ubuntu-latest
    steps:
      - run: |
          gh pr checkout «\${{ github.event.issue.number }}»
          make preview
        env:
          GH_TOKEN: \${{ github.token }}
`,
        `on:
  pull_request_target:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: «\${{ github.event.pull_request.head.sha }}»
      - run: npm ci && npm test
`,
        `on:
  workflow_run:
    workflows: [build]
    types: [completed]
jobs:
  report:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: «\${{ github.event.workflow_run.head_sha }}»
      - uses: ./.github/actions/report
`,
        `on: issue_comment
jobs:
  preview:
    if: github.event.issue.pull_request
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: «refs/pull/\${{ github.event.issue.number }}/merge»
      - run: make preview
`,
        `--- .github/workflows/preview.yml ---
on: pull_request_target
jobs:
  build:
    uses: ./.github/workflows/build.yml
    with:
      ref: \${{ github.event.pull_request.head.sha }}
--- .github/workflows/build.yml ---
on:
  workflow_call:
    inputs:
      ref: { type: string }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: «\${{ inputs.ref }}»
      - run: make
`,
        `--- .github/workflows/label.yml ---
on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/fetch
      - run: ./label.sh
--- .github/actions/fetch/action.yml ---
name: fetch
runs:
  using: composite
  steps:
    - uses: actions/checkout@v4
      with:
        ref: «\${{ github.head_ref }}»
`,
      ],
      good: [
        `on: pull_request_target
jobs:
  size:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
          path: theirs
      - run: |
          git diff --stat
          echo "looked at \${{ github.event.number }}"
`,
        `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: npm test
`,
        `on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./label.sh
`,
        `on: pull_request_target
jobs:
  compare:
    runs-on: ubuntu-latest
    steps:
      - run: ./prepare.sh
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
`,
        `--- .github/workflows/check.yml ---
on: pull_request
jobs:
  build:
    uses: ./.github/workflows/build.yml
    with:
      ref: \${{ github.event.pull_request.head.sha }}
--- .github/workflows/nightly.yml ---
on: [workflow_run, pull_request_target]
jobs:
  build:
    uses: ./.github/workflows/build.yml
    with:
      ref: main
--- .github/workflows/build.yml ---
on:
  workflow_call:
    inputs:
      ref: { type: string }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ inputs.ref }}
      - run: make
`,
      ],
      unknown: [
        `on: pull_request_target
jobs:
  approve:
    runs-on: ubuntu-latest
    environment: reviewed
    steps:
      - run: echo approved
  test:
    needs: approve
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: npm test
  own:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.head_ref }}
      - run: npm test
  chosen:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ steps.choose.outputs.ref }}
      - run: npm test
`,
      ],
    },
  },
});
