import type { ScanResult } from '../scan-result';
import { unmasked } from '../unmasked';

/** One JSON object: `findings`, `problems`, and how many findings are `waived` by which `waivers`. Its schema is `json.schema.json` beside this file. Lines and columns are 1-based, ends exclusive. */
export function toJson({ scanned, problems, waived, waivers }: ScanResult): string {
  const findings = scanned.map(({ finding, path, message, context, policyFrom, lines }) => {
    const start = lines.positionAt(finding.span.start);
    const end = lines.positionAt(finding.span.end);
    return {
      rule: finding.rule,
      severity: finding.severity,
      path,
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      message,
      policy: context.policy?.id ?? null,
      policyFrom: policyFrom.map(({ kind, path: file, pack }) => ({ kind, path: file, pack })),
      owner: context.owner ? unmasked(context.owner.name) : null,
      fingerprint: finding.fingerprint,
    };
  });
  const told = problems.map(({ path, line, message }) => ({ path, line, message }));
  const decisions = waivers.map(({ status, path, line, message }) => {
    const { waiver, where, state, daysLeft, findings: covered } = status;
    const { rule, until, owner, reason, approvedBy, link } = waiver;
    const text = (words: string | undefined) => (words === undefined ? null : unmasked(words));
    return {
      rule,
      path,
      line,
      where: text(where),
      state,
      until: until ?? null,
      daysLeft: daysLeft ?? null,
      owner: text(owner),
      reason: text(reason),
      approvedBy: text(approvedBy),
      link: text(link),
      findings: covered.length,
      message,
    };
  });
  return `${JSON.stringify({ findings, waived: waived.length, waivers: decisions, problems: told }, null, 2)}\n`;
}
