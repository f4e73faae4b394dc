import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import type { Severity } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { Span } from '../../place';
import { type TextLines, textLines } from '../text-lines';
import { unmasked } from '../unmasked';
import type { Folder } from './folder';
import { t, told } from './language';
import { withWaiver } from './waived';

/** The scheme of the read-only documents that explain rules. */
export const RULE_SCHEME = 'handrail-rule';

/** How severities look in an editor. */
export type Levels = Readonly<Record<Severity | 'hardening', DiagnosticSeverity>>;

export const DEFAULT_LEVELS: Levels = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Warning,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  hardening: DiagnosticSeverity.Hint,
};

/** A finding as LSP shows it. `lines` gives the lines of any file that was read. */
export function toDiagnostic(
  finding: Finding,
  levels: Levels,
  folder: Pick<Folder, 'uriOf' | 'workspace' | 'today'>,
  lines: (path: string) => TextLines,
): Diagnostic {
  const here = lines(finding.path);
  const said = withWaiver(finding, folder.workspace.configuration, folder.today);
  const place = (path: string, span: Span, message: string): DiagnosticRelatedInformation => {
    const there = lines(path);
    const range = { start: there.positionAt(span.start), end: there.positionAt(span.end) };
    return { location: { uri: folder.uriOf(path), range }, message };
  };
  const { waiver } = finding;
  const related = [
    ...finding.related.map(({ path, span, message }) => place(path, span, unmasked(told(message)))),
    ...(waiver && !waiver.inline ? [place(waiver.path, waiver.waiver, t('Its waiver stands here.'))] : []),
  ];
  return {
    range: { start: here.positionAt(finding.span.start), end: here.positionAt(finding.span.end) },
    severity: said.level ?? (finding.audience === 'hardening' ? levels.hardening : levels[finding.severity]),
    code: finding.rule,
    codeDescription: { href: `${RULE_SCHEME}:/${finding.rule}.md` },
    source: 'Handrail',
    message: said.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: { fingerprint: finding.fingerprint },
  };
}

/** Lines of files by path, each indexed once. */
export function linesOf(folder: Pick<Folder, 'engine'>): (path: string) => TextLines {
  const known = new Map<string, TextLines>();
  return (path) => {
    let lines = known.get(path);
    if (!lines) {
      lines = textLines(folder.engine.quote(path) ?? '');
      known.set(path, lines);
    }
    return lines;
  };
}
