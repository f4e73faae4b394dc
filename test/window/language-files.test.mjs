// No text was missed in what Handrail says about files that people write, and in its steps; see in-language.mjs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { pseudo } from '../support/pseudo.mjs';
import { openTranslated } from './in-language.mjs';
import { ANY, BASTION, FILES, inDays, openSidebar } from './support.mjs';

const WAIVED = BASTION.replace('bastion', 'jump').replace(
  '  ingress',
  `  # handrail:allow open-admin-port until=${inDays(20)} owner=fernway reason="Fernway moves it"\n  ingress`,
);
const POLICY = `version: 1
extends: doors-are-few-and-guarded
owner: { team: Fernway Platform }
contact: [{ type: chat, name: "#fernway-doors", url: "https://chat.invalid/fernway-doors", answers: 4 h }]
exception: { inline: high }
`;
const BROKEN = `version: 1
extends: secrets-live-in-the-vault
owner: { teem: Fernway Platform }
severity: { any: { atLeast: hihg } }
exception: { longest: { high: soon } }
reviewed: { on: 2025-01-01, next: 2025-02-01 }
rules: { related: [root-usr] }
`;
const WAIVERS = `version: 1
waivers:
  - rule: open-admin-port
    path: bastion/bastion.tf
    reason: Fernway moves it
    owner: fernway
    expires: ${inDays(-12)}
  - rule: public-bucket
    path: gone.tf
    reason: Fernway moves it
    owner: fernway
    expires: ${inDays(60)}
  - rule: open-admin-port
    path: bastion/other.tf
`;

/** Keys and values that files write are the same in every language. */
function schemaWords() {
  const words = new Set();
  const walk = (schema) => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const key of Object.keys(schema.properties ?? {})) words.add(key);
    for (const value of schema.enum ?? []) words.add(String(value));
    Object.values(schema).forEach(walk);
  };
  for (const file of fs.readdirSync('src/config/schemas'))
    walk(JSON.parse(fs.readFileSync(`src/config/schemas/${file}`, 'utf8')));
  return [...words];
}

