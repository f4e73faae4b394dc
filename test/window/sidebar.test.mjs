import assert from 'node:assert/strict';
import { openWindow, THEMES } from '../e2e/lib/ui.mjs';
import { explainStorage, FILES, heading as headingIn, onlyPolicy, openSidebar } from './support.mjs';

describe('the sidebar', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, viewport: { width: 1280, height: 1000 } });
  });
  after(() => ui?.close());

  const heading = (text) => headingIn(ui, text);

  it('reads the workspace when it is first looked at, and says what is in it', async () => {
    await openSidebar(ui);
    const rows = ui.treeRows();
    await rows.filter({ hasText: 'Only the right people reach customer data' }).first().waitFor();
    await rows.filter({ hasText: 'Secrets live in the vault' }).first().waitFor();
    const own = ui.page.locator('.action-label[aria-label^="Handrail"]');
    const badge = ui.page.locator('.activitybar .action-item', { has: own }).locator('.badge-content');
    await badge.waitFor();
    assert.ok(Number(await badge.textContent()) >= 20);
    assert.equal(await ui.page.locator('.notification-toast').count(), 0);
  });

  it('shows findings and policy, narrow and wide, in every theme', async () => {
    await explainStorage(ui);
    for (const theme of Object.keys(THEMES)) {
      await ui.theme(theme);
      for (const width of [220, 400]) {
        await ui.sidebarWidth(width);
        await onlyPolicy(ui, false);
        await ui.shot(`findings-${theme}-${width}.png`);
        await onlyPolicy(ui, true);
        await heading('Only the right people').waitFor();
        await ui.shot(`policy-${theme}-${width}.png`);
        assert.deepEqual(await ui.accessibility(), [], `${theme}, ${width} px`);
      }
    }
    await ui.theme('dark');
    await onlyPolicy(ui, false);
  });

  it('leaves room for code and hover', async () => {
    await ui.page.setViewportSize({ width: 1120, height: 680 });
    await ui.sidebarWidth(330);
    await ui.page.keyboard.press('Escape');
    await ui.command('View: Focus Active Editor Group');
    await ui.gotoLine(72, 23);
    await ui.command('Show or Focus Hover');
    await ui.hover('Why it matters').waitFor();
    await ui.shot('together.png');
    await ui.page.keyboard.press('Escape');
    await ui.page.setViewportSize({ width: 1280, height: 1000 });
  });

  it('has all sections of a policy, each a heading', async () => {
    const wanted = [
      'Why it matters to us',
      'Here',
      'What good looks like',
      'Who',
      'If it can’t be done now',
      'Elsewhere',
      'References',
    ];
    assert.deepEqual(
      await ui
        .webview()
        .locator('h2')
        .allInnerTexts()
        .then((all) => all.map((text) => text.toLowerCase())),
      wanted.map((text) => text.toLowerCase()),
    );
  });

  it('follows the cursor, until it is pinned', async () => {
    await ui.openFile('bastion.tf');
    await ui.gotoLine(6, 24);
    await heading('Doors are few').waitFor();
    await ui.page.locator('.sidebar .pane-header[aria-label^="Policy"]').hover();
    await ui.page.locator('.sidebar .action-label[aria-label^="Pin This Policy"]').click();
    await ui.page.locator('.sidebar .pane-header', { hasText: 'pinned' }).waitFor();
    await ui.openFile('infra/storage.tf');
    await ui.gotoLine(72, 1);
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: "]').waitFor();
    assert.equal(await heading('Doors are few').count(), 1);
    await ui.page.locator('.sidebar .pane-header[aria-label^="Policy"]').hover();
    await ui.page.locator('.sidebar .action-label[aria-label^="Follow the Cursor"]').click();
    await heading('Only the right people').waitFor();
  });

  it('opens the line of a finding from its row, by keyboard', async () => {
    await ui.command('Handrail: Focus on Findings View');
    await ui.page.keyboard.press('Home');
    await ui.page.keyboard.press('ArrowDown');
    await ui.page.keyboard.press('Enter');
    await ui.page.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning').first().waitFor();
  });

  it('names the policies of the workspace when none is selected', async () => {
    await ui.page.locator('.sidebar .pane-header[aria-label^="Policy"]').hover();
    await ui.page.locator('.sidebar .action-label[aria-label^="All Policies"]').click();
    await heading('Policies of this workspace').waitFor();
    await ui.shot('policies.png');
    assert.deepEqual(await ui.accessibility(), []);
    await ui.webview().locator('button', { hasText: 'Administrators are few' }).click();
    await heading('Administrators are few').waitFor();
  });
});
