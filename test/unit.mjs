// npm run unit: every test/**/*.test.ts but the tiers, bundled by esbuild and run by mocha in this process.
// usage: node test/unit.mjs [-g PATTERN] [FILE…]
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import Mocha from 'mocha';

const ROOT = path.dirname(import.meta.dirname);
/** Tests that need a VS Code; `npm test` runs them, each in its own way. */
const TIERS = ['e2e', 'host', 'web', 'window', 'package', 'fixtures'];

const { values, positionals } = parseArgs({
  options: { grep: { type: 'string', short: 'g' } },
  allowPositionals: true,
});
process.chdir(ROOT); // tests name files from the repository's root
process.setSourceMapsEnabled(true);

const entries =
  positionals.length > 0 ? positionals.map((file) => path.relative(ROOT, path.resolve(file))) : testFiles();
// a folder of its own, so that two runs side by side do not overwrite each other's bundles
const out = path.join(ROOT, 'dist/test', String(process.pid));
process.on('exit', () => fs.rmSync(out, { recursive: true, force: true }));

const t0 = Date.now();
const broken = await bundle(entries);
const built = Date.now();
const mocha = new Mocha({
  ui: 'bdd',
  timeout: 20_000,
  reporter: 'dot',
  color: process.stdout.isTTY,
  grep: values.grep,
});
load(
  mocha,
  entries.filter((entry) => !broken.has(entry)),
);
const stats = await new Promise((resolve) => {
  const runner = mocha.run(() => resolve(runner.stats));
});
for (const [entry, why] of broken) console.log(`FAILED ${entry}\n${why}\n`);
const failed = stats.failures + broken.size;
const none = stats.passes + failed === 0;
if (none) console.log('no test was run');
console.log(
  `built in ${built - t0} ms, ran in ${Date.now() - built} ms${stats.pending ? `, ${stats.pending} skipped` : ''}`,
);
console.log(`${stats.passes} passed, ${failed} failed`);
process.exit(failed > 0 || none ? 1 : 0);

function testFiles() {
  // not one walk over test/: below e2e there are 20,000 files and a link back up
  const inside = fs.readdirSync('test').filter((name) => !TIERS.includes(name));
  return inside
    .flatMap((name) => (name.includes('.') ? [name] : within(name)))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join('test', file))
    .sort();
}

function within(folder) {
  return fs.readdirSync(path.join('test', folder), { recursive: true }).map((file) => path.join(folder, file));
}

/** Bundles each file as an entry of its own; gives those that do not compile, with the reason. */
async function bundle(files) {
  const failures = new Map();
  try {
    await build(files);
  } catch {
    // something does not compile: one by one, so that it takes nothing else with it
    for (const file of files) await build([file]).catch((error) => failures.set(file, reasons(error)));
  }
  return failures;
}

function build(files) {
  return esbuild.build({
    entryPoints: files,
    outdir: out,
    outbase: 'test',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    loader: { '.yaml': 'text' },
    define: { HANDRAIL_VERSION: '"0.0.0-test"' },
    logLevel: 'silent',
  });
}

function reasons(error) {
  const lines = (error.errors ?? []).map(({ location, text }) =>
    location ? `  ${location.file}:${location.line}:${location.column + 1}: ${text}` : `  ${text}`,
  );
  return lines.length > 0 ? lines.join('\n') : String(error);
}

/** Declares the suites of each file; a file that throws on the way becomes a failure of its own. */
function load(runner, files) {
  const require = createRequire(import.meta.url);
  for (const file of files) {
    const bundled = path.join(out, path.relative('test', file).replace(/\.ts$/, '.js'));
    runner.suite.emit('pre-require', globalThis, bundled, runner);
    try {
      runner.suite.emit('require', require(bundled), bundled, runner);
    } catch (error) {
      broken.set(file, error?.stack ?? String(error));
    }
    runner.suite.emit('post-require', globalThis, bundled, runner);
  }
}
