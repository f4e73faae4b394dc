import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { VSCODE } from '../e2e/lib/vscode.mjs';

/** As VS Code's own source numbers keys: the modifier Ctrl or Cmd, and A. */
const CTRL = 2048;
const A = 31;
const key = (letter) => CTRL + A + letter.toUpperCase().charCodeAt(0) - 65;

describe('the one default keybinding', () => {
  const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const [binding, ...others] = contributes.keybindings;

  it('is one chord, the same on all systems', () => {
    assert.deepEqual(others, []);
    assert.equal(binding.mac, binding.key.replaceAll('ctrl', 'cmd'));
  });

  it('is free in VS Code’s own lists', () => {
    const [first, second] = [...binding.key.matchAll(/ctrl\+([a-z])/g)].map(([, letter]) => key(letter));
    const workbench = fs.readFileSync(path.join(VSCODE, 'out/vs/code/browser/workbench/workbench.js'), 'utf8');
    const chords = [...workbench.matchAll(/\b\w+\((\d{4,5}),(\d{2,5})\)/g)].filter(([, one]) => Number(one) === first);
    assert.ok(chords.length > 20, 'the chords of Ctrl+K are seen');
    assert.deepEqual(chords.filter(([, , two]) => Number(two) === second).map(String), []);
    const extensions = path.join(VSCODE, 'extensions');
    for (const name of fs.readdirSync(extensions)) {
      const manifest = path.join(extensions, name, 'package.json');
      if (!fs.existsSync(manifest)) continue;
      const own = JSON.parse(fs.readFileSync(manifest, 'utf8')).contributes?.keybindings ?? [];
      assert.deepEqual(
        [own].flat().filter((one) => one.key === binding.key || one.mac === binding.mac),
        [],
        name,
      );
    }
  });
});
