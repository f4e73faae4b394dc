// Tier 3: mocha inside the web worker extension host of a window without any server side, as on vscode.dev.
import path from 'node:path';
import process from 'node:process';
import { ensureInstalled } from '../e2e/lib/install.mjs';
import { copySample } from '../support/sample.mjs';
import { bundleTier, packed } from '../support/tier.mjs';

await ensureInstalled();
const { launchBrowser, report, runExtensionTests } = await import('../e2e/lib/browser.mjs');
const { SETTINGS, installVsix, tmpDir } = await import('../e2e/lib/vscode.mjs');
const { startWebServer } = await import('../e2e/lib/web-server.mjs');

/** mocha's browser build asks for the page's address, which a worker's global scope does not have in VS Code. */
const LOCATION = 'globalThis.location ??= { search: "", href: "", pathname: "" };';

const root = tmpDir('web');
const folder = path.join(root, 'shop');
copySample(folder);
const extension = installVsix(root, packed());
const tests = await bundleTier('web', {
  platform: 'browser',
  banner: { js: LOCATION },
  define: { 'process.env.NODE_ENV': '"test"' },
});
const [server, browser] = await Promise.all([
  startWebServer({ extension, tests, folder, settings: SETTINGS }),
  launchBrowser(),
]);
const outcome = await runExtensionTests({ browser, url: server.origin, screenshot: path.join(root, 'end.png') });
await browser.close();
await server.stop();
process.exit(report({ ...outcome, root, extra: network(outcome.outside) }));

/** Nothing may leave the machine but what test/web/network.test.ts tries, and that must have been seen. */
function network(seen) {
  const left = seen.filter((origin) => origin !== 'https://handrail.invalid');
  const failures = left.map((origin) => ({ title: 'something left the machine', err: origin }));
  if (left.length === seen.length)
    failures.push({ title: 'requests of the worker are not seen', err: seen.join('\n') });
  return failures;
}
