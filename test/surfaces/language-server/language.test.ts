import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FindingsResult, METHODS, type RuleResult } from '../../../src/surfaces/protocol';
import type { PolicyResult } from '../../../src/surfaces/protocol-policy';
import { walk } from '../../../src/surfaces/walk';
import { newFolder } from '../../support/cli';
import { Client, COMMENTS_DO, placeOf, SSH, uriOf } from '../../support/language-server';
import { pseudo, pseudoBundle } from '../../support/pseudo.mjs';
import { copySample } from '../../support/sample.mjs';

const l10n = pseudoBundle(JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')));
const OPENED = 'Everybody in the office may use it.';
const WAIVED = `# handrail:allow open-admin-port until=2026-04-01 owner=platform reason="${OPENED}"\n`;
const AT = placeOf(SSH(), '0.0.0.0');

async function opened(world: Parameters<typeof Client.start>[0], text = SSH()): Promise<Client> {
  const client = await Client.start(world);
  await client.open('main.tf', text);
  await client.pull('main.tf');
  return client;
}

describe('the server, in another language', () => {
  it('says what the engine found, names as they are', async () => {
    const client = await opened({ l10n });
    const [found] = await client.diagnostics('main.tf');
    const told = pseudo('{0} is open to the whole internet: anyone can {1} {2}.');
    const args = ['SSH', pseudo('try to log in to'), 'aws_security_group.bastion'];
    assert.equal(
      found?.message,
      told.replace(/\{(\d)\}/g, (_, i) => args[Number(i)]!),
    );
    assert.equal(found?.code, 'open-admin-port');
  });

  it('says what only a default opens', async () => {
    const variable = 'variable "from" {\n  default = "0.0.0.0/0"\n}\n';
    const client = await opened({ l10n }, `${variable}${SSH('var.from')}`);
    const [found] = await client.diagnostics('main.tf');
    assert.ok(found?.message.startsWith(pseudo('By default, {0} is open').split('{')[0]!), found?.message);
  });

  it('names rules, policies and fixes', async () => {
    const client = await opened({ l10n });
    const hover = (await client.hover('main.tf', AT)).replaceAll('\\', '');
    for (const text of ['Administration port open to the internet', 'Doors are few and guarded', 'high']) {
      assert.ok(hover.includes(pseudo(text)), text);
    }
    const actions = await client.actions('main.tf', AT);
    const fix = pseudo('Let only private addresses in ({0})').replace('{0}', '10.0.0.0/8');
    assert.ok(actions.some(({ title }) => title === fix));
  });

  it('explains a rule and a policy', async () => {
    const client = await opened({ l10n });
    const { markdown } = await client.ask<RuleResult>(METHODS.rule, { rule: 'open-admin-port' });
    for (const heading of ['Why it matters', 'What to do', 'Examples', 'References']) {
      assert.ok(markdown?.includes(`## ${pseudo(heading)}\n`), heading);
    }
    const params = { uri: uriOf('main.tf'), position: AT };
    const { page } = await client.ask<PolicyResult>(METHODS.policy, params);
    assert.equal(page?.title, pseudo('Doors are few and guarded'));
    for (const text of [page?.statement, ...page!.why, page?.incident?.text, page?.lesson.text])
      assert.match(text!, /^«.*»$/s);
    const { overview } = await client.ask<PolicyResult>(METHODS.policy, {});
    assert.ok(overview!.policies.every(({ title }) => title.startsWith('«')));
  });

  it('leaves the words of the workspace alone, whatever they are', async () => {
    const policy = 'version: 1\nextends: doors-are-few-and-guarded\ntitle: constructor\nstatement: __proto__\n';
    const client = await opened({ l10n, files: { '.handrail/policies/doors.yaml': policy } });
    const { page } = await client.ask<PolicyResult>(METHODS.policy, { uri: uriOf('main.tf'), position: AT });
    assert.deepEqual([page?.title, page?.statement], ['constructor', '__proto__']);
  });

  it('writes days as the language does', async () => {
    const client = await opened({ l10n, files: COMMENTS_DO }, SSH().replace('    cidr', `    ${WAIVED}    cidr`));
    const hover = await client.hover('main.tf', { line: 6, character: 21 });
    assert.match(hover, /01\.04\.2026/);
  });

  it('says what is wrong in a file that people write, code in it as it is', async () => {
    const path = '.handrail/templates/gate.yaml';
    const body = 'body: |\n  resource "gate" "${1:main}" {\n    name = "${1:other}"\n  }\n';
    const text = `version: 1\nid: gate\nformat: terraform\ntitle: Gate\nmakes: A gate.\n${body}`;
    const client = await Client.start({ l10n, files: { [path]: text } });
    await client.open(path, text);
    const [told] = await client.diagnostics(path);
    const sentence = pseudo('Not offered: place {0} is filled in with two different texts.').replace('{0}', '1');
    assert.ok(told?.message.startsWith(sentence), told?.message);
    assert.ok(told?.message.includes('`${1:main}`'), told?.message);
  });

  it('finds the same, under the same fingerprints', async () => {
    const folder = newFolder('language');
    copySample(folder);
    const files = new Map(
      [...walk(folder, { gitignore: true })].map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
    );
    const identities = async (world: object) => {
      const client = await Client.start({ files, ...world });
      await client.ask(METHODS.scan, { folders: [] });
      const { findings } = await client.ask<FindingsResult>(METHODS.findings, undefined);
      return findings.map(({ message, ruleTitle, policy, area, ...same }) => ({ ...same, policy: policy?.id }));
    };
    const english = await identities({});
    assert.ok(english.length > 15);
    assert.deepEqual(await identities({ l10n }), english);
  });

  it('speaks English to an editor that hands no texts over, whatever its language', async () => {
    const client = await opened({ files: COMMENTS_DO }, SSH().replace('    cidr', `    ${WAIVED}    cidr`));
    assert.match(await client.hover('main.tf', { line: 6, character: 21 }), /Waived until Apr 1, 2026/);
  });

  it('says in English what was not translated', async () => {
    const client = await opened({ l10n: { 'Something else': 'Etwas anderes' } });
    const [found] = await client.diagnostics('main.tf');
    assert.match(found!.message, /^SSH is open to the whole internet: anyone can try to log in to aws_/);
  });
});
