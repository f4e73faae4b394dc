import assert from 'node:assert/strict';
import { openWindow, THEMES } from '../e2e/lib/ui.mjs';
import { FILES, openSidebar } from './support.mjs';

describe('the sidebar', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, viewport: { width: 1280, height: 1000 } });
  });
  after(() => ui?.close());

  const heading = (text) => ui.webview().locator('h1', { hasText: text });
  /** Unfolds the Policy view as wide and high as it gets: the other view closed. */
  const onlyPolicy = async (open) => {
    const pane = ui.page.locator('.sidebar .pane-header[aria-label^="Findings"]');
    if ((await pane.getAttribute('aria-expanded')) === String(open)) await pane.click();
  };

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
    await ui.openFile('infra/storage.tf');
    await ui.gotoLine(72, 1);
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: 3 findings"]').waitFor();
    await ui.command('Handrail: Explain Finding at Cursor');
    await heading('Only the right people').waitFor();
    await ui.page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME');
    for (const theme of Object.keys(THEMES)) {
      await ui.theme(theme);
      for (const width of [220, 400]) {
        await ui.sidebarWidth(width);
        await onlyPolicy(false);
        await ui.shot(`findings-${theme}-${width}.png`);
        await onlyPolicy(true);
        await heading('Only the right people').waitFor();
        await ui.shot(`policy-${theme}-${width}.png`);
        assert.deepEqual(await ui.accessibility(), [], `${theme}, ${width} px`);
      }
    }
    await ui.theme('dark');
    await onlyPolicy(false);
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

  it('groups as it is told', async () => {
    await ui.command('Handrail: Group Findings By…');
    await ui.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Owner' }).waitFor();
    await ui.page.keyboard.type('Owner');
    await ui.page.keyboard.press('Enter');
    await ui.treeRows().filter({ hasText: 'Platform Security' }).first().waitFor();
    await ui.shot('findings-by-owner.png');
  });

  it('shows waived findings when asked', async () => {
    await ui.command('Handrail: Show Waived Findings');
    await ui.command('Handrail: Focus on Findings View');
    await ui.page.keyboard.press('End'); // only rows in sight exist
    await ui.treeRows().filter({ hasText: 'waived until' }).first().waitFor();
    await ui.command('Handrail: Hide Waived Findings');
    await ui.treeRows().filter({ hasText: 'waived until' }).first().waitFor({ state: 'detached' });
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

describe('a workspace that is not scanned yet', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ settings: { 'handrail.scan': 'onDemand' } });
  });
  after(() => ui?.close());

  it('says what is read, and offers the scan', async () => {
    await ui.activity('Handrail').click();
    const scan = ui.page.locator('.sidebar .welcome-view .monaco-button', { hasText: 'Scan the Workspace' });
    await scan.waitFor();
    await ui.shot('welcome.png');
    await scan.click();
    await ui.treeRows().first().waitFor();
  });
});
