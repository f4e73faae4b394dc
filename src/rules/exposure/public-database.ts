import { is, said, set, text, usesOf } from '../../facts';
import { terraformPlan } from '../example-text';
import { rule } from '../rule';

export const publicDatabase = rule({
  id: 'public-database',
  title: 'Database with a public address',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A database with an address on the internet is one firewall rule and one password away from everybody. Most leaks of customer data began with such a database that "only needed to be reached for a moment".',
  remedy:
    'Keep the database in private subnets and switch the public address off. People reach it through a VPN, a bastion or the session service of the cloud. Check first who connects from outside today.',
  references: ['CWE-284', 'CIS AWS 2.3.3', 'NIST SC-7'],
  elsewhere: ['CKV_AWS_17', 'CKV_AWS_87', 'CKV_AWS_89', 'AVD-AWS-0180'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'publicly-accessible' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} gets an address on the internet: only its firewall and its password guard the data.`,
      ),
      about: 'public address',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Give it no public address`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_db_instance" "orders" {
  engine              = "postgres"
  publicly_accessible = «true»
}`,
        `--- modules/database/main.tf ---
variable "public" {
  type    = bool
  default = false
}

resource "aws_db_instance" "orders" {
  engine              = "postgres"
  publicly_accessible = var.public
}
--- staging/main.tf ---
module "database" {
  source = "../modules/database"
  public = «true»
}`,
        terraformPlan('aws_db_instance.visits', { identifier: 'visits', publicly_accessible: '«true»' }),
      ],
      good: [
        `resource "aws_db_instance" "orders" {
  engine              = "postgres"
  publicly_accessible = false
}`,
        `resource "aws_db_instance" "orders" {
  engine = "postgres"
}`,
        `--- modules/database/main.tf ---
variable "public" {
  type    = bool
  default = false
}

resource "aws_db_instance" "orders" {
  engine              = "postgres"
  publicly_accessible = var.public
}
--- prod/main.tf ---
module "database" {
  source = "../modules/database"
}`,
        terraformPlan('aws_db_instance.visits', { identifier: 'visits', publicly_accessible: false }),
      ],
      unknown: [
        `resource "aws_db_instance" "orders" {
  engine              = "postgres"
  publicly_accessible = var.public
}`,
        `--- modules/database/main.tf ---
variable "public" {
  type    = bool
  default = false
}

resource "aws_db_instance" "orders" {
  engine              = "postgres"
  publicly_accessible = var.public
}
--- prod/main.tf ---
variable "public" {}

module "database" {
  source = "../modules/database"
  public = var.public
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      PubliclyAccessible: «true»
`,
        `Resources:
  «Copy»:
    Type: AWS::DMS::ReplicationInstance
    Properties:
      ReplicationInstanceClass: dms.t3.small
`,
      ],
      good: [
        `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      PubliclyAccessible: false
`,
      ],
      unknown: [
        `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
`,
      ],
    },
  },
});
