// What the tiers have in common: bundling their tests, and the package that they run against.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import Mocha from 'mocha';
import { packageExtension } from './package.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The package under test: the one that `npm test` has made, or a new one. */
export const packed = () => process.env.HANDRAIL_VSIX ?? packageExtension();

/** `import 'tests:all'` in a tier's index stands for every *.test.ts beside it. */
const allTests = {
  name: 'tests',
  setup(build) {
    build.onResolve({ filter: /^tests:all$/ }, ({ resolveDir }) => ({ path: resolveDir, namespace: 'tests' }));
    build.onLoad({ filter: /.*/, namespace: 'tests' }, ({ path: folder }) => ({
      contents: fs
        .readdirSync(folder)
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => `require('./${file}');`)
        .join('\n'),
      resolveDir: folder,
    }));
  },
};

/** Bundles test/TIER/index.ts with all tests beside it; gives the file. */
export async function bundleTier(tier, options) {
  const bundle = path.join(ROOT, `dist/test/${tier}/index.js`);
  await esbuild.build({
    entryPoints: [path.join(ROOT, `test/${tier}/index.ts`)],
    outfile: bundle,
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    loader: { '.yaml': 'text' },
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [allTests],
    ...options,
  });
  return bundle;
}

/** Runs test/TIER/*.test.mjs in this process (-g PATTERN: some of them), prints the closing line and exits. */
export async function runTier(tier, hooks = {}) {
  const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g' } } });
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter: 'spec',
    color: process.stdout.isTTY,
    grep: values.grep,
  });
  mocha.rootHooks(hooks);
  const folder = path.join(ROOT, 'test', tier);
  for (const file of fs.readdirSync(folder)) if (file.endsWith('.test.mjs')) mocha.addFile(path.join(folder, file));
  await mocha.loadFilesAsync();
  const stats = await new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (stats.passes + stats.failures === 0) console.log('no test was run');
  console.log(`${stats.passes} passed, ${stats.failures} failed`);
  process.exit(stats.failures > 0 || stats.passes === 0 ? 1 : 0);
}
