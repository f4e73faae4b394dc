import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { FindingsResult, PolicyTextResult } from '../../../src/surfaces/protocol';
import type { PolicyResult } from '../../../src/surfaces/protocol-policy';
import { Client, covered, placeOf, SSH, uriOf } from '../../support/language-server';
import { leaked, plant } from '../../support/planted';

const CONFIG = '.handrail/config.yaml';

const opened = async (path: string, text: string, files: Readonly<Record<string, string>> = {}) => {
  const client = await Client.start({ files });
  await client.open(path, text);
  return client;
};

describe('files that people write for Handrail', () => {
  it('are checked in the editor: what is wrong, where, and what to write instead', async () => {
    const text = 'version: 1\nseverities:\n  open-admin-prt: high\n';
    const client = await opened(CONFIG, text);
    const [found] = await client.diagnostics(CONFIG);
    assert.equal(covered(text, found!), 'open-admin-prt');
    assert.equal(found!.severity, DiagnosticSeverity.Warning);
    assert.match(found!.message, /open-admin-port/);
    await client.change(CONFIG, text.replace('prt', 'port'));
    assert.deepEqual(await client.diagnostics(CONFIG), []);
  });

  it('say that a name with another ending is not read', async () => {
    const client = await opened('.handrail/config.yml', 'version: 1\n');
    const [found] = await client.diagnostics('.handrail/config.yml');
    assert.match(found!.message, /Rename it to `\.yaml`/);
  });

  it('are completed with the names that exist here', async () => {
    const text = 'version: 1\nseverities:\n  open-ad\n';
    const client = await opened(CONFIG, text);
    const labels = (await client.completions(CONFIG, { line: 2, character: 9 })).map(({ label }) => label);
    assert.ok(labels.includes('open-admin-port'), String(labels.slice(0, 5)));
    const keys = (await client.completions(CONFIG, { line: 3, character: 0 })).map(({ label }) => label);
    assert.ok(keys.includes('exclude') && !keys.includes('version'), String(keys));
  });

  it('explain their keys and names', async () => {
    const text = 'version: 1\nseverities:\n  open-admin-port: high\nexclude: [old]\n';
    const client = await opened(CONFIG, text);
    assert.match(await client.hover(CONFIG, placeOf(text, 'exclude')), /\w{4}/);
    assert.match(await client.hover(CONFIG, placeOf(text, 'open-admin')), /\*\*Administration port/);
  });

  it('complete owners with the handles of CODEOWNERS', async () => {
    const path = '.handrail/policies/own.yaml';
    const text = 'version: 1\nextends: doors-are-few-and-guarded\nowner:\n  codeowners: \n';
    const client = await opened(path, text, { CODEOWNERS: '* @shop/doors\n' });
    const labels = (await client.completions(path, { line: 3, character: 14 })).map(({ label }) => label);
    assert.ok(labels.includes('@shop/doors'), String(labels));
  });

  it('take completion and hover to themselves: other files have none', async () => {
    const client = await opened('values.yaml', 'version: 1\n');
    assert.deepEqual(await client.completions('values.yaml', { line: 1, character: 0 }), []);
    assert.equal(await client.hover('values.yaml', { line: 0, character: 2 }), '');
  });

  it('offer whole blocks with places to fill in to editors that know such, and plain ones to others', async () => {
    const text = 'version: 1\nextends: doors-are-few-and-guarded\n';
    const path = '.handrail/policies/own.yaml';
    for (const snippetSupport of [true, false]) {
      const capabilities = { textDocument: { completion: { completionItem: { snippetSupport } } } };
      const client = await Client.start({ capabilities });
      await client.open(path, text);
      const items = await client.completions(path, { line: 2, character: 0 });
      const block = items.find(({ label }) => label === 'owner block');
      const written = (block!.textEdit as { newText: string }).newText;
      assert.equal(written, snippetSupport ? 'owner:\n  team: ${1:team}' : 'owner:\n  team: team');
      assert.equal(block!.insertTextFormat, snippetSupport ? 2 : undefined);
    }
  });

  it('say which links lead to no file, and are content once it is there', async () => {
    const path = '.handrail/policies/own.yaml';
    const text = `version: 1\nextends: doors-are-few-and-guarded\nowner: { team: A }\ncontact: [{ type: page, name: How, url: docs/how.md }]\n`;
    const client = await opened(path, text);
    const [found, ...others] = await client.diagnostics(path);
    assert.equal(covered(text, found!), 'docs/how.md');
    assert.deepEqual(others, []);
    await client.outside({ 'docs/how.md': '# How\n' });
    assert.deepEqual(await client.diagnostics(path), []);
  });
});

