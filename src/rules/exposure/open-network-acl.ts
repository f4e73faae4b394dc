import { each, said, text, usesOf } from '../../facts';
import { narrowed, openings } from '../../knowledge/internet';
import { isNearlyAll } from '../../knowledge/ports';
import { rule } from '../rule';

/** Where the ports for answers begin: a subnet whose machines call out needs these open, administration ports among them or not. */
const FIRST_ANSWER_PORT = 1024;

export const openNetworkAcl = rule({
  id: 'open-network-acl',
  title: 'Network ACL lets the internet reach every port',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'A network ACL is the second lock behind the security groups. Left wide open, one careless group is all it takes to put a machine of the subnet on the internet.',
  remedy:
    'Allow the ports that the subnet serves and, for answers to calls that its machines make, the ports from 1024 on. Deny administration ports from outside.',
  references: ['CWE-284', 'CIS AWS 5.1', 'NIST SC-7'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.target !== 'network-acl' || exposure.direction !== 'in') return;
    const range = each(exposure.ports).find(({ value }) => isNearlyAll(value) && value.from < FIRST_ANSWER_PORT);
    if (!range) return;
    for (const opening of openings(exposure.sources)) {
      yield {
        at: opening.at,
        message: said(
          opening,
          text`${exposure.subject.address} lets the whole internet reach every port: the security groups behind it are the only lock.`,
        ),
        about: opening.value,
        related: usesOf(opening),
        fix: narrowed(opening),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_network_acl" "shop" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 20
    action     = "deny"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  ingress {
    rule_no    = 10
    action     = "allow"
    protocol   = "-1"
    cidr_block = «"0.0.0.0/0"»
    from_port  = 0
    to_port    = 0
  }
}`,
        `resource "aws_network_acl_rule" "all" {
  network_acl_id = aws_network_acl.public.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = «"0.0.0.0/0"»
}`,
      ],
      good: [
        `resource "aws_network_acl" "shop" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 10
    action     = "deny"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 1023
  }
  ingress {
    rule_no    = 20
    action     = "allow"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 65535
  }
}`,
        `resource "aws_network_acl_rule" "answers" {
  network_acl_id = aws_network_acl.public.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  cidr_block     = "0.0.0.0/0"
}`,
      ],
      unknown: [
        `resource "aws_network_acl_rule" "all" {
  network_acl_id = aws_network_acl.public.id
  rule_number    = 100
  rule_action    = var.action
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  All:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: acl-1
      RuleNumber: 100
      RuleAction: allow
      Protocol: -1
      CidrBlock: «0.0.0.0/0»
`,
      ],
      good: [
        `Resources:
  All:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: acl-1
      RuleNumber: 100
      Egress: true
      RuleAction: allow
      Protocol: -1
      CidrBlock: 0.0.0.0/0
`,
      ],
      unknown: [
        `Parameters:
  Source:
    Type: String
Resources:
  All:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: acl-1
      RuleNumber: 100
      RuleAction: allow
      Protocol: -1
      CidrBlock: !Ref Source
`,
      ],
    },
  },
});
