import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { passedOver, walk } from '../../src/surfaces/walk';
import { newFolder, writeFiles } from '../support/cli';

describe('what a walk passes over', () => {
  it('is told of a single path as the walk itself has it', () => {
    const outside = newFolder('outside');
    writeFiles(outside, { 'secret.tf': '' });
    const root = newFolder('walk');
    const files = {
      '.gitignore': 'out/\n*.log\n!keep.log\n/only-here.tf\n',
      'main.tf': '',
      'only-here.tf': '',
      'a.log': '',
      'keep.log': '',
      'out/main.tf': '',
      '.git/config': '',
      'app/node_modules/x/main.tf': '',
      'app/.gitignore': 'local.*\n',
      'app/local.tf': '',
      'app/only-here.tf': '',
      'app/deep/local.yaml': '',
      'app/deep/main.tf': '',
    };
    writeFiles(root, files);
    mkdirSync(path.join(root, 'links'));
    symlinkSync(path.join(root, 'main.tf'), path.join(root, 'links/inside.tf'));
    symlinkSync(path.join(outside, 'secret.tf'), path.join(root, 'links/outside.tf'));
    const all = [...Object.keys(files), 'links/inside.tf', 'links/outside.tf'].sort();
    const walked = [...walk(root, { gitignore: true })].sort();
    assert.deepEqual(
      all.filter((name) => !passedOver(root, name)),
      walked,
    );
    assert.ok(walked.includes('keep.log') && !walked.includes('links/outside.tf'));
  });
});
