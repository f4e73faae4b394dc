import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { Client, covered, placeOf } from '../../support/language-server';

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
});
