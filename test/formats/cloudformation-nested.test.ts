import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import type { Value } from '../../src/facts';
import { cloudformation, cloudformationJson } from '../../src/formats/cloudformation';
import { asReference, asString, type Data, partsOf, type Resource } from '../../src/resource';
import { world } from '../support/lookup';

const FORMATS = [cloudformation, cloudformationJson];

const told = (value: Value<Data>): string => {
  if (value.state !== 'known') return value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';
  const reference = asReference(value);
  if (reference) return `-> ${reference.target()?.subject.id ?? 'nothing'}`;
  const single = asString(value);
  const text = single.state === 'known' ? single.value : String(partsOf(value)?.length);
  return value.byDefault ? `${text} by default` : text;
};
const SSH = `Parameters:
  Cidr: { Type: String, Default: 0.0.0.0/0 }
  Bucket: { Type: String, Default: '' }
  Zones: { Type: CommaDelimitedList, Default: a }
Conditions:
  HasBucket: !Not [!Equals [!Ref Bucket, '']]
  IsOpen: !Equals [!Ref Cidr, 0.0.0.0/0]
Resources:
  Gate:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: ssh
      Zone: !Select [1, !Ref Zones]
      Bucket: !Ref Bucket
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Cidr }
  Policy:
    Type: AWS::S3::BucketPolicy
    Condition: IsOpen
    Properties: { Bucket: !Ref Bucket }
Outputs:
  Group: { Value: !Ref Gate }
  Range: { Value: !Ref Cidr }
`;
const call = (name: string, parameters: string, more = '') =>
  `  ${name}:\n    Type: AWS::CloudFormation::Stack\n${more}    Properties:\n      TemplateURL: ./nested/ssh.yaml\n      Parameters: ${parameters}\n`;
const ROOT = `Conditions:
  Never: !Equals [a, b]
Parameters:
  Office: { Type: String, Default: 203.0.113.0/24 }
Resources:
  Files: { Type: 'AWS::S3::Bucket' }
  Uses:
    Type: AWS::X::Y
    Properties:
      Group: !GetAtt Inner.Outputs.Group
      Range: !Sub '\${Inner.Outputs.Range}'
      None: !GetAtt Inner.Outputs.None
`;
const stacks = (calls: string, more: Readonly<Record<string, string>> = {}) =>
  world({ 'app/main.yaml': ROOT + calls, 'app/nested/ssh.yaml': SSH, ...more }, FORMATS);
const gates = (all: readonly Resource[]) =>
  all
    .filter(({ type }) => type.endsWith('SecurityGroup'))
    .map((gate) => told(gate.get('SecurityGroupIngress', '0', 'CidrIp')));

