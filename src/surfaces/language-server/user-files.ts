import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import { type Around, type Completion, completionsAt, hoverAt, remarksOn } from '../../config';
import { knownRules } from '../rule-cards';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Reference,
  policy: CompletionItemKind.Reference,
  environment: CompletionItemKind.Value,
  handle: CompletionItemKind.Value,
};

const aroundOf = ({ workspace }: Folder): Around => ({ known: knownRules, workspace });

/** What may be written in one of our own files at a position. */
export function userFileCompletion(folder: Folder, path: string, position: Position): CompletionItem[] {
  const lines = linesOf(folder)(path);
  const offset = lines.offsetAt(position);
  return completionsAt(path, folder.engine.quote(path) ?? '', offset, aroundOf(folder)).map((completion) => ({
    label: completion.label,
    kind: KINDS[completion.kind],
    detail: completion.detail,
    ...(completion.documentation
      ? { documentation: { kind: MarkupKind.Markdown, value: completion.documentation } }
      : {}),
    textEdit: {
      range: { start: lines.positionAt(completion.span.start), end: lines.positionAt(completion.span.end) },
      newText: completion.insert,
    },
  }));
}

/** What a key or name in one of our own files means. */
export function userFileHover(folder: Folder, path: string, offset: number): Hover | undefined {
  const found = hoverAt(path, folder.engine.quote(path) ?? '', offset, aroundOf(folder));
  if (!found) return undefined;
  const lines = linesOf(folder)(path);
  return {
    contents: { kind: MarkupKind.Markdown, value: found.text },
    range: { start: lines.positionAt(found.start), end: lines.positionAt(found.end) },
  };
}

/** What is wrong or out of date in one of our own files, with what to write instead. */
export function userFileDiagnostics(folder: Folder, path: string, today: string): Diagnostic[] {
  const lines = linesOf(folder)(path);
  const remarks = remarksOn(path, folder.engine.quote(path) ?? '', aroundOf(folder), today);
  return remarks.map(({ start, end, message, next, level }) => ({
    range: { start: lines.positionAt(start), end: lines.positionAt(end) },
    severity: level === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    source: 'Handrail',
    message: `${message} ${next}`,
  }));
}
