import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import type { Workspace } from '../../config/workspace';
import { createEngine, type Engine } from '../../engine';
import { plain } from '../../facts';
import { toSarif } from '../sarif';
import type { ScanProblem, ScanResult } from '../scan-result';
import { problemsOf, scannedFrom } from '../scanned';
import { type TextLines, textLines } from '../text-lines';
import { kindInside, passedOver } from '../walk';
import { escaped } from './escape';
import { toJson } from './json';
import type { ScanOptions } from './options';
import { type Progress, progressBar } from './progress';
import { LONGEST_FILE, list, read, type Tell, withoutMark } from './read';
import { outputPaths, type Root, rootOfText, rootsOf, rootsOfEach } from './roots';
import { toText } from './text';
import { waiversOf } from './waivers';

/**
 * How long V8 waits before it optimizes a function: three times its own measure. Left to itself it spends two fifths of a
 * short scan's processor time on code that is hardly run any more; a long scan hardly notices. Node's own V8 only: that of
 * VS Code is another one.
 */
const PATIENCE = '--interrupt-budget=400000';

/** In so many rounds files are read that others name, and files that these name in turn. */
const ROUNDS = 3;
/** Files that are read because others name them. */
const MOST_NAMED = 1000;

/** How many units of work pass between two looks at the clock. */
const STRIDE = 50;

/** Scans, prints, and gives the exit code: 0 nothing at or above the level, 1 findings, 2 a failure. */
export function scan(options: ScanOptions): number {
  const start = process.hrtime.bigint();
  if (process.versions.electron === undefined) setFlagsFromString(PATIENCE);
  const told = new Set<string>();
  const progress = progressBar(process.stderr, options.quiet);
  const parts = roots(options).map((root) => scanRoot(root, told, progress, options));
  progress.end();
  const result: ScanResult = {
    scanned: parts.flatMap(({ scanned }) => scanned),
    waived: parts.flatMap(({ waived }) => waived),
    waivers: withoutRepeats(
      parts.flatMap(({ waivers }) => waivers),
      ({ path, line, column }) => `${path}:${line}:${column}`,
    ),
    problems: withoutRepeats(
      parts.flatMap(({ problems }) => problems),
      (problem) => JSON.stringify(problem),
    ),
    failures: parts.flatMap(({ failures }) => failures),
    files: told.size,
  };
  print(result, Number(process.hrtime.bigint() - start) / 1e9, options);
  if (result.failures.length > 0 || (options.strict && result.problems.length > 0)) return 2;
  return result.scanned.some(({ fails }) => fails) ? 1 : 0;
}

function roots({ paths, each, stdin }: ScanOptions): readonly Root[] {
  if (stdin !== undefined) return [rootOfText(stdin, withoutMark(readFileSync(0, 'utf8')))];
  return each.length > 0 ? rootsOfEach(each) : rootsOf(paths);
}

function print(result: ScanResult, seconds: number, { format, output, quiet }: ScanOptions): void {
  const terminal = output === undefined && process.stdout.isTTY === true;
  const color = terminal && !process.env.NO_COLOR;
  const width = terminal ? process.stdout.columns : undefined;
  const written = {
    json: () => toJson(result),
    sarif: () => toSarif(result),
    text: () => toText(result, { color, width, seconds: quiet ? undefined : seconds }),
  }[format]();
  if (output === undefined) process.stdout.write(written);
  else writeFileSync(output, written);
  for (const { path, line, column, message } of result.problems) {
    process.stderr.write(`${escaped(`${path}:${line}:${column}: ${message}`)}\n`);
  }
  for (const { where, path, message } of result.failures) {
    const said = `${path}: ${where} failed: ${message} (please report this; everything else was checked)`;
    process.stderr.write(`${escaped(said)}\n`);
  }
}

