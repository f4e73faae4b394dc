import assert from 'node:assert/strict';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import type { Hit } from '../../../src/facts';
import { openAdminPort } from '../../../src/rules/exposure/open-admin-port';
import type { AnyRule } from '../../../src/rules/rule';
import { Client, placeOf, SSH, uriOf } from '../../support/language-server';

/** The rule on open administration ports, with fixes that need no reading on. */
const SAFE = [
  {
    ...openAdminPort,
    *check(...asked: Parameters<AnyRule['check']>): Iterable<Hit> {
      for (const hit of (openAdminPort as AnyRule).check(...asked)) {
        yield { ...hit, fix: hit.fix?.flatMap((fix) => [{ ...fix, safe: true }, fix]) };
      }
    },
  } as AnyRule,
];
const TWO = `${SSH()}\n${SSH().replace('bastion', 'jump')}`;
const AT = placeOf(SSH(), '"0.0.0.0/0"');
const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);
const editsOf = ({ edit }: CodeAction): readonly TextEdit[] => Object.values(edit?.changes ?? {}).flat();

const PLANTED =
  '![x](https://evil.example/a.png) <img src=x> **bold** [go](command:evil) `tick` www.evil.example a@evil.example';
const TAINTED = `version: 1\nextends: doors-are-few-and-guarded\ntitle: '${PLANTED}'\nowner:\n  team: '${PLANTED}'\ncontact:\n  - type: chat\n    name: '${PLANTED}'\nwhy:\n  business: |\n    ${PLANTED}\n\n    # Heading\n    1. list\n`;

async function opened(text: string, world: Parameters<typeof Client.start>[0] = {}): Promise<Client> {
  const client = await Client.start(world);
  await client.open('main.tf', text);
  return client;
}

describe('actions at a finding', () => {
  it('fix it, explain it, ask for an exception, report it', async () => {
    const client = await opened(SSH());
    const actions = await client.actions('main.tf', AT);
    assert.match(titles(actions)[0]!, /^Let only private addresses in/);
    assert.deepEqual(titles(actions).slice(-3, -2), ['Ask for an exception…']);
    assert.match(titles(actions).at(-2)!, /^Why this matters: \S/);
    assert.equal(titles(actions).at(-1), 'This is a false alarm…');
    assert.deepEqual(
      actions.flatMap(({ command }) => command?.command ?? []),
      ['handrail.askForException', 'handrail.explainPolicy', 'handrail.reportFalseAlarm'],
    );
    assert.ok(actions.every(({ kind, diagnostics }) => kind === 'quickfix' && diagnostics?.length === 1));
  });

  it('are none where nothing is found', async () => {
    const client = await opened(SSH());
    assert.deepEqual(await client.actions('main.tf', { line: 0, character: 0 }), []);
  });

  it('make the finding go when the fix is applied', async () => {
    const client = await opened(SSH());
    const [fix] = await client.actions('main.tf', AT);
    await client.apply(fix!.edit!);
    assert.deepEqual(await client.rules('main.tf'), []);
  });

  it('prefer nothing that is not safe', async () => {
    const client = await opened(SSH());
    const preferred = (await client.actions('main.tf', AT)).filter(({ isPreferred }) => isPreferred);
    assert.deepEqual(preferred, []);
    assert.deepEqual(await client.actions('main.tf', AT, ['source.fixAll']), []);
  });

  it('prefer one fix that is safe', async () => {
    const client = await opened(SSH(), { rules: SAFE });
    const preferred = (await client.actions('main.tf', AT)).filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1);
  });

  it('fix all of the kind in the file where that is safe', async () => {
    const client = await opened(TWO, { rules: SAFE });
    assert.equal((await client.rules('main.tf')).length, 2);
    const action = (await client.actions('main.tf', AT)).find(({ title }) =>
      title.startsWith('Fix all 2 of this kind'),
    );
    await client.apply(action!.edit!);
    assert.deepEqual(await client.rules('main.tf'), []);
    assert.equal(editsOf(action!).length, 2);
  });

  for (const only of ['source.fixAll.handrail', 'source.fixAll', 'source']) {
    it(`fix all that is safe in the file for ${only}`, async () => {
      const client = await opened(TWO, { rules: SAFE });
      const actions = await client.actions('main.tf', { line: 0, character: 0 }, [only]);
      assert.deepEqual(
        actions.map(({ kind }) => kind),
        ['source.fixAll.handrail'],
      );
      await client.apply(actions[0]!.edit!);
      assert.deepEqual(await client.rules('main.tf'), []);
    });
  }

  it('fix all on save without any choice where a script gets the same words', async () => {
    const workflow = (step: string) => `on: issues
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - ${step}
`;
    const path = '.github/workflows/greet.yml';
    const client = await Client.start();
    await client.open(path, workflow('run: echo "New ${{ github.event.issue.title }}"'));
    assert.ok((await client.rules(path)).includes('script-injection'));
    const [action] = await client.actions(path, { line: 0, character: 0 }, ['source.fixAll']);
    await client.apply(action!.edit!);
    assert.deepEqual((await client.rules(path)).includes('script-injection'), false);
    const env = 'env:\n          ISSUE_TITLE: "${{ github.event.issue.title }}"';
    assert.equal(client.text(path), workflow(`run: echo "New \${ISSUE_TITLE}"\n        ${env}`));
  });

  it('offer nothing for a finding that is waived for another tool or not shown', async () => {
    const waiver = '#checkov:skip=CKV_AWS_24:later\n';
    const client = await opened(waiver + SSH());
    const at = placeOf(waiver + SSH(), '"0.0.0.0/0"');
    assert.deepEqual(await client.actions('main.tf', at), []);
    await client.change('main.tf', SSH());
    assert.notDeepEqual(await client.actions('main.tf', AT), []);
    const refreshed = client.nextRefresh();
    await client.configure({ severity: { minimum: 'critical' } });
    await refreshed;
    assert.deepEqual(await client.actions('main.tf', AT), []);
    assert.equal(await client.hover('main.tf', AT), '');
  });

  it('edit the file that holds the value, at its own places', async () => {
    const variable = 'variable "cidr" {\n  default = "0.0.0.0/0"\n}\n';
    const client = await Client.start({ files: { 'main.tf': SSH('var.cidr') } });
    await client.open('variables.tf', variable);
    const [fix] = await client.actions('variables.tf', placeOf(variable, '"0.0.0.0/0"'));
    assert.ok(
      Object.keys(fix?.edit?.changes ?? {}).every((uri) => [uriOf('variables.tf'), uriOf('main.tf')].includes(uri)),
    );
  });
});

