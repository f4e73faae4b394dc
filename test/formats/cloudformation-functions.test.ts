import assert from 'node:assert/strict';
import type { Value } from '../../src/facts';
import { cloudformation, cloudformationJson } from '../../src/formats/cloudformation';
import { asFields, asList, asReference, type Data, partsOf, type Resource } from '../../src/resource';
import { type World, world } from '../support/lookup';

const FORMATS = [cloudformation, cloudformationJson];

/** A value in a few words: what it is, or why nobody knows. */
function told(value: Value<Data>): string {
  if (value.state !== 'known') return value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';
  const reference = asReference(value);
  const rest = value.byDefault ? ' by default' : '';
  if (reference) return `-> ${reference.address}.${reference.attribute}${rest}`;
  const fields = asFields(value);
  if (fields) return `{${[...fields].map(([key, one]) => `${key}: ${told(one)}`).join(', ')}}${rest}`;
  const list = Array.isArray(value.value) ? asList(value) : undefined;
  if (list?.state === 'known') return `[${list.value.map(told).join(', ')}]${rest}`;
  const parts = partsOf(value)?.map((part) => (part.type === 'known' ? part.text : '<?>'));
  return `${parts?.join('') ?? String(value.value)}${rest}`;
}

const HEAD = `
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, live] }
  Given: { Type: String }
  Only: { Type: String, AllowedValues: [eu-west-1] }
  Zones: { Type: CommaDelimitedList, Default: 'a,b' }
Mappings:
  Sizes:
    dev: { memory: 128, open: true }
    eu-west-1: { memory: 512 }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
  IsDev: !Not [!Condition IsLive]
  InEurope: !Equals [!Ref Only, eu-west-1]
  IsGiven: !Equals [!Ref Given, x]
  Never: !And [!Condition InEurope, !Equals [a, b]]
  Both: !Or [!Condition IsLive, Condition: InEurope]
  Perhaps: !And [!Condition IsGiven, !Condition InEurope]
  Circle: !Not [!Condition Circle]
`;
const stack = (body: string): World => world({ 't.yaml': `${HEAD}Resources:\n${body}` }, FORMATS);
const resource = (properties: string): Resource =>
  stack(`  T:\n    Type: AWS::X::Y\n    Properties:\n${properties.replace(/^/gm, '      ')}`).resource('T');
const value = (written: string): string => told(resource(`A: ${written}`).get('A'));
const json = (written: string): string => {
  const text = `{"Resources": {"T": {"Type": "AWS::X::Y", "Properties": {"A": ${written}}}}}`;
  return told(world({ 't.json': text }, FORMATS).resource('T').get('A'));
};

