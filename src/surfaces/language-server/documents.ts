import { type Connection, RequestType } from 'vscode-languageserver';
import { loadWorkspace, type Workspace } from '../../config';
import { coverageOf } from '../../policies';
import { rules } from '../../rules/index';
import { coverageDocument } from '../documents/coverage';
import { handbookOf } from '../documents/handbook';
import { toHtml } from '../documents/html';
import { toMarkdown } from '../documents/markdown';
import { METHODS } from '../protocol';
import type {
  CoverageParams,
  CoverageResult,
  HandbookParams,
  HandbookResult,
  SarifParams,
  SarifResult,
} from '../protocol-documents';
import { knownRules } from '../rule-cards';
import type { Folder } from './folder';
import { sameFolder } from './host';
import { sarifOf } from './sarif';
import type { Session } from './session';

/** Handbook and framework coverage, as documents for the client to show, and the findings for the client to write. */
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
  connection.onRequest(
    new RequestType<SarifParams, SarifResult | null, void>(METHODS.sarif),
    async ({ folder: uri }) => {
      const folder = folderOf(session, uri);
      return folder ? sarifOf(folder) : null;
    },
  );
}

function folderOf({ workspaceFolders }: Session, uri: string | undefined): Folder | undefined {
  return workspaceFolders.find((one) => uri !== undefined && sameFolder(one.uri, uri)) ?? workspaceFolders[0];
}

/** What a folder's own files say, all of them read; the built-in policies alone where no folder is open. */
async function workspaceOf(session: Session, uri: string | undefined): Promise<Workspace> {
  const folder = folderOf(session, uri);
  if (!folder) return loadWorkspace([], knownRules);
  await folder.files.readAllThatSpeaks();
  return folder.workspace;
}
