import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Configuration } from '../../findings/configuration';
import type { Finding } from '../../findings/finding';
import { unmasked } from '../unmasked';
import { lacksOf, remaining } from '../waiver-words';
import { t, told } from './language';

/**
 * A finding's sentence with what its waiver says about it, and the level that it has because of the waiver: a quiet hint
 * while it holds. Its end is told where the waiver stands; in another file that is not in sight, so the finding warns.
 */
export function withWaiver(
  finding: Finding,
  configuration: Configuration,
  today: string,
): { readonly message: string; readonly level?: DiagnosticSeverity } {
  const sentence = unmasked(told(finding.message));
  const { waiver } = finding;
  if (!waiver) return { message: sentence };
  const { state, waiver: written, inline, daysLeft = 0 } = waiver;
  if (state === 'unreviewed') {
    return { message: t('Skipped for another tool, unreviewed: {0}', sentence), level: DiagnosticSeverity.Hint };
  }
  if (state === 'incomplete') {
    const wanted = lacksOf({ ...finding, inline, lacks: waiver.lacks }, configuration, today, t);
    return { message: t('{0} Its waiver does not hold yet. {1}', sentence, wanted) };
  }
  if (state === 'expired') {
    return { message: t('{0} Its waiver ended on {1}: renew it or fix this.', sentence, written.until ?? '') };
  }
  const owner = unmasked(written.owner ?? '');
  const message = t('Waived by {0} until {1} ({2}): {3}', owner, written.until ?? '', remaining(daysLeft, t), sentence);
  return { message, level: state === 'expiring' && !inline ? DiagnosticSeverity.Warning : DiagnosticSeverity.Hint };
}
