import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import type { Value } from '../../src/facts';
import { formats } from '../../src/formats/index';
import { serverless, serverlessJson } from '../../src/formats/serverless';
import { asFields, asList, asReference, asString, asStrings, type Data, field, partsOf } from '../../src/resource';
import { world } from '../support/lookup';

const FORMATS = [serverless, serverlessJson];
const HEAD = `service: orders
provider:
  name: aws
  stage: \${opt:stage, 'test'}
`;
const service = (body: string) => world({ 'serverless.yml': HEAD + body }, FORMATS);

function told(value: Value<Data>): string {
  if (value.state !== 'known') return value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';
  const reference = asReference(value);
  const rest = value.byDefault ? ' by default' : '';
  if (reference) return `-> ${reference.address}.${reference.attribute}`;
  if (asFields(value)) return `{${[...asFields(value)!.keys()]}}${rest}`;
  if (Array.isArray(value.value)) return `[${(value.value as Value<Data>[]).map(told)}]${rest}`;
  const parts = partsOf(value)?.map((part) => (part.type === 'known' ? part.text : '<?>'));
  return `${parts?.join('') ?? value.value}${rest}`;
}

describe('serverless framework, recognised', () => {
  const recognised = (path: string, text: string) => formats.find((format) => format.recognises(path, text))?.id;

  it('by name and by its keys', () => {
    assert.equal(recognised('api/serverless.yml', HEAD), 'serverless');
    assert.equal(recognised('serverless.yaml', HEAD), 'serverless');
    assert.equal(recognised('serverless.json', '{"service": "x", "provider": {"name": "aws"}}'), 'serverless-json');
  });

  it('and nothing else', () => {
    assert.equal(recognised('service.yml', HEAD), undefined);
    assert.equal(recognised('serverless.yml', 'name: component\ninputs: {}\n'), undefined);
    assert.equal(recognised('serverless.json', '{"a": {"service": 1, "provider": 2}}'), undefined);
    assert.equal(recognised('serverless.ts', HEAD), undefined);
  });
});

describe('serverless framework, variables', () => {
  const value = (written: string): string => {
    const custom = `custom:
  table: orders
  list: [a, {b: deep}]
  byStage: {test: small, live: large}
  again: \${self:custom.table}
  round: \${self:custom.round}
  other: \${file(./other.yml)}
params:
  default: {size: small, zone: a}
  test: {size: large}
stages: {default: {params: {depth: 4}}}
resources:
  Resources:
    T:
      Type: AWS::X::Y
      Properties:
        A: ${written}
`;
    return told(service(custom).resource('T').get('A'));
  };
  const ROWS: readonly (readonly [written: string, is: string])[] = [
    ['${self:custom.table}', 'orders'],
    ['${self:custom.again}-x', 'orders-x'],
    ['${self:custom.list.1.b}', 'deep'],
    ['${self:custom.list}', '[a,{b}]'],
    ['${self:service}', 'orders'],
    ['${self:provider.stage}', 'test by default'],
    ['${sls:stage}', 'test by default'],
    ['${self:custom.byStage.${self:provider.stage}}', 'small by default'],
    ['${self:custom.none, "other"}', 'other'],
    ['${self:custom.none}', 'unknown: nothing is written for self:custom.none'],
    ['${self:custom.none, self:custom.table}', 'orders'],
    ['${opt:size}', 'unknown: it is given on the command line'],
    ['${opt:size, 3}', '3 by default'],
    ['${opt:size, ${self:custom.table}}', 'orders by default'],
    ['${param:size}', 'large by default'],
    ['${param:zone}', 'a by default'],
    ['${param:depth}', '4 by default'],
    ['${param:none}', 'unknown: it is given at deployment'],
    ['${param:none, "other"}', 'other by default'],
    ['x-${env:NAME}', 'x-<?>'],
    ['${ssm:/orders/key}', 'unknown: it is read from ssm at deployment'],
    ['${file(./a.yml):b, null}', 'unknown: it is read from another file'],
    ['${self:custom.other.x}', 'unknown: it is read from another file'],
    ['${self:custom.round}', 'unknown: it takes too many steps to follow'],
    ['!Sub "${self:custom.table}-${AWS::Region}"', 'orders-<?>'],
    ['!GetAtt T.Arn', '-> T.Arn'],
    ['"{{resolve:ssm:x}}"', '<?>'],
  ];
  for (const [written, is] of ROWS) it(written, () => assert.equal(value(written), is));
});