describe('cloudformation, functions', () => {
  const ROWS: readonly (readonly [written: string, is: string])[] = [
    ['!If [IsLive, a, b]', 'b by default'],
    ['!If [IsDev, a, b]', 'a by default'],
    ['!If [InEurope, a, b]', 'a'],
    ['!If [Both, a, b]', 'a'],
    ['!If [Never, a, b]', 'b'],
    ['!If [Never, a, !Ref AWS::NoValue]', 'absent'],
    ['!If [IsGiven, a, b]', 'unknown: it depends on the condition IsGiven'],
    ['!If [Perhaps, a, b]', 'unknown: it depends on the condition Perhaps'],
    ['!If [Circle, a, b]', 'unknown: it depends on the condition Circle'],
    ['!If [Missing, a, b]', 'unknown: it depends on the condition Missing'],
    ['!If [IsLive, a]', 'unknown: !If is worked out when the stack is deployed'],
    ['!If [IsLive, 1, {B: [true, !Ref Stage]}]', '{B: [true by default, dev by default] by default} by default'],
    ['{Fn::If: [InEurope, {Fn::If: [Never, a, b]}, c]}', 'b'],
    ['!Ref Only', 'eu-west-1'],
    ['!Ref AWS::Region', 'unknown: AWS::Region is known only once the stack is deployed'],
    ['!FindInMap [Sizes, !Ref Stage, memory]', '128 by default'],
    ['!FindInMap [Sizes, !Ref Only, memory]', '512'],
    ['!FindInMap [Sizes, dev, open]', 'true'],
    ['!FindInMap [Sizes, !Ref AWS::Region, memory]', 'unknown: AWS::Region is known only once the stack is deployed'],
    ['!FindInMap [Sizes, none, memory]', 'unknown: mapping Sizes has no such entry'],
    ['!FindInMap [Sizes, none, memory, {DefaultValue: 64}]', '64'],
    ['!FindInMap [Other, dev, memory]', 'unknown: mapping Other is not declared here'],
    ['!Split [",", "x,y"]', '[x, y]'],
    ['!Select [1, !Split [",", "x,y"]]', 'y'],
    ['!Select ["0", !Ref Zones]', 'a by default'],
    ['!Select [0, !GetAZs ""]', 'unknown: the zones of a region are known only once the stack is deployed'],
    ['!Select [7, [a]]', 'unknown: !Select is worked out when the stack is deployed'],
    ['!Join ["-", [!Ref Stage, !Ref Given]]', 'dev-<?> by default'],
    ['!Join ["", !Split [":", "a:b"]]', 'ab'],
    ['!Sub ["${a}/${Stage}", {a: !Select [0, [z]]}]', 'z/dev by default'],
    ['!Length', 'unknown: !Length is worked out when the stack is deployed'],
    ['{Fn::Length: !Ref Zones}', '2 by default'],
    ['{Fn::Length: [1, 2, 3]}', '3'],
    ['!Cidr [10.0.0.0/16, 3, 8]', '[10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]'],
    ['!Select [1, !Cidr [10.1.0.0/16, 2, 12]]', '10.1.16.0/20'],
    ['!Cidr [10.0.0.0/16, 3000, 8]', 'unknown: !Cidr is worked out when the stack is deployed'],
    ['!Cidr ["fd00::/56", 1, 64]', 'unknown: !Cidr is worked out when the stack is deployed'],
    ['!Base64 "#!/bin/sh"', '#!/bin/sh'],
    ['{Fn::Base64: !Sub "echo ${Stage}"}', 'echo dev by default'],
    ['{Fn::ToJsonString: {a: !Ref Only}}', '{a: eu-west-1}'],
    ['!ImportValue x', 'unknown: another stack exports it'],
    ['!Transform {Name: AWS::Include}', 'unknown: a macro or an included file decides what stands here'],
    ['[a, !If [IsLive, b, !Ref AWS::NoValue], c]', '[a, c]'],
    ['!GetAtt [T, !Ref Stage]', '-> T.dev'],
    ['{Fn::Unheard: 1}', 'unknown: Fn::Unheard is worked out when the stack is deployed'],
  ];
  for (const [written, is] of ROWS) it(written, () => assert.equal(value(written), is));

  it('mean the same in JSON', () => {
    assert.equal(json('{"Fn::Select": [1, {"Fn::Split": ["-", "x-y"]}]}'), 'y');
    assert.equal(json('{"Fn::Sub": ["${n}!", {"n": {"Fn::Join": ["", ["a", "b"]]}}]}'), 'ab!');
    assert.equal(json('[{"Ref": "AWS::NoValue"}, 1]'), '[1]');
  });

  it('give nested blocks that a known condition chooses, and no others', () => {
    const group = resource(`Ingress:
  - !If [InEurope, {Port: 1}, {Port: 2}]
  - !If [IsGiven, {Port: 3}, {Port: 4}]
  - {Port: 5}
Egress: !If [Never, [], [{Port: 6}, !If [IsLive, {Port: 7}, {Port: 8}]]]
Tree: !If [InEurope, {Leaf: [{Port: 9}]}, {}]`);
    const ports = (...path: string[]) => group.all(...path).map((one) => told(one.get('Port')));
    assert.deepEqual(ports('Ingress'), ['1', '5']);
    assert.deepEqual(ports('Egress'), ['6', '8 by default']);
    assert.deepEqual(ports('Tree', 'Leaf'), ['9']);
    assert.equal(told(group.get('Egress', '0', 'Port')), '6');
  });

  it('stop where conditions or loops have no end', () => {
    const links = Array.from({ length: 60 }, (_, i) => `  C${i}: !And [!Condition C${i + 1}, !Condition C${i + 1}]\n`);
    const text = `Conditions:\n${links.join('')}Resources:\n  T: {Type: "AWS::X::Y", Condition: C0}\n`;
    assert.equal(world({ 't.yaml': text }, FORMATS).resource('T').exists.state, 'unknown');
  });
});

