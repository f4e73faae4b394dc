import assert from 'node:assert/strict';
import { set, type Value } from '../../src/facts';
import { cloudformation, cloudformationJson } from '../../src/formats/cloudformation';
import { POLICY_TEMPLATES } from '../../src/formats/cloudformation/sam/policy-templates';
import { expandAction, isService } from '../../src/knowledge/aws-actions';
import { asList, asReference, asString, asStrings, type Data, field, partsOf, type Resource } from '../../src/resource';
import { world } from '../support/lookup';

const FORMATS = [cloudformation, cloudformationJson];
const app = (resources: string, above = '') =>
  world({ 't.yaml': `Transform: AWS::Serverless-2016-10-31\n${above}Resources:\n${resources}` }, FORMATS);

/** A text with `<?>` for what nobody knows. */
const told = (value: Value<Data>): string =>
  value.state === 'unknown'
    ? `unknown: ${value.because}`
    : (partsOf(value)
        ?.map((part) => (part.type === 'known' ? part.text : '<?>'))
        .join('') ?? value.state);
const list = (value: Value<Data>): readonly Value<Data>[] => {
  const entries = asList(value);
  return entries.state === 'known' ? entries.value : [];
};
const kinds = (resources: readonly Resource[]) => resources.map(({ type, subject }) => `${type} ${subject.id}`);

const ORDERS = `  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Policies:
        - AWSLambdaBasicExecutionRole
        - arn:aws:iam::123456789012:policy/audit
        - !Ref Shared
        - Statement:
            - {Effect: Allow, Action: 's3:GetObject', Resource: '*'}
        - DynamoDBReadPolicy: {TableName: !Ref Table}
        - SQSSendMessagePolicy:
            QueueName: jobs
        - UnheardPolicy: {}
`;

describe('serverless transform, roles', () => {
  const made = app(`${ORDERS}  Uses:
    Type: AWS::X::Y
    Properties:
      Role: !GetAtt OrdersRole.Arn
      Function: !GetAtt Orders.Arn
`);
  const role = made.resource('OrdersRole');

  it('are made for functions and state machines that name none', () => {
    assert.deepEqual(kinds(made.resources()), [
      'AWS::Lambda::Function Orders',
      'AWS::IAM::Role OrdersRole',
      'AWS::X::Y Uses',
    ]);
    assert.deepEqual([role.subject.address, made.textAt(role.subject.head)], ['Orders', 'Orders']);
    const named = ORDERS.replace('Handler: app.handler', 'Role: !GetAtt Other.Arn');
    assert.deepEqual(kinds(app(named).resources()), ['AWS::Lambda::Function Orders']);
    const machine =
      '  Flow:\n    Type: AWS::Serverless::StateMachine\n    Properties: {Policies: AdministratorAccess}\n';
    const [, roleOfMachine] = app(machine).resources();
    assert.deepEqual(list(roleOfMachine!.get('ManagedPolicyArns')).map(told), [
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ]);
  });

  it('are what others refer to', () => {
    const uses = made.resource('Uses');
    assert.equal(asReference(uses.get('Role'))?.target()?.type, 'AWS::IAM::Role');
    assert.equal(asReference(uses.get('Function'))?.target()?.type, 'AWS::Lambda::Function');
    assert.equal(uses.find('AWS::Lambda::Function', 'Orders')?.subject.id, 'Orders');
    assert.deepEqual(
      uses.each('AWS::Lambda::Function').map(({ subject }) => subject.id),
      ['Orders'],
    );
  });

  it('hold managed policies by name, ARN and reference', () => {
    const managed = list(role.get('ManagedPolicyArns'));
    assert.deepEqual(managed.slice(0, 2).map(told), [
      'arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::123456789012:policy/audit',
    ]);
    assert.equal(asReference(managed[2]!)?.address, 'Shared');
    assert.equal(made.textAt(managed[0]!.at), 'AWSLambdaBasicExecutionRole');
  });

  it('hold documents and what templates grant, at the template’s name', () => {
    const statements = list(role.get('Policies')).map(
      (policy) => list(field(policy, 'PolicyDocument', 'Statement'))[0],
    );
    const words = statements.slice(0, 3).map((one) => {
      const actions = asStrings(field(one!, 'Action'));
      const names = actions.state === 'known' ? actions.value.map((action) => told(action as Value<Data>)) : [];
      return `${names.slice(0, 2).join(' ')} on ${list(field(one!, 'Resource')).map(told).join(' ')}`;
    });
    assert.deepEqual(words, [
      's3:GetObject on *',
      'dynamodb:GetItem dynamodb:Scan on arn:<?>:dynamodb:<?>:<?>:table/<?> arn:<?>:dynamodb:<?>:<?>:table/<?>/index/*',
      'sqs:SendMessage* on arn:<?>:sqs:<?>:<?>:jobs',
    ]);
    assert.equal(made.textAt(field(statements[1]!, 'Effect').at), 'DynamoDBReadPolicy');
    const table = partsOf(list(field(statements[1]!, 'Resource'))[0]!)?.at(-1);
    assert.equal(table?.type === 'unknown' && table.reference?.address, 'Table');
    assert.match(told(list(role.get('Policies'))[3]!), /^unknown: UnheardPolicy is no policy template/);
  });
});

