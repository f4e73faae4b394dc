import assert from 'node:assert/strict';
import { type CodeLens, CodeLensRequest } from 'vscode-languageserver/node';
import { Client, COMMENTS_DO, SSH, uriOf } from '../../support/language-server';

const lenses = async (client: Client, path: string): Promise<readonly CodeLens[]> =>
  (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(path) } })) ?? [];
const told = (all: readonly CodeLens[]) => all.map(({ range, command }) => `${range.start.line} ${command?.title}`);
const ON = { codeLens: true };
const BUCKET = 'resource "aws_s3_bucket_acl" "open" {\n  bucket = "open"\n  acl    = "public-read"\n}\n';

describe('the line above a resource', () => {
  it('is off unless it is wanted', async () => {
    const client = await Client.start();
    await client.open('main.tf', SSH());
    assert.deepEqual(await lenses(client, 'main.tf'), []);
  });

  it('says how many findings, which policy and whose, where the resource begins', async () => {
    const owner = 'version: 1\nextends: doors-are-few-and-guarded\nowner: { team: Platform }\n';
    const client = await Client.start({ settings: ON, files: { '.handrail/policies/d.yaml': owner } });
    await client.open('main.tf', `# below\n${SSH()}${SSH('"0.0.0.0/0", "::/0"').replace('bastion', 'b')}${BUCKET}`);
    assert.deepEqual(told(await lenses(client, 'main.tf')), [
      '1 1 finding · Doors are few and guarded · Platform',
      '9 2 findings · Doors are few and guarded · Platform',
      '17 1 finding · Only the right people reach customer data · nobody named yet',
    ]);
  });

  it('leads to the policy', async () => {
    const client = await Client.start({ settings: ON });
    await client.open('main.tf', SSH());
    const [{ command } = { command: undefined }] = await lenses(client, 'main.tf');
    assert.equal(command?.command, 'handrail.explainPolicy');
    assert.deepEqual(command?.arguments?.slice(0, 2), ['doors-are-few-and-guarded', uriOf('main.tf')]);
  });

  it('stands where the finding is when the resource lies in another file, and is silent about what is waived', async () => {
    const text = 'variable "cidr" {\n  default = "0.0.0.0/0"\n}\n';
    const client = await Client.start({ settings: ON, files: { ...COMMENTS_DO, 'main.tf': SSH('var.cidr') } });
    await client.open('variables.tf', text);
    assert.deepEqual(
      (await lenses(client, 'variables.tf')).map(({ range }) => range.start.line),
      [1],
    );
    const waiver = '  # handrail:allow open-admin-port until=2026-03-20 owner=ops reason="soon"\n';
    await client.change('variables.tf', text.replace('  default', `${waiver}  default`));
    assert.deepEqual(await lenses(client, 'variables.tf'), []);
  });

  it('comes and goes with the setting', async () => {
    const client = await Client.start();
    await client.open('main.tf', SSH());
    await client.configure(ON);
    await client.quiet();
    assert.equal((await lenses(client, 'main.tf')).length, 1);
  });
});