describe('the hover of a finding', () => {
  it('says what, how severe, why, who and what next', async () => {
    const policy =
      'version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: Platform\ncontact:\n  - type: chat\n    name: "#ask-security"\n    answers: 4 h\n';
    const client = await opened(SSH(), { files: { '.handrail/policies/doors.yaml': policy } });
    const text = await client.hover('main.tf', AT);
    assert.match(text, /^\*\*Administration port open to the internet\*\* · high\n/);
    assert.match(text, /\n\*\*Why it matters\*\* \S/);
    assert.match(text, /owned by Platform · \\#ask\\-security, usually within 4 h/);
    assert.match(text, /\[Explain the policy\]\(command:handrail\.explainPolicy\?/);
    assert.match(text, /\[Ask for an exception\]\(command:handrail\.askForException\?/);
  });

  it('says that nobody is named yet where nobody is', async () => {
    const files = {
      '.handrail/policies/own.yaml':
        'version: 1\nid: own\ntitle: Own\nstatement: Ours.\nwhy:\n  business: Because.\nrules:\n  primary: [open-admin-port]\n',
    };
    const client = await opened(SSH(), { files });
    assert.match(await client.hover('main.tf', AT), /\*Own\* · nobody named yet/);
  });

  it('leaves the policy out where that is set', async () => {
    const client = await opened(SSH(), { settings: { hover: { policy: false } } });
    assert.doesNotMatch(await client.hover('main.tf', AT), /Why it matters/);
  });

  it('shows text of a repository as just that text: no link, picture, markup or command of its own', async () => {
    const client = await opened(SSH(), { files: { '.handrail/policies/doors.yaml': TAINTED } });
    const text = await client.hover('main.tf', AT);
    const bare = text.replace(/\\./g, '');
    assert.match(text, /evil/);
    assert.doesNotMatch(bare, /[<>`]|!\[|evil\.example|https?:|www\.|^#|^\d+\./m);
    const links = [...bare.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target!);
    assert.ok(links.length > 0);
    for (const link of links) assert.match(link, /^command:handrail\.(?:explainPolicy|askForException)\?/);
  });

  it('keeps its links whole in a file of any name', async () => {
    const name = 'a) [x](command:evil) (b.tf';
    const client = await Client.start();
    await client.open(name, SSH());
    const text = await client.hover(name, AT);
    const links = [...text.matchAll(/\]\(command:[\w.]+\?([^)\s]*)\)/g)].map(([, query]) =>
      JSON.parse(decodeURIComponent(query!)),
    );
    assert.equal(links.length, 2);
    for (const args of links) assert.ok(args.includes(uriOf(name)));
  });
});
