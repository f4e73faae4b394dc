import assert from 'node:assert/strict';
import { environmentsIn, type SetUp, setUp } from '../../src/config/set-up';
import { loadWorkspace } from '../../src/config/workspace';
import { knownRules } from '../../src/surfaces/rule-cards';

const NOTHING: SetUp = { policies: [], environments: [] };
const DECIDED: SetUp = {
  organisation: 'Fernway',
  policies: ['doors-are-few-and-guarded', 'secrets-live-in-the-vault'],
  owner: { team: 'Platform Security', codeowners: '@fernway/security' },
  contact: { type: 'chat', name: '#ask-security', answers: '4 h' },
  environments: [{ name: 'production', paths: ['infra/prod/**'] }],
  threshold: 'high',
};

describe('setting up a workspace', () => {
  it('writes files that read without a problem and say what was decided', () => {
    const changes = setUp(DECIDED, []);
    assert.deepEqual(
      changes.map(({ path }) => path),
      [
        '.handrail/config.yaml',
        '.handrail/policies/doors-are-few-and-guarded.yaml',
        '.handrail/policies/secrets-live-in-the-vault.yaml',
      ],
    );
    assert.ok(changes.every(({ before }) => before === undefined));
    const files = changes.map(({ path, after }) => ({ path, text: after }));
    const { problems, policies, configuration, environments } = loadWorkspace(files, knownRules);
    assert.deepEqual(problems, []);
    assert.deepEqual(environments, [{ name: 'production', paths: ['infra/prod/**'] }]);
    assert.equal(configuration.organisation, 'Fernway');
    assert.equal(configuration.environmentOf('infra/prod/main.tf'), 'production');
    const doors = policies.byId('doors-are-few-and-guarded')!;
    assert.equal(doors.owner?.team, 'Platform Security');
    assert.equal(doors.contact?.[0]?.name, '#ask-security');
    assert.equal(doors.title, 'Doors are few and guarded');
  });

  it('can be done twice: the second time there is nothing to write', () => {
    const files = setUp(DECIDED, []).map(({ path, after }) => ({ path, text: after }));
    assert.deepEqual(setUp(DECIDED, files), []);
  });

  it('leaves what somebody wrote, and puts in what is missing', () => {
    const config = '# ours\nversion: 1\nthreshold: critical # agreed in March\n';
    const policy = 'version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: Network\n';
    const changes = setUp(DECIDED, [
      { path: '.handrail/config.yaml', text: config },
      { path: '.handrail/policies/doors.yaml', text: policy },
    ]);
    const after = new Map(changes.map((change) => [change.path, change.after]));
    const written = after.get('.handrail/config.yaml')!;
    assert.ok(written.startsWith(config), written);
    assert.match(written, /^organisation: Fernway$/m);
    const doors = after.get('.handrail/policies/doors.yaml')!;
    assert.ok(doors.startsWith(policy), doors);
    assert.match(doors, /#ask-security/);
    assert.doesNotMatch(doors, /Platform Security/);
    assert.ok(!after.has('.handrail/policies/doors-are-few-and-guarded.yaml'));
  });

  it('leaves a file alone that can’t be read', () => {
    const broken = 'version: 1\nthreshold: [high\n';
    assert.deepEqual(setUp({ ...NOTHING, threshold: 'high' }, [{ path: '.handrail/config.yaml', text: broken }]), []);
  });

  it('takes a file for a part of the workspace as it is, and writes one for the whole', () => {
    const scoped = 'version: 1\nextends: doors-are-few-and-guarded\nscope: { paths: [edge/**] }\n';
    const changes = setUp({ ...NOTHING, policies: ['doors-are-few-and-guarded'] }, [
      { path: '.handrail/policies/edge.yaml', text: scoped },
    ]);
    assert.ok(changes.some(({ path }) => path === '.handrail/policies/doors-are-few-and-guarded.yaml'));
    assert.ok(!changes.some(({ path }) => path === '.handrail/policies/edge.yaml'));
  });
});

describe('environments', () => {
  it('are read off the names of folders, the outermost first', () => {
    assert.deepEqual(environmentsIn(['infra/prod/main.tf', 'infra/stg/dev/main.tf', 'README.md']), [
      { name: 'production', paths: ['infra/prod/**'] },
      { name: 'staging', paths: ['infra/stg/**'] },
    ]);
  });

  it('are one glob where many folders have the name', () => {
    const paths = ['a', 'b', 'c', 'd'].map((service) => `${service}/production/main.tf`);
    assert.deepEqual(environmentsIn(paths), [{ name: 'production', paths: ['**/production/**'] }]);
  });

  it('are none where no folder says so', () => {
    assert.deepEqual(environmentsIn(['infra/main.tf', 'products/list.yaml', 'devices/main.tf']), []);
  });
});
