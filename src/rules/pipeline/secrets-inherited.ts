import { each, is, text } from '../../facts';
import { rule } from '../rule';

export const secretsInherited = rule({
  id: 'secrets-inherited',
  title: 'Every secret goes to a workflow of another repository',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: '`secrets: inherit` hands all secrets of the repository and the organisation to the workflow that is called, those that are added later included. Where it stands in another repository, whoever can change that one can read them all.',
  remedy: 'Name the secrets that the called workflow uses: `secrets:` with one line for each.',
  references: ['CWE-668', 'OWASP CICD-SEC-5', 'NIST AC-6'],
  reads: ['pipeline'],
  *check(job) {
    const { secretsInherited: inherited } = job;
    // without steps, the only thing that a job uses is the workflow it calls; one of the same repository is not listed
    const called = each(job.uses)[0];
    if (inherited.state !== 'known' || is(inherited, (on) => on) !== 'yes' || !called) return;
    const name = called.value.replace(/@.*$/, '').split('/').slice(0, 2).join('/');
    yield {
      at: inherited.at,
      message: text`${job.name} hands every secret of this repository to a workflow of ${name}, those added later included.`,
      about: called.value.replace(/@.*$/, ''),
      related: [{ at: called.at, message: text`The workflow that gets them` }],
    };
  },
  examples: {
    'github-workflow': {
      bad: [
        `on: push
jobs:
  deploy:
    uses: example-org/workflows/.github/workflows/deploy.yml@v2
    secrets: «inherit»
`,
      ],
      good: [
        `on: push
jobs:
  deploy:
    uses: example-org/workflows/.github/workflows/deploy.yml@v2
    secrets:
      token: \${{ secrets.DEPLOY_TOKEN }}
  test:
    uses: ./.github/workflows/test.yml
    secrets: inherit
`,
      ],
      unknown: [
        `on: push
jobs:
  deploy:
    uses: example-org/workflows/.github/workflows/deploy.yml@v2
    secrets: \${{ inputs.secrets }}
`,
      ],
    },
  },
});
