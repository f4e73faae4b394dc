import assert from 'node:assert/strict';
import type { Grant } from '../../src/facts';
import { curbs, decide, narrowed, speaksOf } from '../../src/knowledge/evaluate';
import { grants } from '../../src/providers/aws/policy-document';
import { statementsIn } from '../../src/providers/aws/policy-statement';
import { type PlainData, resources, unknown } from '../support/plain-resource';

/** Statements as a policy would have them. */
function statements(...list: readonly PlainData[]): readonly Grant[] {
  const policy = resources({ 'iam/policy.test': { Statement: list } }).get('iam/policy.test');
  return grants({ statements: statementsIn(policy.get('Statement')), from: [] }, 'identity', policy, []);
}

const allow = (Action: PlainData, Resource: PlainData = '*', more: Record<string, PlainData> = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: PlainData, Resource: PlainData = '*', more: Record<string, PlainData> = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});

describe('what statements decide', () => {
  const cases: readonly [string, readonly PlainData[], 'yes' | 'no' | 'unknown'][] = [
    ['allows what is listed, whatever the case', [allow(['S3:getobject'])], 'yes'],
    ['allows what a pattern covers', [allow('s3:Get*', 'arn:aws:s3:::orders/*')], 'yes'],
    ['allows nothing that is not listed', [allow('s3:PutObject')], 'no'],
    ['allows nothing on other resources', [allow('s3:GetObject', 'arn:aws:s3:::payroll/*')], 'no'],
    ['takes a sure deny over every allow', [allow('*'), deny('s3:*')], 'no'],
    [
      'leaves it open when a deny has a condition',
      [allow('*'), deny('s3:*', '*', { Condition: { Bool: { x: 'y' } } })],
      'unknown',
    ],
    ['leaves it open when a deny is not fully known', [allow('*'), deny(['s3:Put*', unknown()])], 'unknown'],
    ['leaves it open when the effect is not known', [{ ...allow('*'), Effect: unknown() }], 'unknown'],
    ['leaves it open when an allow has a condition', [allow('*', '*', { Condition: { Bool: { x: 'y' } } })], 'unknown'],
    ['allows beside an unknown entry', [allow(['s3:GetObject', unknown()])], 'yes'],
    ['allows what NotAction leaves', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'yes'],
    ['allows nothing that NotAction takes out', [{ Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' }], 'no'],
    [
      'leaves NotAction with an unknown entry open',
      [{ Effect: 'Allow', NotAction: [unknown()], Resource: '*' }],
      'unknown',
    ],
    [
      'denies what NotResource leaves',
      [allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::payroll/*' }],
      'no',
    ],
    ['denies nothing by no statement at all', [], 'no'],
  ];
  for (const [title, list, expected] of cases) {
    it(title, () => assert.equal(decide(statements(...list), 's3:GetObject', 'arn:aws:s3:::orders/1'), expected));
  }

  it('does not take an overlapping exception for none', () => {
    const [grant] = statements({ Effect: 'Allow', NotAction: 's3:*Object', Resource: '*' });
    assert.equal(speaksOf(grant!, 's3:Get*', '*'), 'unknown');
  });

  it('takes conditions on the way of a request for no limit, every other for one', () => {
    const conditioned = (key: string) =>
      statements(allow('*', '*', { Condition: { Any: { [key]: 'x' } } }))[0]!.conditions;
    assert.equal(narrowed(conditioned('aws:SecureTransport')), 'no');
    assert.equal(narrowed(conditioned('aws:Referer')), 'no', 'any caller may claim any referrer');
    assert.equal(narrowed(conditioned('aws:SourceVpce')), 'yes');
    assert.equal(narrowed(statements(allow('*', '*', { Condition: unknown() }))[0]!.conditions), 'unknown');
    assert.equal(narrowed(statements(allow('*'))[0]!.conditions), 'no');
  });

  it('takes conditions that hold for every caller or address for no limit', () => {
    const answer = (operator: string, key: string, ...values: readonly PlainData[]) =>
      narrowed(statements(allow('*', '*', { Condition: { [operator]: { [key]: values } } }))[0]!.conditions);
    assert.equal(answer('IpAddress', 'aws:SourceIp', '203.0.113.0/24', '0.0.0.0/0'), 'no');
    assert.equal(answer('ForAnyValue:StringLikeIfExists', 'aws:PrincipalArn', '*'), 'no');
    assert.equal(answer('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:*'), 'no');
    assert.equal(answer('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), 'yes');
    assert.equal(answer('NotIpAddress', 'aws:SourceIp', '0.0.0.0/0'), 'yes');
    assert.equal(answer('IpAddress', 'aws:VpcSourceIp', '0.0.0.0/0'), 'yes', 'only requests from a network have it');
    assert.equal(answer('StringEquals', 'aws:PrincipalArn', '*'), 'yes', 'a star is a letter here');
    assert.equal(answer('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:123456789012:*'), 'yes');
    assert.equal(answer('StringLike', 's3:prefix', '*'), 'yes');
    assert.equal(answer('StringLike', 'aws:PrincipalArn', unknown()), 'yes');
  });

  it('sees that somebody has thought of an action', () => {
    assert.ok(curbs(statements(deny('iam:*', 'arn:aws:iam::1:role/x'))[0]!, 'iam:PassRole'));
    assert.ok(!curbs(statements(deny('s3:*'))[0]!, 'iam:PassRole'));
    assert.ok(!curbs(statements(allow('iam:*'))[0]!, 'iam:PassRole'));
  });
});
