import * as vscode from 'vscode';
import type { HandrailApi } from '../../../src/surfaces/vscode/activate';
import { GROUP, TWO_POLICIES } from './planted';
import { type Row, rowOf } from './row';

const MOVES = 100;
/** Between two moves, in milliseconds: a person looks at what came. */
const LOOK = 60;
/** After the scan, until the tree has drawn its rows, in milliseconds. */
const SETTLE = 3000;
/** Files with a finding: the view says how many there are elsewhere. */
const FOUND = 1000;

/** From the event that tells of the cursor's move to the page of the other policy, painted. */
export async function followRow(api: HandrailApi): Promise<Row> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const write = (path: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
  for (let i = 0; i < FOUND; i++) await write(`modules/found-${i}/main.tf`, GROUP);
  await write('modules/followed/main.tf', TWO_POLICIES);
  await vscode.commands.executeCommand('handrail.scanWorkspace');
  const uri = vscode.Uri.joinPath(folder, 'modules/followed/main.tf');
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await vscode.commands.executeCommand('handrail.policy.focus');
  await rest(SETTLE);
  const places = ['"0.0.0.0/0"', '"public-read"'].map((text) =>
    editor.document.positionAt(editor.document.getText().indexOf(text)),
  );
  const times: number[] = [];
  const titles = new Set<string>();
  for (let move = 0; move < MOVES + 2; move++) {
    const { milliseconds, title } = await moveTo(editor, places[move % 2]!, api);
    titles.add(title);
    if (move >= 2) times.push(milliseconds); // the first two draw a page that was never drawn
    await rest(LOOK);
  }
  if (titles.size !== 2) throw new Error(`the view showed ${[...titles].join(', ')}`);
  return rowOf('editor, cursor to policy view', times);
}

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Moves the cursor and waits for the page. */
function moveTo(editor: vscode.TextEditor, to: vscode.Position, api: HandrailApi) {
  return new Promise<{ milliseconds: number; title: string }>((resolve) => {
    let began = 0;
    const moved = vscode.window.onDidChangeTextEditorSelection(() => {
      began = performance.now();
      moved.dispose();
    });
    const shown = api.onPolicyShown((title) => {
      if (began === 0) return; // of an earlier question
      shown.dispose();
      resolve({ milliseconds: performance.now() - began, title });
    });
    editor.selection = new vscode.Selection(to, to);
  });
}
