import * as vscode from 'vscode';
import {
  type DiagnosticProviderMiddleware,
  DiagnosticPullMode,
  type DiagnosticPullOptions,
  vsdiag,
} from 'vscode-languageclient';

/** More characters than these at once were not typed: pasted, completed, undone. Two, because brackets come in pairs. */
const TYPED = 2;

const setting = <T>(document: vscode.TextDocument, name: string, otherwise: T): T =>
  vscode.workspace.getConfiguration('handrail', document.uri).get(name, otherwise);

/** What decides when an open text is read again. */
export interface Timing extends vscode.Disposable {
  readonly pull: DiagnosticPullOptions;
  readonly middleware: DiagnosticProviderMiddleware;
}

/**
 * Reads a text again after a pause in typing; at once when it was opened, saved, pasted or undone. A question that a
 * newer one replaces ends at once, and its answer is never shown. With `run: onSave` only opening and saving count.
 */
export function timing(): Timing {
  /** Versions that were read, and when a text was changed last, if that came by the keyboard. */
  const read = new WeakMap<vscode.TextDocument, number>();
  const typed = new WeakMap<vscode.TextDocument, number>();
  const saved = new vscode.EventEmitter<vscode.TextDocument>();

  /** The rest of the pause after a change; a question that is asked again for the same change waits no longer for it. */
  const pause = (document: vscode.TextDocument, since: number, token: vscode.CancellationToken): Promise<void> =>
    new Promise((resolve) => {
      const left = since + setting(document, 'debounce', 150) - performance.now();
      const ends: vscode.Disposable[] = [];
      const end = () => {
        clearTimeout(timer);
        for (const listener of ends) listener.dispose();
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, left));
      ends.push(token.onCancellationRequested(end));
      ends.push(saved.event((other) => other === document && end()));
    });

  const listening = vscode.Disposable.from(
    saved,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (contentChanges.length === 0) return; // only whether it is saved has changed
      const byHand = contentChanges.every(({ text }) => text.trim().length <= TYPED);
      if (reason === undefined && byHand) typed.set(document, performance.now());
      else typed.delete(document);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => saved.fire(document)),
  );

  return {
    pull: {
      onChange: true,
      onSave: true,
      onTabs: true,
      filter: (document, mode) =>
        (mode === DiagnosticPullMode.onSave) !== (setting<string>(document, 'run', 'onType') === 'onSave'),
    },
    middleware: {
      async provideDiagnostics(document, previousResultId, token, next) {
        if (document instanceof vscode.Uri) return next(document, previousResultId, token);
        if (read.has(document) && document.isDirty && setting<string>(document, 'run', 'onType') === 'onSave') {
          return { kind: vsdiag.DocumentDiagnosticReportKind.unChanged, resultId: previousResultId ?? '' };
        }
        const since = typed.get(document);
        if (read.has(document) && read.get(document) !== document.version && since !== undefined && document.isDirty) {
          await pause(document, since, token);
          if (token.isCancellationRequested) throw new vscode.CancellationError();
        }
        const { version } = document;
        const answer = await next(document, previousResultId, token);
        read.set(document, version);
        return answer;
      },
    },
    dispose: () => listening.dispose(),
  };
}