/** Scans one root; `told` holds the output paths of files that an earlier root has told about, and grows. */
function scanRoot(root: Root, told: Set<string>, progress: Progress, options: ScanOptions): ScanResult {
  const problems: ScanProblem[] = [];
  const outside = outputPaths(root.project);
  const tell = (path: string, message: string) => problems.push({ path: outside(path), line: 1, column: 1, message });
  const { paths, workspace } = list(root, tell);
  const engine = createEngine();
  engine.configure({ configuration: workspace.configuration, maxFileSize: LONGEST_FILE });
  const asked: string[] = [];
  let folder = '';
  for (const [done, path] of paths.entries()) {
    progress.step('Reading', done, paths.length);
    // what leans on each other mostly lies in one folder: linked now, its trees are still at hand
    if (folderOf(path) !== folder) engine.settle(Number.POSITIVE_INFINITY);
    folder = folderOf(path);
    const isText = root.text !== undefined && path === paths.at(-1);
    const text = isText ? root.text : read(root.project, path, tell);
    if (text === undefined) continue;
    const state = take(engine, path, text);
    if (state === undefined) continue;
    if (root.file !== undefined && path !== paths.at(-1)) continue;
    if (state !== 'read') {
      tell(path, `skipped: ${state}`);
      continue;
    }
    if (!told.has(outside(path))) asked.push(path);
    told.add(outside(path));
  }
  const check = () => {
    for (let done = 0; !engine.settle(STRIDE); done += STRIDE)
      progress.step('Checking', done, Math.max(done, paths.length));
  };
  check();
  readNamed(engine, root, workspace, tell, check);
  return {
    ...collect(engine, root, asked, workspace, options),
    problems: [...problems, ...problemsOf(workspace, outside)],
  };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Reads what lies elsewhere in the project and is named by what was read, as far as a walk of the project would come to it. */
function readNamed(engine: Engine, { project }: Root, workspace: Workspace, tell: Tell, check: () => void): void {
  const tried = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const named = engine.wanted().filter((path) => !tried.has(path));
    for (const path of named.slice(0, MOST_NAMED - tried.size)) {
      tried.add(path);
      if (workspace.configuration.excluded(path) || passedOver(project, path)) continue;
      const text = kindInside(project, path) === 'file' ? read(project, path, tell) : undefined;
      if (text !== undefined) take(engine, path, text);
    }
    check();
    if (named.length === 0) return;
  }
}

/** Hands a text to the engine. Gives `read`, why it was skipped, or undefined when it is no file of ours. */
function take(engine: Engine, path: string, text: string): string | undefined {
  engine.update(path, text);
  const state = engine.state(path);
  if (state?.state !== 'skipped') return state && 'read';
  // a long file counts as skipped only if its beginning is one that we would read
  engine.update(path, text.slice(0, LONGEST_FILE));
  const known = engine.state(path) !== undefined;
  engine.update(path, undefined);
  return known ? plain(state.because) : undefined;
}

function collect(
  engine: Engine,
  root: Root,
  paths: readonly string[],
  workspace: Workspace,
  options: ScanOptions,
): Omit<ScanResult, 'problems'> {
  const outside = outputPaths(root.project);
  const today = new Date().toISOString().slice(0, 10);
  const report = engine.report({ today, paths: [...paths].sort() });
  const audience = options.audience ?? workspace.configuration.audience;
  const level = options.failOn ?? workspace.configuration.threshold;
  const asked = report.findings.filter((finding) => finding.audience === 'everyone' || audience === 'hardening');
  const lines = new Map<string, TextLines>();
  const linesOf = (path: string): TextLines => {
    // a `waivers.yaml` may lie above what is scanned
    const known = lines.get(path) ?? textLines(engine.quote(path) ?? read(root.project, path, () => {}) ?? '');
    lines.set(path, known);
    return known;
  };
  const scanned = asked.map((finding) => scannedFrom(finding, level, { workspace, engine, outside, linesOf }));
  return {
    scanned: scanned.filter(({ finding }) => !finding.waiver?.holds),
    waived: scanned.filter(({ finding }) => finding.waiver?.holds),
    waivers: waiversOf(engine, workspace, { today, paths, whole: isWhole(root), outside, linesOf }),
    failures: report.failures.map((failure) => ({ ...failure, path: outside(failure.path) })),
    files: paths.length,
  };
}

/** Whether a root is all of its project, so that a waiver without a finding is one that nothing needs. */
const isWhole = ({ from, file }: Root): boolean => from === '' && file === undefined;

/** Roots of one project share its files; what is said of one is told once. */
function withoutRepeats<T>(all: readonly T[], identity: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [identity(one), one])).values()];
}
