import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWindow, THEMES } from '../e2e/lib/ui.mjs';
import { ANY, BASTION, FILES } from './support.mjs';

/** What a person does in the steps of an exception, and in lists, by keyboard alone. */
function hands(ui) {
  const { page } = ui;
  const focused = page.locator('.quick-input-list .monaco-list-row.focused');
  return {
    title: (text) => page.locator('.quick-input-title', { hasText: text }).waitFor(),
    focused: (text) => focused.filter({ hasText: text }).waitFor(),
    press: (key) => page.keyboard.press(key),
    async say(text) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    /** Takes what each of these steps has on offer. */
    async takes(...titles) {
      for (const title of titles) {
        await this.title(title);
        await this.press('Enter');
      }
    },
    async save() {
      await page.keyboard.press('Control+S');
      await page.locator('.tab.active:not(.dirty)').waitFor();
    },
    read: (name) => fs.readFileSync(path.join(ui.folder, name), 'utf8'),
    squiggle: (kind) => page.locator(`.monaco-editor .squiggly-${kind}`).first(),
  };
}

describe('an exception in the window', () => {
  let ui;
  let by;
  before(async () => {
    ui = await openWindow({ files: FILES });
    by = hands(ui);
  });
  after(() => ui?.close());

  it('becomes a valid waiver in a Terraform file: a comment, by keyboard alone', async () => {
    await ui.openFile('infra/network.tf');
    await ui.gotoLine(104, 24);
    await by.squiggle('warning').waitFor();
    await ui.command('Handrail: Ask for an Exception…');
    await by.title('Why now?');
    await ui.shot('exception-1-why.png');
    await by.press('Enter'); // nothing written yet: it says so and stays
    await ui.page.locator('.quick-input-message', { hasText: 'A few words are needed' }).waitFor();
    await by.say('The old backup agent is replaced next month');
    await by.title('Until when?');
    await ui.shot('exception-2-until.png');
    await by.say('Another');
    await ui.page.locator('.quick-input-message', { hasText: 'The last day it holds' }).waitFor();
    await by.say('2026-02-30');
    await ui.page.locator('.quick-input-message', { hasText: 'a day of the calendar' }).waitFor();
    await ui.shot('exception-2-day.png');
    await by.press('Control+Alt+Minus'); // VS Code's own way back
    await by.focused('7 days');
    await by.say('30 days');
    await by.title('Where does it hold?');
    await ui.shot('exception-3-where.png');
    await by.focused('This line');
    await by.press('Enter');
    await by.title('Who keeps an eye on it?');
    assert.equal(await ui.page.locator('.quick-input-widget input.input').inputValue(), '@fernway/platform');
    await by.press('Enter');
    await by.title('Where is it talked about?');
    await by.say('https://tickets.fernway.example/OPS-7');
    await by.title('Write the waiver?');
    await by.focused('Write it into infra/network.tf, line 104');
    await ui.page.locator('.diff-editor .line-insert, .monaco-diff-editor .line-insert').first().waitFor();
    await ui.shot('exception-6-preview.png');
    await by.press('Enter');
    await ui
      .toast('Written, not sent. Approval is the pull request: @fernway/platform is asked through CODEOWNERS.')
      .waitFor();
    await ui.page.locator('.statusbar-item[aria-label^="Handrail: 1 finding in this file"]').waitFor(); // of two
    assert.equal(await ui.page.locator('.tab', { hasText: 'as it would be' }).count(), 0, 'the preview is closed');
    await ui.shot('exception-written.png');
    await by.save();
    assert.match(
      by.read('infra/network.tf'),
      / {4}# handrail:allow metadata-without-token until=\d{4}-\d\d-\d\d owner=@fernway\/platform reason="The old[^"]*" link=https:\S+\n {4}http_tokens/,
    );
  });

  it('leaves no trace when it is given up at the last step', async () => {
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
    await ui.gotoLine(6, 24);
    await ui.command('Handrail: Ask for an Exception…');
    await by.title('Why now?');
    await by.say('x');
    await by.takes('Until when?', 'Where does it hold?', 'Who keeps an eye on it?', 'Where is it talked about?');
    await by.title('Write the waiver?');
    await by.press('Escape');
    await ui.page.locator('.tab', { hasText: 'as it would be' }).waitFor({ state: 'detached' });
    assert.equal(by.read('bastion/bastion.tf'), BASTION);
    assert.equal(await ui.page.locator('.tab.dirty').count(), 0);
  });

  it('goes into waivers.yaml from a JSON policy, below what stands there', async () => {
    const before = by.read('.handrail/waivers.yaml');
    await ui.openFile('iam/developer.json');
    await ui.page.locator(ANY).first().waitFor();
    await ui.gotoLine(7, 21);
    await ui.command('Handrail: Ask for an Exception…');
    await by.title('Why now?');
    await by.say('Developers build the sandbox account this month');
    await by.title('Until when?');
    await by.say('30 days');
    await by.title('Where does it hold?');
    await by.focused('This resource: developer.json');
    await ui.shot('exception-3-where-json.png');
    await by.press('Enter');
    await by.takes('Who keeps an eye on it?', 'Where is it talked about?');
    await by.title('Write the waiver?');
    await by.focused('Write it into .handrail/waivers.yaml');
    await ui.shot('exception-6-preview-json.png');
    await by.press('Enter');
    await ui
      .toast('Written, not sent. Approval is the pull request: @fernway/security is asked through CODEOWNERS.')
      .waitFor();
    await ui.page.locator('.tab.active[data-resource-name="waivers.yaml"]').waitFor();
    await ui.shot('exception-written-json.png');
    await by.save();
    const after = by.read('.handrail/waivers.yaml');
    assert.ok(after.startsWith(before));
    assert.match(
      after.slice(before.length),
      /^ {2}- rule: inverted-grant\n {4}path: iam\/developer\.json\n {4}resource: developer\.json\n {4}reason: Developers build .*\n {4}owner: "@fernway\/platform"\n {4}approvedBy: .+\n {4}expires: \d{4}-\d\d-\d\d\n$/,
    );
    await ui.openFile('iam/developer.json');
    await ui.page.locator(ANY).first().waitFor({ state: 'detached' });
    await ui.shot('waived-json.png');
  });
});

