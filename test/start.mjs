// npm start [-- PATH]: Handrail in a VS Code in the browser, for people who have none at hand.
// Opens a copy of the sample, or PATH in place. Ends, with everything it started, on Ctrl+C.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensureInstalled } from './e2e/lib/install.mjs';
import { packageExtension } from './support/package.mjs';
import { copySample } from './support/sample.mjs';

const wanted = process.argv[2];
// npm runs this in the repository; a path is meant from where the user is
const inPlace = wanted && path.resolve(process.env.INIT_CWD ?? process.cwd(), wanted);
if (inPlace && !fs.statSync(inPlace, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(`There is no folder ${inPlace}`);
  process.exit(2);
}
process.chdir(path.dirname(import.meta.dirname));

await ensureInstalled();
const { installVsix, removeDir, startServer, tmpDir, workbenchUrl } = await import('./e2e/lib/vscode.mjs');

console.log('Building Handrail');
const vsix = process.env.HANDRAIL_VSIX ?? packageExtension();
const root = tmpDir('start');
process.on('exit', () => removeDir(root));
const folder = inPlace ?? path.join(root, 'shop');
if (!inPlace) copySample(folder);
installVsix(root, vsix);
// the user's own folder is asked about, as in any VS Code; the sample is ours
const server = await startServer({ root, trust: Boolean(inPlace), token: true, home: true, guard: false });
console.log(`\nOpen this address in a browser (it carries the key to this VS Code; do not pass it on):\n`);
console.log(`  ${workbenchUrl(server, { folder })}\n`);
if (!inPlace) console.log('This is a copy of samples/shop; what you change goes away at the end.');
console.log('Ctrl+C ends it.');
await server.ended;
console.error(`VS Code's server ended by itself\n${server.log().slice(-3000)}`);
process.exit(1);
