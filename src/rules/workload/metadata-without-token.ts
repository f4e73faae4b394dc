import { is, said, set, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const metadataWithoutToken = rule({
  id: 'metadata-without-token',
  title: 'Metadata service answers without a token',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'The metadata service hands out the machine’s cloud credentials. Without a session token, any flaw that lets a stranger make the machine fetch a web address is enough to steal them.',
  remedy:
    'Require the token (version 2 of the service). Check first that old agents and libraries on the machine can ask for one.',
  references: ['CWE-918', 'CIS AWS 5.6', 'NIST AC-3'],
  elsewhere: ['CKV_AWS_79', 'AVD-AWS-0028', 'AVD-AWS-0130'],
  reads: ['workload'],
  *check(workload) {
    if (is(workload.metadataWithoutToken, (open) => open) !== 'yes') return;
    const change = set(workload.metadataWithoutToken, false);
    yield {
      at: workload.metadataWithoutToken.at,
      message: said(
        workload.metadataWithoutToken,
        text`${workload.subject.address} hands its cloud credentials to any request from inside: one flawed web call leaks them.`,
      ),
      about: 'metadata',
      related: usesOf(workload.metadataWithoutToken),
      fix: change ? [{ title: text`Require a session token`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_instance" "shop" {
  ami = "ami-1"
  metadata_options {
    http_tokens = «"optional"»
  }
}`,
        `resource "google_container_node_pool" "shop" {
  cluster = "shop"
  node_config {
    metadata = {
      disable-legacy-endpoints = «"false"»
    }
  }
}`,
      ],
      good: [
        `resource "aws_instance" "shop" {
  ami = "ami-1"
  metadata_options {
    http_tokens = "required"
  }
}`,
        `resource "aws_instance" "shop" {
  ami = "ami-1"
  metadata_options {
    http_endpoint = "disabled"
    http_tokens   = "optional"
  }
}`,
      ],
      unknown: [
        `resource "aws_instance" "shop" {
  ami = "ami-1"
  metadata_options {
    http_tokens = var.tokens
  }
}`,
        `resource "aws_instance" "shop" {
  ami = "ami-1"
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Shop:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      MetadataOptions:
        HttpTokens: «optional»
`,
      ],
      good: [
        `Resources:
  Shop:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      MetadataOptions:
        HttpTokens: required
`,
      ],
      unknown: [
        `Parameters:
  Tokens:
    Type: String
Resources:
  Shop:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      MetadataOptions:
        HttpTokens: !Ref Tokens
`,
        `Resources:
  Shop:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
`,
      ],
    },
  },
});
