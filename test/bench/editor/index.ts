import fs from 'node:fs';
import * as vscode from 'vscode';
import type { HandrailApi } from '../../../src/surfaces/vscode/activate';
import { KINDS } from '../generate';
import { followRow } from './follow';
import { PLANTED } from './planted';
import { type Row, rowOf } from './row';
import { until } from './until';

const STROKES = 30;

/** Called by the extension host of a window on a generated workspace; the rows go to the file that the launcher named. */
export async function run(): Promise<void> {
  const handrail = vscode.extensions.getExtension<HandrailApi>('handrail.handrail');
  if (!handrail) throw new Error('not installed');
  const api = await handrail.activate();
  await vscode.commands.executeCommand('handrail.scanWorkspace');
  const rows: Row[] = [{ what: 'editor, activation', figures: { ms: api.activatedIn } }];
  for (const { name } of KINDS) {
    const text = PLANTED[name];
    if (text) rows.push(await typeIn(name, text));
  }
  rows.push(await followRow(api));
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
  return rowOf(`editor, change to diagnostics, ${name}`, times);
}
