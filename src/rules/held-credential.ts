import { armTemplate, chart, terraformPlan } from './example-text';
import type { Examples, FormatId } from './rule';

/** How each format hands a credential from outside to what runs, and what stays unknown in it. */
const HOLDERS = {
  cloudformation: (name: string, value = `'{{resolve:secretsmanager:clinic:SecretString:${name}}}'`) => `Resources:
  Letters:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          ${name}: ${value}
`,
  serverless: (name: string, value = `\${ssm:/clinic/${name}}`) => `service: clinic
provider:
  name: aws
  environment:
    ${name}: ${value}
`,
  arm: (name: string, value = "[parameters('letters')]") =>
    armTemplate(
      'Microsoft.Web/sites@2023-12-01',
      `"siteConfig": {
  "appSettings": [
    { "name": "${name}", "value": "${value}" }
  ]
}`,
      { given: 'letters' },
    ),
  bicep: (name: string, value?: string) => `@secure()
param letters string

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'letters'
  properties: {
    siteConfig: {
      appSettings: [
        { name: '${name}', value: ${value ? `'${value}'` : 'letters'} }
      ]
    }
  }
}
`,
  dockerfile: (name: string, value?: string) =>
    value ? `FROM node:22\nENV ${name}=${value}\n` : `FROM node:22\nRUN --mount=type=secret,id=${name} ./letters\n`,
  compose: (name: string, value = `\${${name}}`) => `services:
  letters:
    image: registry.example/letters:1
    environment:
      ${name}: ${value}
`,
  devcontainer: (name: string, value = `\${localEnv:${name}}`) => `{
  "containerEnv": { "${name}": "${value}" }
}
`,
  'github-workflow': (name: string, value = `\${{ secrets.${name} }}`) => `on: push
jobs:
  letters:
    runs-on: ubuntu-latest
    env:
      ${name}: ${value}
    steps:
      - run: ./letters
`,
  'gitlab-ci': (name: string, value = `$LETTERS_${name}`) => `letters:
  variables:
    ${name}: ${value}
  script: ./letters
`,
  'azure-pipelines': (name: string, value = `$(letters.${name})`) => `steps:
  - script: ./letters
    env:
      ${name}: ${value}
`,
} satisfies Partial<Record<FormatId, (name: string, value?: string) => string>>;

/** A credential in the environment of what runs, and how it gets there from outside, in each of these formats. */
export const heldIn = (name: string, value: string): Readonly<Record<keyof typeof HOLDERS, Examples>> =>
  Object.fromEntries(
    Object.entries(HOLDERS).map(([format, holder]) => [
      format,
      { bad: [holder(name, value)], good: [holder(name)], unknown: [] },
    ]),
  ) as unknown as Readonly<Record<keyof typeof HOLDERS, Examples>>;

const container = (value: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: letters
spec:
  containers:
    - name: letters
      env:
        - name: LETTERS
          ${value}
`;

/** The same in a chart. */
export const chartWith = (name: string, value?: string): string =>
  value
    ? chart(container(`value: {{ .Values.env.${name} }}`), `env:\n  ${name}: ${value}\n`)
    : chart(
        container('valueFrom: { secretKeyRef: { name: {{ .Values.secret }}, key: letters } }'),
        'secret: letters\n',
      );

/** The same in what a kustomization makes. */
export const kustomizationWith = (name: string, value?: string): string => `--- kustomization.yaml ---
secretGenerator:
  - name: letters
    ${value ? `literals: [${name}=${value}]` : 'envs: [letters.env]'}
`;

/** The same in a plan, which knows what comes from outside only when it is carried out. */
export const planWith = (name: string, value?: string): string =>
  terraformPlan('aws_lambda_function.letters', { environment: [{ variables: value ? { [name]: value } : null }] });
