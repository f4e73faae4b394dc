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

  it('hangs on the nearest `.gitignore` that names it, and on what a later line takes back', () => {
    const root = newFolder('walk');
    writeFiles(root, {
      '.gitignore': '*.tf\n!/live/**\nbuild/\n!build/keep.tf\n',
      'a.tf': '',
      'live/main.tf': '',
      'live/.gitignore': 'secret/*\n!secret/shown.tf\n/here.tf\n',
      'live/here.tf': '',
      'live/deep/here.tf': '',
      'live/secret/hidden.tf': '',
      'live/secret/shown.tf': '',
      'live/deep/.gitignore': '!x.yaml\n*.yaml\n!y.yaml\n',
      'live/deep/x.yaml': '',
      'live/deep/y.yaml': '',
      'build/keep.tf': '', // nothing below an ignored folder comes back
    });
    const walked = [...walk(root, { gitignore: true })].filter((name) => !name.endsWith('.gitignore'));
    assert.deepEqual(walked, ['live/deep/here.tf', 'live/deep/y.yaml', 'live/main.tf', 'live/secret/shown.tf']);
    const excluded = (name: string) => name === 'live/secret';
    const without = [...walk(root, { gitignore: true, excluded })];
    assert.equal(without.includes('live/secret/shown.tf'), false);
  });

  it('is every folder behind a link, wherever that leads, so that no cycle is walked', () => {
    const outside = newFolder('outside');
    writeFiles(outside, { 'deep/main.tf': '' });
    const root = newFolder('walk');
    writeFiles(root, { 'real/main.tf': '' });
    symlinkSync(root, path.join(root, 'real/circle'));
    symlinkSync(path.join(root, 'real'), path.join(root, 'inside'));
    symlinkSync(path.join(outside, 'deep'), path.join(root, 'outside'));
    symlinkSync(path.join(root, 'gone'), path.join(root, 'nothing.tf'));
    symlinkSync(path.join(root, 'loop.tf'), path.join(root, 'loop.tf'));
    assert.deepEqual([...walk(root, { gitignore: true })], ['real/main.tf']);
    for (const name of ['inside/main.tf', 'outside/main.tf', 'real/circle/real/main.tf', 'loop.tf', 'nothing.tf']) {
      assert.equal(passedOver(root, name), true, name);
    }
  });
});
