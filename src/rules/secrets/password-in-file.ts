import { credentialSentence, placeName, text, words } from '../../facts';
import { chartWith, heldIn, kustomizationWith, planWith } from '../held-credential';
import { rule } from '../rule';

export const passwordInFile = rule({
  id: 'password-in-file',
  title: 'Password written into a file',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  why: 'Everyone who can read the repository knows this password, and so does everyone who ever could: it stays in the history. The same password is often the one of the next environment too.',
  remedy:
    'Change the password where it is used. Then let nobody type it: `manage_master_user_password` or `random_password` with a secret store in Terraform, `{{resolve:secretsmanager:…}}` or `ManageMasterUserPassword` in CloudFormation, `secretKeyRef` in Kubernetes, `${{ secrets.NAME }}` in a workflow.',
  references: ['CWE-259', 'CWE-798', 'NIST IA-5(7)'],
  reads: ['secret'],
  *check(secret) {
    if (secret.nature !== 'password') return;
    yield {
      at: secret.at,
      message: secret.encoded
        ? credentialSentence(secret)
        : text`The ${words(secret.title)} in ${placeName(secret)} is written out in this file; whoever reads it can ${words(secret.allows)}.`,
      about: `${secret.secret.kind} ${secret.keyPath}`,
    };
  },
  examples: {
    ...heldIn('SMTP_PASSWORD', '«@@PASSWORD@@»'),
    terraform: {
      bad: [
        `resource "aws_db_instance" "orders" {
  username = "shop"
  password = "«@@DATABASE_PASSWORD@@»"
}`,
        `variable "smtp_password" {
  default = "«@@PASSWORD@@»"
}`,
        planWith('SMTP_PASSWORD', '«@@PASSWORD@@»'),
      ],
      good: [
        `resource "aws_db_instance" "orders" {
  username                    = "shop"
  manage_master_user_password = true
}`,
        `variable "smtp_password" {
  description = "Password of the mail server"
  sensitive   = true
}`,
        planWith('SMTP_PASSWORD'),
      ],
      unknown: [
        `resource "aws_db_instance" "orders" {
  username = "shop"
  password = random_password.orders.result
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUsername: shop
      MasterUserPassword: «@@DATABASE_PASSWORD@@»
`,
      ],
      good: [
        `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: '{{resolve:secretsmanager:orders:SecretString:password}}'
`,
      ],
      unknown: [
        `Parameters:
  Password:
    Type: String
    NoEcho: true
Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref Password
`,
      ],
    },
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  containers:
    - name: db
      image: postgres:17
      env:
        - name: POSTGRES_PASSWORD
          value: «@@DATABASE_PASSWORD@@»
`,
        `apiVersion: v1
kind: Secret
metadata:
  name: mail
stringData:
  password: «@@PASSWORD@@»
`,
        chartWith('SMTP_PASSWORD', '«@@PASSWORD@@»'),
        kustomizationWith('SMTP_PASSWORD', '«@@PASSWORD@@»'),
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  containers:
    - name: db
      image: postgres:17
      env:
        - name: POSTGRES_PASSWORD
          valueFrom:
            secretKeyRef: { name: orders, key: password }
`,
        chartWith('SMTP_PASSWORD'),
        kustomizationWith('SMTP_PASSWORD'),
      ],
      unknown: [],
    },
    dockerfile: {
      bad: ['FROM postgres:17\nENV POSTGRES_PASSWORD=«@@DATABASE_PASSWORD@@»\n'],
      good: ['FROM postgres:17\nENV POSTGRES_PASSWORD_FILE=/run/secrets/orders\n'],
      unknown: ['FROM postgres:17\nARG PASSWORD\nENV POSTGRES_PASSWORD=$PASSWORD\n'],
    },
    text: {
      bad: ['SMTP_PASSWORD=«@@PASSWORD@@»\n'],
      good: ['SMTP_PASSWORD=changeme\n'],
      unknown: ['SMTP_PASSWORD=${MAIL}\n'],
    },
  },
});
