import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { each, known, set, type Value } from '../../src/facts';
import { cloudformation, cloudformationJson } from '../../src/formats/cloudformation';
import { type Place, spanOf } from '../../src/place';
import { asFields, asList, asReference, asString, asStrings, type Data, field, partsOf } from '../../src/resource';
import { world } from '../support/lookup';

const FORMATS = [cloudformation, cloudformationJson];
const orders = fs.readFileSync('test/fixtures/cloudformation/orders.yaml', 'utf8');
const network = fs.readFileSync('test/fixtures/cloudformation/network.json', 'utf8');
const files = { 'stacks/orders.yaml': orders, 'network.json': network };

/** A value in a few words: what it is, or why nobody knows. */
function told(value: Value<Data>): string {
  if (value.state !== 'known') return value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';
  const reference = asReference(value);
  if (reference) return `-> ${reference.address}.${reference.attribute} ${reference.target()?.type ?? 'not declared'}`;
  const parts = partsOf(value);
  const text = parts
    ?.map((part) => (part.type === 'known' ? part.text : part.type === 'redacted' ? '<redacted>' : '<?>'))
    .join('');
  return `${text ?? JSON.stringify(value.value)}${value.byDefault ? ' by default' : ''}`;
}

const template = (body: string) =>
  `Parameters:\n  Port:\n    Type: Number\n    Default: 22\nResources:\n  T:\n    Type: AWS::X::Y\n    Properties:\n${body}`;
const property = (body: string, ...path: string[]) => {
  const made = world({ 't.yaml': template(body) }, FORMATS);
  return { made, value: made.resource('T').get(...path) };
};

describe('cloudformation, recognised', () => {
  const recognised = (path: string, text: string) => FORMATS.find((format) => format.recognises(path, text))?.id;

  it('by its version or by resources of AWS types at the top', () => {
    assert.equal(recognised('a.yaml', orders), 'cloudformation');
    assert.equal(recognised('a.template', orders), 'cloudformation');
    assert.equal(recognised('a.template', network), 'cloudformation-json');
    assert.equal(recognised('a.json', network), 'cloudformation-json');
    assert.equal(recognised('a.yml', 'Resources:\n  A:\n    Type: Custom::Thing\n'), 'cloudformation');
    assert.equal(recognised('a.json', '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}'), 'cloudformation-json');
  });

  it('and nothing else', () => {
    assert.equal(
      recognised(
        'a.yaml',
        'apiVersion: v1\nkind: ConfigMap\ndata:\n  t: |\n    AWSTemplateFormatVersion: x\n    Resources:\n      A:\n        Type: AWS::S3::Bucket\n',
      ),
      undefined,
    );
    assert.equal(recognised('a.yaml', 'Resources:\n  - Type: book\n'), undefined);
    assert.equal(recognised('a.json', '{"x": {"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}}'), undefined);
    assert.equal(recognised('a.json', '{"x": "AWSTemplateFormatVersion", "Resources": 1}'), undefined);
    assert.equal(recognised('a.txt', orders), undefined);
  });
});

