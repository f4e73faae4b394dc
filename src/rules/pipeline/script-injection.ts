import { type Change, each, type Fix, type Known, text, type UntrustedInput, usesOf } from '../../facts';
import { rule } from '../rule';

/**
 * Hand the text over in an environment variable, which no shell reads as code. Within double quotes the command gets the same
 * words as before, so that is safe without reading on; where there were no quotes, several words become one.
 */
function fixFor({ value, at, slot }: Known<UntrustedInput>): readonly Fix[] {
  if (value.instead === undefined) return [];
  const changes: Change[] = [{ type: 'replace', at, value: value.instead.text }];
  if (slot) changes.push({ type: 'insert', slot, value: `\${{ ${value.expression} }}` });
  const title = text`Hand ${value.expression} over in an environment variable`;
  return [{ title, changes, safe: value.instead.sameWords }];
}

export const scriptInjection = rule({
  id: 'script-injection',
  title: 'Script is built from a text that strangers write',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Expressions are pasted into a script before it runs. Whoever may choose the text, such as the title of an issue or the name of a branch, may end the command and write another one, which then runs with the token and the secrets of the job.',
  remedy:
    'Put the expression into `env:` of the step and use the variable in quotes, `"$TITLE"`, but never in a text for `eval` or `bash -c`, which read it as code again; in `actions/github-script` read `process.env.TITLE` or `context.payload`.',
  references: ['CWE-78', 'CWE-94', 'OWASP CICD-SEC-4', 'NIST SI-10'],
  elsewhere: ['CKV_GHA_2'],
  reads: ['pipeline'],
  *check(pipeline) {
    for (const input of each(pipeline.untrustedInputs)) {
      const { expression, sink } = input.value;
      const code = sink === 'javascript' ? 'JavaScript' : text`shell commands`;
      yield {
        at: input.at,
        message: text`${expression} is pasted into a script of ${pipeline.name}: whoever writes it can run ${code} there.`,
        about: `${sink} ${expression}`,
        related: usesOf(input),
        fix: fixFor(input),
      };
    }
  },
  examples: {
    'github-workflow': {
      bad: [
        `on: issues
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo "New issue «\${{ github.event.issue.title }}»"
`,
        `on: [pull_request_target]
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - name: Branch
        env:
          LEVEL: info
        run: |
          # it's the branch
          log --level "$LEVEL" «\${{ github.head_ref }}»
      - run: build '«\${{ github.event.pull_request.head.label || 'none' }}»'
`,
        `on: issue_comment
env:
  TEXT: \${{ github.event.comment.body }}
jobs:
  answer:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/github-script@v7
        with:
          script: |
            const text = "«\${{ github.event.comment.body }}»"
      - run: ./answer «\${{ env.TEXT }}»
`,
        `--- .github/actions/title/action.yml ---
name: title
runs:
  using: composite
  steps:
    - shell: bash
      run: check "«\${{ github.event.pull_request.title }}»"
`,
        `--- .github/workflows/triage.yml ---
on: issues
jobs:
  triage:
    uses: ./.github/workflows/announce.yml
    with:
      text: \${{ github.event.issue.title }}
--- .github/workflows/announce.yml ---
on:
  workflow_call:
    inputs:
      text: { type: string }
jobs:
  announce:
    runs-on: ubuntu-latest
    steps:
      - run: ./announce "«\${{ inputs.text }}»"
      - uses: ./.github/actions/post
        with:
          message: New - \${{ inputs.text }}
--- .github/actions/post/action.yml ---
name: post
inputs:
  message: { required: true }
runs:
  using: composite
  steps:
    - shell: bash
      run: ./post «\${{ inputs.message }}»
`,
        `on: pull_request
jobs:
  read:
    runs-on: ubuntu-latest
    outputs:
      branch: \${{ github.head_ref }}
    steps:
      - run: echo reading
  build:
    needs: read
    strategy:
      matrix:
        os: [ubuntu-24.04, macos-15]
        title: ['\${{ github.event.pull_request.title }}', none]
    runs-on: \${{ matrix.os }}
    steps:
      - run: ./build "«\${{ matrix.title }}»" "«\${{ needs.read.outputs.branch }}»" \${{ matrix.os }}
      - run: ./note "«\${{ github.event.pull_request.body }}»"
`,
      ],
      good: [
        `on: [issues, pull_request]
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - env:
          TITLE: \${{ github.event.issue.title }}
        run: echo "$TITLE"
      - run: |
          echo \${{ github.event.issue.number }}
          echo \${{ contains(github.event.issue.title, 'crash') }}
          echo \${{ github.event.issue.title == 'crash' }}
          echo \${{ github.sha }}
`,
        `on: workflow_dispatch
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.head_ref || github.ref_name }}"
`,
        `--- .github/workflows/release.yml ---
on: push
jobs:
  announce:
    uses: ./.github/workflows/announce.yml
    with:
      text: \${{ github.ref_name == 'main' && 'release' || 'preview' }}
--- .github/workflows/announce.yml ---
on:
  workflow_call:
    inputs:
      text: { type: string }
jobs:
  announce:
    runs-on: ubuntu-latest
    steps:
      - run: ./announce "\${{ inputs.text }}" "\${{ github.event.issue.title }}"
`,
      ],
      unknown: [
        `on: issues
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - id: title
        run: ./title.sh
      - run: echo "\${{ steps.title.outputs.title }} \${{ inputs.name }}"
`,
      ],
    },
    'azure-pipelines': {
      bad: [
        `trigger: [main]
pool: { vmImage: ubuntu-latest }
variables:
  note: Built $(Build.SourceVersionMessage)
steps:
  - script: ./announce "«$(Build.SourceVersionMessage)»"
  - bash: |
      # the branch
      ./label --branch «$(System.PullRequest.SourceBranch)» --title "«$(note)»"
  - task: PowerShell@2
    inputs:
      targetType: inline
      script: Write-Host "«$(Build.SourceVersionAuthor)»"
`,
        `--- azure-pipelines.yml ---
trigger:
  branches:
    include: ['*']
jobs:
  - job: build
    steps:
      - template: templates/tell.yml
        parameters:
          message: New on $(Build.SourceBranchName)
--- templates/tell.yml ---
parameters:
  - name: message
    type: string
steps:
  - \${{ if ne(parameters.message, '') }}:
      - bash: ./tell "«\${{ parameters.message }}»"
  - task: PublishBuildArtifacts@1
`,
      ],
      good: [
        `trigger: [main]
steps:
  - bash: ./announce "$BUILD_SOURCEVERSIONMESSAGE"
  - bash: ./announce "$TEXT" $(Build.BuildId) $(Build.SourceBranchName)
    env:
      TEXT: $(Build.SourceVersionMessage)
  - task: PublishBuildArtifacts@1
    inputs:
      artifactName: $(System.PullRequest.SourceBranch)
`,
      ],
      unknown: [
        `parameters:
  - name: message
    type: string
steps:
  - bash: ./tell "\${{ parameters.message }}" "$(title)" $(date +%s)
`,
      ],
    },
    'gitlab-ci': {
      bad: [
        `variables:
  NOTE: Released - $CI_COMMIT_TITLE
.tell:
  script:
    - eval "./tell --text «$CI_COMMIT_MESSAGE»"
release:
  extends: .tell
  after_script:
    - bash -c "./log «\${CI_MERGE_REQUEST_TITLE}» \${CI_JOB_ID}"
    - |
      # on the machine itself
      ssh deploy@shop.example "./note '«$NOTE»'"
`,
      ],
      good: [
        `release:
  script:
    - echo $CI_COMMIT_MESSAGE
    - ./tell --text "$CI_MERGE_REQUEST_TITLE"
    - sh -c 'echo "$CI_COMMIT_MESSAGE"'
    - eval "$(ssh-agent -s)"
    - sh -c "./publish $CI_COMMIT_SHORT_SHA"
`,
      ],
      unknown: [
        `.setup:
  script:
    - eval "./setup $TITLE"
release:
  script:
    - !reference [.setup, script]
    - eval "./tell $TITLE"
`,
      ],
    },
  },
});
