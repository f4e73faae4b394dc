import assert from 'node:assert/strict';
import { METHODS } from '../../../src/surfaces/protocol';
import type { DraftPolicyResult, SetUp, SetUpFiles, SetUpOffer } from '../../../src/surfaces/protocol-set-up';
import { Client, ROOT, SSH } from '../../support/language-server';

const DECIDED: SetUp = {
  organisation: 'Fernway',
  policies: ['doors-are-few-and-guarded'],
  owner: { codeowners: '@fernway/security' },
  environments: [],
};
const offered = (client: Client, folder?: string) =>
  client.connection.sendRequest<SetUpOffer | null>(METHODS.setUp, { folder });
const filesFor = (client: Client, decided: SetUp) =>
  client.connection.sendRequest<SetUpFiles | null>(METHODS.setUpFiles, { folder: ROOT, decided });
const drafted = (client: Client, title: string) =>
  client.connection.sendRequest<DraftPolicyResult | null>(METHODS.draftPolicy, {
    folder: ROOT,
    title,
    decided: { owner: { team: 'Platform $1' } },
  });

describe('setting up a workspace', () => {
  it('begins with what the repository shows: findings, people, environments', async () => {
    const client = await Client.start({
      files: { 'infra/prod/main.tf': SSH(), CODEOWNERS: '* @fernway/platform\n/infra/ @fernway/security\n' },
    });
    const offer = await offered(client, ROOT);
    assert.equal(offer?.policies[0]?.id, 'doors-are-few-and-guarded');
    assert.equal(offer?.policies[0]?.count, 1);
    assert.deepEqual(offer?.handles, ['@fernway/platform', '@fernway/security']);
    assert.deepEqual(offer?.environments, [{ name: 'production', paths: ['infra/prod/**'] }]);
  });

  it('is not offered without a folder', async () => {
    const client = await Client.start({ folders: [] });
    assert.equal(await offered(client), null);
  });

  it('goes by the text in the editor where a file is open', async () => {
    const config = '.handrail/config.yaml';
    const client = await Client.start({ files: { [config]: 'version: 1\n', 'main.tf': SSH() } });
    await offered(client);
    await client.open(config, 'version: 1\norganisation: Ours\n');
    const result = await filesFor(client, DECIDED);
    assert.deepEqual(
      result?.files.map(({ path }) => path),
      ['.handrail/policies/doors-are-few-and-guarded.yaml', 'CODEOWNERS'],
    );
    assert.equal(result?.files[0]?.uri, `${ROOT}/.handrail/policies/doors-are-few-and-guarded.yaml`);
  });

  it('leads changes of its files to whoever answers, where CODEOWNERS can name them and does not yet', async () => {
    const owners = '* @fernway/platform';
    const client = await Client.start({ files: { 'docs/CODEOWNERS': owners } });
    await offered(client);
    const routeFor = async (owner: SetUp['owner']) => {
      const result = await filesFor(client, { policies: [], environments: [], ...(owner ? { owner } : {}) });
      return result?.files.find(({ path }) => path.endsWith('CODEOWNERS'));
    };
    assert.equal(await routeFor({ team: 'Platform Security' }), undefined);
    assert.deepEqual(await routeFor({ codeowners: '@fernway/security' }), {
      uri: `${ROOT}/docs/CODEOWNERS`,
      path: 'docs/CODEOWNERS',
      before: owners,
      after: `${owners}\n/.handrail/ @fernway/security\n`,
    });
    const routed = await Client.start({ files: { CODEOWNERS: '/.handrail/ @fernway/risk\n' } });
    await offered(routed);
    const files = await filesFor(routed, DECIDED);
    assert.ok(!files?.files.some(({ path }) => path === 'CODEOWNERS'));
  });

  it('says which policies a file speaks about already', async () => {
    const own = 'version: 1\nextends: doors-are-few-and-guarded\nowner: { team: Network }\n';
    const client = await Client.start({ files: { '.handrail/policies/doors.yaml': own } });
    const offer = await offered(client);
    assert.deepEqual(
      offer?.policies.filter((policy) => policy.own).map(({ id }) => id),
      ['doors-are-few-and-guarded'],
    );
  });
});

describe('a new policy', () => {
  it('is a file with stops for what only people can say, and whatever was typed is text', async () => {
    const client = await Client.start();
    const draft = await drafted(client, 'Customer data stays: here');
    assert.equal(draft?.uri, `${ROOT}/.handrail/policies/customer-data-stays-here.yaml`);
    assert.match(draft!.snippet, /^title: "Customer data stays: here"$/m);
    assert.match(draft!.snippet, /team: Platform \\\$1/);
    assert.match(draft!.snippet, /primary:\n {4}- \$3/);
  });

  it('never takes the name of another', async () => {
    const client = await Client.start({ files: { '.handrail/policies/ours.yaml': 'version: 1\n' } });
    await offered(client);
    assert.equal((await drafted(client, 'Ours'))?.uri, `${ROOT}/.handrail/policies/ours-2.yaml`);
    const builtIn = await drafted(client, 'Doors are few and guarded');
    assert.equal(builtIn?.uri, `${ROOT}/.handrail/policies/doors-are-few-and-guarded-2.yaml`);
    assert.match((await drafted(client, '守る'))!.uri, /\/policy\.yaml$/);
  });
});