describe('cloudformation, declarations', () => {
  it('are the entries of the template’s sections', () => {
    const { declarations } = world({ 'orders.yaml': orders }, FORMATS);
    const keys = (kind: string) => declarations.filter((one) => one.kind === kind).map(({ key }) => key);
    assert.deepEqual(keys('parameter').length, 7);
    assert.deepEqual([keys('condition'), keys('mapping')], [['IsLive'], ['Sizes']]);
    assert.deepEqual(keys('resource'), [
      'InvoiceBucket',
      'InvoiceBucketPolicy',
      'WorkerRole',
      'DatabaseGroup',
      'Database',
      'Reporting',
    ]);
  });

  it('are the same when the template is large enough to be cut', () => {
    const filler = (row: (i: number) => string) => Array.from({ length: 400 }, (_, i) => row(i)).join('');
    const large = {
      'orders.yaml': orders.replace('Outputs:', `${filler((i) => `  T${i}:\n    Type: AWS::SNS::Topic\n`)}Outputs:`),
      'network.json': network.replace(
        '"FlowLogRole"',
        `${filler((i) => `"T${i}": { "Type": "AWS::SNS::Topic" },\n    `)}"FlowLogRole"`,
      ),
    };
    for (const [path, text] of Object.entries(large)) {
      const small = world({ [path]: path.endsWith('json') ? network : orders }, FORMATS);
      const cut = world({ [path]: text }, FORMATS);
      assert.equal(cut.declarations.length, small.declarations.length + 400);
      for (const { subject } of small.resources()) {
        assert.equal(cut.textAt(cut.resource(subject.id).subject.head), small.textAt(subject.head));
        assert.equal(told(cut.resource(subject.id).get('VpcId')), told(small.resource(subject.id).get('VpcId')));
      }
    }
  });

  it('have the logical id as subject, its key as head, and the template as scope', () => {
    const made = world(files, FORMATS);
    const { subject, type, exists } = made.resource('Database');
    assert.deepEqual(
      [type, subject.address, subject.scope, subject.dir],
      ['AWS::RDS::DBInstance', 'Database', 'stacks/orders.yaml', 'stacks'],
    );
    assert.equal(made.textAt(subject.head), 'Database');
    assert.deepEqual(exists.state === 'unknown' && exists.because, 'made only under the condition IsLive');
    assert.equal(made.resource('Reporting').exists.state, 'known');
  });
});

