/** A file of its own, so that a test does not depend on what the sample says. */
export const BASTION = `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
export const FILES = { 'bastion/bastion.tf': BASTION };

/** Any of our squiggles but hints. */
export const ANY = '.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning, .monaco-editor .squiggly-info';

/** Shows the Handrail sidebar with the tree filled. */
export async function openSidebar(ui) {
  await ui.activity('Handrail').click();
  await ui.treeRows().first().waitFor();
}

/** The day so many days from now, as waivers write it. */
export const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The Policy view's heading. */
export const heading = (ui, text) => ui.webview().locator('h1', { hasText: text });

/** Unfolds the Policy view as wide and high as it gets, the other view closed; or lets both be seen. */
export async function onlyPolicy(ui, only) {
  const pane = ui.page.locator('.sidebar .pane-header[aria-label^="Findings"]');
  if ((await pane.getAttribute('aria-expanded')) === String(only)) await pane.click();
}

/** Puts the cursor on a finding of the sample's storage and shows its policy. */
export async function explainStorage(ui) {
  await ui.openFile('infra/storage.tf');
  await ui.gotoLine(72, 1);
  await ui.page.locator('.statusbar-item[aria-label^="Handrail: 3 findings"]').waitFor();
  await ui.command('Handrail: Explain Finding at Cursor');
  await heading(ui, 'Only the right people').waitFor();
  await ui.page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME');
}
