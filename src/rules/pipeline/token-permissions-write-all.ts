import { each, type FactLookup, known, type Pipeline, text } from '../../facts';
import type { Place } from '../../place';
import { rule } from '../rule';

const isSame = (a: Place, b: Place): boolean => a.anchor === b.anchor && a.start === b.start;

/** Whether a job merely has what its workflow says, where the finding stands already. */
function isInherited({ level, permissions, subject, about }: Pipeline, facts: FactLookup): boolean {
  if (level !== 'job') return false;
  const ids = about.flatMap((id) => known(id)?.value ?? []);
  const all = facts.about('pipeline', ids, subject.scope).sure;
  return all.some((one) => one.level === 'workflow' && isSame(one.permissions.at, permissions.at));
}

export const tokenPermissionsWriteAll = rule({
  id: 'token-permissions-write-all',
  title: 'Token may write to everything in the repository',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'With `write-all`, every action and every script of the run can push code, change releases and packages, and close or merge what it likes. One action that is taken over is enough to ship somebody else’s code under your name.',
  remedy:
    'Write `permissions: contents: read` and add the single rights that are used, such as `pull-requests: write`, to the job that uses them.',
  references: ['CWE-250', 'CWE-732', 'OWASP CICD-SEC-5', 'NIST AC-6'],
  elsewhere: ['CKV2_GHA_1'],
  reads: ['pipeline', 'pipeline'],
  *check(pipeline, facts) {
    const { permissions, subject } = pipeline;
    const all = each(permissions).find(({ value }) => value.name === 'all' && value.access === 'write');
    if (!all || isInherited(pipeline, facts)) return;
    const { slot } = permissions.state === 'known' ? permissions : {};
    yield {
      at: all.at,
      message: text`Every step of ${subject.address} may push code, change releases and packages: one bad action is enough.`,
      about: 'write-all',
      fix: slot
        ? [
            {
              title: text`Let the token only read the code`,
              changes: [{ type: 'insert', slot, value: { contents: 'read' } }],
              safe: false,
            },
          ]
        : [],
    };
  },
  examples: {
    'github-workflow': {
      bad: [
        `on: push
permissions: «write-all»
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
        `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: «write-all»
    steps:
      - run: make
`,
        `--- .github/workflows/main.yml ---
on: push
permissions: «write-all»
jobs:
  build:
    uses: ./.github/workflows/build.yml
--- .github/workflows/build.yml ---
on: workflow_call
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: «write-all»
    steps:
      - run: make
`,
      ],
      good: [
        `on: push
permissions: read-all
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - run: make release
`,
        `--- .github/workflows/main.yml ---
on: push
permissions: {}
jobs:
  build:
    permissions: { contents: read }
    uses: ./.github/workflows/build.yml
--- .github/workflows/build.yml ---
on: workflow_call
permissions: write-all
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
