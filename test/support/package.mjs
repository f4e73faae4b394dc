// npm run package: builds and packs what people install. Also used by `npm start` and by the tiers.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LIMIT_MB = 1.5;

function run(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** Builds the bundles and packs them; gives the file. Two packages of the same sources are equal byte for byte. */
export function packageExtension() {
  run('esbuild.config.mjs');
  const { name, version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const vsix = path.join(ROOT, `dist/${name}-${version}.vsix`);
  process.env.SOURCE_DATE_EPOCH ??= '1767225600';
  const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--out', vsix];
  // the packer takes the placeholders that our own detection knows for tokens
  const placeholders = ['slack', 'sendgrid'].flatMap((kind) => ['--allow-package-secrets', kind]);
  run('node_modules/@vscode/vsce/vsce', 'package', ...options, ...placeholders);
  const megabytes = fs.statSync(vsix).size / 1e6;
  if (megabytes > LIMIT_MB) throw new Error(`${vsix} has ${megabytes.toFixed(2)} MB; at most ${LIMIT_MB}`);
  return vsix;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const vsix = packageExtension();
  console.log(`${path.relative(ROOT, vsix)}: ${(fs.statSync(vsix).size / 1e6).toFixed(2)} MB of ${LIMIT_MB}`);
}
