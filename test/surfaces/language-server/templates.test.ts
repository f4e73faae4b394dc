import assert from 'node:assert/strict';
import { CompletionItemKind, InsertTextFormat, type TextEdit } from 'vscode-languageserver/node';
import { METHODS } from '../../../src/surfaces/protocol';
import type { TemplatesResult, TemplateText } from '../../../src/surfaces/protocol-templates';
import { Client, covered, edited } from '../../support/language-server';

const DOORS = 'version: 1\nextends: doors-are-few-and-guarded\ntitle: "Doors ${1:x} } [a](b)"\n';
const OWN = `version: 1
id: gate
format: terraform
title: Gate
makes: A gate as we build it, [see](https://example.com).
body: |
  resource "gate" "\${1:main}" {
    shut = true # policy: doors-are-few-and-guarded
    name = "\${var.name} $TM_FILENAME \${CLIPBOARD}"
  }
`;
const TEMPLATE = '.handrail/templates/gate.yaml';
const BLOCK = 'resource "a" "b" {\n  c = 1\n}\n';

/** Labels of what is offered at `|` in a new file. */
async function offered(path: string, marked: string, files: Readonly<Record<string, string>> = {}) {
  const client = await Client.start({ files });
  const text = marked.replace('|', '');
  await client.open(path, text);
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  const items = await client.completions(path, position);
  return { client, text, position, items, labels: items.map(({ label }) => label) };
}
const labels = async (path: string, marked: string) => (await offered(path, marked)).labels;

