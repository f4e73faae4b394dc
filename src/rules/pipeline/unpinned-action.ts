import { each, text } from '../../facts';
import { rule } from '../rule';

/** Organisations of the platform itself, whose tags are as good as the runner they run on. */
const PLATFORM: ReadonlySet<string> = new Set(['actions', 'github']);

export const unpinnedAction = rule({
  id: 'unpinned-action',
  title: 'Action of a third party by a name that can move',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'A tag or branch can be moved to other code at any time. Whoever takes over the action’s repository then runs in yours, with the token and the secrets of the job, without a change on your side.',
  remedy:
    'Name the commit and keep the version as a comment: `owner/action@<40 digits> # v2.1`. Dependabot keeps both up to date.',
  references: ['CWE-829', 'OWASP CICD-SEC-3', 'NIST SR-4'],
  reads: ['pipeline'],
  *check(pipeline) {
    for (const { value, at } of each(pipeline.uses)) {
      const [name = '', ref = ''] = value.split('@');
      const owner = name.split('/')[0] ?? '';
      const short = name.split('/').slice(0, 2).join('/');
      if (PLATFORM.has(owner.toLowerCase()) || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)) continue;
      yield {
        at,
        message: text`${short} can become other code at any time: ${ref} is a name that its owner may move.`,
        about: name,
      };
    }
  },
  examples: {
    'github-workflow': {
      bad: [
        `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: «example-org/setup-tool@v2»
`,
        `--- .github/workflows/main.yml ---
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/setup
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/setup
--- .github/actions/setup/action.yml ---
name: setup
runs:
  using: composite
  steps:
    - uses: «example-org/setup-tool@main»
`,
      ],
      good: [
        `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: example-org/setup-tool@0123456789abcdef0123456789abcdef01234567
      - uses: ./.github/actions/build
`,
      ],
      unknown: [
        `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: \${{ matrix.action }}
`,
      ],
    },
  },
});
