import assert from 'node:assert/strict';
import { openWindow } from '../e2e/lib/ui.mjs';

const STORAGE = `# What customers send us.

locals {
  team = "orders"
}
`;
const OWN = `version: 1
id: gate
format: terraform
title: Gate
makes: A gate as the orders team builds it.
serves: [doors-are-few-and-guarded]
body: |
  resource "gate" "\${1:main}" {
    shut = true # policy: doors-are-few-and-guarded
  }
`;
const FILES = {
  'uploads/storage.tf': STORAGE,
  'uploads/stack.yaml': "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n",
  '.handrail/templates/gate.yaml': OWN,
};

// by keyboard alone: no test here moves the pointer
describe('a secure template', () => {
  let ui;
  before(async () => {
    ui = await openWindow({ files: FILES, settings: { 'files.simpleDialog.enable': true } });
  });
  after(() => ui?.close());

  const rows = (text) => ui.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  const focused = (text) => ui.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text });
  const lines = (text) => ui.page.locator('.editor-group-container.active .view-line', { hasText: text });
  const clean = () => ui.page.locator('.statusbar-item[aria-label^="Handrail: nothing found in this file"]').waitFor();
  const key = (...keys) =>
    keys.reduce((before, one) => before.then(() => ui.page.keyboard.press(one)), Promise.resolve());
  /** Types into the list until the row is the one that Enter takes. */
  const filter = async (text, row) => {
    await ui.page.keyboard.type(text);
    await rows(row).first().waitFor();
    for (let tries = 0; tries < 10 && !(await focused(row).count()); tries++) await key('ArrowDown');
    await focused(row).waitFor();
  };

  it('is chosen from a list that begins with the format of the open file, those of the repository among them', async () => {
    await ui.openFile('uploads/storage.tf');
    await clean();
    await ui.gotoLine(5, 2);
    await ui.command('Handrail: Insert Secure Template…');
    await rows('S3 bucket').first().waitFor();
    assert.match(
      await ui.page.locator('.quick-input-list .monaco-list-row').first().getAttribute('aria-label'),
      /S3 bucket/,
    );
    await ui.shot('templates.png');
    await filter('From this repository', 'Gate');
    await ui.shot('templates-own.png');
    await key('Escape');
  });

  it('is looked at first, and inserted below the block that the cursor stands in', async () => {
    await ui.command('Handrail: Insert Secure Template…');
    await rows('S3 bucket').first().waitFor();
    await filter('bucket-aws', 'S3 bucket');
    await key('Enter');
    await focused('Insert below line 5').waitFor();
    await key('ArrowDown', 'ArrowDown');
    await focused('Look at it first').waitFor();
    await key('Enter');
    await ui.page.locator('.tab.active', { hasText: 'bucket-aws.tf' }).waitFor();
    await focused('Insert below line 5').waitFor();
    await lines('Only the right people reach customer data').first().waitFor();
    await ui.shot('template-preview.png');
    await key('Enter');
    await ui.page.locator('.tab.active', { hasText: 'storage.tf' }).waitFor();
    assert.equal(await ui.page.locator('.tab', { hasText: 'bucket-aws.tf' }).count(), 0);
    await lines('aws_s3_bucket_public_access_block').first().waitFor();
    await clean();
    await ui.shot('template-inserted.png');
  });

  it('has places to fill in, one after the other by Tab, and goes away with one undo', async () => {
    await ui.page.keyboard.type('invoices');
    await lines('resource "aws_s3_bucket_versioning" "invoices"').waitFor();
    await key('Tab');
    await ui.page.keyboard.type('shop-invoices');
    await lines('bucket_prefix = "shop-invoices-"').waitFor();
    await key('Escape');
    for (let undos = 0; undos < 4 && (await lines('aws_s3_bucket').count()); undos++) await key('Control+Z');
    await lines('aws_s3_bucket').first().waitFor({ state: 'detached' });
    assert.equal(await lines('team = "orders"').count(), 1);
  });

  it('goes away with one undo where nothing was filled in', async () => {
    await ui.gotoLine(5, 2);
    await ui.command('Handrail: Insert Secure Template…');
    await rows('S3 bucket').first().waitFor();
    await filter('bucket-gcp', 'Cloud Storage bucket');
    await key('Enter');
    await focused('Insert below line 5').waitFor();
    await key('Enter');
    await lines('google_storage_bucket').first().waitFor();
    await key('Escape', 'Control+Z');
    await lines('google_storage_bucket').first().waitFor({ state: 'detached' });
  });

  it('is opened in a new file that has a name and is read at once', async () => {
    await ui.command('Handrail: Insert Secure Template…');
    await rows('S3 bucket').first().waitFor();
    await filter('deployment', 'Deployment');
    await key('Enter');
    await focused('Open in a new file').waitFor();
    await key('Enter');
    await ui.page.locator('.tab.active.dirty', { hasText: 'deployment.yaml' }).waitFor();
    await lines('runAsNonRoot: true # Containers keep to themselves').waitFor();
    await clean();
    await ui.shot('template-new-file.png');
    await key('Escape', 'Control+Z');
    await lines('runAsNonRoot').waitFor({ state: 'detached' });
    await ui.command('View: Revert and Close Editor');
  });

  it('is offered while its name is typed, where one may begin', async () => {
    await ui.openFile('uploads/stack.yaml');
    await ui.gotoLine(5, 1);
    await ui.page.keyboard.type('  handrail-buc');
    const widget = ui.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'handrail-bucket' });
    await widget.first().waitFor();
    await ui.shot('template-completion.png');
    await key('Enter');
    await lines('PublicAccessBlockConfiguration').waitFor();
    await lines('Type: AWS::S3::Bucket').first().waitFor();
    await clean();
    await ui.shot('template-completed.png');
  });
});
