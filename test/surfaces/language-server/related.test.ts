import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { FindingsResult, ScanResult } from '../../../src/surfaces/protocol';
import { Client, SSH, uriOf } from '../../support/language-server';

type Files = Readonly<Record<string, string>>;

/** A project of the fixtures. */
function fixture(name: string): Files {
  const root = `test/fixtures/${name}`;
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => `${entry.parentPath}/${entry.name}`);
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

const STACK = (rule: string) => `Parameters:
  Cidr: { Type: String }
Resources:
  Gate:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: gate
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: ${rule} }
`;

/** Files that lead to each other over folders; what one says hangs on the others. */
const PROJECTS: Readonly<Record<string, Files>> = {
  Terraform: fixture('terraform-modules'),
  Bicep: fixture('bicep'),
  Kustomize: fixture('kustomize'),
  Helm: fixture('helm'),
  Compose: fixture('compose'),
  'Azure Pipelines': fixture('azure-pipelines'),
  CloudFormation: {
    'app/main.yaml': `Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested/gate.yaml
      Parameters: { Cidr: 0.0.0.0/0 }
`,
    'app/nested/gate.yaml': STACK('!Ref Cidr'),
  },
  'GitHub Actions': {
    '.github/workflows/pull.yml': `on: pull_request
permissions: {}
jobs:
  tell:
    runs-on: ubuntu-24.04
    steps:
      - uses: ./.github/actions/tell
        with:
          text: \${{ github.event.pull_request.title }}
`,
    '.github/actions/tell/action.yml': `name: Tell
inputs:
  text: { required: true }
runs:
  using: composite
  steps:
    - run: ./tell "\${{ inputs.text }}"
      shell: bash
`,
  },
  'GitLab CI': {
    '.gitlab-ci.yml': `include: /.gitlab/ci/tell.yml
tell:
  extends: .tell
  script:
    - eval "./tell --text $NOTE"
`,
    '.gitlab/ci/tell.yml': `.tell:
  variables:
    NOTE: About $CI_COMMIT_TITLE
  script: ./tell
`,
  },
};

const scan = (client: Client) => client.ask<ScanResult>('handrail/scan', { folders: [] });
const told = async (client: Client, path: string) =>
  (await client.diagnostics(path)).map(({ code, range, message }) => `${code} ${range.start.line + 1}: ${message}`);
const read = async (client: Client) =>
  (await client.ask<FindingsResult>('handrail/findings', undefined)).findings.map(({ path }) => path);

/** What each file says when nothing but some files of the project is there. */
async function alone(files: Files, there: (path: string, opened: string) => boolean): Promise<object> {
  const said: Record<string, readonly string[]> = {};
  for (const opened of Object.keys(files)) {
    const world = Object.fromEntries(Object.entries(files).filter(([path]) => there(path, opened)));
    const client = await Client.start({ files: world });
    await client.open(opened);
    said[opened] = await told(client, opened);
  }
  return said;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

describe('a file that is opened, and no other was read', function () {
  this.timeout(60_000);

  for (const [name, files] of Object.entries(PROJECTS)) {
    it(`says what it says after a scan: ${name}`, async () => {
      const client = await Client.start({ files });
      await scan(client);
      const scanned: Record<string, readonly string[]> = {};
      for (const path of Object.keys(files)) {
        await client.open(path);
        scanned[path] = await told(client, path);
      }
      assert.deepEqual(await alone(files, () => true), scanned);
      const besides = await alone(files, (path, opened) => folderOf(path) === folderOf(opened));
      assert.notDeepEqual(besides, scanned, 'nothing in this project hangs on another folder');
    });
  }

  const CALL = 'module "gate" {\n  source = "../modules/gate"\n  cidr   = "0.0.0.0/0"\n}\n';
  const MODULE = { 'modules/gate/main.tf': SSH('var.cidr'), 'modules/gate/variables.tf': 'variable "cidr" {}\n' };

  it('brings nothing along that has nothing to do with it', async () => {
    const client = await Client.start({
      files: { ...MODULE, 'live/main.tf': CALL, 'other/main.tf': SSH(), 'other/deploy.yaml': 'a: 1\n' },
    });
    await client.open('modules/gate/main.tf');
    await client.pull('modules/gate/main.tf');
    assert.deepEqual(await read(client), ['live/main.tf']);
    assert.equal(client.host.reads.includes(uriOf('other/deploy.yaml')), false);
  });

  it('looks into nothing that is excluded', async () => {
    const files = { ...MODULE, 'live/main.tf': CALL, '.handrail/config.yaml': 'version: 1\nexclude: [live]\n' };
    const client = await Client.start({ files });
    await client.open('modules/gate/main.tf');
    assert.deepEqual(await client.rules('modules/gate/main.tf'), []);
    assert.equal(client.host.reads.includes(uriOf('live/main.tf')), false);
  });

  it('hears of a caller that comes, changes and goes', async () => {
    const client = await Client.start({ files: MODULE });
    await client.open('modules/gate/main.tf');
    const findings = async () => (await read(client)).length;
    assert.equal(await findings(), 0);
    await client.outside({ 'live/main.tf': CALL });
    await client.quiet();
    assert.equal(await findings(), 1);
    await client.outside({ 'live/main.tf': CALL.replace('0.0.0.0/0', '10.0.0.0/8') });
    await client.quiet();
    assert.equal(await findings(), 0);
    await client.outside({ 'live/main.tf': CALL });
    await client.outside({ 'live/main.tf': undefined }, ['live']);
    await client.quiet();
    assert.equal(await findings(), 0);
    await client.outside({ 'stage/main.tf': CALL }, ['stage']);
    await client.quiet();
    assert.equal(await findings(), 1);
  });

  it('follows a call when it is saved', async () => {
    const client = await Client.start({ files: { ...MODULE, 'live/main.tf': 'locals {}\n' } });
    await client.open('live/main.tf');
    await client.pull('live/main.tf');
    assert.equal(client.host.reads.includes(uriOf('modules/gate/variables.tf')), true, 'looked through');
    await client.change('live/main.tf', CALL);
    await client.pull('live/main.tf');
    await client.outside({ 'live/main.tf': CALL });
    await client.quiet();
    assert.equal((await read(client)).length, 1);
  });

  it('is shown before what takes long to look through, and corrected then', async () => {
    const client = await Client.start({ files: { ...MODULE, 'live/main.tf': CALL } });
    const list = client.host.list.bind(client.host);
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    client.host.list = async function* (...args) {
      await held;
      yield* list(...args);
    };
    await client.open('modules/gate/variables.tf');
    await client.pull('modules/gate/variables.tf');
    assert.deepEqual(await read(client), []);
    client.changes.length = 0;
    go();
    await client.until(() => client.changes.some(({ uris }) => uris.includes(uriOf('live/main.tf'))));
    assert.deepEqual(await read(client), ['live/main.tf']);
  });

  it('does not look around a file that lies in no folder', async () => {
    const files = { 'file:///home/a/main.tf': SSH('var.cidr'), 'file:///home/a/b/main.tf': CALL };
    const client = await Client.start({ files });
    await client.open('file:///home/a/main.tf');
    await client.pull('file:///home/a/main.tf');
    assert.deepEqual(
      client.host.reads,
      ['file:///home/a/main.tf'].filter((uri) => client.host.reads.includes(uri)),
    );
    assert.equal(client.host.reads.includes('file:///home/a/b/main.tf'), false);
  });
});