describe('a waiver in the window', () => {
  let ui;
  let by;
  before(async () => {
    ui = await openWindow();
    by = hands(ui);
  });
  after(() => ui?.close());

  it('says that it has ended, where it is written and at the finding', async () => {
    await ui.openFile('iam/support.json');
    await by.squiggle('warning').waitFor();
    await ui.gotoLine(20, 22);
    await ui.command('Show or Focus Hover');
    await ui.hover('Its waiver ended on').waitFor();
    await ui.shot('waiver-ended-finding.png');
    await ui.page.keyboard.press('Escape');
    await ui.openFile('.handrail/waivers.yaml');
    await by.squiggle('warning').waitFor();
    await ui.gotoLine(12, 8);
    await ui.command('Show or Focus Hover');
    await ui.hover('This waiver ended 12 days ago').waitFor();
    await ui.shot('waiver-ended.png');
    await ui.page.keyboard.press('Escape');
  });

  it('is renewed by Quick Fix, as far as the policy allows', async () => {
    await ui.gotoLine(12, 8);
    await ui.quickFixes('Renew the waiver…');
    await ui.shot('waiver-quick-fix.png');
    await ui.page.keyboard.press('Enter');
    await by.title('Renew until when?');
    await ui.shot('waiver-renew.png');
    await by.say('14 days');
    await ui.toast('Renewed until').waitFor();
    await by.squiggle('warning').waitFor({ state: 'attached' }); // it ends within the days that warn
    await ui.page.keyboard.press('Control+Z');
    await by.save();
    assert.match(by.read('.handrail/waivers.yaml'), /SHOP-811\n$/);
  });

  it('is in the list of all, with what has ended first, and opens at its line', async () => {
    await ui.command('Handrail: Show Waivers');
    await by.title('Waivers: 2, ended: 1');
    const rows = ui.page.locator('.quick-input-list .monaco-list-row');
    await rows.nth(2).waitFor();
    const labels = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')));
    assert.match(labels[0], /^Ended 12 days ago, on \d{4}-\d\d-\d\d, Grant .* · iam\/support\.json, Support looks up/);
    assert.match(
      labels[1],
      /^20 days left, until .*, Administration port open to the internet · infra\/network\.tf · aws_sec/,
    );
    assert.match(labels[1], /approved by Maren Oduya, the owner of the policy · https:\/\/tickets/);
    assert.match(labels[2], /^Scan the workspace/);
    for (const theme of Object.keys(THEMES)) {
      await by.press('Escape');
      await ui.theme(theme);
      await ui.command('Handrail: Show Waivers');
      await rows.nth(2).waitFor();
      await ui.shot(`waivers-${theme}.png`);
    }
    await by.say('supplier');
    await ui.page.locator('.tab.active[data-resource-name="waivers.yaml"]').waitFor();
    await ui.page.locator('.statusbar-item', { hasText: 'Ln 4, Col 5' }).waitFor();
  });

  it('is removed by keyboard from its line, its neighbours as they were', async () => {
    await ui.quickFixes('Remove the waiver');
    await by.press('ArrowDown');
    await by.press('Enter');
    await ui.page.locator('.tab.active.dirty').waitFor();
    await by.save();
    const text = by.read('.handrail/waivers.yaml');
    assert.match(text, /^version: 1\nwaivers:\n {2}# Chrooted.*\n {2}- rule: wildcard-resource\n/);
  });
});

describe('the first waiver of a repository', () => {
  let ui;
  let by;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'handrail-first-'));
  before(async () => {
    fs.mkdirSync(path.join(folder, '.handrail/policies'), { recursive: true });
    fs.writeFileSync(
      path.join(folder, '.handrail/policies/doors.yaml'),
      'version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: Platform\n  codeowners: "@fernway/platform"\n',
    );
    fs.writeFileSync(path.join(folder, 'main.tf'), BASTION);
    ui = await openWindow({ folder });
    by = hands(ui);
  });
  after(async () => {
    await ui?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('makes its file, and offers the line that leads it to the owner of the policy', async () => {
    await ui.openFile('main.tf');
    await ui.page.locator(ANY).first().waitFor();
    await ui.gotoLine(6, 24);
    await ui.command('Handrail: Ask for an Exception…');
    await by.title('Why now?');
    await by.say('Moves behind the VPN next month');
    await by.title('Until when?');
    await by.say('30 days');
    await by.takes('Where does it hold?', 'Who keeps an eye on it?', 'Where is it talked about?');
    await by.title('Write the waiver?');
    await ui.shot('first-waiver-preview.png');
    await by.press('Enter');
    const toast = ui.toast('CODEOWNERS has no line that leads .handrail to Platform.');
    await toast.waitFor();
    await ui.shot('first-waiver-routing.png');
    await toast.locator('.monaco-button', { hasText: 'Add the Line…' }).click();
    await by.title('Add the line?');
    await by.focused('Add “/.handrail/ @fernway/platform” to CODEOWNERS');
    await ui.shot('first-waiver-line.png');
    await by.press('Enter');
    await ui.page.locator('.tab', { hasText: 'as it would be' }).waitFor({ state: 'detached' });
    await ui.page.locator('.tab.active[data-resource-name="CODEOWNERS"]').waitFor();
    assert.equal(by.read('CODEOWNERS'), '/.handrail/ @fernway/platform\n');
    assert.match(
      by.read('.handrail/waivers.yaml'),
      /^version: 1\nwaivers:\n {2}- rule: open-admin-port\n {4}path: main\.tf\n/,
    );
    await ui.openFile('main.tf');
    await ui.page.locator(ANY).first().waitFor({ state: 'detached' });
  });

  it('is undone with its file', async () => {
    await ui.openFile('waivers.yaml');
    await by.press('Control+Z');
    await ui.page.locator('.tab[data-resource-name="waivers.yaml"]').waitFor({ state: 'detached' });
    await ui.openFile('main.tf');
    await ui.page.locator(ANY).first().waitFor();
    assert.ok(!fs.existsSync(path.join(ui.folder, '.handrail/waivers.yaml')));
  });
});