describe('serverless transform, policy templates', () => {
  /** Actions of services that are gone, of APIs that AWS has renamed since, and calls that another action stands for. */
  const GONE = /^(?:mobileanalytics|athena):|^sqs:\w+Batch$/;

  it('grant actions that exist', () => {
    const missing = Object.entries(POLICY_TEMPLATES).flatMap(([name, statements]) =>
      statements.flatMap(({ service, actions }) =>
        actions
          .map((action) => `${service}:${action}`)
          .filter((action) => !GONE.test(action) && (!isService(service) || expandAction(action).length === 0))
          .map((action) => `${name} ${action}`),
      ),
    );
    assert.deepEqual(missing, []);
    assert.ok(Object.keys(POLICY_TEMPLATES).length > 70);
  });

  it('name a parameter in every resource that is not everything', () => {
    const resources = Object.values(POLICY_TEMPLATES).flatMap((all) => all.flatMap((one) => one.resources));
    for (const one of resources) assert.match(one, /^(?:\*|arn:\$\{AWS::Partition\}:[\w-]+:.*:.*:.+|\$\{\w+Arn\})$/);
  });
});

describe('serverless transform, addresses and methods', () => {
  const CALLED = `  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig:
        AuthType: NONE
      Events:
        List:
          Type: Api
          Properties: {Path: /orders, Method: get}
        Add:
          Type: Api
          Properties:
            Path: /orders
            Method: post
            Auth: {Authorizer: AWS_IAM}
        Open:
          Type: Api
          Properties:
            Path: /open
            Method: get
            RestApiId: !Ref Guarded
            Auth:
              Authorizer: NONE
        Shut:
          Type: Api
          Properties: {Path: /shut, Method: get, RestApiId: !Ref Guarded}
        Inner:
          Type: Api
          Properties: {Path: /inner, Method: get, RestApiId: !Ref Inside}
        Far:
          Type: Api
          Properties: {Path: /far, Method: get, RestApiId: !ImportValue api}
        Described:
          Type: Api
          Properties: {Path: /spec, Method: get, RestApiId: !Ref Spec}
        Light:
          Type: HttpApi
          Properties: {Path: /light, Method: any}
        Nightly:
          Type: Schedule
          Properties: {Schedule: rate(1 day)}
  Guarded:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth: {DefaultAuthorizer: Users, Authorizers: {Users: {UserPoolArn: !GetAtt Pool.Arn}}}
  Inside:
    Type: AWS::Serverless::Api
    Properties: {StageName: v1, EndpointConfiguration: {Type: PRIVATE}}
  Spec:
    Type: AWS::Serverless::Api
    Properties: {StageName: v1, DefinitionUri: api.yaml}
`;
  const made = app(CALLED);
  const asked = (id: string, from = made) => told(from.resource(id).get('AuthorizationType'));

  it('of functions with a URL', () => {
    const url = made.resource('OrdersUrl');
    assert.deepEqual(
      [url.type, told(url.get('AuthType')), url.subject.address],
      ['AWS::Lambda::Url', 'NONE', 'Orders'],
    );
    const changed = made.changed(set(asString(url.get('AuthType')), 'AWS_IAM'), 't.yaml');
    assert.match(changed, /AuthType: AWS_IAM/);
  });

  it('are one for each event of an API, private ones left out', () => {
    assert.deepEqual(
      kinds(made.resources()).filter((kind) => kind.includes('.')),
      [
        'AWS::ApiGateway::Method Orders.List',
        'AWS::ApiGateway::Method Orders.Add',
        'AWS::ApiGateway::Method Orders.Open',
        'AWS::ApiGateway::Method Orders.Shut',
        'AWS::ApiGateway::Method Orders.Far',
        'AWS::ApiGateway::Method Orders.Described',
        'AWS::ApiGatewayV2::Route Orders.Light',
      ],
    );
    assert.equal(told(made.resource('Orders.Light').get('RouteKey')), 'ANY /light');
  });

  it('ask what the event says, else what its API says, else nothing', () => {
    const list = made.resource('Orders.List').get('AuthorizationType');
    assert.deepEqual(
      [list.state, list.state === 'absent' && list.value, made.textAt(list.at)],
      ['absent', 'NONE', 'List'],
    );
    assert.equal(asked('Orders.Add'), 'AWS_IAM');
    assert.equal(asked('Orders.Open'), 'NONE');
    assert.equal(asked('Orders.Shut'), 'CUSTOM');
    assert.equal(asked('Orders.Far'), 'unknown: the API is declared elsewhere');
    assert.equal(asked('Orders.Described'), 'unknown: the description of the API decides who may call');
  });

  it('take what `Globals` says for the API that nobody names', () => {
    const globals = 'Globals:\n  Api:\n    Auth: {DefaultAuthorizer: AWS_IAM}\n';
    assert.equal(asked('Orders.List', app(CALLED, globals)), 'AWS_IAM');
    const keys = 'Globals:\n  Api:\n    Auth:\n      ApiKeyRequired: true\n';
    const required = app(CALLED, keys).resource('Orders.List').get('ApiKeyRequired');
    assert.deepEqual(required.state === 'known' && required.value, true);
  });

  it('are asked for signed requests where the event stands', () => {
    const authorizer = made.resource('Orders.List').get('AuthorizationType') as Value<string>;
    const changed = made.changed(set(authorizer, 'AWS_IAM'), 't.yaml');
    assert.match(changed, /Method: get, Auth: \{Authorizer: AWS_IAM\}\}/);
  });
});

describe('serverless transform, globals', () => {
  it('hold where a function says nothing itself', () => {
    const globals = `Globals:
  Function:
    FunctionUrlConfig: {AuthType: NONE}
    PermissionsBoundary: arn:aws:iam::123456789012:policy/edge
`;
    const made = app(
      `${ORDERS}  Own:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionUrlConfig: {AuthType: AWS_IAM}\n`,
      globals,
    );
    assert.equal(told(made.resource('OrdersUrl').get('AuthType')), 'NONE');
    assert.equal(told(made.resource('OwnUrl').get('AuthType')), 'AWS_IAM');
    assert.match(told(made.resource('OrdersRole').get('PermissionsBoundary')), /policy\/edge$/);
  });
});
