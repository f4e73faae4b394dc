import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Around,
  type Completion,
  completionsAt,
  hoverAt,
  localLinksIn,
  type Remark,
  remarksOn,
  unmarked,
} from '../../config';
import { knownRules } from '../rule-cards';
import type { TextLines } from '../text-lines';
import { isMasked, unmasked } from '../unmasked';
import { wants } from './code-actions';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { told } from './language';

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  block: CompletionItemKind.Snippet,
  rule: CompletionItemKind.Reference,
  policy: CompletionItemKind.Reference,
  environment: CompletionItemKind.Value,
  handle: CompletionItemKind.Value,
  person: CompletionItemKind.Value,
  team: CompletionItemKind.Value,
  framework: CompletionItemKind.Value,
  control: CompletionItemKind.Value,
  data: CompletionItemKind.Value,
  system: CompletionItemKind.Value,
  pack: CompletionItemKind.Folder,
};

export const aroundOf = ({ workspace, today }: Folder): Around => ({ known: knownRules, workspace, today, told });

const textOf = (folder: Folder, path: string): string => folder.engine.quote(path) ?? '';

/** What may be written in one of our own files at a position; `snippets`: whether places to fill in are understood. */
export async function userFileCompletion(
  folder: Folder,
  path: string,
  position: Position,
  snippets: boolean,
): Promise<CompletionItem[]> {
  const kind = folder.workspace.fileAt(path)?.kind;
  if (kind === undefined) return [];
  const lines = linesOf(folder)(path);
  const text = textOf(folder, path);
  const packs = kind === 'config' && /^packs[ \t]*:/m.test(text) ? await folder.packsOnOffer() : [];
  const found = completionsAt(path, text, lines.offsetAt(position), { ...aroundOf(folder), packs });
  const writable = found.filter(({ insert }) => !isMasked(insert));
  return writable.map(({ label, kind: what, detail, documentation, filter, insert, span }) => ({
    label,
    kind: KINDS[what],
    detail,
    ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
    ...(filter ? { filterText: filter } : {}),
    ...(what === 'block' && snippets
      ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.adjustIndentation }
      : {}),
    textEdit: {
      range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
      newText: what === 'block' && !snippets ? unmarked(insert) : insert,
    },
  }));
}

/** What a key or name in one of our own files means. */
export function userFileHover(folder: Folder, path: string, offset: number): Hover | undefined {
  const found = hoverAt(path, textOf(folder, path), offset, aroundOf(folder));
  if (!found) return undefined;
  const lines = linesOf(folder)(path);
  return {
    contents: { kind: MarkupKind.Markdown, value: unmasked(found.text) },
    range: { start: lines.positionAt(found.start), end: lines.positionAt(found.end) },
  };
}

/** What is wrong or out of date in one of our own files, with what to write instead. */
export async function userFileDiagnostics(folder: Folder, path: string): Promise<Diagnostic[]> {
  const text = textOf(folder, path);
  const lines = linesOf(folder)(path);
  const missing = new Set<string>();
  for (const { target } of localLinksIn(path, text, folder.workspace)) {
    if (target !== undefined && (await folder.kind(target)) === undefined) missing.add(target);
  }
  return remarksOn(path, text, { ...aroundOf(folder), missing }).map((remark) => toDiagnostic(remark, lines));
}

function toDiagnostic({ start, end, message, next, level }: Remark, lines: TextLines): Diagnostic {
  return {
    range: { start: lines.positionAt(start), end: lines.positionAt(end) },
    severity: level === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    source: 'Handrail',
    message: `${told(message)} ${told(next)}`,
  };
}

/** The next steps that are one edit, for what is wrong in a range of one of our own files. */
export function userFileActions(folder: Folder, path: string, params: CodeActionParams): CodeAction[] {
  if (!wants(params, CodeActionKind.QuickFix)) return [];
  const lines = linesOf(folder)(path);
  const from = lines.offsetAt(params.range.start);
  const to = lines.offsetAt(params.range.end);
  return remarksOn(path, textOf(folder, path), aroundOf(folder)).flatMap((remark) => {
    const { fix } = remark;
    if (!fix || remark.start > to || remark.end < from || ('change' in fix && isMasked(fix.change.text))) return [];
    return {
      title: told(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(remark, lines)],
      isPreferred: true,
      edit: editOf(remark, folder),
    };
  });
}

function editOf({ path, fix }: Remark, folder: Folder): WorkspaceEdit {
  const uri = folder.uriOf(path);
  if (!fix || 'rename' in fix) {
    return { documentChanges: [{ kind: 'rename', oldUri: uri, newUri: folder.uriOf(fix?.rename ?? path) }] };
  }
  const lines = linesOf(folder)(path);
  const { start, end, text } = fix.change;
  return {
    changes: { [uri]: [{ range: { start: lines.positionAt(start), end: lines.positionAt(end) }, newText: text }] },
  };
}
