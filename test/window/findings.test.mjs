import assert from 'node:assert/strict';
import { openWindow, THEMES } from '../e2e/lib/ui.mjs';
import { ANY, FILES } from './support.mjs';

describe('a finding in the window', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES });
  });
  after(() => ui?.close());

  it('is underlined, and counted in the status bar', async () => {
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: 1 finding in this file"]').waitFor();
  });

  it('explains itself in a hover, in every theme', async () => {
    for (const theme of Object.keys(THEMES)) {
      await ui.theme(theme);
      await ui.gotoLine(6, 24);
      await ui.command('Show or Focus Hover');
      await ui.hover('Why it matters').waitFor();
      await ui.shot(`hover-${theme}.png`);
      await ui.page.keyboard.press('Escape');
    }
    await ui.theme('dark');
  });

  it('leads from its code to the rule', async () => {
    await ui.gotoLine(6, 24);
    await ui.command('Show or Focus Hover');
    await ui.hover('Why it matters').waitFor();
    await ui.page
      .locator('.monaco-hover a', { hasText: 'open-admin-port' })
      .first()
      .click({ modifiers: ['Control'] });
    await ui.page.locator('.tab.active', { hasText: 'open-admin-port' }).waitFor();
    await ui.webview().locator('h1', { hasText: 'Administration port open to the internet' }).waitFor();
    await ui.shot('rule.png');
    await ui.command('View: Close Editor');
  });

  it('leads from the hover to the policy', async () => {
    await ui.gotoLine(6, 24);
    await ui.command('Show or Focus Hover');
    await ui.page.locator('.monaco-hover a', { hasText: 'Explain the policy' }).first().click();
    await ui.webview().locator('h1', { hasText: 'Doors are few' }).waitFor();
    await ui.command('View: Focus Active Editor Group');
  });

  it('is fixed by Quick Fix', async () => {
    await ui.gotoLine(6, 24);
    await ui.quickFixes('Let only private addresses in');
    await ui.shot('quick-fix.png');
    await ui.page.keyboard.press('Enter');
    await ui.page.locator(ANY).first().waitFor({ state: 'detached' });
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: nothing found in this file"]').waitFor();
    await ui.shot('quick-fix-applied.png');
    await ui.page.keyboard.press('Control+Z');
    await ui.page.locator(ANY).first().waitFor();
  });

  it('stands in the Problems panel', async () => {
    await ui.command('Problems: Focus on Problems View');
    await ui.problems().filter({ hasText: 'SSH is open' }).first().waitFor();
    await ui.command('View: Toggle Panel Visibility');
  });
});

describe('Restricted Mode', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, trust: true });
  });
  after(() => ui?.close());

  it('has full checking', async () => {
    assert.equal(await ui.status('Restricted Mode').count(), 1);
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
    await ui.shot('restricted-mode.png');
  });

  it('goes on when the folder is trusted', async () => {
    await ui.trust();
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
  });
});