describe('quick fixes in files that people write for Handrail', () => {
  it('are edits that leave nothing to be said', async () => {
    const text = 'version: 1\nseverities: { open-admin-prt: high } # ours\n';
    const client = await opened(CONFIG, text);
    const [action] = await client.actions(CONFIG, placeOf(text, 'admin-prt'), ['quickfix']);
    assert.equal(action?.title, 'Write open-admin-port');
    assert.ok(action?.isPreferred && action.diagnostics?.length === 1);
    await client.apply(action.edit!);
    assert.equal(client.text(CONFIG), text.replace('prt', 'port'));
    assert.deepEqual(await client.diagnostics(CONFIG), []);
  });

  it('rename a file whose name is not read', async () => {
    const client = await opened('.handrail/config.yml', 'version: 1\n');
    const [action] = await client.actions('.handrail/config.yml', { line: 0, character: 0 });
    assert.deepEqual(action?.edit?.documentChanges, [
      { kind: 'rename', oldUri: uriOf('.handrail/config.yml'), newUri: uriOf('.handrail/config.yaml') },
    ]);
  });

  it('write nothing back from which a credential was taken out', async () => {
    const planted = plant();
    const [path = '', secret = ''] = [...planted.files].find(([name]) => name.endsWith('.conf')) ?? [];
    const line = secret.split('\n').find((one) => planted.in(path).some((credential) => one.includes(credential)));
    const text = `version: 1\nexclude: ${JSON.stringify(line)}\n`;
    const client = await opened(CONFIG, text);
    assert.match((await client.diagnostics(CONFIG)).at(-1)!.message, /`exclude` takes a list/);
    const titles = (await client.actions(CONFIG, placeOf(text, '"'), ['quickfix'])).map(({ title }) => title);
    assert.ok(!titles.includes('Make it a list of one'), titles.join());
  });

  it('stay away from where nothing is wrong', async () => {
    const text = 'version: 1\nthreshold: hihg\n';
    const client = await opened(CONFIG, text);
    assert.deepEqual(await client.actions(CONFIG, placeOf(text, 'version')), []);
    assert.deepEqual(await client.actions(CONFIG, placeOf(text, 'hihg'), ['source.fixAll']), []);
  });
});

describe('the policy page', () => {
  it('has links to files as their uris, from where the policy lies, and leaves out steps that have ended', async () => {
    const pack = `version: 1
extends: doors-are-few-and-guarded
contact:
  - { type: page, name: How, url: docs/how.md }
  - { type: chat, name: "#ask", url: "slack://channel?id=1" }
  - { type: page, name: Out, url: ../../out.md }
escalation:
  - { when: At night, to: Ada, until: 2026-02-28 }
  - { when: By day, to: Grace, until: 2026-03-01 }
`;
    const client = await opened('main.tf', SSH(), { 'shared/a.yaml': pack, [CONFIG]: 'version: 1\npacks: [shared]\n' });
    const { page } = await client.ask<PolicyResult>('handrail/policy', { policy: 'doors-are-few-and-guarded' });
    assert.deepEqual(
      page?.who.contacts.map(({ url }) => url),
      [uriOf('shared/docs/how.md'), 'slack://channel?id=1', undefined],
    );
    assert.deepEqual(
      page?.who.escalation.map(({ to }) => to),
      ['Grace'],
    );
    assert.deepEqual(
      page?.origin.files.map(({ name }) => name),
      ['built in', 'shared/a.yaml (pack shared)'],
    );
  });
});

describe('going to a definition', () => {
  const OWN = '.handrail/policies/own.yaml';
  const text = `version: 1
extends: doors-are-few-and-guarded
owner: { team: A }
rules: { related: [open-admin-port] }
contact: [{ type: page, name: How, url: docs/how.md }]
`;
  const files = { [OWN]: text, 'docs/how.md': '# How\n' };

  it('leads from names in a policy to the built-in policy, the rule and the file', async () => {
    const client = await opened(OWN, text, files);
    assert.equal(await client.definition(OWN, placeOf(text, 'few')), 'handrail-policy:/doors-are-few-and-guarded.yaml');
    assert.equal(await client.definition(OWN, placeOf(text, 'admin')), 'handrail-rule:/open-admin-port.md');
    assert.equal(await client.definition(OWN, placeOf(text, 'docs/')), uriOf('docs/how.md'));
    assert.equal(await client.definition(OWN, placeOf(text, 'team')), undefined);
    const { text: shown } = await client.ask<PolicyTextResult>('handrail/policyText', {
      file: 'doors-are-few-and-guarded.yaml',
    });
    assert.match(shown ?? '', /^id: doors-are-few-and-guarded$/m);
    assert.equal((await client.ask<PolicyTextResult>('handrail/policyText', { file: '__proto__' })).text, undefined);
  });

  it('leads from a finding to the file that has the last word about its policy', async () => {
    const client = await opened('main.tf', SSH(), files);
    assert.equal(await client.definition('main.tf', placeOf(SSH(), '0.0.0.0')), uriOf(OWN));
    assert.equal(await client.definition('main.tf', placeOf(SSH(), 'resource')), undefined);
    const without = await opened('main.tf', SSH());
    assert.equal(
      await without.definition('main.tf', placeOf(SSH(), '0.0.0.0')),
      'handrail-policy:/doors-are-few-and-guarded.yaml',
    );
  });
});

