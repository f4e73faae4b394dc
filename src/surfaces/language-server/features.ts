import {
  type CancellationToken,
  type Connection,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { speaksForWorkspace } from '../../config';
import { codeActions } from './code-actions';
import { codeLenses } from './code-lens';
import { definition } from './definition';
import { linesOf, toDiagnostic } from './diagnostics';
import { hover } from './hover';
import type { Session } from './session';
import { templateCompletion } from './templates';
import { userFileActions, userFileCompletion, userFileDiagnostics, userFileHover } from './user-files';
import { waiverDiagnostics } from './waivers';

/** Cancelled work is asked for again by the client; an answer that came late never replaces a newer one. */
function stopIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.ServerCancelled, 'a newer question is waiting', { retriggerRequest: true });
  }
}

/** The features that LSP itself has. */
export function registerFeatures(connection: Connection, session: Session): void {
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    await session.host.breathe();
    stopIfCancelled(token);
    const { folder, path } = await session.current(textDocument.uri);
    stopIfCancelled(token);
    const today = session.host.today();
    const { serial, configured } = folder;
    const basis = [serial, configured, session.settingsSerial, today, folder.files.scanned].join('|');
    const [before, revisionBefore] = previousResultId?.split('#') ?? [];
    const { revision, changed } = folder.report({ paths: [], since: Number(revisionBefore ?? -1) });
    const resultId = `${basis}#${revision}`;
    session.announce(folder, path);
    const isOwn = speaksForWorkspace(path) || folder.workspace.fileAt(path) !== undefined;
    if (before === basis && !changed.includes(path) && !isOwn) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    }
    const lines = linesOf(folder);
    const items = folder.findings(path).map((f) => toDiagnostic(f, session.settings.levels, folder, lines));
    return {
      kind: DocumentDiagnosticReportKind.Full,
      resultId,
      items: [...items, ...waiverDiagnostics(folder, path), ...(await userFileDiagnostics(folder, path))],
    };
  });

  connection.onHover(async ({ textDocument, position }) => {
    const { folder, path } = await session.current(textDocument.uri);
    const offset = linesOf(folder)(path).offsetAt(position);
    return hover(folder, path, offset, session.settings.hoverPolicy) ?? userFileHover(folder, path, offset);
  });

  connection.onCodeAction(async (params) => {
    const { folder, path } = await session.current(params.textDocument.uri);
    const own = userFileActions(folder, path, params);
    return [...own, ...codeActions(folder, path, params, session.settings.levels)];
  });

  connection.onCodeLens(async ({ textDocument }) => {
    if (!session.settings.codeLens) return [];
    const { folder, path } = await session.current(textDocument.uri);
    return codeLenses(folder, path);
  });

  connection.onDefinition(async ({ textDocument, position }) => {
    const { folder, path } = await session.current(textDocument.uri);
    return definition(folder, path, linesOf(folder)(path).offsetAt(position));
  });

  connection.onCompletion(async ({ textDocument, position, context }) => {
    const { folder, path } = await session.current(textDocument.uri);
    return [
      ...(await userFileCompletion(folder, path, position, session.snippets)),
      ...templateCompletion(folder, path, position, context),
    ];
  });
}