describe('templates while somebody types', () => {
  it('are offered where one may begin, as snippets that replace the word', async () => {
    const { items, text } = await offered('infra/main.tf', `${BLOCK}\nhandrail-buc|\n`);
    const bucket = items.find(({ label }) => label === 'handrail-bucket-aws')!;
    assert.equal(bucket.kind, CompletionItemKind.Snippet);
    assert.equal(bucket.insertTextFormat, InsertTextFormat.Snippet);
    const edit = bucket.textEdit as TextEdit;
    assert.equal(covered(text, edit), 'handrail-buc');
    assert.match(edit.newText, /^resource "aws_s3_bucket" "\$\{1:uploads\}" \{\n/);
    assert.match(edit.newText, /= true # Only the right people reach customer data\n/);
    assert.match((bucket.documentation as { value: string }).value, /```terraform\nresource "aws_s3_bucket" "uploads"/);
  });

  it('are those of the file’s format', async () => {
    assert.ok((await labels('infra/main.tf', 'h|')).includes('handrail-role-gcp'));
    assert.deepEqual((await labels('Dockerfile', 'handrail|')).sort(), [
      'handrail-go',
      'handrail-node',
      'handrail-python',
    ]);
    assert.deepEqual((await labels('.github/workflows/ci.yml', 'handrail-|')).sort(), [
      'handrail-build',
      'handrail-deploy',
      'handrail-reusable',
    ]);
    assert.deepEqual(await labels('iam/policy.json', '|'), ['handrail-policy', 'handrail-trust']);
    const manifest = await labels(
      'deploy/web.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\nhandr|\n',
    );
    assert.ok(manifest.includes('handrail-deployment') && !manifest.includes('handrail-bucket'), String(manifest));
    const stack = await labels('stack.yaml', 'Resources:\n  A:\n    Type: AWS::SNS::Topic\n  handrail|\n');
    assert.ok(stack.includes('handrail-bucket') && !stack.includes('handrail-deployment'), String(stack));
  });

  it('are those of any format that an empty file may become', async () => {
    const found = await labels('new.yaml', 'handrail|\n');
    for (const name of ['handrail-deployment', 'handrail-bucket', 'handrail-build']) assert.ok(found.includes(name));
  });

  it('do not get in the way', async () => {
    for (const [path, marked] of [
      ['main.tf', 'resource "a" "b" {\n  handrail-|\n}\n'],
      ['main.tf', 'data|'],
      ['main.tf', '# handrail-|'],
      ['main.tf', 'res|'],
      ['terraform.tfvars', 'handrail-|'],
      ['deploy/web.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  handrail-|\n'],
      ['Dockerfile', 'FROM a\nhandrail-|'],
      ['values.yaml', 'a: 1\nhandrail-|\n'],
      ['kustomization.yaml', 'namespace: shop\n---\nhandrail-|'],
      ['Chart.yaml', 'handrail-|'],
      ['.handrail/config.yaml', 'handrail-|'],
      ['package.json', '{ handrail-| }'],
      ['notes.md', 'handrail-|'],
    ] as const) {
      const templates = (await labels(path, marked)).filter((label) => label.startsWith('handrail-'));
      assert.deepEqual(templates, [], `${path}: ${marked}`);
    }
  });

  it('give a file of a special name what is made for it alone', async () => {
    assert.deepEqual(await labels('kustomization.yaml', 'handrail-|'), ['handrail-overlay']);
    assert.ok(!(await labels('deploy/web.yaml', 'handrail-|')).includes('handrail-overlay'));
    assert.deepEqual(await labels('compose.yaml', 'handrail-|'), ['handrail-database', 'handrail-service']);
  });

  it('begin between the statements of a Bicep text', async () => {
    const statement = 'param place string\n';
    assert.ok((await labels('main.bicep', `${statement}\nhandrail-|\n`)).includes('handrail-cluster'));
    assert.ok((await labels('main.bicep', '// ours\nhandrail-|\n')).includes('handrail-cluster'));
    assert.deepEqual(await labels('main.bicep', 'var ports = {\n  handrail-|\n}\n'), []);
  });

  it('name what a repository says as plain text, and run none of it', async () => {
    const files = { [TEMPLATE]: OWN, '.handrail/policies/doors.yaml': DOORS };
    const { items } = await offered('main.tf', 'handrail-g|', files);
    const gate = items.find(({ label }) => label === 'handrail-gate')!;
    const { newText } = gate.textEdit as TextEdit;
    assert.ok(newText.includes('true # Doors \\${1:x\\} \\} [a](b)\n'), newText);
    assert.ok(newText.includes('"\\${var.name\\} \\$TM_FILENAME \\${CLIPBOARD\\}"'), newText);
    const said = (gate.documentation as { value: string }).value;
    assert.match(said, /From this repository: \\\.handrail/);
    assert.doesNotMatch(said, /\[see\]\(https/);
  });
});

describe('the list of templates', () => {
  const list = async (client: Client, params: object) =>
    (await client.ask<TemplatesResult>(METHODS.templates, params)).templates;

  it('begins with those of the open file’s format', async () => {
    const { client, position } = await offered('deploy/web.yaml', 'apiVersion: v1\nkind: Service\n|');
    const all = await list(client, { uri: 'file:///shop/deploy/web.yaml', position });
    assert.equal(all[0]!.format, 'Kubernetes');
    const formats = all.map(({ format }) => format).filter((format, i, every) => format !== every[i - 1]);
    assert.deepEqual(formats, [...new Set(formats)]);
    assert.ok(all.every(({ policies, makes }) => policies.length > 0 && makes));
  });

  it('has those of the workspace before any file is open', async () => {
    const client = await Client.start({ files: { [TEMPLATE]: OWN } });
    const all = await list(client, {});
    assert.deepEqual(
      all.filter(({ from }) => from),
      [
        {
          id: 'terraform/gate',
          title: 'Gate',
          makes: 'A gate as we build it, [see](https://example.com).',
          format: 'Terraform',
          policies: ['Doors are few and guarded'],
          from: TEMPLATE,
        },
      ],
    );
  });

  it('has the built-in ones without a folder', async () => {
    const client = await Client.start({ folders: [] });
    assert.ok((await list(client, {})).length > 30);
  });

  it('forgets a template that was taken out', async () => {
    const client = await Client.start({ files: { [TEMPLATE]: OWN } });
    await list(client, {});
    await client.outside({ [TEMPLATE]: undefined });
    await client.quiet();
    assert.equal(
      (await list(client, {})).some(({ from }) => from),
      false,
    );
    assert.equal(await client.ask(METHODS.template, { id: 'terraform/gate' }), null);
  });
});

describe('a template that is asked for', () => {
  const ask = (client: Client, path: string, position: object, id: string) =>
    client.ask<TemplateText | null>(METHODS.template, { uri: `file:///shop/${path}`, position, id });

  it('comes as a file of its own, and for the place of the cursor', async () => {
    const { client, position } = await offered('main.tf', `${BLOCK}\n|\n`);
    const found = await ask(client, 'main.tf', position, 'terraform/key-gcp');
    assert.match(found!.text, /^resource "google_kms_key_ring" "orders" \{\n/);
    assert.match(found!.snippet, /^resource "google_kms_key_ring" "\$\{1:orders\}" \{\n/);
    assert.deepEqual([found!.language, found!.file, found!.here?.atCursor], ['terraform', 'key-gcp.tf', true]);
  });

  it('goes behind what the cursor stands in, and leaves everything else as it is', async () => {
    const { client, text, position } = await offered('main.tf', `resource "a" "b" {\n  |c = 1\n}\n\n${BLOCK}`);
    const { here } = (await ask(client, 'main.tf', position, 'terraform/bucket-gcp'))!;
    assert.equal(here!.atCursor, false);
    const after = edited(text, [{ range: here!.range, newText: here!.snippet }]);
    assert.ok(after.startsWith(`${BLOCK}\nresource "google_storage_bucket"`), after);
    assert.ok(after.endsWith(`}\n\n${BLOCK}`), after);
  });

  it('has no place in a file of another format', async () => {
    const { client, position } = await offered('main.tf', BLOCK.replace('c', '|c'));
    const found = await ask(client, 'main.tf', position, 'dockerfile/go');
    assert.equal(found!.here, undefined);
    assert.equal(found!.file, 'Dockerfile');
  });
});
