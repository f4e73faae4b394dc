// npm run oracles: our trees of HCL, Dockerfiles and plain YAML against independent parsers, over everything in the benchmark corpus.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { CORPUS, filesBelow, needCorpus, OUT, ROOT } from './corpus.mjs';

export async function oracles() {
  fs.mkdirSync(OUT, { recursive: true });
  const outfile = path.join(OUT, 'oracle-files.mjs');
  await esbuild.build({
    entryPoints: [path.join(ROOT, 'test/bench/oracle-files.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    loader: { '.yaml': 'text' },
    logLevel: 'error',
  });
  const input = JSON.stringify(filesBelow(CORPUS));
  const { status, stdout, stderr } = spawnSync(process.execPath, [outfile], { input, encoding: 'utf8', cwd: ROOT });
  process.stdout.write(stdout);
  if (status !== 0) process.stdout.write(stderr.slice(0, 3000));
  return status === 0;
}

if (import.meta.filename === path.resolve(process.argv[1]) && needCorpus() && !(await oracles())) process.exitCode = 1;
