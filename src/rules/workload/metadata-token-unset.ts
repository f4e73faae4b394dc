import { set, text } from '../../facts';
import { rule } from '../rule';

export const metadataTokenUnset = rule({
  id: 'metadata-token-unset',
  title: 'Nothing requires a token for the metadata service',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'Whether the metadata service asks for a session token is left to the image and the account, so that it can change with the next image. Without the token, one flawed web call leaks the machine’s credentials.',
  remedy: 'Write the requirement down: `http_tokens = "required"`, `HttpTokens: required`.',
  references: ['CWE-918', 'CIS AWS 5.6', 'NIST CM-6'],
  elsewhere: ['CKV_AWS_79', 'AVD-AWS-0028', 'AVD-AWS-0130'],
  reads: ['workload'],
  *check(workload) {
    const { metadataWithoutToken: value } = workload;
    // Only where the format has a switch for it and nobody knows what holds without one.
    if (value.state !== 'absent' || value.value !== undefined || !value.slot) return;
    const change = set(value, false);
    yield {
      at: value.at,
      message: text`${workload.subject.address} leaves it to its image whether the metadata service asks for a token before it hands out credentials.`,
      about: 'metadata',
      fix: change ? [{ title: text`Require a session token`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `«resource "aws_instance" "shop"» {
  ami = "ami-1"
}`,
      ],
      good: [
        `resource "aws_instance" "shop" {
  ami = "ami-1"
  metadata_options {
    http_tokens = "required"
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
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  «Shop»:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
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
      ],
    },
  },
});
