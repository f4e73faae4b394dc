// How long a change in the editor takes to its diagnostics, in a real VS Code on a workspace of 10,000 files.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { ensureInstalled } from '../e2e/lib/install.mjs';
import { bundleTier, packed } from '../support/tier.mjs';
import { OUT, ROOT } from './corpus.mjs';

/** Rows of the bench's table. */
export async function editorRows(files = 10_000) {
  await ensureInstalled();
  const { launchBrowser, runExtensionTests } = await import('../e2e/lib/browser.mjs');
  const { E2E, installVsix, removeDir, startServer, tmpDir, workbenchUrl } = await import('../e2e/lib/vscode.mjs');
  const root = tmpDir('editor-bench');
  const folder = path.join(root, 'workspace');
  for (const [name, text] of (await generator()).workspace(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  installVsix(root, packed());
  const index = await bundleTier('bench/editor', { platform: 'node', packages: 'external' });
  const resultFile = path.join(root, 'rows.json');
  // watching ten thousand files is the window's own affair, and would be measured too
  const settings = { 'files.watcherExclude': { '**': true }, 'search.followSymlinks': false };
  const env = { HANDRAIL_RESULT: resultFile };
  const [server, browser] = await Promise.all([
    startServer({ root, testDriver: true, env, settings }),
    launchBrowser(),
  ]);
  const uri = (file) => `vscode-remote://${server.authority}${file}`;
  const payload = [
    ['extensionDevelopmentPath', uri(path.join(E2E, 'driver'))],
    ['extensionTestsPath', uri(index)],
    ['skipWelcome', 'true'],
  ];
  const screenshot = path.join(root, 'end.png');
  const url = workbenchUrl(server, { folder, payload });
  const { code } = await runExtensionTests({ browser, url, screenshot, timeoutMs: 300_000 });
  await browser.close();
  await server.stop();
  if (!fs.existsSync(resultFile)) throw new Error(`the editor measured nothing: ${code}; see ${root}`);
  const rows = JSON.parse(fs.readFileSync(resultFile, 'utf8'));
  removeDir(root);
  return rows;
}

/** test/bench/generate.ts as a module of this process. */
async function generator() {
  const outfile = path.join(OUT, 'generate.mjs');
  await esbuild.build({
    entryPoints: [path.join(ROOT, 'test/bench/generate.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

if (import.meta.filename === path.resolve(process.argv[1])) {
  fs.mkdirSync(OUT, { recursive: true });
  console.log(JSON.stringify(await editorRows(Number(process.argv[2] ?? 10_000)), undefined, 1));
}
