// npm test: every stage, one after the other; failures in full; the last line is "N passed, N failed" over all.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

process.chdir(path.dirname(import.meta.dirname));

/** A stage that counts its own tests ends with a line "N passed, N failed"; any other counts as one. */
const STAGES = [
  { name: 'lint', run: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off'] },
  { name: 'unused code', run: ['node_modules/knip/bin/knip.js'] },
  { name: 'types', run: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'unit', run: ['test/unit.mjs'], counts: true },
  { name: 'package', run: ['test/support/package.mjs'] },
  { name: 'what ships', run: ['test/package/run.mjs'], counts: true },
  { name: 'extension host', run: ['test/host/run.mjs'], counts: true },
  { name: 'web', run: ['test/web/run.mjs'], counts: true },
  { name: 'window', run: ['test/window/run.mjs'], counts: true },
];

const started = Date.now();
const total = { passed: 0, failed: 0 };
// each tier takes the package that the stage before them makes, and does not make it again
const { name, version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const env = { ...process.env, HANDRAIL_VSIX: path.resolve(`dist/${name}-${version}.vsix`) };
for (const stage of STAGES) {
  process.stdout.write(`${stage.name.padEnd(16)}`);
  const began = Date.now();
  const { code, output } = await run(stage.run);
  const counted = /(\d+) passed, (\d+) failed\s*$/.exec(output);
  const ok = code === 0 && (!stage.counts || counted?.[2] === '0');
  const passed = stage.counts ? Number(counted?.[1] ?? 0) : Number(ok);
  // a stage that fails without a failed test has broken down itself
  const failed = ok ? 0 : Math.max(1, Number(stage.counts ? (counted?.[2] ?? 1) : 1));
  total.passed += passed;
  total.failed += failed;
  const time = `${((Date.now() - began) / 1000).toFixed(1)} s`;
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${time.padStart(7)}${stage.counts ? `  ${passed} passed, ${failed} failed` : ''}`,
  );
  if (!ok) console.log(`${output.trimEnd()}\n`);
}
console.log(`${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => resolve({ code, output }));
  });
}
