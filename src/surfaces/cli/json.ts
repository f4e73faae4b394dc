import { unmasked } from '../unmasked';
import type { ScanResult } from './result';

/** One JSON object: `findings` and `problems`. Its schema is `json.schema.json` beside this file. Lines and columns are 1-based, ends exclusive. */
export function toJson({ scanned, problems }: ScanResult): string {
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
  return `${JSON.stringify({ findings, problems: told }, null, 2)}\n`;
}
