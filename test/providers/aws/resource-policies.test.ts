import assert from 'node:assert/strict';
import { each, type Fact, type Grant } from '../../../src/facts';
import { lambdaPermission } from '../../../src/providers/aws/lambda-permission';
import { resourcePolicies } from '../../../src/providers/aws/resource-policies';
import { ref, resources, unknown } from '../../support/plain-resource';

const grantsOf = (facts: Iterable<Fact>): readonly Grant[] =>
  [...facts].filter((fact): fact is Grant => fact.kind === 'grant');
const ids = (fact: Fact | undefined): readonly string[] | undefined =>
  fact?.about.map((id) => (id.state === 'known' ? id.value : '?'));
const open = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }] };

describe('policies of resources', () => {
  it('are about what they open and about themselves', () => {
    const set = resources({
      'aws_s3_bucket.b': {},
      'aws_s3_bucket_policy.p': { bucket: ref('aws_s3_bucket.b', 'id'), policy: open },
      'aws_kms_key.k': { policy: open },
      'AWS::SQS::QueuePolicy.q': { Queues: [unknown(), 'jobs'], PolicyDocument: open },
    });
    const about = (address: string) => ids(grantsOf(resourcePolicies.facts(set.get(address)))[0]);
    assert.deepEqual(about('aws_s3_bucket_policy.p'), ['aws_s3_bucket.b', 'aws_s3_bucket_policy.p']);
    assert.deepEqual(about('aws_kms_key.k'), ['aws_kms_key.k']);
    assert.deepEqual(about('AWS::SQS::QueuePolicy.q'), ['?', 'AWS::SQS::Queue:jobs', 'AWS::SQS::QueuePolicy.q']);
  });

  it('say who by principal', () => {
    const set = resources({ 'aws_sqs_queue.q': { policy: open } });
    const [grant] = grantsOf(resourcePolicies.facts(set.get('aws_sqs_queue.q')));
    assert.equal(grant!.carrier, 'resource');
    assert.deepEqual(
      each(grant!.principals).map((one) => one.value.type),
      ['anyone'],
    );
  });

  it('say nothing where none is written, or where a private network decides who comes', () => {
    const set = resources({
      'aws_sqs_queue.q': {},
      'aws_opensearch_domain.d': { access_policies: open, vpc_options: [{ subnet_ids: ['a'] }] },
      'aws_opensearch_domain_policy.p': {
        domain_name: ref('aws_opensearch_domain.d', 'domain_name'),
        access_policies: open,
      },
    });
    for (const address of ['aws_sqs_queue.q', 'aws_opensearch_domain.d', 'aws_opensearch_domain_policy.p']) {
      assert.deepEqual(grantsOf(resourcePolicies.facts(set.get(address))), [], address);
    }
  });
});

describe('permissions of functions', () => {
  const permission = (attributes: Parameters<typeof resources>[0][string]) =>
    grantsOf(
      lambdaPermission.facts(resources({ 'aws_lambda_permission.p': attributes }).get('aws_lambda_permission.p')),
    )[0]!;

  it('are one grant, limited by their source', () => {
    const call = { action: 'lambda:InvokeFunction', function_name: 'f', principal: 's3.amazonaws.com' };
    const bare = permission(call);
    assert.deepEqual(
      each(bare.principals).map((one) => one.value),
      [{ type: 'service', id: 's3.amazonaws.com' }],
    );
    assert.equal(bare.conditions.state, 'absent');
    const bound = permission({ ...call, source_arn: unknown() });
    assert.ok(bound.conditions.state === 'known' && bound.conditions.value[0]?.key === 'aws:SourceArn');
  });

  it('may be for everybody', () => {
    const [who] = each(permission({ action: 'lambda:InvokeFunction', function_name: 'f', principal: '*' }).principals);
    assert.equal(who!.value.type, 'anyone');
  });
});
