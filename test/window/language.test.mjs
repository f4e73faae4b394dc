// No text was missed in what Handrail says about findings; see in-language.mjs.
import { pseudo } from '../support/pseudo.mjs';
import { openTranslated } from './in-language.mjs';
import { ANY, FILES, openSidebar } from './support.mjs';

const REASON = 'Fernway moves it';
const POLICY = `version: 1
extends: doors-are-few-and-guarded
owner:
  team: Fernway Platform
contact:
  - type: chat
    name: "#fernway-doors"
    url: https://chat.invalid/fernway-doors
    answers: 4 h
exception: { inline: high, longest: { high: 90 } }
`;

describe('findings in a window in another language', () => {
  let ui;
  let translated;
  let command;
  let inputs;
  let listed;
  let step;
  before(async () => {
    ({ ui, translated, command, inputs, listed, step } = await openTranslated({
      files: { ...FILES, '.handrail/policies/doors.yaml': POLICY },
      own: ['Fernway Platform', '#fernway-doors', '.handrail/policies/doors.yaml', REASON],
    }));
    await openSidebar(ui);
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
  });
  after(() => ui?.close());

  it('says what is in the file in the status bar', async () => {
    const item = ui.page.locator('.statusbar-item[aria-label^="Handrail"]');
    await item.hover();
    const tip = ui.page.locator('.monaco-hover', { hasText: 'Handrail' });
    await tip.waitFor();
    await translated('status bar', item.or(tip));
    await ui.page.mouse.move(600, 400);
  });

  it('names views and their buttons', async () => {
    for (const header of await ui.page.locator('.sidebar .pane-header').all()) await header.hover();
    await translated('views', ui.page.locator('.sidebar .pane-header, .sidebar .composite.title'));
    await translated('badge', ui.page.locator('.activitybar .action-label[aria-label^="Handrail"]'));
  });

  it('has rows in the tree', async () => {
    await translated('tree rows', ui.treeRows());
  });

  it('names its commands', async () => {
    await ui.page.keyboard.press('F1');
    await ui.page.keyboard.type('Handrail:');
    await listed()
      .filter({ hasText: pseudo('Explain Rule…') })
      .waitFor();
    await translated('commands', listed());
    await ui.page.keyboard.press('Escape');
  });

  it('has findings in the Problems panel', async () => {
    await ui.command('Problems: Focus on Problems View');
    await ui.problems().filter({ hasText: 'aws_security_group' }).first().waitFor();
    await translated(
      'problems',
      ui.problems().filter({ hasText: 'aws_security_group' }).locator('.marker-message-details-container'),
    );
    await ui.command('View: Toggle Panel Visibility');
  });

  it('explains a finding in a hover', async () => {
    await ui.gotoLine(6, 24);
    await ui.command('Show or Focus Hover');
    await ui.hover(pseudo('Administration port open to the internet')).waitFor();
    await translated('hover', ui.page.locator('.monaco-hover-content .hover-contents'));
    await ui.page.keyboard.press('Escape');
  });

  it('offers fixes', async () => {
    const actions = await ui.quickFixes(pseudo('Let only private addresses in ({0})').split('(')[0]);
    await translated('quick fixes', actions);
    await ui.page.keyboard.press('Escape');
  });

  it('shows a policy, and all of them', async () => {
    await command('Explain Finding at Cursor');
    await ui
      .webview()
      .locator('h1', { hasText: pseudo('Doors are few and guarded') })
      .waitFor();
    for (const more of await ui.webview().locator('summary').all()) await more.click();
    await translated('policy page', ui.webview().locator('#page'));
    await ui.shot('language-policy.png');
    await ui.page.locator('.sidebar .pane-header', { hasText: pseudo('Policy') }).hover();
    await ui.page.locator(`.sidebar .action-label[aria-label^="${pseudo('All Policies')}"]`).click();
    await ui
      .webview()
      .locator('h1', { hasText: pseudo('Policies of this workspace') })
      .waitFor();
    await translated('policies', ui.webview().locator('#page'));
  });

  it('lets choose groups, rules and policies', async () => {
    for (const [title, area] of [
      ['Group Findings By…', 'list of groups'],
      ['Explain Rule…', 'list of rules'],
      ['Explain Policy…', 'list of policies'],
    ]) {
      await command(title);
      await listed().filter({ hasNotText: 'Handrail: ' }).first().waitFor();
      await translated(area, inputs());
      await ui.page.keyboard.press('Escape');
      await inputs().waitFor({ state: 'hidden' });
    }
  });

  it('asks for an exception, and says what came of it', async () => {
    await ui.command('View: Focus Active Editor Group');
    await ui.gotoLine(6, 24);
    await command('Ask for an Exception…');
    for (const [number, area, answer] of [
      [1, 'exception: why', REASON],
      [2, 'exception: until', ''],
      [3, 'exception: where', ''],
      [4, 'exception: who', 'Fernway Platform'],
      [5, 'exception: link', ''],
      [6, 'exception: write', ''],
    ]) {
      await step(number);
      await translated(area, inputs());
      await ui.page.keyboard.type(answer);
      await ui.page.keyboard.press('Enter');
    }
    await ui.page.locator('.notification-toast').waitFor();
    await translated('notifications', ui.page.locator('.notification-toast .notification-list-item-message'));
    await ui.page.keyboard.press('Control+Z');
  });

  it('explains a rule on a page', async () => {
    await command('Explain Rule…');
    await inputs().locator('input.input').fill('open-admin-port');
    await ui.page.keyboard.press('Enter');
    const page = ui.webview(1);
    await page.locator('h1', { hasText: pseudo('Administration port open to the internet') }).waitFor();
    await translated('rule page', page.locator('.markdown-body'));
  });

  it('describes its settings', async () => {
    await ui.command('Preferences: Open Settings (UI)');
    await ui.page.locator('.settings-editor .settings-header .monaco-editor').click();
    await ui.page.keyboard.type('@ext:handrail.handrail');
    const rows = ui.page.locator('.settings-editor .setting-item-contents');
    await rows.filter({ hasText: 'Debounce' }).first().waitFor();
    await translated('settings', rows.locator('.setting-item-description'));
  });
});
