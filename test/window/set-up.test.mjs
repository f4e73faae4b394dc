import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openWindow } from '../e2e/lib/ui.mjs';
import { FILES } from './support.mjs';

/** The text of a file in the opened folder, as soon as it is there. */
async function written(ui, name) {
  const file = path.join(ui.folder, name);
  for (let tries = 0; tries < 50 && !fs.existsSync(file); tries++) await ui.page.waitForTimeout(100);
  return fs.readFileSync(file, 'utf8');
}

const stepTitle = (ui, text) => ui.page.locator('.quick-input-title', { hasText: text }).waitFor();
const choice = (ui, text) => ui.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).waitFor();

/** Steps that set-up and a new policy have in common: who answers, and how to ask. */
async function namePeople(ui) {
  await stepTitle(ui, 'Who answers for');
  await ui.page.keyboard.type('Platform Security');
  await choice(ui, 'Platform Security');
  await ui.page.keyboard.press('Enter');
  await stepTitle(ui, 'How can people ask?');
  await ui.page.keyboard.type('#ask-security');
  await choice(ui, '#ask-security');
  await ui.page.keyboard.press('Enter');
}

describe('a repository without any of our files', () => {
  let ui;
  before(async () => {
    const folder = fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'handrail-empty-'));
    ui = await openWindow({
      folder,
      files: { 'infra/prod/bastion.tf': FILES['bastion/bastion.tf'], CODEOWNERS: '* @fernway/platform\n' },
    });
    fs.rmSync(folder, { recursive: true });
  });
  after(() => ui?.close());

  it('is set up by keyboard alone: what is there, who answers, how to ask; shown before it is written', async () => {
    await ui.command('Handrail: Set Up This Workspace…');
    await stepTitle(ui, 'Which policies are yours?');
    await ui.page.locator('.quick-input-list .monaco-list-row', { hasText: '1 finding here' }).waitFor();
    await ui.shot('set-up-1.png');
    await ui.page.keyboard.press('Enter');
    await namePeople(ui);
    await stepTitle(ui, 'Which environments are these?');
    await ui.page.locator('.quick-input-list .monaco-list-row', { hasText: 'infra/prod/**' }).waitFor();
    await ui.page.keyboard.press('Enter');
    await stepTitle(ui, 'When does a pipeline stop?');
    await ui.page.keyboard.press('Enter');
    await stepTitle(ui, 'Write the files?');
    await ui.shot('set-up-6.png');
    await ui.page.keyboard.press('Enter');
    const config = await written(ui, '.handrail/config.yaml');
    assert.match(config, /^environments:\n {2}production:\n {4}paths:\n {6}- infra\/prod\/\*\*$/m);
    const policy = await written(ui, '.handrail/policies/doors-are-few-and-guarded.yaml');
    assert.match(policy, /team: Platform Security/);
    await ui.toast('Written, not committed').waitFor();
    await ui.shot('set-up-written.png');
  });

  it('gets a policy of its own, with completion for its rules', async () => {
    await ui.command('Notifications: Clear All Notifications');
    await ui.command('Handrail: New Policy…');
    await stepTitle(ui, 'What does it start from?');
    await choice(ui, 'Something new');
    await ui.shot('new-policy-1.png');
    await ui.page.keyboard.press('Enter');
    await stepTitle(ui, 'What is it called?');
    await ui.page.keyboard.type('Staff log in through the VPN');
    await ui.page.keyboard.press('Enter');
    await namePeople(ui);
    await ui.page.locator('.tab.active[data-resource-name="staff-log-in-through-the-vpn.yaml"]').waitFor();
    await ui.page.locator('.monaco-editor .view-line', { hasText: 'What holds, in one sentence.' }).waitFor();
    await ui.page.keyboard.type('Nobody reaches a login from the open internet.');
    await ui.page.keyboard.press('Tab');
    await ui.page.keyboard.type('One guessed password is enough.');
    await ui.page.keyboard.press('Tab');
    await ui.page.keyboard.type('open-ad');
    await ui.page.keyboard.press('Control+Space');
    const rule = ui.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'open-admin-port' });
    await rule.first().waitFor();
    await ui.shot('new-policy-completion.png');
    await ui.page.keyboard.press('Enter');
    await ui.page.keyboard.press('Control+S');
    await ui.page.locator('.tab.active:not(.dirty)').waitFor();
    const text = await written(ui, '.handrail/policies/staff-log-in-through-the-vpn.yaml');
    assert.match(text, /^statement: Nobody reaches a login from the open internet\.$/m);
    assert.equal(await ui.page.locator('.monaco-editor .squiggly-error').count(), 0);
  });
});

describe('the tour', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ settings: { 'handrail.scan': 'onDemand' } });
  });
  after(() => ui?.close());

  const done = (title) =>
    ui.page.locator('.gettingStartedContainer .getting-started-step', { hasText: title }).locator('.codicon.complete');
  const tour = () => ui.command('Handrail: Get a Grip: A Short Tour');

  it('opens a file with findings, and nothing is written for it', async () => {
    await tour();
    await ui.page.locator('.gettingStartedContainer', { hasText: 'Get a Grip' }).first().waitFor();
    await ui.shot('tour.png');
    await ui.command('Handrail: Open a File with Findings');
    await ui.page.locator('.tab.active[data-resource-name="handrail-demo.tf"]').waitFor();
    await ui.page.locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error').first().waitFor();
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: 3 findings in this file"]').waitFor();
    await ui.shot('tour-demo.png');
    assert.ok(!fs.existsSync(path.join(ui.folder, 'handrail-demo.tf')));
  });

  it('ticks a step when it was really done', async () => {
    await ui.gotoLine(12, 24);
    await ui.command('Show or Focus Hover');
    await ui.hover('Why it matters').waitFor();
    await ui.page.keyboard.press('Escape');
    await ui.quickFixes('Let only private addresses in');
    await ui.page.keyboard.press('Enter');
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: 2 findings in this file"]').waitFor();
    await tour();
    for (const title of ['See what Handrail sees', 'Read why it matters', 'Fix one with a key']) {
      await done(title).first().waitFor();
    }
    assert.equal(await done('Look who stands behind it').count(), 0);
    await ui.shot('tour-ticked.png');
  });
});
