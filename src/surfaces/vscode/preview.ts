import * as vscode from 'vscode';
import type { FileChange } from '../protocol';

/** The scheme of texts as they would be. */
const SCHEME = 'handrail-preview';

const rangeOf = ({ start, end }: FileChange['edits'][number]['range']): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** Shows changes before they are made, as a difference beside the text that is there. */
export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #shown = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Opens the difference without taking the focus; what it gives closes it. */
  async show(change: FileChange): Promise<() => Promise<void>> {
    const target = vscode.Uri.parse(change.uri);
    const document = change.created ? undefined : await vscode.workspace.openTextDocument(target);
    const before = document?.uri ?? this.#text(target, '');
    const after = this.#text(target, changed(document, change));
    const title = vscode.l10n.t('{0}: as it would be', change.path);
    await vscode.commands.executeCommand('vscode.diff', before, after, title, { preserveFocus: true, preview: true });
    return async () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      await vscode.window.tabGroups.close(
        tabs.filter(({ input }) => shows(input, after)),
        true,
      );
      this.#texts.delete(after.toString());
      this.#texts.delete(before.toString());
    };
  }

  #text(target: vscode.Uri, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: target.path, query: String(++this.#shown) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

const shows = (input: unknown, after: vscode.Uri): boolean =>
  input instanceof vscode.TabInputTextDiff && input.modified.toString() === after.toString();

/** The text as it would be. */
function changed(document: vscode.TextDocument | undefined, { edits }: FileChange): string {
  if (!document) return edits.map(({ newText }) => newText).join('');
  const spans = edits.map(({ range, newText }) => {
    const { start, end } = rangeOf(range);
    return { start: document.offsetAt(start), end: document.offsetAt(end), newText };
  });
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), document.getText());
}

/** Makes a change as one step that can be undone, and shows its place. False when it could not be made. */
export async function make(change: FileChange, line?: number): Promise<boolean> {
  const target = vscode.Uri.parse(change.uri);
  const edit = new vscode.WorkspaceEdit();
  if (change.created) {
    const contents = new TextEncoder().encode(changed(undefined, change));
    edit.createFile(target, { contents, overwrite: false, ignoreIfExists: false });
  } else for (const { range, newText } of change.edits) edit.replace(target, rangeOf(range), newText);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const at = new vscode.Position(line ?? change.edits[0]?.range.start.line ?? 0, 0);
  await vscode.window.showTextDocument(target, { selection: new vscode.Range(at, at), preview: false });
  return true;
}
