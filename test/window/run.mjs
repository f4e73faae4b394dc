// Tier 2: the installed package in the window, by hand and eye. usage: node test/window/run.mjs [-g PATTERN]
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { ensureInstalled } from '../e2e/lib/install.mjs';
import { packed } from '../support/tier.mjs';

const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g' } } });
await ensureInstalled();
const { shootAll } = await import('../e2e/lib/ui.mjs');
process.env.HANDRAIL_VSIX = packed();

const mocha = new Mocha({
  ui: 'bdd',
  timeout: 60_000,
  reporter: 'spec',
  color: process.stdout.isTTY,
  grep: values.grep,
});
mocha.rootHooks({
  async afterEach() {
    const test = this.currentTest;
    if (test?.state === 'failed') console.log(`picture: ${await shootAll(test.fullTitle())}`);
  },
});
for (const file of fs.readdirSync(import.meta.dirname)) {
  if (file.endsWith('.test.mjs')) mocha.addFile(path.join(import.meta.dirname, file));
}
await mocha.loadFilesAsync();
const stats = await new Promise((resolve) => {
  const runner = mocha.run(() => resolve(runner.stats));
});
if (stats.passes + stats.failures === 0) console.log('no test was run');
console.log(`${stats.passes} passed, ${stats.failures} failed`);
process.exit(stats.failures > 0 || stats.passes === 0 ? 1 : 0);
