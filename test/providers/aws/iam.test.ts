import assert from 'node:assert/strict';
import { each, type Fact, type FactKind, type FactOf, orDefault } from '../../../src/facts';
import { CARRIED } from '../../../src/knowledge/grants';
import { iam } from '../../../src/providers/aws/iam';
import { type PlainData, type PlainResources, ref, resources, template, unknown } from '../../support/plain-resource';

const of = <K extends FactKind>(kind: K, facts: Iterable<Fact>): readonly FactOf<K>[] =>
  [...facts].filter((fact): fact is FactOf<K> => fact.kind === kind);
const facts = (set: PlainResources, address: string): readonly Fact[] => [...iam.facts(set.get(address))];
const values = <T>(list: Parameters<typeof each<T>>[0]): readonly T[] => each(list).map((entry) => entry.value);
const ids = (fact: Fact): readonly string[] => fact.about.map((id) => (id.state === 'known' ? id.value : '?'));

const policy = (...Statement: readonly PlainData[]) => ({ Version: '2012-10-17', Statement });
const read = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' };

describe('IAM: identity policies', () => {
  it('gives one grant for each statement, each value at its place', () => {
    const set = resources({
      'aws_iam_policy.p': { policy: policy(read, { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }) },
    });
    const [allow, deny] = of('grant', facts(set, 'aws_iam_policy.p'));
    assert.deepEqual(values(allow!.actions), ['s3:GetObject']);
    assert.equal(set.textAt(each(allow!.actions)[0]!.at), '"s3:GetObject"');
    assert.deepEqual([allow!.carrier, allow!.system, allow!.exceptActions.state], ['identity', 'aws', 'absent']);
    assert.deepEqual([orDefault(deny!.effect), values(deny!.exceptActions)], ['deny', ['iam:*']]);
  });

  it('names the identities that a policy hangs on', () => {
    const set = resources({
      'aws_iam_role.ci': {},
      'aws_iam_role_policy.p': { role: ref('aws_iam_role.ci', 'id'), policy: policy(read) },
      'AWS::IAM::Policy.q': { Roles: [ref('aws_iam_role.ci'), 'other'], PolicyDocument: policy(read) },
    });
    assert.deepEqual(ids(facts(set, 'aws_iam_role_policy.p')[0]!), ['aws_iam_role.ci', 'aws_iam_role_policy.p']);
    assert.deepEqual(ids(facts(set, 'AWS::IAM::Policy.q')[0]!), [
      'aws_iam_role.ci',
      'AWS::IAM::Role:other',
      'AWS::IAM::Policy.q',
    ]);
  });

  it('reads a single statement and a JSON string like structured data', () => {
    const set = resources({ 'aws_iam_policy.p': { policy: JSON.stringify({ Statement: read }) } });
    assert.deepEqual(values(of('grant', facts(set, 'aws_iam_policy.p'))[0]!.actions), ['s3:GetObject']);
  });

  it('follows a document in blocks and says that it is carried', () => {
    const set = resources({
      'data.aws_iam_policy_document.base': { statement: [{ actions: ['sqs:SendMessage'], resources: ['*'] }] },
      'data.aws_iam_policy_document.d': {
        source_policy_documents: [ref('data.aws_iam_policy_document.base', 'json')],
        statement: [{ actions: ['s3:GetObject'], resources: ['*'] }],
      },
      'aws_iam_policy.p': { policy: ref('data.aws_iam_policy_document.d', 'json') },
    });
    const found = facts(set, 'aws_iam_policy.p');
    assert.deepEqual(
      of('grant', found).map((grant) => values(grant.actions)),
      [['sqs:SendMessage'], ['s3:GetObject']],
    );
    assert.equal(orDefault(of('grant', found)[0]!.effect), 'allow', 'documented default of the data source');
    const settings = of('setting', found).filter((setting) => setting.name === CARRIED);
    assert.deepEqual(settings.flatMap(ids), ['data.aws_iam_policy_document.d', 'data.aws_iam_policy_document.base']);
  });

  it('ends on documents that name each other', () => {
    const set = resources({
      'data.aws_iam_policy_document.a': { source_policy_documents: [ref('data.aws_iam_policy_document.b', 'json')] },
      'data.aws_iam_policy_document.b': { source_policy_documents: [ref('data.aws_iam_policy_document.a', 'json')] },
    });
    assert.deepEqual(of('grant', facts(set, 'data.aws_iam_policy_document.a')), []);
  });

  it('keeps what is not known unknown', () => {
    const set = resources({
      'aws_iam_policy.p': {
        policy: policy({
          Effect: unknown(),
          Action: ['s3:*', unknown()],
          Resource: template('arn:aws:s3:::', unknown(), '/*'),
        }),
      },
      'aws_iam_policy.q': { policy: unknown() },
    });
    const [grant] = of('grant', facts(set, 'aws_iam_policy.p'));
    assert.equal(grant!.effect.state, 'unknown');
    assert.deepEqual(values(grant!.actions), ['s3:*']);
    assert.deepEqual(values(grant!.resources), []);
    assert.deepEqual(facts(set, 'aws_iam_policy.q'), []);
  });

  it('takes a boundary for a bound', () => {
    const set = resources({
      'aws_iam_policy.limit': { policy: policy(read) },
      'aws_iam_policy.team_boundary': { policy: policy(read) },
      'aws_iam_role.ci': { permissions_boundary: ref('aws_iam_policy.limit', 'arn') },
    });
    assert.deepEqual(of('setting', facts(set, 'aws_iam_role.ci')).flatMap(ids), ['aws_iam_policy.limit']);
    assert.equal(of('grant', facts(set, 'aws_iam_policy.team_boundary'))[0]!.carrier, 'boundary');
  });
});