describe('files and steps in a window in another language', () => {
  let ui;
  let translated;
  let command;
  let inputs;
  let listed;
  let step;
  let english;
  before(async () => {
    ({ ui, translated, command, inputs, listed, step, english } = await openTranslated({
      files: {
        ...FILES,
        'bastion/jump.tf': WAIVED,
        '.handrail/policies/doors.yaml': POLICY,
        '.handrail/policies/broken.yaml': BROKEN,
        '.handrail/waivers.yaml': WAIVERS,
      },
      own: [
        ...['Fernway Platform', '#fernway-doors', 'Fernway moves it', 'fernway', 'doors.yaml', 'broken.yaml'],
        ...['bastion/jump.tf', 'jump.tf', 'bastion/other.tf', 'gone.tf', 'aws_security_group.jump'],
      ],
      settings: { 'handrail.codeLens': true },
    }));
    await openSidebar(ui);
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
  });
  after(() => ui?.close());

  /** How a sentence of ours begins. */
  const begin = (text) => pseudo(text).slice(0, -1);
  const focused = (text) => inputs().locator('.monaco-list-row.focused', { hasText: text });
  const press = (key) => ui.page.keyboard.press(key);
  const closed = () => inputs().waitFor({ state: 'hidden' });
  /** Each step has our texts alone; Enter takes what it has on offer, after `answers` of it was typed. */
  async function through(area, answers, from = 1) {
    for (const [i, answer] of answers.entries()) {
      await step(from + i);
      await translated(`${area}, step ${from + i}`, inputs());
      await ui.page.keyboard.type(answer);
      if (answer && (await inputs().locator('.quick-input-list').isVisible())) await focused(answer).waitFor();
      await press('Enter');
    }
  }

  it('has rows for what is waived', async () => {
    await command('Show Waived Findings');
    await ui.treeRows().filter({ hasText: 'jump.tf' }).waitFor();
    await translated('waived rows', ui.treeRows());
  });

  it('has lines above resources', async () => {
    const lens = ui.page.locator('.codelens-decoration');
    await lens.first().waitFor();
    await translated('CodeLens', lens);
  });

  it('lists waivers, by owner and by end', async () => {
    await command('Show Waivers');
    await listed()
      .filter({ hasText: pseudo('Scan the workspace') })
      .or(listed().nth(2))
      .first()
      .waitFor();
    await translated('waivers by owner', inputs());
    await inputs().locator('.action-label.codicon-calendar').first().click();
    await translated('waivers by end', inputs());
    await press('Escape');
    await closed();
  });

  it('says how a waiver stands, where it is written, and what can be done', async () => {
    await ui.openFile('.handrail/waivers.yaml');
    await ui.page.locator(ANY).first().waitFor();
    await ui.gotoLine(3, 8);
    await ui.command('Show or Focus Hover');
    await ui.hover(begin('This waiver ended ')).waitFor();
    await translated('hover of a waiver', ui.page.locator('.monaco-hover-content .hover-contents'));
    await press('Escape');
    await translated('quick fixes of a waiver', await ui.quickFixes(begin('Renew the waiver')));
    await press('Enter');
    await inputs()
      .locator('.quick-input-title', { hasText: begin('Renew until when? ') })
      .waitFor();
    await translated('renewal', inputs());
    await press('Escape');
    await closed();
  });

  it('says what is wrong in a policy file, and what to write instead', async () => {
    await ui.openFile('.handrail/policies/broken.yaml');
    await ui.page.locator(ANY).first().waitFor();
    await ui.command('Problems: Focus on Problems View');
    const wrong = ui.problems().locator('.marker-message-details-container');
    await wrong
      .filter({ hasText: begin('The day of the next review') })
      .first()
      .waitFor();
    await translated('problems of files', wrong, ['waiver']);
    await ui.command('View: Toggle Panel Visibility');
    await ui.gotoLine(4, 26);
    await translated('quick fixes of a policy file', await ui.quickFixes(begin('Write ')), ['high']);
    await press('Escape');
  });

  it('explains keys and names of a policy file', async () => {
    for (const [line, column, text, besides] of [
      [3, 3, 'Who answers for this policy', []],
      [2, 14, 'From where: ', ['exception: ']],
    ]) {
      await ui.gotoLine(line, column);
      await ui.command('Show or Focus Hover');
      await ui.hover(begin(text)).waitFor();
      await translated(`hover of ${text}`, ui.page.locator('.monaco-hover-content .hover-contents'), besides);
      await press('Escape');
    }
  });

  it('completes keys and blocks of a policy file', async () => {
    await ui.gotoLine(8, 1);
    const widget = await ui.suggestions(4);
    await press('Control+Space'); // what the key means, beside the list
    await ui.page.locator('.suggest-details', { hasText: '«' }).waitFor();
    await translated('completion of keys', ui.page.locator('.suggest-widget, .suggest-details'), [
      ...schemaWords(),
      'Close',
    ]);
    await press('ArrowUp'); // the last one: blocks stand behind keys
    await widget.locator('.monaco-list-row.focused', { hasText: '«' }).waitFor();
    await ui.shot('language-completion.png');
    await translated('completion of blocks', widget, [...schemaWords(), 'Close']);
    await press('Escape');
  });

  it('sets a workspace up', async () => {
    await command('Set Up This Workspace…');
    await through('set-up', ['', 'Fernway Platform', '#fernway-doors', '']);
    await step(5);
    await translated('set-up, step 5', inputs());
    await press('Escape');
    await closed();
  });

  it('begins a new policy', async () => {
    await command('New Policy…');
    await through('new policy', ['', 'Fernway moves it', 'Fernway Platform']);
    await step(4);
    await translated('new policy, step 4', inputs());
    await press('Escape');
    await closed();
  });

  it('inserts a template, looked at first', async () => {
    await ui.openFile('bastion.tf');
    await command('Insert Secure Template…');
    await step(1);
    await translated('templates', inputs());
    await press('Enter');
    await step(2);
    await translated('places of a template', inputs(), ['bucket-aws.tf']);
    await press('Escape');
    await closed();
  });

  it('prepares a message to somebody', async () => {
    await ui.openFile('bastion.tf');
    await ui.gotoLine(6, 24);
    await command('Ask About the Finding at Cursor…');
    await through('ask', ['Fernway moves it', '']);
    await ui.webview().locator('textarea').waitFor();
    await translated('message', ui.webview().locator('#draft'));
    const text = await ui.webview().locator('textarea').inputValue();
    assert.equal(english(text), undefined);
  });
});
