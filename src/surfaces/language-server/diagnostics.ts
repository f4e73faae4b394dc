import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import { plain, type Severity } from '../../facts';
import type { Finding } from '../../findings/finding';
import { type TextLines, textLines } from '../text-lines';
import type { Folder } from './folder';

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
  folder: Pick<Folder, 'uriOf'>,
  lines: (path: string) => TextLines,
): Diagnostic {
  const here = lines(finding.path);
  const related = finding.related.map(({ path, span, message }): DiagnosticRelatedInformation => {
    const there = lines(path);
    const range = { start: there.positionAt(span.start), end: there.positionAt(span.end) };
    return { location: { uri: folder.uriOf(path), range }, message: plain(message) };
  });
  return {
    range: { start: here.positionAt(finding.span.start), end: here.positionAt(finding.span.end) },
    severity: levelOf(finding, levels),
    code: finding.rule,
    codeDescription: { href: `${RULE_SCHEME}:/${finding.rule}.md` },
    source: 'Handrail',
    message: sentenceOf(finding),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: { fingerprint: finding.fingerprint },
  };
}

function levelOf(finding: Finding, levels: Levels): DiagnosticSeverity {
  if (finding.waiver?.holds) return DiagnosticSeverity.Hint;
  return finding.audience === 'hardening' ? levels.hardening : levels[finding.severity];
}

/** The message, with what the waiver says about it. */
function sentenceOf({ message, waiver }: Finding): string {
  const sentence = plain(message);
  if (!waiver) return sentence;
  const { state, daysLeft, waiver: written } = waiver;
  if (state === 'unreviewed') return `Skipped for another tool, unreviewed: ${sentence}`;
  if (state === 'incomplete') return `${sentence} The waiver here lacks ${written.missing.join(', ')}.`;
  if (state === 'expired') return `${sentence} The waiver here ended on ${written.until}.`;
  return `Waived until ${written.until} (${daysLeft} days left) by ${written.owner}: ${sentence}`;
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
