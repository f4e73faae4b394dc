import { is, said, set, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const publicBroker = rule({
  id: 'public-broker',
  title: 'Message broker with a public address',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Whoever reaches the broker can try passwords and known flaws of its console, and behind it stand the messages of every service that uses it.',
  remedy:
    'Keep the broker in private subnets and switch public access off. Partners that have to send messages do so through an API.',
  references: ['CWE-284', 'NIST SC-7'],
  elsewhere: ['CKV_AWS_69'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'public-broker' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} is reachable from the internet: only passwords guard the messages of all services.`,
      ),
      about: 'public address',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Switch public access off`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_mq_broker" "orders" {
  broker_name         = "orders"
  publicly_accessible = «true»
}`,
      ],
      good: [
        `resource "aws_mq_broker" "orders" {
  broker_name = "orders"
}`,
      ],
      unknown: [
        `resource "aws_mq_broker" "orders" {
  broker_name         = "orders"
  publicly_accessible = var.public
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Orders:
    Type: AWS::MSK::Cluster
    Properties:
      BrokerNodeGroupInfo:
        ConnectivityInfo:
          PublicAccess:
            Type: «SERVICE_PROVIDED_EIPS»
`,
      ],
      good: [
        `Resources:
  Orders:
    Type: AWS::MSK::Cluster
    Properties:
      BrokerNodeGroupInfo:
        ConnectivityInfo:
          PublicAccess:
            Type: DISABLED
`,
      ],
      unknown: [
        `Parameters:
  Access:
    Type: String
Resources:
  Orders:
    Type: AWS::MSK::Cluster
    Properties:
      BrokerNodeGroupInfo:
        ConnectivityInfo:
          PublicAccess:
            Type: !Ref Access
`,
      ],
    },
  },
});
