import { is, type Pipeline, text } from '../../facts';
import { rule } from '../rule';

/** A workflow that is only called has what its caller gives it. */
const isOnlyCalled = ({ triggers }: Pipeline): boolean =>
  triggers.state !== 'known' ||
  triggers.value.every((entry) => is(entry, (event) => event === 'workflow_call') !== 'no');

export const tokenPermissionsMissing = rule({
  id: 'token-permissions-missing',
  title: 'Workflow leaves the rights of its token to a setting',
  severity: 'medium',
  confidence: 'medium',
  audience: 'hardening',
  why: 'Without `permissions:` a setting of the repository or organisation decides what the token may do, and in older ones that is writing to everything. Every action that the workflow uses gets the same token.',
  remedy: 'Begin the workflow with `permissions: contents: read`, and give single jobs what they need beyond it.',
  references: ['CWE-250', 'CWE-732', 'OWASP CICD-SEC-5', 'NIST AC-6'],
  reads: ['pipeline', 'pipeline'],
  *check(workflow, facts) {
    const { permissions, subject } = workflow;
    if (workflow.level !== 'workflow' || permissions.state !== 'absent' || isOnlyCalled(workflow)) return;
    const jobs = facts.about('pipeline', subject.id, subject.scope).sure.filter(({ level }) => level === 'job');
    if (!jobs.some((job) => job.permissions.state === 'absent')) return;
    yield {
      at: subject.head,
      message: text`${subject.address} leaves the rights of its token to a setting of the repository: it may write everything.`,
      about: 'permissions',
      fix: permissions.slot
        ? [
            {
              title: text`Let the token only read the code`,
              changes: [{ type: 'insert', slot: permissions.slot, value: { contents: 'read' } }],
              safe: false,
            },
          ]
        : [],
    };
  },
  examples: {
    'github-workflow': {
      bad: [
        `name: build
«on»: [push]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
      ],
      good: [
        `on: [push]
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
        `on: push
jobs:
  build:
    permissions: {}
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
        `on: workflow_call
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
      ],
      unknown: [
        `on: push
permissions: \${{ inputs.permissions }}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
      ],
    },
  },
});
