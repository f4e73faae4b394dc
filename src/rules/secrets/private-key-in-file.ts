import { credentialSentence } from '../../facts';
import { chartWith, heldIn, kustomizationWith, planWith } from '../held-credential';
import { rule } from '../rule';

export const privateKeyInFile = rule({
  id: 'private-key-in-file',
  title: 'Private key written into a file',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A private key proves who its owner is. Whoever can read this repository can log in where the key is trusted, or stand in for the server that it belongs to, and nothing will look unusual.',
  remedy:
    'Make a new key pair, replace the public half or certificate wherever it is trusted, and then remove the old one there. Keep the new private half in a secret store and name it here: `secretKeyRef` or a mounted secret in Kubernetes, a data source or `sensitive` variable in Terraform, `${{ secrets.NAME }}` in a workflow. Where a tool can make the key at run time, let it.',
  references: ['CWE-321', 'NIST SC-12'],
  elsewhere: ['CKV_SECRET_13'],
  reads: ['secret'],
  *check(secret) {
    if (secret.nature !== 'private-key') return;
    yield {
      at: secret.at,
      message: credentialSentence(secret),
      about: `${secret.secret.kind} ${secret.keyPath}`,
    };
  },
  examples: {
    ...heldIn('TLS_KEY', '«@@ENCODED_PRIVATE_KEY@@»'),
    terraform: {
      bad: [
        `resource "aws_iam_server_certificate" "shop" {
  private_key = <<EOT
«@@RSA_PRIVATE_KEY@@»
EOT
}`,
        planWith('TLS_KEY', '«@@ENCODED_PRIVATE_KEY@@»'),
      ],
      good: [
        `resource "aws_key_pair" "shop" {
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHandrailExampleOnly shop"
}`,
        planWith('TLS_KEY'),
      ],
      unknown: [
        `resource "aws_iam_server_certificate" "shop" {
  private_key = file("\${path.module}/shop.pem")
}`,
      ],
    },
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
data:
  tls.key: «@@ENCODED_PRIVATE_KEY@@»
`,
        chartWith('TLS_KEY', '«@@ENCODED_PRIVATE_KEY@@»'),
        kustomizationWith('TLS_KEY', '«@@ENCODED_PRIVATE_KEY@@»'),
      ],
      good: [
        `apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
data:
  tls.key: ""
`,
        chartWith('TLS_KEY'),
        kustomizationWith('TLS_KEY'),
      ],
      unknown: [],
    },
    text: {
      bad: ['«@@OPENSSH_PRIVATE_KEY@@»\n'],
      good: ['KEY_FILE=/etc/ssh/id_ed25519\n'],
      unknown: ['KEY="$(cat ~/.ssh/id_ed25519)"\n'],
    },
  },
});
