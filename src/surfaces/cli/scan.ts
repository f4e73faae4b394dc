import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import process from 'node:process';
import type { Workspace } from '../../config/workspace';
import { createEngine, type Engine } from '../../engine';
import { bySeverity, type Severity } from '../../facts';
import { contextOf } from '../context';
import { type TextLines, textLines } from '../text-lines';
import { walk } from '../walk';
import { foldersMatching } from './each';
import { toJson } from './json';
import { progressBar } from './progress';
import type { Scanned, ScanProblem, ScanResult } from './result';
import { toSarif } from './sarif';
import { toText } from './text';
import { workspaceAt } from './workspace-files';

export type OutputFormat = 'text' | 'json' | 'sarif';
export const audienceOptions = ['everyone', 'hardening'] as const;

export interface ScanOptions {
  readonly paths: readonly string[];
  /** Globs of folders that are roots of their own. */
  readonly each: readonly string[];
  readonly format: OutputFormat;
  /** Undefined: the workspace's threshold. */
  readonly failOn: Severity | 'never' | undefined;
  readonly audience: (typeof audienceOptions)[number];
  /** File name of the text on standard input. */
  readonly stdin: string | undefined;
  readonly output: string | undefined;
  readonly strict: boolean;
  readonly quiet: boolean;
}

const MAX_FILE = 1_000_000;
const LOOK_AHEAD = 8000;

/** Scans, prints, and gives the exit code: 0 nothing at or above the level, 1 findings, 2 a failure. */
export function scan(options: ScanOptions): number {
  const start = process.hrtime.bigint();
  const parts =
    options.stdin === undefined
      ? rootsOf(options).map((root) => scanRoot(root, options))
      : [scanText(options.stdin, options)];
  const result: ScanResult = {
    scanned: parts.flatMap(({ scanned }) => scanned),
    waived: parts.reduce((sum, { waived }) => sum + waived, 0),
    problems: parts.flatMap(({ problems }) => problems),
    failures: parts.flatMap(({ failures }) => failures),
    files: parts.reduce((sum, { files }) => sum + files, 0),
    threshold:
      parts
        .map(({ threshold }) => threshold)
        .sort(bySeverity)
        .at(-1) ?? 'high',
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
  };
  print(result, options);
  return exitCode(result, options);
}

function print(result: ScanResult, options: ScanOptions): void {
  const color = options.output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
  const written = { json: toJson, sarif: toSarif, text: (r: ScanResult) => toText(r, { color, quiet: options.quiet }) }[
    options.format
  ](result);
  if (options.output === undefined) process.stdout.write(written);
  else writeFileSync(options.output, written);
  for (const { path, line, column, message } of result.problems) {
    process.stderr.write(`${path}:${line}:${column}: ${message}\n`);
  }
  for (const { where, path, message } of result.failures) {
    process.stderr.write(`${path}: ${where} failed: ${message} (please report this; everything else was checked)\n`);
  }
}

function exitCode(result: ScanResult, { failOn, strict }: ScanOptions): number {
  if (result.failures.length > 0 || (strict && result.problems.length > 0)) return 2;
  const level = failOn ?? result.threshold;
  if (level === 'never') return 0;
  const fails = ({ finding }: Scanned) => finding.audience === 'everyone' && bySeverity(finding.severity, level) <= 0;
  return result.scanned.some(fails) ? 1 : 0;
}

/** A folder to scan, and the paths below it that are asked for (all when none). */
interface Root {
  readonly folder: string;
  readonly only: readonly string[];
  /** What stands before a path in the output. */
  readonly prefix: string;
}