describe('cloudformation, nested templates', () => {
  it('nobody nests are judged on their own', () => {
    const made = stacks('');
    assert.deepEqual(gates(made.resources()), ['0.0.0.0/0 by default']);
    assert.equal(made.resource('Gate').subject.scope, 'app/nested/ssh.yaml');
  });

  it('take what the template around them gives, else their own defaults', () => {
    const made = stacks(call('Inner', '{ Cidr: !Ref Office, Bucket: !Ref Files, Zones: "x,y" }') + call('Plain', '{}'));
    assert.deepEqual(gates(made.resources()), ['203.0.113.0/24 by default', '0.0.0.0/0']);
    const inner = made.resource('Inner/Gate');
    assert.equal(told(inner.get('Bucket')), '-> Files');
    assert.equal(told(inner.get('Zone')), 'y');
    const cidr = inner.get('SecurityGroupIngress', '0', 'CidrIp');
    assert.equal(cidr.at.anchor.path, 'app/main.yaml');
    assert.deepEqual(cidr.state === 'known' && cidr.via?.map(({ anchor }) => anchor.path), [
      'app/nested/ssh.yaml',
      'app/main.yaml',
    ]);
    const { subject } = inner;
    assert.deepEqual([subject.address, subject.scope, subject.dir], ['Gate', 'app/main.yaml', 'app/nested/ssh.yaml']);
  });

  it('give their outputs back', () => {
    const uses = stacks(call('Inner', '{ Cidr: 10.0.0.0/8 }')).resource('Uses');
    assert.equal(told(uses.get('Group')), '-> Inner/Gate');
    assert.equal(told(uses.get('Range')), '10.0.0.0/8');
    assert.equal(told(uses.get('None')), '-> Inner');
  });

  it('are made only where the stack is, and where their own conditions hold', () => {
    const exists = (calls: string, id: string) => {
      const { exists: made } = stacks(calls).resource(id);
      return made.state === 'known' ? made.value : made.state;
    };
    assert.equal(exists(call('Inner', '{}'), 'Inner/Policy'), true);
    assert.equal(exists(call('Inner', '{ Cidr: 10.0.0.0/8 }'), 'Inner/Policy'), false);
    assert.equal(exists(call('Inner', '{}', '    Condition: Never\n'), 'Inner/Gate'), false);
    assert.equal(exists(call('Inner', '{}', '    Condition: Missing\n'), 'Inner/Gate'), 'unknown');
  });

  it('of serverless applications, and inside of nested ones', () => {
    const middle = `Parameters:\n  Range: { Type: String }\nResources:\n  Deep:\n    Type: AWS::Serverless::Application\n    Properties: { Location: ssh.yaml, Parameters: { Cidr: !Ref Range } }\n`;
    const outer =
      'Resources:\n  Mid:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: app/nested/middle.yaml, Parameters: { Range: 192.0.2.0/24 } }\n';
    const made = stacks('', { 'app/nested/middle.yaml': middle, 'root.yaml': outer });
    assert.deepEqual(gates(made.resources()), ['192.0.2.0/24']);
    assert.equal(made.resource('Mid/Deep/Gate').subject.scope, 'root.yaml');
  });

  it('that lie elsewhere, or nest each other, come to an end', () => {
    const elsewhere = [
      'https://s3.amazonaws.com/b/ssh.yaml',
      '!Sub "${Base}/ssh.yaml"',
      '../../../ssh.yaml',
      '!Ref Url',
    ];
    for (const url of elsewhere) {
      const text = call('Inner', '{ Cidr: 10.0.0.0/8 }').replace('./nested/ssh.yaml', url);
      assert.deepEqual(gates(stacks(text).resources()), ['0.0.0.0/0 by default'], url);
    }
    const back =
      'Resources:\n  Back:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: main.yaml }\n';
    const round = stacks(call('Inner', '{ Cidr: !GetAtt Inner.Outputs.Range }'), { 'app/back.yaml': back });
    assert.match(gates(round.resources())[0]!, /unknown: it takes too many steps/);
    const circle = world({ 'a.yaml': back.replace('main', 'b'), 'b.yaml': back.replace('main', 'a') }, FORMATS);
    assert.equal(circle.resources().length, 2);
  });
});

describe('cloudformation, findings in nested templates', () => {
  const findings = (main: string) => {
    const engine = createEngine();
    engine.update('app/nested/ssh.yaml', SSH);
    engine.update('app/main.yaml', main);
    const report = engine.report({ today: '2026-01-01' });
    assert.deepEqual(report.failures, []);
    return report.findings.filter(({ rule }) => rule === 'open-admin-port');
  };

  it('are one, however many stacks show them, and keep their fingerprint', () => {
    const alone = findings(ROOT);
    const twice = findings(ROOT + call('Inner', '{}') + call('Second', '{ Bucket: !Ref Files }'));
    assert.equal(alone.length, 1);
    assert.deepEqual(
      twice.map(({ path, span, fingerprint, subjects }) => ({ path, span, fingerprint, subjects })),
      alone.map(({ path, span, fingerprint, subjects }) => ({ path, span, fingerprint, subjects })),
    );
  });

  it('stand where the value is given, and vanish when no stack has them', () => {
    const [given] = findings(ROOT + call('Inner', "{ Cidr: '0.0.0.0/0' }"));
    assert.equal(given?.path, 'app/main.yaml');
    assert.deepEqual(
      given?.related.map(({ path }) => path),
      ['app/nested/ssh.yaml'],
    );
    assert.deepEqual(findings(ROOT + call('Inner', '{ Cidr: 10.0.0.0/8 }')), []);
  });
});
