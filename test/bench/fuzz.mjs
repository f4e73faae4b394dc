// npm run fuzz: every file of the clean repositories, cut and mutated: no throw, no hang, no span outside the text.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { CORPUS, filesBelow, needCorpus, OUT, ROOT } from './corpus.mjs';
import { oracles } from './oracles.mjs';

/** Runs the fuzz in one process and the comparison with independent parsers after it. */
export async function fuzz({ cuts = 50, mutations = 50 } = {}) {
  fs.mkdirSync(OUT, { recursive: true });
  const outfile = path.join(OUT, 'fuzz-files.cjs');
  const options = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    loader: { '.yaml': 'text' },
    logLevel: 'error',
  };
  await esbuild.build({ ...options, entryPoints: [path.join(ROOT, 'test/bench/fuzz-files.ts')], outfile });
  const inRepository = (name) => name.split(path.sep).slice(1).join('/');
  const all = filesBelow(path.join(CORPUS, 'noise')).map((file) => ({ ...file, name: inRepository(file.name) }));
  const files = all.filter(({ name }) => name !== '');
  const seed = Number(process.env.HANDRAIL_SEED ?? 1);
  const input = JSON.stringify({ cuts, mutations, seed, files });
  const { status, stdout, stderr } = spawnSync(process.execPath, [outfile], { input, encoding: 'utf8' });
  process.stdout.write(stdout);
  if (status !== 0) console.log(stderr.slice(0, 3000));
  return status === 0 && (await oracles());
}

if (import.meta.filename === path.resolve(process.argv[1]) && needCorpus() && !(await fuzz())) process.exitCode = 1;
