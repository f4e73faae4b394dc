// Where the labelled cases and the clean repositories lie, and how the command line is run over them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const ROOT = path.dirname(path.dirname(import.meta.dirname));
/** Beside a checkout of the project's own workshop; a user's clone does not have it. */
export const CORPUS = process.env.HANDRAIL_BENCH ?? path.join(path.dirname(ROOT), 'shared', 'bench');
export const CLI = path.join(ROOT, 'dist', 'cli.js');
export const OUT = path.join(ROOT, '.cache', 'bench');

/** Ends the run with the reason when the corpus is not here. */
export function needCorpus() {
  if (fs.existsSync(path.join(CORPUS, 'score.mjs'))) return true;
  console.log(
    `SKIPPED: the benchmark corpus is not here (${path.relative(ROOT, CORPUS)} is missing, or set HANDRAIL_BENCH)`,
  );
  return false;
}

/** Builds what ships. */
export function build() {
  run(process.execPath, ['esbuild.config.mjs'], { quiet: true });
  fs.mkdirSync(OUT, { recursive: true });
}

export function run(command, args, { quiet = false } = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0)
    throw new Error(
      `${path.basename(command)} ${args.join(' ')} ended with ${result.status}\n${result.stdout}${result.stderr}`,
    );
  if (!quiet) process.stdout.write(result.stdout);
  return result.stdout;
}

/** Scans folders that match a glob below the corpus; gives the SARIF file. */
export function scan(name, glob, ...options) {
  const file = path.join(OUT, `${name}.sarif`);
  const each = path.join(path.relative(ROOT, CORPUS), glob);
  run(
    process.execPath,
    [CLI, 'scan', '--format', 'sarif', '--fail-on', 'never', '--each', each, '--output', file, ...options],
    { quiet: true },
  );
  return file;
}

/** Runs the scorer; gives its summary and prints its tables when asked. */
export function score(args, { print = false } = {}) {
  const summary = path.join(OUT, 'summary.json');
  const text = run(process.execPath, [path.join(CORPUS, 'score.mjs'), ...args, '--summary', summary], { quiet: true });
  if (print) process.stdout.write(text);
  return JSON.parse(fs.readFileSync(summary, 'utf8'));
}

/** Every file below a folder, by its path and its name relative to the folder. */
export function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => ({ path: file, name: path.relative(folder, file) }));
}
