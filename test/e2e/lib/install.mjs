// This package is installed when it is first needed: about 250 MB, which nobody wants for a build or a unit test.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const E2E = path.dirname(import.meta.dirname);
const STAMP = path.join(E2E, 'node_modules/.installed');

/** Installs what the lock file says, unless that was done; tells how it goes. */
export async function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(fs.readFileSync(path.join(E2E, 'package-lock.json')))
    .digest('hex');
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Installing VS Code and a browser into test/e2e (once, about 250 MB)');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const tick = setInterval(() => {
    if (process.stdout.isTTY) process.stdout.write(`\r  ${seconds()} s`);
    else if (seconds() % 10 === 0) console.log(`  ${seconds()} s`);
  }, 1000);
  const npm = spawn('npm', ['ci', '--no-progress', '--loglevel=error'], {
    cwd: E2E,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let log = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (data) => (log += data));
  const code = await new Promise((resolve) => npm.on('close', resolve));
  clearInterval(tick);
  if (code !== 0) throw new Error(`npm ci in test/e2e ended with ${code}\n${log}`);
  fs.writeFileSync(STAMP, wanted);
  console.log(`${process.stdout.isTTY ? '\r' : ''}  installed in ${seconds()} s`);
}
