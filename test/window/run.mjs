// Tier 2: the installed package in the window, by hand and eye. usage: node test/window/run.mjs [-g PATTERN]
import process from 'node:process';
import { ensureInstalled } from '../e2e/lib/install.mjs';
import { packed, runTier } from '../support/tier.mjs';

await ensureInstalled();
const { shootAll } = await import('../e2e/lib/ui.mjs');
process.env.HANDRAIL_VSIX = packed();
await runTier('window', {
  async afterEach() {
    const test = this.currentTest;
    if (test?.state === 'failed') console.log(`picture: ${await shootAll(test.fullTitle())}`);
  },
});
