import { credentialSentence } from '../../facts';
import { chartWith, heldIn, kustomizationWith, planWith } from '../held-credential';
import { rule } from '../rule';

export const credentialInUrl = rule({
  id: 'credential-in-url',
  title: 'Password inside an address or connection string',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Addresses travel further than passwords: into logs, error pages, process lists and shell histories. Whoever can read this file has the password already, with the host and the user name beside it.',
  remedy:
    'Change the password where it is used. Keep the address here without it and hand the password in separately from a secret store (`secretKeyRef`, a `sensitive` variable, a dynamic reference, `${{ secrets.NAME }}`), or keep the whole address there.',
  references: ['CWE-522', 'CWE-798', 'NIST IA-5(7)'],
  elsewhere: ['CKV_SECRET_4'],
  reads: ['secret'],
  *check(secret) {
    if (secret.nature !== 'url') return;
    yield {
      at: secret.at,
      message: credentialSentence(secret),
      about: `${secret.secret.kind} ${secret.keyPath}`,
    };
  },
  examples: {
    ...heldIn('REDIS_URL', 'redis://:«@@DATABASE_URL@@»@cache.clinic.internal:6379/0'),
    terraform: {
      bad: [
        `resource "aws_ssm_parameter" "orders" {
  type  = "String"
  value = "postgres://shop:«@@DATABASE_URL@@»@orders.shop.internal:5432/orders"
}`,
        planWith('REDIS_URL', 'redis://:«@@DATABASE_URL@@»@cache.clinic.internal:6379/0'),
      ],
      good: [
        `resource "aws_ssm_parameter" "orders" {
  type  = "String"
  value = "postgres://orders.shop.internal:5432/orders"
}`,
        planWith('REDIS_URL'),
      ],
      unknown: [
        `resource "aws_ssm_parameter" "orders" {
  type  = "SecureString"
  value = "postgres://shop:\${random_password.orders.result}@orders.shop.internal:5432/orders"
}`,
      ],
    },
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: orders
data:
  REDIS_URL: redis://:«@@DATABASE_URL@@»@cache.shop.internal:6379/0
`,
        chartWith('REDIS_URL', 'redis://:«@@DATABASE_URL@@»@cache.clinic.internal:6379/0'),
        kustomizationWith('REDIS_URL', 'redis://:«@@DATABASE_URL@@»@cache.clinic.internal:6379/0'),
      ],
      good: [
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: orders
data:
  REDIS_URL: redis://cache.shop.internal:6379/0
`,
        chartWith('REDIS_URL'),
        kustomizationWith('REDIS_URL'),
      ],
      unknown: [
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: orders
data:
  REDIS_URL: redis://:$(REDIS_PASSWORD)@cache.shop.internal:6379/0
`,
      ],
    },
    text: {
      bad: ['DATABASE_URL=mysql://shop:«@@DATABASE_URL@@»@orders.shop.internal/orders\n'],
      good: ['DATABASE_URL=mysql://user:password@localhost/orders\n'],
      unknown: ['DATABASE_URL=mysql://shop:${DB_PASSWORD}@orders.shop.internal/orders\n'],
    },
  },
});
