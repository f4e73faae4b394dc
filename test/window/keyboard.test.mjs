import assert from 'node:assert/strict';
import { openWindow } from '../e2e/lib/ui.mjs';
import { FILES, heading } from './support.mjs';

describe('the sidebar by keyboard alone', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, viewport: { width: 1280, height: 1000 } });
    for (const mouse of ['click', 'dblclick', 'move', 'down', 'wheel']) {
      ui.page.mouse[mouse] = () => assert.fail('this test has no mouse');
    }
  });
  after(() => ui?.close());

  const press = (key) => ui.page.keyboard.press(key);
  const focused = () => ui.webview().locator(':focus');
  /** Presses Tab until this has the focus in the policy view. */
  const tabTo = async (name) => {
    for (let i = 0; i < 60; i++) {
      if ((await focused().count()) > 0 && (await focused().textContent()) === name) return;
      await press('Tab');
    }
    assert.fail(`Tab does not reach ${name}`);
  };
  const row = () => ui.page.locator('.sidebar .monaco-list-row.focused');
  const editorLine = (line) => ui.status(new RegExp(`Ln ${line},`)).waitFor();

  it('goes through the tree, which the policy view follows, to the line of a finding', async () => {
    await ui.command('Handrail: Focus on Policy View');
    await ui.command('Handrail: Focus on Findings View');
    await ui.treeRows().filter({ hasText: 'Only the right people' }).first().waitFor();
    await press('Home');
    for (let i = 0; i < 40 && !(await row().getAttribute('aria-label')).includes('infra/storage.tf, line 72'); i++) {
      await press('ArrowDown');
    }
    await press('Enter');
    await ui.page.locator('.tab.active[data-resource-name="storage.tf"]').waitFor();
    await editorLine(72);
    await heading(ui, 'Only the right people').waitFor();
  });

  it('reaches every heading, link and button of the policy in the order of the page, and shows where it is', async () => {
    await ui.command('Handrail: Focus on Policy View');
    const wanted = await ui
      .webview()
      .locator('button, summary, pre[tabindex]')
      .evaluateAll((all) => all.map((element) => element.textContent));
    assert.ok(wanted.length > 20, String(wanted.length));
    await tabTo(wanted[0]);
    const seen = [];
    for (let i = 0; i < wanted.length; i++) {
      const { text, outline } = await focused().evaluate((element) => ({
        text: element.textContent,
        outline: getComputedStyle(element).outlineStyle,
      }));
      seen.push(text);
      assert.equal(outline, 'solid', `it can be seen that ${text} has the focus`);
      await press('Tab');
    }
    assert.deepEqual(seen, wanted);
  });

  it('folds and unfolds a section', async () => {
    await ui.command('Handrail: Focus on Policy View');
    const why = () => ui.webview().getByRole('button', { name: 'Why it matters to us' });
    await tabTo(await why().textContent());
    await press('Space');
    assert.equal(await why().getAttribute('aria-expanded'), 'false');
    await press('Enter');
    assert.equal(await why().getAttribute('aria-expanded'), 'true');
  });

  it('opens the line of another finding here', async () => {
    await ui.command('Handrail: Focus on Policy View');
    await tabTo('Bucket open to the public');
    await press('Enter');
    await editorLine(49);
  });

  it('asks: two questions, the message, the link, and back', async () => {
    await ui.command('Handrail: Focus on Policy View');
    await tabTo('Ask…');
    await press('Enter');
    await ui.page.locator('.quick-input-title', { hasText: 'Why do you need it?' }).waitFor();
    await ui.page.keyboard.type('Customers open invoices from their mail');
    await press('Enter');
    await ui.page.locator('.quick-input-title', { hasText: 'By when?' }).waitFor();
    await press('Enter');
    await ui.webview().locator('textarea:focus').waitFor();
    await tabTo('Copy and open #ask-security…');
    await press('Enter');
    await ui.page.locator('.monaco-dialog-box').waitFor();
    await press('Escape');
    await ui.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    await ui.command('Handrail: Focus on Policy View');
    await tabTo('Close');
    await press('Enter');
    await ui.webview().locator('textarea').waitFor({ state: 'detached' });
    assert.equal(await focused().textContent(), 'Ask…', 'the keyboard is where it began');
  });

  it('begins an exception, and gives it up', async () => {
    await ui.command('Handrail: Focus on Policy View');
    await tabTo('Ask for an exception…');
    await press('Enter');
    await ui.page.locator('.quick-input-title', { hasText: 'Why now?' }).waitFor();
    await press('Escape');
  });

  it('moves nothing by itself, so that reduced motion has nothing to take away', async () => {
    const moving = await ui
      .webview()
      .locator('*')
      .evaluateAll((all) =>
        all
          .filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== 'none';
          })
          .map((element) => element.outerHTML),
      );
    assert.deepEqual(moving, []);
  });
});

describe('the sidebar at 200 %', () => {
  let ui;
  before(async () => {
    // what zoom does to a page: half the pixels, each twice as large
    ui = await openWindow({ files: FILES, viewport: { width: 640, height: 500 }, scale: 2 });
  });
  after(() => ui?.close());

  it('needs no second direction to scroll, and is as accessible', async () => {
    await ui.openFile('bastion.tf');
    await ui.gotoLine(6, 24);
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: 1 finding"]').waitFor();
    await ui.command('Handrail: Explain Finding at Cursor');
    await heading(ui, 'Doors are few').waitFor();
    await ui.shot('policy-200-percent.png');
    const { content, window } = await ui
      .webview()
      .locator('html')
      .evaluate((html) => ({
        content: html.scrollWidth,
        window: html.clientWidth,
      }));
    assert.ok(content <= window, `${content} pixels in ${window}`);
    assert.deepEqual(await ui.accessibility(), []);
  });
});