describe('packs of policies', () => {
  const PACK = 'node_modules/@shop/policies/policies/doors.yaml';
  const doors = (team: string) => `version: 1\nextends: doors-are-few-and-guarded\nowner: { team: ${team} }\n`;
  const naming = (...packs: readonly string[]) => `version: 1\npacks: ${JSON.stringify(packs)}\n`;
  const ownerIn = async (client: Client) =>
    (await client.ask<FindingsResult>('handrail/findings', undefined)).findings[0]?.owner;

  it('are read when a file is opened, from a package and from a folder, the later one over the earlier', async () => {
    const files = { [PACK]: doors('Package'), 'shared/doors.yaml': doors('Folder'), 'shared/notes.txt': 'x' };
    for (const [packs, owner] of [
      [['npm:@shop/policies', 'shared'], 'Folder'],
      [['shared', 'npm:@shop/policies'], 'Package'],
    ] as const) {
      const client = await opened('main.tf', SSH(), { ...files, [CONFIG]: naming(...packs) });
      await client.pull('main.tf');
      assert.equal(await ownerIn(client), owner);
      assert.match(
        await client.hover('main.tf', placeOf(SSH(), '0.0.0.0')),
        new RegExp(`owned by ${owner}.*from .*pack`),
      );
    }
  });

  it('follow the configuration while it is written, and their own files while these are', async () => {
    const client = await opened('main.tf', SSH(), { 'shared/doors.yaml': doors('Folder'), [CONFIG]: 'version: 1\n' });
    await client.pull('main.tf');
    assert.equal(await ownerIn(client), undefined);
    await client.open(CONFIG);
    await client.pull(CONFIG);
    const woken = client.nextRefresh();
    await client.change(CONFIG, naming('shared'));
    await client.pull(CONFIG);
    await woken;
    assert.equal(await ownerIn(client), 'Folder');
    await client.open('shared/doors.yaml');
    await client.change('shared/doors.yaml', doors('Typed'));
    assert.deepEqual(await client.diagnostics('shared/doors.yaml'), []);
    assert.equal(await ownerIn(client), 'Typed');
    const keys = await client.completions('shared/doors.yaml', { line: 3, character: 0 });
    assert.ok(
      keys.some(({ label }) => label === 'contact'),
      'a pack’s own files are completed too',
    );
    await client.close('shared/doors.yaml');
    await client.quiet();
    assert.equal(await ownerIn(client), 'Folder');
    await client.outside({ 'shared/doors.yaml': doors('Saved') });
    await client.quiet();
    assert.equal(await ownerIn(client), 'Saved');
  });

  it('that are not there are told about, and taken in as soon as they are', async () => {
    const client = await opened(CONFIG, naming('npm:@shop/policies'));
    const [found] = await client.diagnostics(CONFIG);
    assert.match(found!.message, /not in `node_modules`.*Install it/);
    await client.outside({ [PACK]: doors('Package') }, ['node_modules']);
    await client.quiet();
    assert.deepEqual(await client.diagnostics(CONFIG), []);
  });

  it('behind links that lead out of the workspace are as if they were not there', async () => {
    const client = await Client.start({
      files: { 'shared/doors.yaml': doors('Elsewhere'), [CONFIG]: naming('shared') },
    });
    client.host.linked = /^shared/;
    await client.open(CONFIG);
    const [found] = await client.diagnostics(CONFIG);
    assert.match(found!.message, /no such folder/);
    assert.ok(!client.host.reads.some((uri) => uri.includes('shared')), 'nothing behind it was read');
  });

  it('are on offer where packages and submodules hold policies', async () => {
    const text = 'version: 1\npacks:\n  - \n';
    const client = await opened(CONFIG, text, {
      'package.json': JSON.stringify({ devDependencies: { '@shop/policies': '1', other: '1' } }),
      '.gitmodules': '[submodule "x"]\n\tpath = security\n\turl = https://git.example/x\n',
      [PACK]: doors('Package'),
      'node_modules/other/index.js': '',
      'security/policies/a.yaml': doors('Submodule'),
    });
    const labels = (await client.completions(CONFIG, { line: 2, character: 4 })).map(({ label }) => label);
    assert.deepEqual(labels, ['npm:@shop/policies', 'security']);
  });

  it('lose their credentials before anything else reads them', async () => {
    const planted = plant();
    const [path = '', secret = ''] = [...planted.files].find(([name]) => name.endsWith('.conf')) ?? [];
    const text = `${doors('A')}why:\n  business: |\n${secret.replace(/^/gm, '    ')}\n`;
    const client = await opened('main.tf', SSH(), { 'shared/doors.yaml': text, [CONFIG]: naming('shared') });
    const { page } = await client.ask<PolicyResult>('handrail/policy', { policy: 'doors-are-few-and-guarded' });
    assert.ok(
      planted.in(path).length > 0 && page?.origin.files.some(({ name }) => name === 'shared/doors.yaml (pack shared)'),
    );
    assert.deepEqual(leaked(JSON.stringify(page), planted.in(path)), []);
  });
});