function rootsOf({ paths, each }: ScanOptions): readonly Root[] {
  if (each.length > 0) {
    const folders = [...new Set(each.flatMap((glob) => foldersMatching(glob)))];
    if (folders.length === 0) throw new Error(`no folder matches ${each.join(', ')}`);
    return folders.map((folder) => ({ folder, only: [], prefix: `${folder.split(sep).join('/')}/` }));
  }
  if (paths.length === 0) return [{ folder: '.', only: [], prefix: '' }];
  return paths.map((path): Root => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new Error(`${path} does not exist`);
    if (stat.isDirectory()) return { folder: path, only: [], prefix: outputPrefix(path) };
    return { folder: dirname(path), only: [basename(path)], prefix: outputPrefix(dirname(path)) };
  });
}

const outputPrefix = (folder: string): string => {
  const path = relative('.', resolve(folder)).split(sep).join('/');
  return path === '' ? '' : `${path}/`;
};

function scanRoot(root: Root, options: ScanOptions): ScanResult {
  const problems: ScanProblem[] = [];
  const problem = (path: string, message: string) =>
    problems.push({ path: root.prefix + path, line: 1, column: 1, message });
  const workspace = workspaceAt(root.folder);
  const engine = createEngine();
  engine.configure({ configuration: workspace.configuration, maxFileSize: MAX_FILE });
  const progress = progressBar(options.quiet);
  let files = 0;
  for (const path of pathsOf(root, workspace, problem)) {
    const text = read(`${root.folder}/${path}`, (message) => problem(path, message));
    if (text === undefined) continue;
    engine.update(path, text);
    if (engine.state(path)) progress(++files);
  }
  progress(undefined);
  return collect(root, engine, workspace, files, problems, options);
}

/** Files beside a single one are read too, since they decide what it means; only its own findings are told. */
function* pathsOf(
  root: Root,
  workspace: Workspace,
  problem: (path: string, message: string) => void,
): Iterable<string> {
  const alone = root.only.length > 0;
  const excluded = (path: string) => workspace.configuration.excluded(path);
  for (const path of walk(root.folder, { gitignore: !alone, excluded }, problem)) {
    if (!alone || !path.includes('/')) yield path;
  }
}

function read(path: string, problem: (message: string) => void): string | undefined {
  try {
    if (statSync(path).size > 4 * MAX_FILE) return undefined;
    const text = readFileSync(path, 'utf8');
    if (text.slice(0, LOOK_AHEAD).includes('\0')) return undefined;
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  } catch (error) {
    problem(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function scanText(name: string, options: ScanOptions): ScanResult {
  const root: Root = { folder: '.', only: [name.split(sep).join('/')], prefix: '' };
  const workspace = workspaceAt('.');
  const engine = createEngine();
  engine.configure({ configuration: workspace.configuration, maxFileSize: MAX_FILE });
  engine.update(root.only[0]!, readFileSync(0, 'utf8'));
  return collect(root, engine, workspace, 1, [], options);
}

function collect(
  { only, prefix }: Root,
  engine: Engine,
  workspace: Workspace,
  files: number,
  problems: readonly ScanProblem[],
  options: ScanOptions,
): ScanResult {
  const report = engine.report({
    today: new Date().toISOString().slice(0, 10),
    ...(only.length > 0 ? { paths: only } : {}),
  });
  const asked = report.findings.filter(({ audience }) => audience === 'everyone' || options.audience === 'hardening');
  const loud = asked.filter(({ waiver }) => !waiver?.holds);
  const lines = new Map<string, TextLines>();
  const linesOf = (path: string): TextLines => {
    const known = lines.get(path) ?? textLines(engine.quote(path) ?? '');
    lines.set(path, known);
    return known;
  };
  return {
    scanned: loud.map((finding) => ({
      finding,
      path: prefix + finding.path,
      context: contextOf(finding, workspace),
      lines: linesOf(finding.path),
    })),
    waived: asked.length - loud.length,
    problems: [
      ...problems,
      ...workspace.problems.map((p) => ({ ...p, path: prefix + p.path, message: `${p.message} ${p.next}` })),
    ],
    failures: report.failures.map((failure) => ({ ...failure, path: prefix + failure.path })),
    files,
    threshold: workspace.configuration.threshold,
    seconds: 0,
  };
}
