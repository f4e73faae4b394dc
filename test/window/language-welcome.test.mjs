// No text was missed where Handrail has nothing to show yet; see in-language.mjs.
import { pseudo } from '../support/pseudo.mjs';
import { openTranslated } from './in-language.mjs';
import { ANY, FILES } from './support.mjs';

describe('a window in another language, in Restricted Mode and before anything is read', () => {
  let ui;
  let translated;
  let inputs;
  before(async () => {
    const settings = { 'handrail.scan': 'onDemand' };
    const viewport = { width: 1800, height: 900 }; // a walkthrough has its pages beside it
    ({ ui, translated, inputs } = await openTranslated({ files: FILES, trust: true, settings, viewport }));
  });
  after(() => ui?.close());

  /** The view as it is while it has no rows. */
  const welcome = (text) =>
    ui.page
      .locator('.sidebar .welcome-view')
      .filter({ hasText: pseudo(text).slice(1, -1) })
      .first();

  it('says what is read, and offers the scan', async () => {
    await ui.activity('Handrail').click();
    await welcome('Handrail reads the files you open').waitFor();
    await translated('welcome', welcome('Handrail reads the files you open'), ['Welcome']);
  });

  it('reads what is opened, trusted or not', async () => {
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
    await translated('status', ui.page.locator('.statusbar-item[aria-label^="Handrail"]'));
  });

  it('has walkthroughs', async () => {
    const inside = ui.page.frameLocator('.gettingStartedContainer iframe.webview.ready').frameLocator('#active-frame');
    const page = inside.locator('body', { hasText: '«' });
    for (const [title, first, text] of [
      ['Get a Grip', 'See what Handrail sees', 'An underlined text is a finding'],
      ['Make Handrail Yours', 'Make a policy yours', 'reasons are a start'],
    ]) {
      await ui.command('Welcome: Open Walkthrough...');
      await ui.page.keyboard.type(pseudo(title));
      await inputs()
        .locator('.monaco-list-row.focused', { hasText: pseudo(title) })
        .waitFor();
      await ui.page.keyboard.press('Enter');
      const shown = ui.page.locator('.gettingStartedSlideDetails');
      await shown.filter({ hasText: pseudo(first) }).waitFor();
      await shown.locator('.getting-started-step', { hasText: pseudo(first) }).click(); // one that is done is not opened by itself
      await page.filter({ hasText: pseudo(text).slice(1, -1) }).waitFor();
      await ui.shot('language-tour.png');
      for (const one of await shown.locator('.getting-started-step').all()) {
        await one.click();
        await page.waitFor();
        await translated(title, shown);
        await translated(`page of ${title}`, page);
      }
    }
  });

  it('says what to open where no folder is', async () => {
    await ui.command('Workspaces: Close Workspace');
    await ui.activity('Handrail').waitFor();
    await ui.activity('Handrail').click();
    await welcome('Open a folder with infrastructure code').waitFor();
    await translated('welcome without a folder', welcome('Open a folder with infrastructure code'), ['Welcome']);
  });
});
