import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { axeOf, launchBrowser } from '../e2e/lib/browser.mjs';
import { openWindow, SHOTS } from '../e2e/lib/ui.mjs';
import { removeDir, tmpDir } from '../e2e/lib/vscode.mjs';
import { copySample } from '../support/sample.mjs';

/** `handrail` as it ships. */
const handrail = (cwd, ...args) => execFileSync(process.execPath, [path.resolve('dist/cli.js'), ...args], { cwd });

describe('the handbook in a browser', () => {
  const root = tmpDir('handbook');
  const file = path.join(root, 'handbook.html');
  let browser;
  before(async () => {
    copySample(root);
    handrail(root, 'handbook', '--format', 'html', '--output', file);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    removeDir(root);
  });

  /** A page with the handbook, as somebody with these settings sees it, and what it asked for. */
  const opened = async (settings) => {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 }, ...settings });
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, asked };
  };

  for (const settings of [
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { colorScheme: 'light', viewport: { width: 320, height: 800 } },
  ]) {
    it(`has nothing that axe finds wrong: ${JSON.stringify(settings)}`, async () => {
      const { page, asked } = await opened(settings);
      const { wrong, applied } = await axeOf(page);
      assert.deepEqual(wrong, []);
      assert.ok(applied.includes('color-contrast'), 'contrast was looked at');
      const [text, window] = await page.evaluate(() => [document.documentElement.scrollWidth, globalThis.innerWidth]);
      assert.ok(text <= window, 'nothing has to be scrolled sideways');
      assert.deepEqual(asked, [pathToFileURL(file).href], 'it is one file');
      const { width = 900 } = settings.viewport ?? {};
      await page.screenshot({ path: path.join(SHOTS, `handbook-${settings.colorScheme}-${width}.png`) });
      await page.close();
    });
  }

  it('is gone through by keyboard: past the contents, or into a chapter', async () => {
    const { page } = await opened({});
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the text');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.getByRole('navigation').getByRole('link', { name: 'Doors are few and guarded' }).focus();
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#policy-doors-are-few-and-guarded$/);
    await page.close();
  });

  it('prints, with the addresses of its links', async () => {
    const { page } = await opened({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    const colors = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor, getComputedStyle(document.querySelector('.skip')).display];
    });
    assert.deepEqual(colors, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'none']);
    const shown = await page.evaluate(() => getComputedStyle(document.querySelector('article a'), '::after').content);
    assert.match(shown, /https:\/\//);
    await page.close();
  });
});

describe('documents in the window', () => {
  let ui;
  before(async () => {
    ui = await openWindow();
  });
  after(() => ui?.close());
  const shown = (text) => ui.page.locator('.monaco-editor .view-line', { hasText: text }).first();
  const choice = (text) => ui.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  const files = () => fs.readdirSync(ui.folder, { recursive: true }).sort();

  it('the handbook is a step of the walkthrough for those who answer for security, ticked once it was written', async () => {
    await ui.command('Welcome: Open Walkthrough...');
    await choice('Make Handrail Yours').waitFor();
    await ui.page.keyboard.type('Make Handrail Yours');
    await ui.page.keyboard.press('Enter');
    const step = ui.page.locator('.getting-started-step', { hasText: 'Give the policies to everybody' });
    await step.click();
    await step.locator('.monaco-button', { hasText: 'Write Handbook' }).click();
    await choice('Markdown').waitFor();
    await ui.page.keyboard.press('Enter');
    await shown('# Security policies of Fernway').waitFor();
    await ui.page.locator('.tab', { hasText: 'Welcome' }).click();
    await step.locator('.codicon.complete').waitFor();
    await ui.shot('tour-lead.png');
  });

  it('the handbook opens unsaved, in the form that was chosen, and nothing is written', async () => {
    const before = files();
    await ui.command('Handrail: Write Handbook');
    await choice('Markdown').waitFor();
    await ui.shot('handbook-choice.png');
    await ui.page.keyboard.press('Enter');
    await shown('# Security policies of Fernway').waitFor();
    await ui.command('Handrail: Write Handbook');
    await choice('HTML').waitFor();
    await ui.page.keyboard.type('HTML');
    await ui.page.keyboard.press('Enter');
    await shown('<!doctype html>').waitFor();
    assert.deepEqual(files(), before);
  });

  it('the handbook stays away when the choice is given up', async () => {
    const tabs = await ui.page.locator('.tab').count();
    await ui.command('Handrail: Write Handbook');
    await choice('Markdown').waitFor();
    await ui.page.keyboard.press('Escape');
    await choice('Markdown').waitFor({ state: 'hidden' });
    assert.equal(await ui.page.locator('.tab').count(), tabs);
  });

  it('framework coverage opens unsaved, for the framework that was chosen', async () => {
    await ui.command('Handrail: Write Framework Coverage…');
    await choice('All frameworks').waitFor();
    await ui.page.keyboard.type('ITSG');
    await choice('ITSG-33').waitFor();
    await ui.page.keyboard.press('Enter');
    await shown('# Framework coverage').waitFor();
    await shown('## ITSG-33').waitFor();
    await ui.shot('coverage.png');
  });
});
