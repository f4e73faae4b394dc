// Tier 1: mocha inside VS Code's own extension host (Node), against the installed package. usage: run.mjs [-g PATTERN]
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../e2e/lib/install.mjs';
import { copySample } from '../support/sample.mjs';
import { bundleTier, packed } from '../support/tier.mjs';

await ensureInstalled();
const { launchBrowser, report, runExtensionTests } = await import('../e2e/lib/browser.mjs');
const { E2E, installVsix, startServer, tmpDir, workbenchUrl } = await import('../e2e/lib/vscode.mjs');

const root = tmpDir('host');
const folder = path.join(root, 'shop');
copySample(folder);
// two folders: what holds in one must not hold in the other
fs.mkdirSync(path.join(root, 'second'));
const workspace = path.join(root, 'two.code-workspace');
fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'second' }] }));
installVsix(root, packed());
const tests = await bundleTier('host', { platform: 'node', packages: 'external' });
const resultFile = path.join(root, 'result.json');
const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g' } } });
const env = { HANDRAIL_RESULT: resultFile, ...(values.grep ? { HANDRAIL_GREP: values.grep } : {}) };
const [server, browser] = await Promise.all([startServer({ root, testDriver: true, env }), launchBrowser()]);
const uri = (file) => `vscode-remote://${server.authority}${file}`;
const payload = [
  ['extensionDevelopmentPath', uri(path.join(E2E, 'driver'))],
  ['extensionTestsPath', uri(tests)],
  ['skipWelcome', 'true'],
];
const url = workbenchUrl(server, { workspace, payload });
const outcome = await runExtensionTests({ browser, url, screenshot: path.join(root, 'end.png') });
await browser.close();
await server.stop();
const result = fs.existsSync(resultFile) ? JSON.parse(fs.readFileSync(resultFile, 'utf8')) : undefined;
process.exit(
  report({ ...outcome, result, root, log: server.log(), extra: network([...outcome.outside, ...server.outside()]) }),
);

/** Nothing may leave the machine but what test/host/network.test.ts tries, and those two must have been seen. */
function network(seen) {
  const tried = seen.filter((line) => line.startsWith('connect 192.0.2.1 '));
  const left = seen.filter((line) => !tried.includes(line));
  const failures = left.map((line) => ({ title: 'something left the machine', err: line }));
  if (tried.length !== 2 && !values.grep)
    failures.push({ title: 'the network guard saw too little', err: seen.join('\n') });
  return failures;
}