describe('cloudformation, values', () => {
  const made = world(files, FORMATS);
  const get = (id: string, ...path: string[]) => told(made.resource(id).get(...path));

  it('are read below the properties, each where it stands', () => {
    const size = made.resource('Database').get('AllocatedStorage');
    assert.equal(told(size), '20');
    assert.equal(made.textAt(size.at), '20');
    assert.equal(made.textAt(made.resource('Database').get('StorageEncrypted').at), 'Database');
    assert.equal(
      made.textAt(made.resource('InvoiceBucket').get('VersioningConfiguration', 'MfaDelete').at),
      'VersioningConfiguration',
    );
  });

  it('of a parameter are its default, with the way it came', () => {
    const [entry] = made.resource('DatabaseGroup').all('SecurityGroupIngress');
    const cidr = known(asString(entry!.get('CidrIp')))!;
    assert.deepEqual([cidr.value, cidr.byDefault, made.textAt(cidr.at)], ['203.0.113.0/24', true, '203.0.113.0/24']);
    assert.deepEqual(cidr.via?.map(made.textAt), ['OfficeCidr']);
    assert.equal(told(entry!.get('FromPort')), '5432 by default');
  });

  it('of a parameter without a default, kept from view or kept elsewhere are unknown', () => {
    assert.match(get('DatabaseGroup', 'VpcId'), /unknown: parameter VpcId has no default/);
    assert.match(get('Database', 'MasterUserPassword'), /unknown: parameter DatabasePassword is kept from view/);
    assert.match(get('Reporting', 'MasterUserPassword'), /^<\?>$/);
    const { value } = property('      A: !Ref Image\n', 'A');
    assert.equal(told(value), '-> Image. not declared');
  });

  it('of functions: references, templates, and what nobody knows before deployment', () => {
    assert.equal(get('InvoiceBucket', 'BucketName'), 'invoices-dev-<?> by default');
    assert.equal(get('InvoiceBucketPolicy', 'Bucket'), '-> InvoiceBucket. AWS::S3::Bucket');
    assert.equal(
      get('InvoiceBucketPolicy', 'PolicyDocument', 'Statement', '0', 'Principal', 'AWS'),
      '-> WorkerRole.Arn AWS::IAM::Role',
    );
    assert.equal(
      get('InvoiceBucketPolicy', 'PolicyDocument', 'Statement', '0', 'Resource', '0'),
      '-> InvoiceBucket.Arn AWS::S3::Bucket',
    );
    assert.equal(get('WorkerRole', 'RoleName'), 'orders-dev-worker by default');
    assert.equal(get('WorkerRole', 'PermissionsBoundary'), 'absent');
    assert.equal(get('Reporting', 'DBSubnetGroupName'), 'subnet-1/subnet-2 by default');
    assert.equal(get('Bastion', 'Tags', '0', 'Value'), 'bastion-<?>');
    assert.equal(get('Bastion', 'Tags', '1', 'Value'), 'bastion.203.0.113.0/24 by default');
    assert.equal(get('Bastion', 'SecurityGroupIds', '0'), '-> BastionGroup.GroupId AWS::EC2::SecurityGroup');
  });

  it('of a part of a template lead to the resource', () => {
    const resources = each(
      asList(made.resource('InvoiceBucketPolicy').get('PolicyDocument', 'Statement', '0', 'Resource')),
    );
    const parts = partsOf({ state: 'known', ...resources[1]! })!;
    assert.equal(parts.length, 2);
    assert.equal(parts[0]?.type === 'unknown' && parts[0].reference?.target()?.subject.id, 'InvoiceBucket');
  });

  it('that are removed, substituted by name or escaped', () => {
    assert.equal(told(property('      A: !Ref AWS::NoValue\n', 'A').value), 'absent');
    assert.equal(
      told(property("      A: !Sub ['${x}:${Port}/${!y}', {x: !Ref AWS::Region}]\n", 'A').value),
      '<?>:22/${y} by default',
    );
    assert.equal(told(property('      A: !Sub "${Port}"\n', 'A').value), '22 by default');
    const included = property('      A:\n        Fn::Transform: {Name: AWS::Include}\n        B: 1\n', 'A', 'C');
    assert.match(told(included.value), /unknown: a macro or an included file/);
    assert.equal(told(property('      A: "x\ue000\ue000y"\n', 'A').value), 'x<redacted>y');
    assert.equal(
      told(property('      A: {Condition: {Bool: {x: "true"}}}\n', 'A', 'Condition', 'Bool', 'x').value),
      'true',
    );
  });

  it('leave list entries out of `all` when a condition decides on them', () => {
    const rules = made.resource('DatabaseGroup').all('SecurityGroupIngress');
    assert.deepEqual(
      rules.map((rule) => told(rule.get('IpProtocol'))),
      ['tcp'],
    );
    assert.equal(made.textAt(rules[0]!.subject.head), 'IpProtocol');
  });

  it('in JSON text keep their places', () => {
    const role = made.resource('WorkerRole');
    const policy = role.json(role.get('AssumeRolePolicyDocument'));
    const [statement] = each(asList(field(policy, 'Statement')));
    const action = asFields({ state: 'known', ...statement! })!.get('Action')!;
    assert.equal(made.textAt(action.at), '"sts:AssumeRole"');
    assert.equal(spanOf(action.at).start, orders.indexOf('"sts:AssumeRole"'));
    const structured = made.resource('FlowLogRole');
    assert.equal(structured.json(structured.get('AssumeRolePolicyDocument')).state, 'known');
  });

  it('ask only for what they need', () => {
    const asking = world({ 'orders.yaml': orders }, FORMATS);
    const policy = asking.resource('InvoiceBucketPolicy');
    asking.asked();
    const bucket = asReference(policy.get('Bucket'))!;
    assert.deepEqual(asking.asked(), ['open resource InvoiceBucketPolicy', 'look parameter InvoiceBucket']);
    assert.equal(bucket.target()?.subject.id, 'InvoiceBucket');
    assert.deepEqual(asking.asked(), ['look resource InvoiceBucket']);
    assert.equal(policy.find('AWS::IAM::Role', 'InvoiceBucket'), undefined);
    assert.deepEqual(
      policy.each('AWS::RDS::DBInstance').map(({ subject }) => subject.id),
      ['Database', 'Reporting'],
    );
  });
});