describe('cloudformation, conditions', () => {
  const exists = (condition: string) => {
    const { exists: made } = stack(`  T: {Type: "AWS::X::Y", Condition: ${condition}}\n`).resource('T');
    return made.state === 'known' ? made.value : made.state;
  };

  it('known to be false leave a resource out', () => {
    assert.equal(exists('Never'), false);
    assert.equal(exists('InEurope'), true);
    assert.equal(exists('IsGiven'), 'unknown');
  });

  it('that are false by default only may be true elsewhere', () => {
    assert.equal(exists('IsDev'), true);
    assert.equal(exists('IsLive'), 'unknown');
  });
});

describe('cloudformation, loops', () => {
  const LOOPS = `  Fn::ForEach::Buckets:
    - Name
    - [Orders, Bills]
    - Bucket\${Name}:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Sub 'shop-\${Name}-\${Stage}'
          Tag: is \${Name}
          Key: !Ref Name
          Other: !GetAtt [!Sub 'Bucket\${Name}', Arn]
  T:
    Type: AWS::X::Y
    Properties:
      Bucket: !Ref BucketBills
      Fn::ForEach::Rules:
        - Zone
        - !Ref Zones
        - Rule\${Zone}: {In: !Ref Zone}
`;

  it('make a resource for each entry', () => {
    const made = stack(LOOPS);
    assert.deepEqual(
      made.resources().map(({ subject }) => subject.id),
      ['BucketOrders', 'BucketBills', 'T'],
    );
    const bills = made.resource('BucketBills');
    assert.deepEqual(
      ['BucketName', 'Tag', 'Key', 'Other'].map((key) => told(bills.get(key))),
      ['shop-Bills-dev by default', 'is Bills', 'Bills', '-> BucketBills.Arn'],
    );
    assert.equal(made.textAt(bills.subject.head), 'Bucket${Name}');
    assert.equal(asReference(made.resource('T').get('Bucket'))?.target()?.subject.id, 'BucketBills');
    assert.equal(told(made.resource('T').get('Rulea', 'In')), 'a by default');
  });

  it('over what nobody knows make one that may exist', () => {
    const made = stack(LOOPS.replace('[Orders, Bills]', '!Ref Given'));
    const [one] = made.resources();
    assert.equal(one?.exists.state, 'unknown');
    assert.equal(told(one!.get('Key')), 'unknown: what the loop goes over is not known');
    assert.match(told(one!.get('Tag')), /unknown: what the loop/);
    assert.equal(told(one!.get('BucketName')), 'shop-<?>-dev by default');
  });

  it('inside loops, with a bound on what they make', () => {
    const list = (n: number) => `[${Array.from({ length: n }, (_, i) => i).join(', ')}]`;
    const nested = (n: number) => `  Fn::ForEach::A:
    - X
    - ${list(n)}
    - Fn::ForEach::B:
        - Y
        - ${list(n)}
        - T\${X}x\${Y}: {Type: AWS::SNS::Topic}
`;
    assert.deepEqual(
      stack(nested(2))
        .resources()
        .map(({ subject }) => subject.id),
      ['T0x0', 'T0x1', 'T1x0', 'T1x1'],
    );
    assert.equal(stack(nested(60)).resources().length, 500);
  });
});
