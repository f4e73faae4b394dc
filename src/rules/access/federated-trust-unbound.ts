import { type Answer, type Condition, each, known, text, type Value } from '../../facts';
import { narrowed } from '../../knowledge/evaluate';
import { carriedElsewhere } from '../../knowledge/grants';
import { type SharedIssuer, sharedIssuer } from '../../knowledge/oidc';
import { planPolicy, terraformPlan } from '../example-text';
import { rule } from '../rule';

/** Whether a value limits who comes: a wildcard counts only where the operator reads it as one. */
function limits(issuer: SharedIssuer, operator: string, value: Value<string>): Answer {
  if (value.state !== 'known') return 'unknown';
  const wildcard = /Like/i.test(operator) ? value.value.search(/[*?]/) : -1;
  if (wildcard < 0) return 'yes';
  return issuer.open.test(value.value.slice(0, wildcard)) ? 'no' : 'yes';
}

/** Whether a condition may bind the trust to somebody: `no` when it surely does not. */
function binds(issuer: SharedIssuer, condition: Condition): Answer {
  const [host, claim = ''] = condition.key.toLowerCase().split(/:(?=[^:]*$)/);
  if (host !== issuer.host) return narrowed({ state: 'known', value: [condition], at: condition.values.at });
  if (claim === 'aud' || /Not|Null/i.test(condition.operator)) return 'no';
  if (!issuer.claims.includes(claim)) return 'unknown';
  if (condition.values.state !== 'known') return 'unknown';
  const answers = condition.values.value.map((value) => limits(issuer, condition.operator, value));
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

export const federatedTrustUnbound = rule({
  id: 'federated-trust-unbound',
  title: 'Role open to every user of a shared identity provider',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: 'GitHub, GitLab and their like sign tokens for all of their users with one key. A role that trusts the provider without asking *which* repository or project comes can be used from a stranger’s pipeline.',
  remedy:
    'Add a condition on the `sub` claim that names your organisation and repository and where in it the job runs: on GitHub `repo:acme@1234567/orders@7654321:ref:refs/heads/main`, or `…:environment:production` for a job with an environment. Repositories that are older than July 2026 and have not gone over to ids write `repo:acme/orders:…`. A wildcard may only stand behind the organisation’s slash.',
  references: ['CWE-284', 'CWE-287', 'NIST AC-3', 'NIST IA-8'],
  reads: ['trust', 'setting'],
  elsewhere: ['CKV_AWS_358'],
  *check(trust, facts) {
    if (trust.system !== 'aws' || trust.conditions.state === 'unknown') return;
    const conditions = known(trust.conditions)?.value ?? [];
    for (const principal of each(trust.principals)) {
      const issuer = principal.value.type === 'federated' ? sharedIssuer(principal.value.id.toLowerCase()) : undefined;
      if (!issuer || conditions.some((condition) => binds(issuer, condition) !== 'no')) continue;
      if (carriedElsewhere(trust, facts)) return;
      const { address } = trust.subject;
      const wild = conditions
        .flatMap((condition) => each(condition.values).map((value) => ({ condition, value })))
        .find(
          ({ condition, value }) =>
            issuer.claims.includes(condition.key.split(':').at(-1) ?? '') &&
            !/Not|Null/i.test(condition.operator) &&
            limits(issuer, condition.operator, { state: 'known', ...value }) === 'no',
        );
      yield wild
        ? {
            at: wild.value.at,
            message: text`${issuer.anybody} may become ${address}: ${wild.value.value} does not name an organisation.`,
            about: wild.condition.key,
          }
        : {
            at: principal.at,
            message: text`${issuer.anybody} may become ${address}: no condition on ${`${issuer.host}:sub`} says which.`,
            about: issuer.host,
          };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [«aws_iam_openid_connect_provider.github.arn»]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "deploy" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}`,
        `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringLike = { "token.actions.githubusercontent.com:sub" = «"repo:*"» }
      }
    }]
  })
}`,
        terraformPlan('aws_iam_role.deploy', {
          assume_role_policy: planPolicy({
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: '«arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com»' },
          }),
        }),
        `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringLike = { "token.actions.githubusercontent.com:sub" = «"repo:clinic*"» }
      }
    }]
  })
}`,
      ],
      good: [
        `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
        Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/*" } }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/1" }
      },
    ]
  })
}`,
        terraformPlan('aws_iam_role.deploy', {
          assume_role_policy: planPolicy({
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:sub': 'repo:clinic@1234567/visits@7654321:environment:live',
              },
            },
          }),
        }),
        `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:sub" = [
            "repo:clinic@1234567/visits@7654321:ref:refs/heads/main",
            "repo:clinic@1234567/letters@7654322:environment:live",
          ]
        }
      }
    }]
  })
}`,
      ],
      unknown: [
        `variable "subject" {
  type = string
}

resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = var.subject } }
    }]
  })
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: !Sub |
        {
          "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": «"arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com"» },
            "Action": "sts:AssumeRoleWithWebIdentity"
          }]
        }
`,
        `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: !Sub «arn:aws:iam::\${AWS::AccountId}:oidc-provider/gitlab.com»
`,
      ],
      good: [
        `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/gitlab.com
            Condition:
              StringLike:
                gitlab.com:sub: project_path:acme/orders:*
`,
      ],
      unknown: [
        `Parameters:
  Provider:
    Type: String
Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: !Ref Provider
`,
      ],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Principal": { "Federated": «"arn:aws:iam::123456789012:oidc-provider/app.terraform.io"» }
  }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/app.terraform.io" },
    "Condition": { "StringLike": { "app.terraform.io:sub": "organization:acme:project:*" } }
  }]
}`,
      ],
      unknown: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Principal": { "Federated": "\${provider}" }
  }]
}`,
      ],
    },
  },
});