describe('cloudformation, changes', () => {
  const made = world(files, FORMATS);
  const changed = (id: string, path: string[], to: string | boolean | number, file: string) => {
    const value = made.resource(id).get(...path) as Value<string | boolean | number>;
    return made.changed(set(value, to), file);
  };
  /** The lines that a change makes, without those that stood there before. */
  const added = (before: string, after: string) =>
    after.split('\n').filter((line) => !before.split('\n').includes(line));

  it('replace a value and keep its quotes', () => {
    assert.deepEqual(added(orders, changed('Database', ['PubliclyAccessible'], true, 'stacks/orders.yaml')), [
      '      PubliclyAccessible: true',
    ]);
    const actions = asStrings(made.resource('InvoiceBucketPolicy').get('PolicyDocument', 'Statement', '0', 'Action'));
    assert.ok(actions.state === 'known');
    const after = made.changed(set(actions.value[1]!, 's3:PutObject'), 'stacks/orders.yaml');
    assert.deepEqual(added(orders, after), ["              - 's3:PutObject'"]);
    assert.deepEqual(added(orders, changed('InvoiceBucketPolicy', ['Bucket'], '*', 'stacks/orders.yaml')), [
      '      Bucket: "*"',
    ]);
    assert.deepEqual(
      added(network, changed('BastionGroup', ['SecurityGroupIngress', '0', 'CidrIp'], '10.0.0.0/8', 'network.json')),
      ['            "CidrIp": "10.0.0.0/8"'],
    );
  });

  it('insert what is absent, with the mappings above it', () => {
    assert.deepEqual(added(orders, changed('Database', ['StorageEncrypted'], true, 'stacks/orders.yaml')), [
      '      StorageEncrypted: true',
    ]);
    assert.deepEqual(
      added(
        orders,
        changed('InvoiceBucket', ['PublicAccessBlockConfiguration', 'BlockPublicAcls'], true, 'stacks/orders.yaml'),
      ),
      ['      PublicAccessBlockConfiguration:', '        BlockPublicAcls: true'],
    );
    assert.deepEqual(
      added(network, changed('Bastion', ['MetadataOptions', 'HttpTokens'], 'required', 'network.json')),
      ['        "MetadataOptions": {', '          "HttpTokens": "required"', '        },'],
    );
    const vpc = changed('Vpc', ['EnableDnsSupport'], true, 'network.json');
    assert.deepEqual(added(network, vpc), [
      '      "Properties": { "CidrBlock": "10.20.0.0/16", "EnableDnsSupport": true }',
    ]);
    JSON.parse(vpc);
    JSON.parse(changed('BastionGroup', ['GroupName'], 'x', 'network.json'));
  });

  it('insert the properties themselves', () => {
    const bare =
      'Resources:\n  A:\n    Type: AWS::SNS::Topic\n  B:\n    Type: AWS::SNS::Topic\n    Properties: # none\n';
    const stack = world({ 't.yaml': bare }, FORMATS);
    const write = (id: string) =>
      stack.changed(set(stack.resource(id).get('KmsMasterKeyId') as Value<string>, 'alias/aws/sns'), 't.yaml');
    assert.match(
      write('A'),
      /^ {4}Type: AWS::SNS::Topic\n {4}Properties:\n {6}KmsMasterKeyId: alias\/aws\/sns\n {2}B:/m,
    );
    assert.match(write('B'), /^ {4}Properties:\n {6}KmsMasterKeyId: alias\/aws\/sns # none\n/m);
  });

  it('remove an entry of a list, of a mapping, and the last one', () => {
    const remove = (id: string, path: string[], file: string) =>
      made.changed({ type: 'remove', at: made.resource(id).get(...path).at }, file);
    const statement = ['PolicyDocument', 'Statement', '0'];
    assert.equal(
      remove('InvoiceBucketPolicy', [...statement, 'Action', '0'], 'stacks/orders.yaml'),
      orders.replace('              - s3:GetObject\n', ''),
    );
    assert.equal(
      remove('InvoiceBucketPolicy', [...statement, 'Sid'], 'stacks/orders.yaml'),
      orders.replace('Sid: ReadFromWorker\n            ', ''),
    );
    assert.equal(
      remove('WorkerRole', ['ManagedPolicyArns', '0'], 'stacks/orders.yaml'),
      orders.replace(/ManagedPolicyArns:\n.*\n/, 'ManagedPolicyArns: []\n'),
    );
    assert.equal(remove('Database', ['Engine'], 'stacks/orders.yaml'), orders.replace('      Engine: postgres\n', ''));
    assert.equal(
      JSON.parse(remove('BastionGroup', ['SecurityGroupIngress', '0'], 'network.json')).Resources.BastionGroup
        .Properties.SecurityGroupIngress.length,
      1,
    );
    assert.equal(
      'CidrIp' in
        JSON.parse(remove('BastionGroup', ['SecurityGroupIngress', '0', 'CidrIp'], 'network.json')).Resources
          .BastionGroup.Properties.SecurityGroupIngress[0],
      false,
    );
  });
});

describe('cloudformation, broken', () => {
  /** Reads a value to its end, as providers do together; the number of values seen. */
  function exhaust(value: Value<Data>, textAt: (place: Place) => string, depth = 0): number {
    assert.ok(depth < 60, 'a value without an end');
    textAt(value.at);
    for (const place of ('via' in value && value.via) || []) textAt(place);
    if (value.state !== 'known') return 1;
    asReference(value)?.target();
    partsOf(value);
    const inner = Array.isArray(value.value) ? (value.value as Value<Data>[]) : [...(asFields(value)?.values() ?? [])];
    return inner.reduce((sum, one) => sum + exhaust(one, textAt, depth + 1), 1);
  }

  it('never throws, and every place lies in its file', () => {
    const pieces = fc.constantFrom(
      '!Ref Stage',
      '!Sub ',
      '${',
      '}',
      '"',
      "'",
      '[',
      '{',
      '&a ',
      '*a',
      '\n',
      '  ',
      ':',
      '{"Ref": "Vpc"}',
      'Fn::If',
      '\ue000\ue000',
    );
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(8), pieces), { minLength: 1, maxLength: 5 });
    let seen = 0;
    fc.assert(
      fc.property(edits, fc.boolean(), (changes, json) => {
        let text = json ? network : orders;
        for (const [at, cut, piece] of changes) {
          const where = at % (text.length + 1);
          text = text.slice(0, where) + piece + text.slice(where + cut);
        }
        const made = world({ [json ? 't.json' : 't.yaml']: text }, FORMATS);
        for (const resource of made.resources()) {
          made.textAt(resource.subject.head);
          seen += exhaust(resource.get(), made.textAt);
          for (const rule of resource.all('SecurityGroupIngress')) exhaust(rule.get('CidrIp'), made.textAt);
          exhaust(resource.json(resource.get('AssumeRolePolicyDocument')), made.textAt);
        }
      }),
      { seed: 20261124, numRuns: 400 },
    );
    assert.ok(seen > 10_000, `only ${seen} values were read`);
  });

  it('refers to itself without an end to it', () => {
    const made = world({ 't.yaml': template('      A: !Ref T\n      B: !Sub "${T.Arn}"\n') }, FORMATS);
    assert.equal(asReference(made.resource('T').get('A'))?.target()?.subject.id, 'T');
    const looped =
      'Parameters:\n  P: {Type: String, Default: !Ref P}\nResources:\n  T: {Type: "AWS::X::Y", Properties: {A: !Ref P}}\n';
    assert.match(told(world({ 't.yaml': looped }, FORMATS).resource('T').get('A')), /no default/);
  });
});
