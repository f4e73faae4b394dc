import { type Connection, RequestType } from 'vscode-languageserver';
import { loadWorkspace, type Workspace } from '../../config';
import { coverageOf } from '../../policies';
import { rules } from '../../rules/index';
import { coverageDocument } from '../documents/coverage';
import { handbookOf } from '../documents/handbook';
import { toHtml } from '../documents/html';
import { toMarkdown } from '../documents/markdown';
import { METHODS } from '../protocol';
import type { CoverageParams, CoverageResult, HandbookParams, HandbookResult } from '../protocol-documents';
import { knownRules } from '../rule-cards';
import { sameFolder } from './host';
import type { Session } from './session';

/** Handbook and framework coverage, as documents for the client to show. */
export function registerDocuments(connection: Connection, session: Session): void {
  connection.onRequest(
    new RequestType<HandbookParams, HandbookResult, void>(METHODS.handbook),
    async ({ folder, format }) => {
      const document = handbookOf(await workspaceOf(session, folder));
      return { text: format === 'html' ? toHtml(document) : toMarkdown(document) };
    },
  );
  connection.onRequest(
    new RequestType<CoverageParams, CoverageResult, void>(METHODS.coverage),
    async ({ folder, framework }) => {
      const all = coverageOf((await workspaceOf(session, folder)).policies, rules);
      const asked = framework === undefined ? all : all.filter((one) => one.framework === framework);
      return { frameworks: all.map((one) => one.framework), markdown: toMarkdown(coverageDocument(asked)) };
    },
  );
}

/** What a folder's own files say, all of them read; the built-in policies alone where no folder is open. */
async function workspaceOf(session: Session, uri: string | undefined): Promise<Workspace> {
  const folders = session.workspaceFolders;
  const folder = folders.find((one) => uri !== undefined && sameFolder(one.uri, uri)) ?? folders[0];
  if (!folder) return loadWorkspace([], knownRules);
  await folder.files.readAllThatSpeaks();
  return folder.workspace;
}
