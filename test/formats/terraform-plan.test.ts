import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import type { Value } from '../../src/facts';
import { formatOf, formats } from '../../src/formats/index';
import { terraformPlan, terraformState } from '../../src/formats/terraform-plan';
import { asFields, asReference, asString, type Data, field } from '../../src/resource';
import { type World, world } from '../support/lookup';
import { SEED } from '../support/workspaces';

const plan = fs.readFileSync('test/fixtures/terraform-plan/plan.json', 'utf8');
const state = fs.readFileSync('test/fixtures/terraform-plan/terraform.tfstate', 'utf8');
const read = (files: Readonly<Record<string, string>>): World => world(files, [terraformPlan, terraformState]);

const told = (value: Value<Data>): string => {
  const reference = asReference(value);
  if (reference) return `→ ${reference.target()?.subject.id ?? 'nobody'}`;
  if (value.state === 'unknown') return `unknown: ${value.because}`;
  return value.state === 'absent' ? 'absent' : JSON.stringify(value.value);
};

describe('Terraform plans', () => {
  const set = read({ 'plan.json': plan });
  const one = (id: string) => set.resource(id);

  it('are recognised by what stands at their top, and state files by that or by their name', () => {
    const id = (path: string, text: string) => formatOf(path, text)?.id;
    assert.equal(id('ci/plan.json', plan), 'terraform-plan');
    assert.equal(id('infra/terraform.tfstate', state), 'terraform-state');
    assert.equal(id('infra/terraform.tfstate.backup', state), 'terraform-state');
    assert.equal(id('state.json', state), 'terraform-state');
    for (const text of [
      '{"format_version": "1.0"}',
      '{"nested": {"format_version": "1", "terraform_version": "1", "resource_changes": []}}',
      '{"version": 3, "resources": []}',
      '["format_version", "terraform_version", "resource_changes"]',
    ]) {
      assert.equal(id('other.json', text), undefined, text);
    }
  });

  it('give the resources of all modules with their types, addresses and the line that names them', () => {
    const listed = set.resources().map(({ type, subject }) => `${type} ${subject.address} ${set.textAt(subject.head)}`);
    assert.deepEqual(listed.slice(0, 4), [
      'aws_s3_bucket aws_s3_bucket.reports "aws_s3_bucket.reports"',
      'aws_s3_bucket_acl aws_s3_bucket_acl.reports "aws_s3_bucket_acl.reports"',
      'aws_security_group module.network.aws_security_group.bastion "module.network.aws_security_group.bastion"',
      'aws_s3_bucket module.storage["uploads"].aws_s3_bucket.this "module.storage[\\"uploads\\"].aws_s3_bucket.this"',
    ]);
    assert.equal(
      one('module.service.aws_db_instance.orders').subject.address,
      'module.service.aws_db_instance.orders[0]',
    );
  });

  it('say what will be, what is not known yet, and whose id that will be', () => {
    assert.equal(told(one('aws_s3_bucket_acl.reports').get('acl')), '"public-read"');
    assert.equal(told(one('aws_s3_bucket.reports').get('tags')), 'absent');
    assert.equal(told(one('aws_s3_bucket.reports').get('arn')), 'unknown: known only once it is applied');
    assert.equal(told(one('aws_s3_bucket_acl.reports').get('bucket')), '→ aws_s3_bucket.reports');
    assert.equal(
      told(one('module.storage.aws_s3_bucket_acl.this').get('bucket')),
      '→ module.storage.aws_s3_bucket.this',
    );
    assert.equal(
      told(one('aws_s3_bucket_public_access_block.uploads').get('bucket')),
      '→ module.storage.aws_s3_bucket.this',
    );
    const [ingress] = one('module.network.aws_security_group.bastion').all('ingress');
    assert.equal(told(ingress!.get('from_port')), '22');
  });

  it('hold documents as text, with exact places', () => {
    const role = one('module.service.aws_iam_role_policy.buckets');
    const action = asString(
      field(
        (field(role.json(role.get('policy')), 'Statement') as { value: readonly Value<Data>[] }).value[0]!,
        'Action',
      ),
    );
    assert.equal(action.state === 'known' && action.value, 's3:*');
    assert.equal(set.textAt(action.at), '\\"s3:*\\"');
  });

  it('make nothing of what will be gone', () => {
    const gone = one('module.service.aws_db_instance.old').exists;
    assert.equal(gone.state === 'known' && gone.value, false);
  });

  it('are the same when they are so large that they are read in parts', () => {
    const large = JSON.parse(plan);
    const more = Array.from({ length: 40 }, (_, i) => ({
      ...large.resource_changes[0],
      address: `aws_s3_bucket.b${i}`,
      name: `b${i}`,
    }));
    const text = JSON.stringify({ ...large, resource_changes: [...large.resource_changes, ...more] }, null, 2);
    const wide = read({ 'plan.json': text });
    assert.equal(wide.resources().length, set.resources().length + 40);
    assert.equal(told(wide.resource('aws_s3_bucket_acl.reports').get('bucket')), '→ aws_s3_bucket.reports');
  });

  it('and state files are never written', () => {
    const change = { type: 'remove' as const, at: one('aws_s3_bucket_acl.reports').get('acl').at };
    assert.equal(set.changed(change, 'plan.json'), plan);
  });
});

describe('Terraform state files', () => {
  const set = read({ 'terraform.tfstate': state });

  it('give every instance of a resource with what it is', () => {
    assert.deepEqual(
      set.resources().map(({ subject }) => subject.address),
      [
        'aws_s3_bucket.reports',
        'aws_s3_bucket_acl.reports',
        'module.storage["uploads"].aws_s3_bucket_acl.this',
        'module.storage["uploads"].aws_s3_bucket_public_access_block.this',
        'module.network.aws_security_group.bastion[0]',
      ],
    );
    assert.equal(told(set.resource('aws_s3_bucket_acl.reports').get('bucket')), '"orders-reports"');
    assert.equal(set.textAt(set.resource('aws_s3_bucket_acl.reports').get('acl').at), '"public-read"');
  });
});

describe('Terraform plans and state files, whatever is typed', () => {
  it('are read without a throw, at places inside the text', () => {
    const walk = (value: Value<Data>, seen: World): void => {
      seen.textAt(value.at);
      if (value.state !== 'known') return;
      if (Array.isArray(value.value)) for (const entry of value.value as Value<Data>[]) walk(entry, seen);
      for (const entry of asFields(value)?.values() ?? []) walk(entry, seen);
    };
    const files = { 'plan.json': plan, 'terraform.tfstate': state };
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.entries(files)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(60),
        fc.constantFrom('', '{', '}', '[', ']', '"', ',', 'null', '\\'),
        ([path, text], where, length, piece) => {
          const at = Math.floor(where * text.length);
          const seen = read({ [path]: text.slice(0, at) + piece + text.slice(at + length) });
          for (const resource of seen.resources()) {
            seen.textAt(resource.subject.head);
            for (const name of ['bucket', 'acl', 'policy', 'ingress']) {
              walk(resource.json(resource.get(name)), seen);
              for (const inner of resource.all(name)) seen.textAt(inner.slot('x').block);
            }
            resource.each('aws_s3_bucket');
          }
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
    assert.ok(formats.includes(terraformPlan));
  });
});
