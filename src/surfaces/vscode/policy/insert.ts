import * as vscode from 'vscode';
import type { PolicyLesson } from '../../protocol-policy';
import { isOurs } from '../files';

type Example = PolicyLesson['examples'][number];

/** Where the good form goes. */
interface Choice extends vscode.QuickPickItem {
  readonly line: number;
  readonly asDiff?: boolean;
}

/** "Insert the good form…": below the cursor or at the end, after a look at it; one edit that can be undone. */
export async function insertGood({ language, good, difference }: Example): Promise<void> {
  const editor =
    vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(({ document }) => isOurs(document));
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the file where it belongs, and ask again.'));
    return;
  }
  const { document, selection } = editor;
  const line = language === 'terraform' ? endOfBlock(document, selection.active.line) : selection.active.line;
  const shape = good
    .trim()
    .split('\n')
    .map((part) => part.trim())
    .join(' ');
  const choices: Choice[] = [
    { label: vscode.l10n.t('Insert it below line {0}', line + 1), detail: shape, line },
    { label: vscode.l10n.t('Insert it at the end of the file'), line: document.lineCount - 1 },
    {
      label: vscode.l10n.t('Look at the difference first'),
      description: vscode.l10n.t('below line {0}', line + 1),
      line,
      asDiff: true,
    },
  ];
  const name = vscode.workspace.asRelativePath(document.uri);
  const placeHolder = difference || vscode.l10n.t('One edit in {0}, which can be undone', name);
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Insert the good form into {0}', name),
    placeHolder,
  });
  if (picked) await insert(document, picked, good);
}

/** The last line of the top-level block that a line of Terraform stands in: inside of it a block of its own would mean nothing. */
function endOfBlock(document: vscode.TextDocument, from: number): number {
  const text = (line: number) => document.lineAt(line).text;
  for (let line = from; line < document.lineCount; line++) {
    if (/^}/.test(text(line))) return line;
    if (line > from && /^\w/.test(text(line))) return from; // another one begins: it stood in none
  }
  return from;
}

/** As lines of their own, as deep as the line above them. */
async function insert(document: vscode.TextDocument, { line, asDiff }: Choice, good: string): Promise<void> {
  const above = document.lineAt(line);
  const indent = /^\s*/.exec(above.text)![0];
  const end = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const lines = good
    .trimEnd()
    .split(/\r?\n/)
    .map((text) => (text === '' ? '' : indent + text));
  const target = above.isEmptyOrWhitespace ? above.range : new vscode.Range(above.range.end, above.range.end);
  const gap = above.isEmptyOrWhitespace ? '' : above.text.startsWith('}') ? end + end : end;
  const text = gap + lines.join(end);
  const edit = new vscode.WorkspaceEdit();
  const about = asDiff ? { label: vscode.l10n.t('The good form'), needsConfirmation: true } : undefined;
  edit.replace(document.uri, target, text, about);
  const before = document.version;
  if (!(await vscode.workspace.applyEdit(edit)) || document.version === before) return; // looked at and not wanted
  const first = line + gap.split('\n').length - 1;
  const selection = new vscode.Range(first, indent.length, first, indent.length);
  await vscode.window.showTextDocument(document, { selection });
}
