import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { removedFrom, renewedIn } from '../../config/waiver-edits';
import type { AppliedWaiver, Finding } from '../../findings/finding';
import type { InlineWaiver } from '../../findings/waiver';
import type { WaiverStatus } from '../../findings/waiver-status';
import { removed, renewed, type Splice } from '../../findings/waiver-text';
import type { Span } from '../../place';
import type { FileChange } from '../protocol';
import type { RenewalTerms, WaiverRef, WaiverRow, WaiversResult } from '../protocol-waivers';
import type { TextLines } from '../text-lines';
import { unmasked } from '../unmasked';
import { aboutWaiver } from '../waiver-words';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { ruleTitle } from './in-language';
import { readSoFar } from './items';
import { t } from './language';
import type { Session } from './session';

/** Days that a waiver is offered where no policy says how long it may run. */
export const USUAL_DAYS = 90;

const LEVELS: Readonly<Record<AppliedWaiver['state'], DiagnosticSeverity>> = {
  active: DiagnosticSeverity.Hint,
  expiring: DiagnosticSeverity.Warning,
  expired: DiagnosticSeverity.Warning,
  incomplete: DiagnosticSeverity.Warning,
  unused: DiagnosticSeverity.Hint,
  unreviewed: DiagnosticSeverity.Hint,
};

/** A waiver's first line: an entry of `waivers.yaml` has several, and a mark under all of them would say less. */
function firstLine({ start, end }: Span, lines: TextLines): Span {
  const { line } = lines.positionAt(start);
  return { start, end: Math.min(end, lines.offsetAt({ line, character: lines.line(line).length })) };
}

/** How the waivers that are written in a file stand, each at its place. */
export function waiverDiagnostics(folder: Folder, path: string): Diagnostic[] {
  const lines = linesOf(folder)(path);
  return folder.waivers(path).map((status): Diagnostic => {
    const unused = status.state === 'unused';
    return {
      range: lines.rangeOf(unused ? status.waiver : firstLine(status.waiver, lines)),
      severity: LEVELS[status.state],
      code: 'waiver',
      source: 'Handrail',
      message: aboutWaiver(status, folder.workspace.configuration, folder.today, t),
      ...(unused ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    };
  });
}

/** Whether another end would let a waiver hold, or hold longer. */
export const isRenewable = ({ state, lacks, waiver }: Pick<WaiverStatus, 'state' | 'lacks' | 'waiver'>): boolean =>
  waiver.word === 'handrail' && state !== 'unused' && !lacks.includes('rule') && !lacks.includes('listing');

/** The waiver of ours that is written where a reference says, as the texts stand now. */
function waiverAt(folder: Folder, path: string, { position }: WaiverRef): WaiverStatus | undefined {
  const at = linesOf(folder)(path).offsetAt(position);
  return folder.waivers(path).find(({ waiver }) => waiver.start === at);
}

/** How far a waiver may be renewed: as far as each policy allows whose findings it covers. */
export function renewalTerms(folder: Folder, path: string, ref: WaiverRef): RenewalTerms | undefined {
  const status = waiverAt(folder, path, ref);
  if (!status || !isRenewable(status)) return undefined;
  const { configuration } = folder.workspace;
  const terms = status.findings.map((one) => configuration.termsOf(one.rule, one.path, one.severity));
  return {
    ruleTitle: ruleTitle(status.waiver.rule),
    today: folder.today,
    until: status.waiver.until,
    longestDays: Math.min(
      ...terms.map(({ longestDays = USUAL_DAYS }) => longestDays),
      ...(terms[0] ? [] : [USUAL_DAYS]),
    ),
    approver: terms.find(({ approver }) => approver)?.approver,
  };
}

/** The edit that gives a waiver another end. */
export function renewalOf(folder: Folder, path: string, ref: WaiverRef, until: string): FileChange | undefined {
  const status = waiverAt(folder, path, ref);
  if (!status || !isRenewable(status)) return undefined;
  const text = folder.engine.quote(path) ?? '';
  const { waiver, inline } = status;
  return changeOf(
    folder,
    path,
    inline ? [renewed(text, waiver as InlineWaiver, until)] : renewedIn(text, waiver.start, until),
  );
}

/** The edit that takes a waiver out. */
export function removalOf(folder: Folder, path: string, ref: WaiverRef): FileChange | undefined {
  const status = waiverAt(folder, path, ref);
  return status && removal(folder, status);
}

/** The edit that takes out a waiver that is at hand. */
export function removal(folder: Folder, { waiver, path, inline }: AppliedWaiver): FileChange | undefined {
  const text = folder.engine.quote(path) ?? '';
  const comments = folder.engine.comments(path);
  return changeOf(
    folder,
    path,
    inline ? [removed(text, waiver as InlineWaiver, comments)] : removedFrom(text, waiver.start),
  );
}

/** Changes of a file that was read. Credentials are masked character by character, so places are those of the text itself. */
function changeOf(folder: Folder, path: string, splices: readonly Splice[] | undefined): FileChange | undefined {
  if (!splices) return undefined;
  const lines = linesOf(folder)(path);
  const edits = splices.map((splice) => ({ range: lines.rangeOf(splice), newText: splice.text }));
  return { uri: folder.uriOf(path), path, created: false, edits };
}

const ORDER: readonly WaiverRow['state'][] = ['expired', 'incomplete', 'expiring', 'active', 'unused', 'unreviewed'];

/** All waivers of all folders, as far as they were read: those that have ended first, then by their end. */
export function waiversOf(session: Pick<Session, 'folders' | 'workspaceFolders'>): WaiversResult {
  const rows = session.folders.flatMap((folder) => {
    const lines = linesOf(folder);
    const all = [...folder.waivers(), ...unreviewed(folder.report().findings)];
    return all.map((status) => rowOf(status, folder, lines(status.path)));
  });
  const rank = ({ state }: WaiverRow) => ORDER.indexOf(state);
  rows.sort((a, b) => rank(a) - rank(b) || (a.daysLeft ?? 0) - (b.daysLeft ?? 0));
  return { waivers: rows, ...readSoFar(session) };
}

/** What is skipped for another tool, by the words that say so. */
function unreviewed(findings: readonly Finding[]): readonly WaiverStatus[] {
  const found = new Map<string, WaiverStatus>();
  for (const finding of findings) {
    const { waiver } = finding;
    if (waiver?.state !== 'unreviewed') continue;
    const key = `${waiver.path}\0${waiver.waiver.start}`;
    found.set(key, { ...waiver, findings: [...(found.get(key)?.findings ?? []), finding] });
  }
  return [...found.values()];
}

function rowOf(status: WaiverStatus, folder: Folder, lines: TextLines): WaiverRow {
  const { waiver, path, state, daysLeft, where, findings } = status;
  const { until, owner, reason, approvedBy, link } = waiver;
  const text = (said: string | undefined) => (said === undefined ? undefined : unmasked(said));
  return {
    uri: folder.uriOf(path),
    path,
    range: lines.rangeOf(firstLine(waiver, lines)),
    rule: findings[0]?.rule ?? waiver.rule,
    ruleTitle: ruleTitle(findings[0]?.rule ?? waiver.rule),
    state,
    until,
    daysLeft,
    owner: text(owner),
    reason: text(reason),
    approvedBy: text(approvedBy),
    link: text(link),
    where: text(where),
    findings: findings.length,
    told: aboutWaiver(status, folder.workspace.configuration, folder.today, t),
    renewable: isRenewable(status),
  };
}
