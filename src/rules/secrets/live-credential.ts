import { credentialSentence } from '../../facts';
import { chartWith, heldIn, kustomizationWith, planWith } from '../held-credential';
import { rule } from '../rule';

export const liveCredential = rule({
  id: 'live-credential',
  title: 'Live-looking key to a cloud, a source host or money',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: 'Whoever can read this file can use the key: every clone, fork, build log and laptop has it, and it stays in the history after the line is gone. Keys of this kind are tried by strangers within minutes of being published.',
  remedy:
    'First rotate it: make a new key at the service and revoke this one, since taking the line out does not take it back. Then hand the new one in from outside: in Terraform a variable marked `sensitive` or a data source of your secret store, in Kubernetes `valueFrom.secretKeyRef`, in CloudFormation `{{resolve:secretsmanager:…}}`, in a workflow `${{ secrets.NAME }}` or, better, a short-lived identity that needs no key.',
  references: ['CWE-798', 'OWASP A07:2025', 'NIST IA-5(7)'],
  elsewhere: ['CKV_AWS_41', 'CKV_AWS_46', 'CKV_SECRET_2', 'CKV_SECRET_17'],
  reads: ['secret'],
  *check(secret) {
    if (secret.nature !== 'token' || secret.severity !== 'critical') return;
    yield {
      at: secret.at,
      message: credentialSentence(secret),
      about: `${secret.secret.kind} ${secret.keyPath}`,
    };
  },
  examples: {
    ...heldIn('STRIPE_KEY', '«@@STRIPE_KEY@@»'),
    terraform: {
      bad: [
        `provider "aws" {
  access_key = "«@@AWS_ACCESS_KEY_ID@@»"
  secret_key = "«@@AWS_SECRET_ACCESS_KEY@@»"
}`,
        `variable "stripe_key" {
  default = "«@@STRIPE_KEY@@»"
}`,
        planWith('STRIPE_KEY', '«@@STRIPE_KEY@@»'),
      ],
      good: [
        `provider "aws" {
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "<your secret key>"
}`,
        planWith('STRIPE_KEY'),
      ],
      unknown: [
        `provider "aws" {
  access_key = var.access_key
  secret_key = var.secret_key
}`,
      ],
    },
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: shop:1
      env:
        - name: STRIPE_KEY
          value: «@@STRIPE_KEY@@»
`,
        chartWith('STRIPE_KEY', '«@@STRIPE_KEY@@»'),
        kustomizationWith('STRIPE_KEY', '«@@STRIPE_KEY@@»'),
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: shop:1
      env:
        - name: STRIPE_KEY
          valueFrom:
            secretKeyRef: { name: stripe, key: secret_key }
`,
        chartWith('STRIPE_KEY'),
        kustomizationWith('STRIPE_KEY'),
      ],
      unknown: [],
    },
    'github-workflow': {
      bad: [
        `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    env:
      NPM_TOKEN: «@@NPM_TOKEN@@»
    steps:
      - run: npm publish
`,
      ],
      good: [
        `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    env:
      NPM_TOKEN: \${{ secrets.NPM_TOKEN }}
    steps:
      - run: npm publish
`,
      ],
      unknown: [],
    },
    dockerfile: {
      bad: ['FROM node:22\nENV GITHUB_TOKEN=«@@GITHUB_TOKEN@@»\n'],
      good: ['FROM node:22\nRUN --mount=type=secret,id=github npm ci\n'],
      unknown: ['FROM node:22\nARG TOKEN\nENV GITHUB_TOKEN=$TOKEN\n'],
    },
    text: {
      bad: ['STRIPE_KEY=«@@STRIPE_KEY@@»\n'],
      good: ['STRIPE_KEY=sk_live_xxxxxxxxxxxxxxxxxxxxxxxx\n'],
      unknown: ['STRIPE_KEY=${FROM_THE_VAULT}\n'],
    },
  },
});
