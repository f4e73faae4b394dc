import assert from 'node:assert/strict';
import { type Membership, orDefault } from '../../../src/facts';
import { iam } from '../../../src/providers/gcp/iam';
import { type PlainData, ref, resources, template, unknown } from '../../support/plain-resource';

function bound(type: string, attributes: Readonly<Record<string, PlainData>>): readonly Membership[] {
  const set = resources({
    [`${type}.a`]: attributes,
    'google_service_account.ci': {},
    'data.google_iam_policy.p': { binding: [{ role: 'roles/viewer', members: ['allUsers', 'group:a@example.com'] }] },
  });
  return [...iam.facts(set.get(`${type}.a`))] as Membership[];
}
const members = (facts: readonly Membership[]) =>
  facts.map(({ member }) => (member.state === 'known' ? `${member.value.type} ${member.value.id}` : '?'));

describe('bindings of Google Cloud', () => {
  it('are one membership for each member, in all three forms', () => {
    assert.deepEqual(
      members(bound('google_project_iam_member', { role: 'roles/owner', member: 'user:a@example.com' })),
      ['user user:a@example.com'],
    );
    const binding = bound('google_storage_bucket_iam_binding', {
      role: 'r',
      members: ['allAuthenticatedUsers', unknown()],
    });
    assert.deepEqual(members(binding), ['authenticated *', '?']);
    const policy = bound('google_pubsub_topic_iam_policy', {
      policy_data: ref('data.google_iam_policy.p', 'policy_data'),
    });
    assert.deepEqual(members(policy), ['anyone *', 'group group:a@example.com']);
  });

  it('find a service account that is declared in reach', () => {
    const member = template('serviceAccount:', ref('google_service_account.ci', 'email'));
    assert.deepEqual(members(bound('google_project_iam_member', { role: 'r', member })), [
      'identity google_service_account.ci',
    ]);
  });

  it('say how far they reach', () => {
    const reach = (type: string, more = {}) => bound(type, { role: 'r', member: 'allUsers', ...more })[0]!.reach;
    assert.equal(orDefault(reach('google_project_iam_member')), 'project');
    assert.equal(orDefault(reach('google_storage_bucket_iam_member', { bucket: 'site' })), 'site');
  });

  it('keep a condition', () => {
    const [fact] = bound('google_project_iam_member', {
      role: 'r',
      member: 'allUsers',
      condition: [{ expression: 'x' }],
    });
    assert.equal(fact!.conditions.state, 'known');
  });
});
