import assert from 'node:assert/strict';
import { each, set, type Value } from '../../src/facts';
import { iamPolicy } from '../../src/formats/iam-policy';
import { asStrings, partsOf } from '../../src/resource';
import { world } from '../support/lookup';

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadInvoices",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:*"],
      "Resource": "arn:aws:s3:::invoices/*"
    }
  ]
}
`;

describe('iam policy', () => {
  it('is a JSON file with statements beside a policy version, or with effects and actions in them', () => {
    const is = (text: string, path = 'p.json') => iamPolicy.recognises(path, text);
    assert.ok(is(policy));
    assert.ok(is('{"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}'));
    assert.ok(is('{"Version": "2012-10-17", "Statement": []}'));
    assert.ok(!is('{"Version": "1.0", "Statement": ["x"]}'));
    assert.ok(!is('{"policy": {"Version": "2012-10-17", "Statement": []}}'));
    assert.ok(!is('{"Version": "2012-10-17"'));
    assert.ok(!is(policy, 'p.yaml'));
  });

  it('is one resource, named after its file', () => {
    const made = world({ 'policies/reader.json': policy }, [iamPolicy]);
    const { type, subject } = made.resource('reader.json');
    assert.deepEqual(
      [type, subject.address, subject.dir, made.textAt(subject.head)],
      ['iam/policy', 'reader.json', 'policies', '"Statement"'],
    );
  });

  it('knows its own variables from what is filled in when the file is rendered', () => {
    const text = policy.replace('invoices/*', '${bucket}/${aws:username}${*}');
    const [statement] = world({ 'p.json': text }, [iamPolicy]).resource('p.json').all('Statement');
    const parts = partsOf(statement!.get('Resource'))!;
    assert.deepEqual(
      parts.map((part) => (part.type === 'known' ? part.text : part.type)),
      ['arn:aws:s3:::', 'unknown', '/${aws:username}${*}'],
    );
  });

  it('gives its statements with places, and changes them', () => {
    const made = world({ 'p.json': policy }, [iamPolicy]);
    const [statement] = made.resource('p.json').all('Statement');
    const actions = each(asStrings(statement!.get('Action')));
    assert.deepEqual(
      actions.map(({ at }) => made.textAt(at)),
      ['"s3:GetObject"', '"s3:*"'],
    );
    assert.equal(made.changed({ type: 'remove', at: actions[1]!.at }, 'p.json'), policy.replace(', "s3:*"', ''));
    const effect = statement!.get('Effect') as Value<string>;
    assert.equal(made.changed(set(effect, 'Deny'), 'p.json'), policy.replace('Allow', 'Deny'));
  });
});
