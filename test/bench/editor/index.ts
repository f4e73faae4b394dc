import fs from 'node:fs';
import * as vscode from 'vscode';
import type { HandrailApi } from '../../../src/surfaces/vscode/activate';
import { KINDS } from '../generate';
import { PLANTED } from './planted';

const STROKES = 30;
const PATIENCE = 120_000;
/** Milliseconds between two looks. */
const EVERY = 2;

interface Row {
  readonly what: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Called by the extension host of a window on a generated workspace; the rows go to the file that the launcher named. */
export async function run(): Promise<void> {
  const handrail = vscode.extensions.getExtension<HandrailApi>('handrail.handrail');
  if (!handrail) throw new Error('not installed');
  const { activatedIn } = await handrail.activate();
  await vscode.commands.executeCommand('handrail.scanWorkspace');
  const rows: Row[] = [{ what: 'editor, activation', figures: { ms: activatedIn } }];
  for (const { name } of KINDS) {
    const text = PLANTED[name];
    if (text) rows.push(await typeIn(name, text));
  }
  fs.writeFileSync(process.env.HANDRAIL_RESULT!, JSON.stringify(rows));
}

/** New lines above a finding, each as one stroke; the time from the edit to the finding shown one line lower. */
async function typeIn(name: string, planted: string): Promise<Row> {
  const kind = KINDS.find((candidate) => candidate.name === name)!;
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const uri = vscode.Uri.joinPath(folder, kind.path('edited'));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(planted));
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  const lineNow = () => {
    const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Handrail');
    return Math.max(-1, ...ours.map(({ range }) => range.start.line));
  };
  let line = await until(() => (lineNow() >= 0 ? lineNow() : undefined));
  const debounce = vscode.workspace.getConfiguration('handrail').get('debounce', 150);
  const times: number[] = [];
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const began = performance.now();
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\n'));
    line++;
    await until(() => (lineNow() === line ? true : undefined));
    times.push(performance.now() - began - debounce);
  }
  times.sort((a, b) => a - b);
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))]!;
  return { what: `editor, change to diagnostics, ${name}`, figures: { p50: at(0.5), p95: at(0.95), max: at(1) } };
}

/** Resolves with the first thing that `look` gives. Asks by the clock: the event of diagnostics is held back for 50 ms. */
async function until<T>(look: () => T | undefined): Promise<T> {
  const latest = performance.now() + PATIENCE;
  while (performance.now() < latest) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  throw new Error('no diagnostics came');
}
