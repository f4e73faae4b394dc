import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { openWindow } from '../e2e/lib/ui.mjs';
import { tmpDir } from '../e2e/lib/vscode.mjs';
import { copySample } from '../support/sample.mjs';
import { explainStorage, onlyPolicy, openSidebar } from './support.mjs';

/** The sample as a repository whose remote, token included, is on GitHub. */
function repository() {
  const folder = path.join(tmpDir('repository'), 'shop');
  copySample(folder);
  const git = (...args) => {
    const who = ['-c', 'user.name=Mona', '-c', 'user.email=mona@fernway.example'];
    const { status, stderr, stdout } = spawnSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  git('init', '--initial-branch=main');
  git('add', '.');
  git('commit', '--message=Shop');
  git('remote', 'add', 'origin', 'https://mona:hunter2@github.com/fernway/shop.git');
  return { folder, commit: git('rev-parse', 'HEAD') };
}

const MAIL = `version: 1
extends: only-the-right-people-reach-customer-data
owner: { team: Platform Security }
contact:
  - { type: chat, name: "#ask-security", url: "https://chat.fernway.example/ask-security", answers: 4 h }
  - { type: mail, name: Security desk, url: "mailto:security@fernway.example" }
  - { type: page, name: Security on call, answers: minutes }
`;

describe('asking', () => {
  let ui;
  let commit;
  before(async () => {
    const made = repository();
    ({ commit } = made);
    const files = { '.handrail/policies/customer-data.yaml': MAIL };
    ui = await openWindow({ folder: made.folder, files, viewport: { width: 1280, height: 900 } });
    await openSidebar(ui);
    await ui.page.locator('.statusbar-item', { hasText: 'main' }).first().waitFor(); // git has read the repository
    await explainStorage(ui);
    await ui.sidebarWidth(400);
    await onlyPolicy(ui, true);
  });
  after(() => ui?.close());

  const title = (text) => ui.page.locator('.quick-input-title', { hasText: text });
  const message = () => ui.webview().locator('textarea');
  const clipboard = () => ui.page.evaluate(() => navigator.clipboard.readText());
  /** Opens the first question from the view. */
  const ask = async () => {
    await ui.webview().locator('button', { hasText: 'Ask…' }).first().click();
    await title('Why do you need it?').waitFor();
  };

  it('wants a reason, and keeps what was written when it is given up', async () => {
    await ask();
    await ui.page.keyboard.press('Enter');
    await ui.page.locator('.quick-input-message', { hasText: 'A few words are needed' }).waitFor();
    await ui.page.keyboard.type('Suppliers upload until May');
    await ui.page.keyboard.press('Escape');
    await title('Why do you need it?').waitFor({ state: 'hidden' });
    assert.equal(await message().count(), 0, 'nothing is left behind in the view');
    await ask();
    assert.equal(await ui.page.locator('.quick-input-widget input.input').inputValue(), 'Suppliers upload until May');
    await ui.shot('ask-1.png');
  });

  it('prepares a message: what, where at the commit, why and by when; no token travels', async () => {
    await ui.page.keyboard.press('Enter');
    await title('By when?').waitFor();
    await ui.shot('ask-2.png');
    await ui.page.keyboard.type('No hurry');
    await ui.page.keyboard.press('Enter');
    await message().waitFor();
    const lines = (await message().inputValue()).split('\n');
    assert.equal(lines[0], 'Policy: Only the right people reach customer data');
    assert.match(lines[1], /^What: Resource policy open to anybody \(critical\)\. Anybody on the internet/);
    assert.equal(
      lines[2],
      `Where: infra/storage.tf:72, https://github.com/fernway/shop/blob/${commit}/infra/storage.tf#L72`,
    );
    assert.deepEqual(lines.slice(-2), ['Why I need it: Suppliers upload until May', 'By when: no hurry']);
    assert.doesNotMatch(lines.join('\n'), /hunter2|mona/);
    assert.ok(lines.includes('The line is as in my working copy, which is ahead of that page.'), 'nothing was pushed');
    await ui.webview().locator('textarea:focus').waitFor();
    await ui.shot('ask-3.png');
    assert.deepEqual(await ui.accessibility(), []);
  });

  it('offers each way that can be opened; a page without an address is none', async () => {
    assert.deepEqual(await ui.webview().locator('.draft button').allInnerTexts(), [
      'Copy and open #ask-security…',
      'Write a mail to Security desk…',
      'Copy',
      'Answer again…',
      'Close',
    ]);
  });

  it('shows the whole target, the mail’s words included, before anything opens', async () => {
    await ui.webview().locator('button', { hasText: 'Write a mail' }).click();
    const dialog = ui.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const text = await dialog.textContent();
    assert.match(text, /mailto:security@fernway\.example\?subject=Only%20the%20right%20people/);
    assert.match(text, /body=Policy%3A%20Only[\s\S]*Suppliers%20upload%20until%20May/);
    await ui.shot('ask-4.png');
    await ui.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await message().waitFor(); // it is still there
  });

  it('copies what a person made of it, and sends nothing', async () => {
    await message().fill('Could we talk about this?');
    await ui
      .webview()
      .locator('.draft button', { hasText: /^Copy$/ })
      .click();
    await ui.status('Copied. Nothing was sent.').waitFor();
    assert.equal(await clipboard(), 'Could we talk about this?');
    await ui.webview().locator('button', { hasText: 'Close' }).click();
    await message().waitFor({ state: 'detached' });
    assert.equal(ui.page.context().pages().length, 1);
  });

  it('copies the contact alone, too', async () => {
    await ui.webview().locator('button', { hasText: 'Copy contact' }).click();
    await ui.status(/^Copied$/).waitFor();
    assert.equal(await clipboard(), 'https://chat.fernway.example/ask-security');
  });

  it('opens the chat after that, the message on the clipboard', async () => {
    await ask();
    await ui.page.keyboard.press('Enter');
    await title('By when?').waitFor();
    await ui.page.keyboard.press('Enter');
    await message().waitFor();
    const written = await message().inputValue();
    await ui.webview().locator('button', { hasText: 'Copy and open' }).click();
    const dialog = ui.page.locator('.monaco-dialog-box');
    await dialog.getByText('https://chat.fernway.example/ask-security').waitFor();
    await ui.page.keyboard.press('Enter');
    // VS Code itself asks about web addresses that it does not trust; nothing is opened in tests
    await dialog.getByText('to open the external website?').waitFor();
    await dialog.getByText('https://chat.fernway.example/ask-security').waitFor();
    await ui.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await clipboard(), written);
    await message().waitFor(); // it was not opened, so the message stays
  });
});
