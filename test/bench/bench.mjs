// npm run bench: the budgets of the design, measured and printed beside their limits.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { packed } from '../support/tier.mjs';
import { build, CLI, CORPUS, needCorpus, OUT, ROOT } from './corpus.mjs';
import { editorRows } from './editor.mjs';

/** Budget by the beginning of a row's name: figure and limit. */
const BUDGETS = [
  [/^keystroke (Terraform|IAM JSON|Dockerfile|Bicep|ARM)/, 'p95', 10],
  [/^keystroke/, 'p95', 15],
  [/^longest block/, 'max', 50],
  [/^a variable that 400/, 'p50', 50],
  [/^a value that 400|^the namespace of 1,000/, 'p50', 50],
  [/^a value beside/, 'p50', 15],
  [/^a role bound 500/, 'p50', 5],
  [/^a (call|resource) of a module called 200/, 'p50', 10],
  [/called 200 times/, 'p50', 10],
  [/^memory, 10000/, 'rssMB', 350],
  [/^editor, change to diagnostics/, 'p95', 100],
  [/^editor, cursor to policy view/, 'p95', 50],
  [/^editor, activation/, 'ms', 50],
  [/^whole scan/, 'cpuSeconds', 2],
  [/^package/, 'KB', 1500],
];

async function engineBundle() {
  const outfile = path.join(OUT, 'engine-bench.cjs');
  await esbuild.build({
    entryPoints: [path.join(ROOT, 'test/bench/engine-bench.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    loader: { '.yaml': 'text' },
    logLevel: 'error',
  });
  return outfile;
}

function engineRows(bundle, flags, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, bundle, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Processor seconds and peak memory of whole processes, by the shell's own accounting; medians of five. */
function wholeProcess(what, command) {
  const runs = Array.from({ length: 5 }, () => {
    const script = `TIMEFORMAT='%U %S %R'; time ${command} >/dev/null`;
    const { stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: ROOT });
    const match = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr);
    if (status !== 0 || !match) throw new Error(`${command}: ${stderr}`);
    const [, user, system, wall] = match.map(Number);
    return { cpuSeconds: user + system, wallSeconds: wall };
  });
  const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[2];
  return { what, figures: { cpuSeconds: median('cpuSeconds'), wallSeconds: median('wallSeconds') } };
}

function sizes() {
  const files = ['extension.js', 'client.js', 'handrail.js', 'web/extension.js'];
  const rows = files.map((file) => ({
    what: `bundle ${file}`,
    figures: { KB: fs.statSync(path.join(ROOT, 'dist', file)).size / 1000 },
  }));
  const vsix = packed();
  return [...rows, { what: `package ${path.basename(vsix)}`, figures: { KB: fs.statSync(vsix).size / 1000 } }];
}

function budgetOf({ what, figures }) {
  const budget = BUDGETS.find(([name, figure]) => name.test(what) && figure in figures);
  if (!budget) return undefined;
  const [, figure, limit] = budget;
  return { figure, limit, ratio: figures[figure] / limit };
}

/** Measures and prints beside the budgets. Times drift between machines, so a budget that is missed is said and fails nothing. */
export async function bench({ files = [10, 1000, 10_000] } = {}) {
  const bundle = await engineBundle();
  const noise = `${process.execPath} ${CLI} scan --format sarif --fail-on never --each '${path.relative(ROOT, CORPUS)}/noise/*'`;
  const rows = [
    ...files.flatMap((count) => engineRows(bundle, ['--max-old-space-size=4096'], ['keystrokes', String(count)])),
    ...engineRows(bundle, [], ['shared']),
    ...engineRows(bundle, ['--expose-gc'], ['memory', '10000']),
    wholeProcess('whole scan of the noise corpus', noise),
    wholeProcess('start of the command line', `${process.execPath} ${CLI} --version`),
    ...(await editorRows()),
    ...sizes(),
  ];
  const table = rows.map((row) => {
    const budget = budgetOf(row);
    const figures = Object.entries(row.figures).map(([name, value]) => `${name} ${value.toFixed(value < 10 ? 2 : 0)}`);
    const verdict = budget
      ? `${budget.figure} ≤ ${budget.limit}: ${budget.ratio <= 1 ? 'holds' : `${budget.ratio.toFixed(1)} times over`}`
      : '';
    return `${row.what.padEnd(50)} ${figures.join('  ').padEnd(52)} ${verdict}`;
  });
  console.log(table.join('\n'));
  const budgets = rows.flatMap((row) => budgetOf(row) ?? []);
  const held = budgets.filter(({ ratio }) => ratio <= 1).length;
  console.log(`${held} of ${budgets.length} budgets hold`);
  return budgets.length > 0;
}

if (import.meta.filename === path.resolve(process.argv[1]) && needCorpus()) {
  build();
  if (!(await bench())) process.exitCode = 1;
}
