// Builds everything that ships into dist/. --dev: source maps, not minified. --watch: that, again on each change.
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');

const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const surfaces = 'src/surfaces';
const pages = fs
  .readdirSync(`${surfaces}/webview`)
  .filter((page) => fs.existsSync(`${surfaces}/webview/${page}/page.ts`));

/** Every bundle: where its source begins, where it goes, what runs it. */
const BUNDLES = [
  { from: `${surfaces}/vscode/extension.ts`, to: 'dist/extension.js', runs: 'node' },
  { from: `${surfaces}/vscode/client/main.ts`, to: 'dist/client.js', runs: 'node' },
  { from: `${surfaces}/vscode/extension.browser.ts`, to: 'dist/web/extension.js', runs: 'web extension host' },
  { from: `${surfaces}/processes.ts`, to: 'dist/handrail.js', runs: 'node and worker' },
  ...pages.flatMap((page) => [
    { from: `${surfaces}/webview/${page}/page.ts`, to: `dist/webview/${page}.js`, runs: 'page' },
    { from: `${surfaces}/webview/${page}/page.css`, to: `dist/webview/${page}.css`, runs: 'page' },
  ]),
];

/** Files that start a part of `dist/handrail.js`. */
const STARTERS = { 'dist/cli.js': 'cli', 'dist/server.js': 'server' };

const RUNS = {
  node: { platform: 'node', format: 'cjs' },
  'web extension host': { platform: 'browser', format: 'cjs' },
  page: { platform: 'browser', format: 'iife' },
  // Node's own modules and the packages' forms for Node are loaded where somebody is in Node; all else takes the form for pages
  'node and worker': {
    platform: 'browser',
    format: 'iife',
    globalName: 'handrail',
    footer: { js: 'if (typeof module === "object") module.exports = handrail;' },
    conditions: ['node', 'browser'],
    external: [...builtinModules, 'node:*'],
    alias: { yaml: './node_modules/yaml/browser/index.js' },
  },
};

/**
 * A Node bundle that imports the source of another one dynamically loads that bundle's file when it gets there, so
 * that the extension's entry stays small. The web extension host loads one file only: there it stays in the bundle.
 */
const late = {
  name: 'late',
  setup(build) {
    build.onResolve({ filter: /^\./ }, async ({ path: wanted, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === late) return undefined;
      const { path: found } = await build.resolve(wanted, { kind, resolveDir, pluginData: late });
      const other = BUNDLES.find(({ from, runs }) => runs === 'node' && path.resolve(from) === found);
      return other && { path: `./${path.basename(other.to)}`, external: true };
    });
  },
};

function options({ from, to, runs }) {
  return {
    ...RUNS[runs],
    entryPoints: [from],
    outfile: to,
    bundle: true,
    target: 'es2022',
    external: ['vscode', ...(RUNS[runs].external ?? [])],
    mainFields: ['module', 'main'], // jsonc-parser's main is a UMD file that no bundler can follow
    loader: { '.yaml': 'text' },
    define: { HANDRAIL_VERSION: JSON.stringify(version) },
    supported: { 'dynamic-import': false }, // a late bundle is CommonJS too: require it
    plugins: runs === 'node' ? [late] : [],
    minify: !dev,
    sourcemap: dev,
    metafile: true,
    logLevel: 'warning',
  };
}

/** Code made from text at run time is refused by the web extension host and by webviews, and has no place here. */
function dynamicCode(text) {
  return /\bnew Function\s*\(|(?<![.\w$])eval\s*\(|(?<![.\w$])Function\s*\(\s*["'`]/.exec(text)?.[0];
}

function check(bundle) {
  const text = fs.readFileSync(bundle.to, 'utf8');
  const found = dynamicCode(text);
  if (found) throw new Error(`${bundle.to} makes code at run time: ${found}`);
  console.log(`${bundle.to.padEnd(24)} ${(fs.statSync(bundle.to).size / 1024).toFixed(1).padStart(8)} KB`);
}

// what an older build left must not be packaged
for (const gone of ['dist/bin', 'dist/web', 'dist/webview']) fs.rmSync(gone, { recursive: true, force: true });
// `handrail` for VS Code's terminals
fs.cpSync(`${surfaces}/cli/bin`, 'dist/bin', { recursive: true });

fs.mkdirSync('dist', { recursive: true });
for (const [file, part] of Object.entries(STARTERS)) {
  fs.writeFileSync(file, `#!/usr/bin/env node\nrequire('./handrail.js').${part}();\n`, { mode: 0o755 });
}

if (watch) {
  for (const bundle of BUNDLES) await (await esbuild.context(options(bundle))).watch();
  console.log('watching');
} else {
  const built = await Promise.allSettled(BUNDLES.map((bundle) => esbuild.build(options(bundle))));
  // esbuild has said what is wrong, and where
  if (built.some(({ status }) => status === 'rejected')) process.exit(1);
  for (const bundle of BUNDLES) check(bundle);
}