describe('IAM: who may become a role', () => {
  const trust = (statement: PlainData, more: Record<string, Record<string, PlainData>> = {}) => {
    const set = resources({ ...more, 'aws_iam_role.ci': { assume_role_policy: policy(statement) } });
    return of('trust', facts(set, 'aws_iam_role.ci'));
  };
  const principal = (Principal: PlainData, more = {}) =>
    values(trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }, more)[0]!.principals);

  it('tells kinds of principals apart', () => {
    assert.deepEqual(principal('*'), [{ type: 'anyone', id: '*' }]);
    assert.deepEqual(principal({ AWS: '*' }), [{ type: 'anyone', id: '*' }]);
    assert.deepEqual(
      principal({ AWS: ['123456789012', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:role/x'] }).map(
        (one) => one.type,
      ),
      ['account', 'account', 'identity'],
    );
    assert.deepEqual(principal({ Service: 'ec2.amazonaws.com' }), [{ type: 'service', id: 'ec2.amazonaws.com' }]);
  });

  it('names a federated provider by its host, from an ARN, a declared provider or the readable end of a template', () => {
    const host = [{ type: 'federated', id: 'gitlab.com' }];
    const provider = { 'aws_iam_openid_connect_provider.lab': { url: 'https://gitlab.com/' } };
    assert.deepEqual(principal({ Federated: 'arn:aws:iam::1:oidc-provider/gitlab.com' }), host);
    assert.deepEqual(principal({ Federated: ref('aws_iam_openid_connect_provider.lab', 'arn') }, provider), host);
    assert.deepEqual(principal({ Federated: template('arn:aws:iam::', unknown(), ':oidc-provider/gitlab.com') }), host);
    assert.deepEqual(principal({ Federated: unknown() }), []);
  });

  it('reads conditions with operator, key and values, and trusts nobody by a deny', () => {
    const [found] = trust({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: '*',
      Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
    });
    assert.ok(found!.conditions.state === 'known');
    const [condition] = found!.conditions.value;
    assert.deepEqual(
      [condition!.operator, condition!.key, values(condition!.values)],
      ['StringEquals', 'sts:ExternalId', ['x']],
    );
    assert.deepEqual(trust({ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' }), []);
  });

  it('takes everybody but some for anybody', () => {
    const [found] = trust({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '123456789012' } });
    assert.deepEqual(values(found!.principals), [{ type: 'anyone', id: '*' }]);
  });
});

describe('IAM: documents that stand for themselves', () => {
  it('are what they say: grant of an identity, trust, or policy of a resource', () => {
    const set = resources({
      'iam/policy.p': {
        Statement: [
          read,
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
          { ...read, Principal: '*' },
        ],
      },
      'iam/policy.scp': { Statement: [read] },
    });
    const found = facts(set, 'iam/policy.p');
    assert.deepEqual(
      of('grant', found).map((grant) => grant.carrier),
      ['identity', 'resource'],
    );
    assert.equal(of('trust', found).length, 1);
    assert.equal(of('grant', facts(set, 'iam/policy.scp'))[0]!.carrier, 'boundary');
  });
});

describe('IAM: policies that identities hold', () => {
  it('names policies of AWS by ARN whatever the partition, and those of the code by id', () => {
    const set = resources({
      'aws_iam_role.ci': {
        managed_policy_arns: [
          'arn:aws-cn:iam::aws:policy/AdministratorAccess',
          ref('aws_iam_policy.own', 'arn'),
          unknown(),
        ],
      },
      'aws_iam_policy.own': {},
      'data.aws_iam_policy.admin': { name: 'AdministratorAccess' },
      'aws_iam_role_policy_attachment.a': {
        role: ref('aws_iam_role.ci', 'name'),
        policy_arn: ref('data.aws_iam_policy.admin', 'arn'),
      },
      'AWS::IAM::Role.b': { ManagedPolicyArns: [template('arn:', unknown(), ':iam::aws:policy/ReadOnlyAccess')] },
    });
    const held = (address: string) =>
      of('membership', facts(set, address)).map((one) => (one.of.state === 'known' ? one.of.value : '?'));
    assert.deepEqual(held('aws_iam_role.ci'), [
      'arn:aws:iam::aws:policy/AdministratorAccess',
      'aws_iam_policy.own',
      '?',
    ]);
    assert.deepEqual(held('aws_iam_role_policy_attachment.a'), ['arn:aws:iam::aws:policy/AdministratorAccess']);
    assert.deepEqual(held('AWS::IAM::Role.b'), ['arn:aws:iam::aws:policy/ReadOnlyAccess']);
    assert.deepEqual(ids(facts(set, 'aws_iam_role_policy_attachment.a')[0]!), ['aws_iam_role.ci']);
  });
});
