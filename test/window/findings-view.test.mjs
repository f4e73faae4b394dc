import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openWindow } from '../e2e/lib/ui.mjs';
import { tmpDir } from '../e2e/lib/vscode.mjs';
import { FILES, heading, inDays, openSidebar } from './support.mjs';

describe('the Findings view', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, viewport: { width: 1280, height: 1000 } });
    await openSidebar(ui);
    await ui.treeRows().filter({ hasText: 'Only the right people' }).first().waitFor();
  });
  after(() => ui?.close());

  const labels = () => ui.treeRows().evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  const groupBy = async (name) => {
    await ui.command('Handrail: Group Findings By…');
    await ui.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).waitFor();
    await ui.page.keyboard.type(name);
    await ui.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await ui.page.keyboard.press('Enter');
  };

  it('says to a screen reader what eyes see: groups with count and worst, findings with severity, sentence and place', async () => {
    const all = await labels();
    assert.match(all[0], /^Machines trust each other by name, \d+ findings, worst critical$/);
    const findings = all.filter((label) => /, line \d+$/.test(label));
    assert.ok(findings.length > 8, all.join('\n'));
    for (const label of findings) assert.match(label, /^(?:critical|high|medium|low): .{30,} [\w./-]+, line \d+$/);
    assert.equal(
      findings.length + all.filter((label) => /, worst \w+$/.test(label)).length,
      all.length,
      'no other row',
    );
  });

  for (const [name, group] of [
    ['Business Area', 'Customer records'],
    ['Environment', 'Production'],
    ['Owner', 'Platform Security'],
    ['File', 'cloudformation/analytics.yaml'],
    ['Severity', 'Critical'],
    ['Policy', 'Only the right people reach customer data'],
  ]) {
    it(`groups by ${name.toLowerCase()}`, async () => {
      await groupBy(name);
      await ui.treeRows().filter({ hasText: group }).first().waitFor();
      await ui.shot(`findings-by-${name.toLowerCase().replace(' ', '-')}.png`);
    });
  }

  it('explains a row as the hover does', async () => {
    const hover = ui.page.locator('.monaco-hover', { hasText: 'Why it matters' }).first();
    const shown = () =>
      hover.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    do {
      await ui.page.mouse.move(900, 400); // rows that were just drawn again know nothing of a pointer that rests on them
      await ui.treeRows().filter({ hasText: 'storage.tf:49' }).first().hover();
    } while (!(await shown()));
    for (const words of ['owned by Platform Security', 'Explain the policy', 'infra/storage.tf:49']) {
      await hover.getByText(words).first().waitFor();
    }
    await ui.shot('findings-tooltip.png');
    await ui.page.mouse.move(900, 400);
  });

  it('is filtered by what is typed: a title, or the file', async () => {
    await ui.command('Handrail: Focus on Findings View');
    await ui.page.keyboard.press('Home');
    await ui.page.keyboard.press('F3');
    await ui.page.locator('.sidebar .monaco-tree-type-filter input').waitFor();
    await ui.page.keyboard.type('storage.tf');
    await ui.page.locator('.sidebar .monaco-tree-type-filter .codicon-list-filter').first().click();
    await ui.treeRows().filter({ hasText: 'Secrets live' }).first().waitFor({ state: 'detached' });
    const left = await labels();
    assert.ok(left.filter((label) => label.includes('storage.tf')).length >= 3, left.join('\n'));
    assert.equal(left.filter((label) => /, line \d+$/.test(label) && !label.includes('storage.tf')).length, 0);
    await ui.shot('findings-filtered.png');
    await ui.page.keyboard.press('Escape');
  });

  it('shows waived findings when asked', async () => {
    const waived = ui.treeRows().filter({ hasText: 'waived until' });
    await ui.command('Handrail: Show Waived Findings');
    await ui.command('Handrail: Focus on Findings View');
    await ui.page.keyboard.press('Home');
    // only rows in sight exist
    for (let page = 0; page < 8 && (await waived.count()) === 0; page++) {
      await ui.page.keyboard.press('PageDown');
      await ui.page.waitForTimeout(200);
    }
    await waived.first().waitFor();
    assert.match((await labels()).join('\n'), /, line \d+, waived until \d{4}-\d\d-\d\d/);
    await ui.command('Handrail: Hide Waived Findings');
    await waived.first().waitFor({ state: 'detached' });
  });

  it('is folded up at once', async () => {
    await ui.command('Handrail: Focus on Findings View');
    await ui.page.locator('.sidebar .action-label[aria-label^="Collapse All"]').first().click();
    await ui.treeRows().filter({ hasText: 'Bucket open' }).first().waitFor({ state: 'detached' });
    assert.ok((await labels()).every((label) => / findings?, worst /.test(label)));
  });
});

describe('a workspace that is not scanned yet', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, settings: { 'handrail.scan': 'onDemand' } });
  });
  after(() => ui?.close());

  const badge = () => {
    const own = ui.page.locator('.action-label[aria-label^="Handrail"]');
    return ui.page.locator('.activitybar .action-item', { has: own }).locator('.badge-content');
  };

  it('says what is read, and offers the scan', async () => {
    await ui.activity('Handrail').click();
    await ui.page.locator('.sidebar .welcome-view .monaco-button', { hasText: 'Scan the Workspace' }).waitFor();
    await ui.shot('welcome.png');
  });

  it('counts the findings of open files, and of the workspace once that was read', async () => {
    await ui.openFile('bastion.tf');
    await badge().filter({ hasText: /^1$/ }).waitFor();
    await ui.activity('Handrail').and(ui.page.locator('[aria-label*="1 finding in open files"]')).waitFor();
    await ui.command('Handrail: Scan Workspace');
    await ui.activity('Handrail').and(ui.page.locator('[aria-label*="findings in the workspace"]')).waitFor();
    assert.ok(Number(await badge().textContent()) >= 20);
  });
});

describe('a workspace without findings', () => {
  let ui;
  const waived = (days, name) => `resource "aws_instance" "${name}" {
  metadata_options {
    # handrail:allow metadata-without-token until=${inDays(days)} owner=ops reason="The old backup agent goes soon"
    http_tokens = "optional"
  }
}
`;
  before(async () => {
    const folder = path.join(tmpDir('clean'), 'clean');
    fs.mkdirSync(folder);
    ui = await openWindow({
      folder,
      files: { 'a.tf': waived(12, 'a'), 'b.tf': waived(40, 'b'), 'c.tf': waived(60, 'c'), 'd.tf': 'locals {}\n' },
    });
  });
  after(() => ui?.close());

  it('says how many files were read and which waiver ends next', async () => {
    await ui.activity('Handrail').click();
    const message = ui.page.locator('.sidebar .pane-body .message', { hasText: 'Nothing found in' });
    await message.waitFor();
    assert.equal(await message.textContent(), 'Nothing found in 4 files. 3 waivers, the next ends in 12 days.');
    await ui.shot('findings-none.png');
  });

  it('says whose reasons these are where no policy is one’s own, and how to make them so', async () => {
    await heading(ui, 'Policies of this workspace').waitFor();
    await ui.webview().getByText('These reasons are Handrail’s.').waitFor();
    await ui.shot('policies-built-in.png');
    await ui.webview().locator('button', { hasText: 'make them yours' }).click();
    await ui.page.locator('.quick-input-title', { hasText: 'What does it start from?' }).waitFor();
    await ui.page.keyboard.press('Escape');
  });
});