describe('serverless framework, resources', () => {
  const BODY = `  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:Query]
          Resource: !GetAtt Table.Arn
        - \${self:custom.statement}
      managedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
custom:
  statement: {Effect: Allow, Action: sqs:SendMessage, Resource: '*'}
functions:
  list:
    handler: list.handler
    url: true
    events:
      - http: GET /orders
      - http: {method: post, path: /orders, authorizer: aws_iam}
      - httpApi: {method: get, path: /light, authorizer: {name: users}}
      - schedule: rate(1 day)
  own:
    handler: own.handler
    url: {cors: true}
    iamRoleStatements:
      - {Effect: Allow, Action: s3:GetObject, Resource: '*'}
resources:
  - Resources:
      Table: {Type: 'AWS::DynamoDB::Table'}
  - \${file(more.yml)}
`;
  const made = service(BODY);

  it('are the roles, addresses and methods of functions, and what the template says', () => {
    assert.deepEqual(
      made.resources().map(({ type, subject }) => `${type} ${subject.id}`),
      [
        'AWS::IAM::Role provider.iam',
        'AWS::Lambda::Url list.url',
        'AWS::ApiGateway::Method list.events.0.http',
        'AWS::ApiGateway::Method list.events.1.http',
        'AWS::ApiGatewayV2::Route list.events.2.httpApi',
        'AWS::IAM::Role ownRole',
        'AWS::Lambda::Url own.url',
        'AWS::DynamoDB::Table Table',
      ],
    );
    assert.equal(made.textAt(made.resource('ownRole').subject.head), 'own');
  });

  it('have the statements that are written, variables followed', () => {
    const statements = asList(field(made.resource('provider.iam').get('Policies'), 'PolicyDocument', 'Statement'));
    assert.ok(statements.state === 'known');
    const actions = statements.value.map((one) => asStrings(field(one, 'Action')));
    assert.deepEqual(
      actions.map((list) => list.state === 'known' && list.value.map((one) => told(one as Value<Data>))),
      [['dynamodb:Query'], ['sqs:SendMessage']],
    );
    const [first] = statements.value;
    assert.equal(asReference(field(first!, 'Resource'))?.target()?.type, 'AWS::DynamoDB::Table');
    assert.equal(
      told(made.resource('provider.iam').get('ManagedPolicyArns')),
      '[arn:aws:iam::aws:policy/ReadOnlyAccess]',
    );
  });

  it('say what calls are asked for', () => {
    const asked = (id: string, key = 'AuthorizationType') => {
      const value = made.resource(id).get(key);
      return [value.state, asString(value).state === 'unknown' ? '' : String((value as { value?: unknown }).value)];
    };
    assert.deepEqual(asked('list.url', 'AuthType'), ['known', 'NONE']);
    assert.deepEqual(asked('own.url', 'AuthType'), ['absent', 'NONE']);
    assert.deepEqual(asked('list.events.0.http'), ['absent', 'NONE']);
    assert.deepEqual(asked('list.events.1.http'), ['known', 'AWS_IAM']);
    assert.deepEqual(asked('list.events.2.httpApi'), ['known', 'CUSTOM']);
    assert.equal(told(made.resource('list.events.2.httpApi').get('RouteKey')), 'GET /light');
  });

  it('are the same in a file that is large enough to be cut, and in JSON', () => {
    const filler = Array.from({ length: 400 }, (_, i) => `  note${i}: text\n`).join('');
    const large = service(BODY.replace('custom:\n', `custom:\n${filler}`));
    const ids = (all: typeof made) => all.resources().map(({ subject }) => subject.id);
    assert.deepEqual(ids(large), ids(made));
    const json = world(
      {
        'serverless.json': JSON.stringify({
          service: 'x',
          provider: { name: 'aws', iamRoleStatements: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
          functions: { a: { url: { authorizer: 'none' } } },
        }),
      },
      FORMATS,
    );
    assert.deepEqual(ids(json), ['provider.iamRoleStatements', 'a.url']);
  });

  it('are private where the provider says so', () => {
    const shut = service(`  endpointType: PRIVATE\nfunctions:\n  a:\n    events: [{http: GET /a}]\n`);
    assert.deepEqual(shut.resources(), []);
  });
});

describe('serverless framework, fixes', () => {
  it('ask an address that is switched on by a word for signed requests', () => {
    const engine = createEngine();
    const text = `${HEAD}functions:\n  a:\n    handler: a.b\n    url: true\n  b:\n    handler: b.b\n    url:\n      cors: true\n`;
    engine.update('serverless.yml', text);
    const { findings } = engine.report({ today: '2026-01-01' });
    const edits = findings
      .flatMap(({ fix }) => fix.flatMap((one) => engine.edits(one)))
      .flatMap(({ edits: all }) => all);
    const fixed = [...edits]
      .sort((a, b) => b.start - a.start)
      .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
    assert.equal(
      fixed,
      text
        .replace('url: true', 'url: {authorizer: aws_iam}')
        .replace('      cors: true\n', '      cors: true\n      authorizer: aws_iam\n'),
    );
  });
});
