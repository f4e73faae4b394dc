import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openWindow, THEMES } from '../e2e/lib/ui.mjs';
import { explainStorage, FILES, heading, onlyPolicy, openSidebar } from './support.mjs';

/** A lesson with all that Markdown gives it, and with what a repository may try. */
const LESSON = `version: 1
extends: doors-are-few-and-guarded
learn:
  text: |
    Ask **two** questions of every \`ingress\`: *who* comes in, and [from where](https://www.fernway.example/networks)?

    - a network that we can name
    - nobody, which is
      the usual answer

    <img src="https://evil.example/x.png" onerror="alert(1)"> [click](command:workbench.action.quit)
  examples:
    - language: terraform
      bad: |
        cidr_blocks = ["0.0.0.0/0"]
      good: |
        cidr_blocks = [var.office_cidr]
      difference: Only the office comes in.
`;

describe('the policy view', () => {
  let ui;
  before(async () => {
    ui = await openWindow({
      files: { ...FILES, '.handrail/policies/doors.yaml': LESSON },
      viewport: { width: 1280, height: 1000 },
    });
    await openSidebar(ui);
    await explainStorage(ui);
    await ui.sidebarWidth(400);
    await onlyPolicy(ui, true);
  });
  after(() => ui?.close());

  const page = () => ui.webview();
  const section = (name) => page().getByRole('button', { name, exact: true });
  const editorText = () => fs.readFileSync(path.join(ui.folder, 'infra/storage.tf'), 'utf8');
  /** Takes the row of the list that is open, by keyboard. */
  const choose = async (text) => {
    const row = ui.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
    await row.waitFor();
    const focused = ui.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text });
    for (let tries = 0; tries < 10 && (await focused.count()) === 0; tries++) await ui.page.keyboard.press('ArrowDown');
    await ui.page.keyboard.press('Enter');
  };

  it('says who owns the policy, who the file, and who champions the path', async () => {
    await page().getByText('Platform Security owns this policy.').waitFor();
    await page().getByText('This file is @fernway/platform’s, by CODEOWNERS. Champion here: Maren Oduya.').waitFor();
  });

  it('has the steps of the escalation with their answer times, and the terms of an exception', async () => {
    await page()
      .locator('ol li', { hasText: 'the person on call, at once' })
      .getByText('minutes', { exact: true })
      .waitFor();
    await page()
      .getByText('Up to 7 days, approved by the owner of the policy and the owner of the data, in the pull request.')
      .waitFor();
  });

  it('leads to the file that the wording comes from', async () => {
    await page().locator('button', { hasText: '.handrail/policies/customer-data.yaml' }).click();
    await ui.page.locator('.tab.active[data-resource-name="customer-data.yaml"]').waitFor();
    await ui.command('View: Close Editor');
  });

  it('lists what lies elsewhere, by folder, and opens it', async () => {
    await page().locator('button', { hasText: 'cloudformation/' }).click();
    await choose('Resource policy open to anybody');
    await ui.page.locator('.tab.active[data-resource-name="analytics.yaml"]').waitFor();
    await explainStorage(ui);
  });

  it('shows the whole target of a link before it opens, and opens nothing when told not to', async () => {
    await page().locator('button', { hasText: 'UpGuard' }).click();
    const dialog = ui.page.locator('.monaco-dialog-box');
    await dialog.getByText('https://www.upguard.com/breaches/the-rnc-files').waitFor();
    await ui.shot('policy-link.png');
    await ui.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(ui.page.context().pages().length, 1);
  });

  it('inserts the good form below the block at the cursor, as one edit that is undone at once', async () => {
    await page().locator('button', { hasText: 'Insert the good form' }).click();
    await ui.page.locator('.quick-input-title', { hasText: 'Insert the good form into infra/storage.tf' }).waitFor();
    await ui.shot('policy-insert.png');
    await choose('Insert it below line 86');
    await ui.page.locator('.tab.active.dirty[data-resource-name="storage.tf"]').waitFor();
    await ui.page.keyboard.press('Control+S');
    await ui.page.locator('.tab.active:not(.dirty)').waitFor();
    const lines = editorText().split('\n');
    assert.deepEqual(lines.slice(85, 89), [
      '}',
      '',
      'resource "aws_s3_bucket_ownership_controls" "invoices" {',
      '  bucket = "shop-invoices"',
    ]);
    await ui.shot('policy-inserted.png');
    await ui.page.keyboard.press('Control+Z');
    await ui.page.keyboard.press('Control+S');
    await ui.page.locator('.tab.active:not(.dirty)').waitFor();
    assert.doesNotMatch(editorText(), /shop-invoices/);
  });

  it('shows the difference first when asked, and nothing is left when it is discarded', async () => {
    const before = editorText();
    await explainStorage(ui);
    await page().locator('button', { hasText: 'Insert the good form' }).click();
    await choose('Look at the difference first');
    await ui.page.locator('.monaco-button', { hasText: 'Discard' }).waitFor();
    await ui.shot('policy-insert-difference.png');
    await ui.page.locator('.monaco-button', { hasText: 'Discard' }).click();
    await ui.page.locator('.tab.active:not(.dirty)').waitFor();
    assert.equal(editorText(), before);
  });

  it('keeps sections folded away, in every policy and after a reload', async () => {
    await explainStorage(ui);
    for (const name of ['Why it matters to us', 'References']) {
      await section(name).click();
      assert.equal(await section(name).getAttribute('aria-expanded'), 'false');
    }
    await page().getByText('In 2017').waitFor({ state: 'hidden' });
    await ui.shot('policy-folded.png');
    await ui.openFile('bastion.tf');
    await ui.gotoLine(6, 24);
    await heading(ui, 'Doors are few').waitFor();
    assert.equal(await section('Why it matters to us').getAttribute('aria-expanded'), 'false');
    await ui.page.reload();
    await ui.page.locator('.monaco-workbench .part.sidebar').waitFor();
    await page().locator('h1').waitFor();
    await ui.openFile('bastion.tf'); // whatever the window has kept open
    await ui.gotoLine(6, 24);
    await heading(ui, 'Doors are few').waitFor();
    assert.equal(await section('Why it matters to us').getAttribute('aria-expanded'), 'false');
    assert.equal(await section('Who').getAttribute('aria-expanded'), 'true');
    for (const name of ['Why it matters to us', 'References']) await section(name).click();
    await page().getByText('More reasons').waitFor();
  });

  it('teaches on a page of its own, good beside bad, in every theme', async () => {
    await page().locator('button', { hasText: 'Two-minute lesson' }).click();
    await ui.page.locator('.tab.active', { hasText: 'Doors are few and guarded' }).waitFor();
    const lesson = ui.webview(1);
    await lesson.locator('.wide h1').waitFor();
    await lesson.locator(':focus', { hasText: 'What good looks like' }).waitFor();
    const [bad, good] = await Promise.all(
      ['bad', 'good'].map((kind) => lesson.locator(`.code.${kind}`).first().boundingBox()),
    );
    assert.ok(Math.abs(bad.y - good.y) < 2 && good.x > bad.x + bad.width - 2, 'side by side');
    for (const theme of Object.keys(THEMES)) {
      await ui.theme(theme);
      await ui.shot(`lesson-${theme}.png`);
      assert.deepEqual(await ui.accessibility(1), [], theme);
    }
    await ui.theme('dark');
  });

  it('takes a lesson’s Markdown, and nothing that a repository may slip into it', async () => {
    const lesson = ui.webview(1);
    assert.equal(await lesson.locator('strong', { hasText: 'two' }).count(), 1);
    assert.equal(await lesson.locator('p code', { hasText: 'ingress' }).count(), 1);
    assert.deepEqual(await lesson.locator('ul:not([class]) li').allInnerTexts(), [
      'a network that we can name',
      'nobody, which is the usual answer',
    ]);
    assert.equal(await lesson.locator('img').count(), 0);
    assert.equal(await lesson.locator('button', { hasText: 'click' }).count(), 0, 'a command is no link');
    await lesson.getByText('[click](command:workbench.action.quit)').waitFor();
    await lesson.locator('button', { hasText: 'from where' }).click();
    await ui.page.locator('.monaco-dialog-box').getByText('https://www.fernway.example/networks').waitFor();
    await ui.page.keyboard.press('Escape');
    await ui.command('View: Close Editor');
  });

  it('is where the page of a rule leads', async () => {
    await ui.command('Handrail: Explain Rule…');
    await ui.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await ui.page.keyboard.type('Resource policy open to anybody');
    await choose('Resource policy open to anybody');
    await ui.page.locator('.tab.active', { hasText: 'public-principal' }).waitFor();
    await ui.webview(1).locator('a', { hasText: 'Only the right people' }).click();
    await ui.page.locator('.tab.active', { hasText: 'Only the right people reach customer data' }).waitFor();
    const shown = async () => {
      const pages = ui.page.frames().map((frame) => frame.locator('.wide h1', { hasText: 'Only the right' }).count());
      return (await Promise.all(pages)).some((count) => count > 0);
    };
    while (!(await shown())); // mocha ends it when it never comes
    await ui.command('View: Close All Editors');
  });

  it('is reached by a quick pick', async () => {
    await ui.command('Handrail: Explain Policy…');
    await ui.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await ui.page.keyboard.type('Secrets live');
    await choose('Secrets live in the vault');
    await heading(ui, 'Secrets live in the vault').waitFor();
  });
});

describe('the line above a resource', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, settings: { 'handrail.codeLens': true } });
  });
  after(() => ui?.close());

  it('says how many findings, why and whose, and leads to the policy', async () => {
    await ui.openFile('bastion.tf');
    const lens = ui.page.locator('.codelens-decoration a', {
      hasText: '1 finding · Doors are few and guarded · Platform',
    });
    await lens.waitFor();
    await ui.shot('code-lens.png');
    await lens.click();
    await heading(ui, 'Doors are few').waitFor();
  });
});
