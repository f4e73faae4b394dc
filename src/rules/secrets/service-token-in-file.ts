import { credentialSentence } from '../../facts';
import { chartWith, heldIn, kustomizationWith, planWith } from '../held-credential';
import { rule } from '../rule';

export const serviceTokenInFile = rule({
  id: 'service-token-in-file',
  title: 'Token or key of a service written into a file',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A token works for anyone who holds it. Here everyone with access to the repository does, and so does every copy of it, for as long as the token lives.',
  remedy:
    'Revoke the token at its service and make a new one with the least it needs. Hand that in from outside: a variable marked `sensitive` or your secret store in Terraform, `secretKeyRef` in Kubernetes, a dynamic reference in CloudFormation, `${{ secrets.NAME }}` in a workflow, a build secret in a Dockerfile.',
  references: ['CWE-798', 'NIST IA-5(7)'],
  elsewhere: ['CKV_SECRET_6', 'CKV_SECRET_9', 'CKV_SECRET_14'],
  reads: ['secret'],
  *check(secret) {
    if (secret.nature !== 'token' || secret.severity === 'critical') return;
    yield {
      at: secret.at,
      message: credentialSentence(secret),
      about: `${secret.secret.kind} ${secret.keyPath}`,
    };
  },
  examples: {
    ...heldIn('SLACK_BOT_TOKEN', '«@@SLACK_TOKEN@@»'),
    terraform: {
      bad: [
        `resource "aws_lambda_function" "checkout" {
  environment {
    variables = {
      JWT_SECRET = "«@@SECRET_VALUE@@»"
      API_KEY    = "«@@API_KEY@@»"
    }
  }
}`,
        planWith('SLACK_BOT_TOKEN', '«@@SLACK_TOKEN@@»'),
      ],
      good: [
        `resource "aws_lambda_function" "checkout" {
  environment {
    variables = {
      JWT_SECRET_NAME = "shop/jwt"
      API_TOKEN       = "changeme"
    }
  }
}`,
        planWith('SLACK_BOT_TOKEN'),
      ],
      unknown: [
        `resource "aws_lambda_function" "checkout" {
  environment {
    variables = {
      JWT_SECRET = data.aws_secretsmanager_secret_version.jwt.secret_string
    }
  }
}`,
      ],
    },
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  SLACK_BOT_TOKEN: «@@SLACK_TOKEN@@»
`,
        chartWith('SLACK_BOT_TOKEN', '«@@SLACK_TOKEN@@»'),
        kustomizationWith('SLACK_BOT_TOKEN', '«@@SLACK_TOKEN@@»'),
      ],
      good: [
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  SLACK_BOT_TOKEN: from-the-vault
`,
        chartWith('SLACK_BOT_TOKEN'),
        kustomizationWith('SLACK_BOT_TOKEN'),
      ],
      unknown: [],
    },
    text: {
      bad: ['SENDGRID_API_KEY=«@@SENDGRID_KEY@@»\n'],
      good: ['SENDGRID_API_KEY=your-key\n'],
      unknown: ['SENDGRID_API_KEY=$(vault read -field=key mail)\n'],
    },
  },
});
