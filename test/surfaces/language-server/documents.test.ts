import assert from 'node:assert/strict';
import type { CoverageResult, HandbookResult } from '../../../src/surfaces/protocol-documents';
import { Client, ROOT } from '../../support/language-server';

const DOORS = (team: string) => `version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: ${team}\n`;
const OWN = '.handrail/policies/doors.yaml';
const owner = ({ text }: HandbookResult) => /Doors are few and guarded\]\([^)]*\) \| ([^|]+) \|/.exec(text)?.[1];
const handbook = (client: Client, params: object = {}) =>
  client.ask<HandbookResult>('handrail/handbook', { format: 'markdown', ...params });

describe('the handbook of a workspace', () => {
  it('says what its files say, before any of them was opened', async () => {
    const client = await Client.start({ files: { [OWN]: DOORS('Platform') } });
    assert.equal(owner(await handbook(client)), 'Platform');
  });

  it('says what the editor holds, saved or not', async () => {
    const client = await Client.start({ files: { [OWN]: DOORS('Platform') } });
    await client.open(OWN, DOORS('Payments'));
    assert.equal(owner(await handbook(client)), 'Payments');
  });

  it('includes policies that are made for a folder of it', async () => {
    const made = 'version: 1\nid: ours\ntitle: Ours\nstatement: Ours.\nwhy: { trust: Because. }\nrules: {}\n';
    const client = await Client.start({ files: { 'pay/.handrail/policies/ours.yaml': made } });
    assert.match((await handbook(client)).text, /^## Ours$/m);
  });

  it('is that of the folder that is meant, where there are several', async () => {
    const client = await Client.start({
      folders: [`${ROOT}/a`, `${ROOT}/b`],
      files: { [`a/${OWN}`]: DOORS('Alpha'), [`b/${OWN}`]: DOORS('Beta') },
    });
    const owners = [await handbook(client), await handbook(client, { folder: `${ROOT}/b` })].map(owner);
    assert.deepEqual(owners, ['Alpha', 'Beta']);
  });

  it('is that of the built-in policies where no folder is open, as HTML too', async () => {
    const client = await Client.start({ folders: [] });
    assert.equal(owner(await handbook(client)), 'nobody named yet; CODEOWNERS speaks for each path');
    assert.match((await handbook(client, { format: 'html' })).text, /^<!doctype html>/);
  });
});

describe('framework coverage of a workspace', () => {
  it('is for every framework, or for the one that is asked for', async () => {
    const files = { [OWN]: `${DOORS('Platform')}references: [{ framework: House rules, control: H-1 }]\n` };
    const client = await Client.start({ files });
    const all = await client.ask<CoverageResult>('handrail/coverage', {});
    assert.ok(all.frameworks.includes('House rules') && all.frameworks.includes('CWE'));
    assert.equal(all.markdown.match(/^## (?!Contents)/gm)?.length, all.frameworks.length);
    const one = await client.ask<CoverageResult>('handrail/coverage', { framework: 'House rules' });
    assert.deepEqual(one.markdown.match(/^## .*/gm), ['## House rules']);
    assert.match(one.markdown, /^\| H-1 \| Doors are few and guarded \| `open-admin-port`/m);
  });
});
