// npm run measured: accuracy, bench and a short fuzz over the benchmark corpus; skipped, and said so, where it is missing.
import process from 'node:process';
import { accuracy } from './accuracy.mjs';
import { bench } from './bench.mjs';
import { build, needCorpus } from './corpus.mjs';
import { fuzz } from './fuzz.mjs';

if (needCorpus()) {
  build();
  const parts = { accuracy, bench, fuzz: () => fuzz({ cuts: 5, mutations: 5 }) };
  const failed = [];
  for (const [name, part] of Object.entries(parts)) {
    console.log(`\n== ${name}`);
    const start = Date.now();
    if (!(await part())) failed.push(name);
    console.log(`${name} took ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  console.log(`\n${Object.keys(parts).length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}
