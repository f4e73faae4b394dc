import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buildSync } from 'esbuild';

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, outside of the repository, that goes away with the run. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `handrail-${name}-`));
  folders.push(folder);
  return folder;
}

/** Writes files by their paths below a folder. */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): void {
  for (const [name, text] of files instanceof Map ? files : Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

let bundle: string | undefined;

/** The command, built from the source as it stands. */
function command(): string {
  if (bundle && existsSync(bundle)) return bundle;
  bundle = path.join(newFolder('cli'), 'cli.js');
  buildSync({
    entryPoints: ['src/surfaces/cli/main.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    mainFields: ['module', 'main'],
    loader: { '.yaml': 'text' },
    define: { HANDRAIL_VERSION: '"0.0.0-test"' },
    logLevel: 'silent',
  });
  return bundle;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `handrail` with arguments in a folder, as a process of its own. */
export function handrail(cwd: string, args: readonly string[], input = ''): Ran {
  const done = spawnSync(process.execPath, [command(), ...args], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}
