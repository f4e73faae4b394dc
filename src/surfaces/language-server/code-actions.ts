import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdit, Fix } from '../../facts';
import type { AppliedWaiver, Finding } from '../../findings/finding';
import { contextOf } from '../context';
import { COMMANDS } from '../protocol';
import type { WaiverRef } from '../protocol-waivers';
import { unmasked } from '../unmasked';
import { type Levels, linesOf, toDiagnostic } from './diagnostics';
import type { Folder } from './folder';
import { findingsAt } from './hover';
import { ruleTitle } from './in-language';
import { number, t, told } from './language';
import { isRenewable, removal } from './waivers';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.handrail`;

export const wants = (params: CodeActionParams, kind: string): boolean =>
  !params.context.only ||
  params.context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));

/** What can be done about the findings in a range: fix, fix all of the kind, ask, understand, report. */
export function codeActions(folder: Folder, path: string, params: CodeActionParams, levels: Levels): CodeAction[] {
  const shown = folder.findings(path);
  const all = shown.filter((finding) => !finding.waiver?.holds);
  const lines = linesOf(folder)(path);
  const [from, to] = [lines.offsetAt(params.range.start), lines.offsetAt(params.range.end)];
  const here = findingsAt(all, from, to);
  const actions: CodeAction[] = [];
  if (wants(params, CodeActionKind.QuickFix)) {
    for (const finding of here) {
      const diagnostics = [toDiagnostic(finding, levels, folder, linesOf(folder))];
      const quickFix = { kind: CodeActionKind.QuickFix, diagnostics };
      for (const action of about(finding, folder, all)) actions.push({ ...quickFix, ...action });
    }
    const waivers = [
      ...folder.waivers(path).filter(({ waiver }) => waiver.start <= to && from <= waiver.end),
      ...findingsAt(shown, from, to).flatMap(({ waiver }) => (waiver ? [waiver] : [])),
    ];
    actions.push(...waiverActions(folder, waivers));
  }
  if (wants(params, FIX_ALL) && params.context.only) {
    const edit = editOf(folder, safeFixes(all));
    if (edit) actions.push({ title: t('Fix all safe findings'), kind: FIX_ALL, edit });
  }
  return actions;
}

function about(finding: Finding, folder: Folder, all: readonly Finding[]): CodeAction[] {
  const uri = folder.uriOf(finding.path);
  const { policy } = contextOf(finding, folder.workspace);
  const preferred = finding.fix.find(({ safe }) => safe);
  const actions: CodeAction[] = finding.fix.flatMap((fix) => {
    const edit = editOf(folder, [fix]);
    return edit ? [{ title: unmasked(told(fix.title)), edit, isPreferred: fix === preferred }] : [];
  });
  const same = safeFixes(all.filter(({ rule }) => rule === finding.rule));
  const edit = same.length > 1 ? editOf(folder, same) : undefined;
  if (edit) {
    const title = t('Fix all {0} of this kind in the file: {1}', number(same.length), ruleTitle(finding.rule));
    actions.push({ title, edit });
  }
  const command = (title: string, name: string, args: readonly unknown[]): CodeAction => ({
    title,
    command: { title, command: name, arguments: [...args] },
  });
  actions.push(command(t('Ask for an exception…'), COMMANDS.askForException, [uri, finding.fingerprint]));
  if (policy) {
    const title = t('Why this matters: {0}', policy.title);
    actions.push(command(title, COMMANDS.explainPolicy, [policy.id, uri, finding.fingerprint]));
  }
  actions.push(command(t('This is a false alarm…'), COMMANDS.reportFalseAlarm, [uri, finding.fingerprint]));
  return actions;
}

/** What can be done about waivers of ours: each once, by its comment or entry as by a finding that it covers. */
function waiverActions(folder: Folder, waivers: readonly AppliedWaiver[]): CodeAction[] {
  const each = new Map(waivers.map((one) => [`${one.path}:${one.waiver.start}`, one]));
  return [...each.values()].flatMap((one) => {
    const { waiver, path, state } = one;
    if (waiver.word !== 'handrail') return [];
    const ref: WaiverRef = { uri: folder.uriOf(path), position: linesOf(folder)(path).positionAt(waiver.start) };
    const renew = { title: t('Renew the waiver…'), command: COMMANDS.renewWaiver, arguments: [ref] };
    const change = removal(folder, one);
    const edit = change && { changes: { [change.uri]: [...change.edits] } };
    const kind = CodeActionKind.QuickFix;
    return [
      ...(isRenewable(one) ? [{ title: renew.title, kind, command: renew }] : []),
      ...(edit ? [{ title: t('Remove the waiver'), kind, edit, isPreferred: state === 'unused' }] : []),
    ];
  });
}

const safeFixes = (findings: readonly Finding[]): readonly Fix[] =>
  findings.flatMap(({ fix }) => fix.filter(({ safe }) => safe).slice(0, 1));

/** Fixes as one edit of the workspace. A fix whose edits touch another's is left for the next round. */
function editOf(folder: Folder, fixes: readonly Fix[]): WorkspaceEdit | undefined {
  const taken: FileEdit[] = [];
  for (const fix of fixes) {
    const edits = folder.engine.edits(fix);
    if (edits.length > 0 && !edits.some((edit) => taken.some((other) => touches(edit, other)))) taken.push(...edits);
  }
  if (taken.length === 0) return undefined;
  const changes: Record<string, TextEdit[]> = {};
  const lines = linesOf(folder);
  for (const { path, edits } of taken) {
    const uri = folder.uriOf(path);
    changes[uri] = [...(changes[uri] ?? []), ...edits.map((edit) => toTextEdit(edit, lines(path)))];
  }
  return { changes };
}

const touches = (a: FileEdit, b: FileEdit): boolean =>
  a.path === b.path && a.edits.some((x) => b.edits.some((y) => x.start <= y.end && y.start <= x.end));

const toTextEdit = (edit: FileEdit['edits'][number], lines: ReturnType<ReturnType<typeof linesOf>>): TextEdit => ({
  range: { start: lines.positionAt(edit.start), end: lines.positionAt(edit.end) },
  newText: edit.text,
});
