import assert from 'node:assert/strict';
import { openWindow, THEMES } from '../e2e/lib/ui.mjs';

/** A file of its own, so that this test does not depend on what the sample says. */
const FILES = {
  'bastion/bastion.tf': `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`,
};
const ANY = '.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning';

describe('a finding in the window', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES });
  });
  after(() => ui?.close());

  it('is underlined', async () => {
    await ui.openFile('bastion.tf');
    await ui.page.locator(ANY).first().waitFor();
  });

  it('explains itself in a hover, in every theme', async () => {
    for (const theme of Object.keys(THEMES)) {
      await ui.theme(theme);
      await ui.gotoLine(6, 24);
      await ui.command('Show or Focus Hover');
      await ui.hover('0.0.0.0/0').waitFor();
      await ui.shot(`hover-${theme}.png`);
      await ui.page.keyboard.press('Escape');
    }
  });

  it('stands in the Problems panel', async () => {
    await ui.command('Problems: Focus on Problems View');
    await ui.problems().filter({ hasText: 'Handrail' }).first().waitFor();
  });

  it('stands in the sidebar, narrow and wide', async () => {
    await ui.activity('Handrail').click();
    for (const width of [220, 400]) {
      await ui.sidebarWidth(width);
      await ui.treeRows().first().waitFor();
      await ui.shot(`sidebar-${width}.png`);
    }
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
