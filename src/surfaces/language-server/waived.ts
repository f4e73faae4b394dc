import { DiagnosticSeverity } from 'vscode-languageserver';
import { bySeverity } from '../../facts';
import type { AppliedWaiver, Finding } from '../../findings/finding';
import type { ExceptionProcess } from '../../policies';
import { unmasked } from '../unmasked';
import { told } from './language';

/** Days a waiver may run where no policy says. */
const LONGEST_DAYS = 90;

/** What a policy asks of a waiver for a finding. */
export interface Terms {
  readonly longestDays: number;
  readonly approver: string | undefined;
  /** Whether a comment in the code is enough for this severity. */
  readonly inlineEnough: boolean;
}

export function termsOf({ severity }: Pick<Finding, 'severity'>, exception: ExceptionProcess | undefined): Terms {
  return {
    longestDays: exception?.longest?.[severity] ?? LONGEST_DAYS,
    approver: exception?.approver?.[severity],
    inlineEnough: exception?.inline === undefined || bySeverity(severity, exception.inline) >= 0,
  };
}

const NEEDS = {
  rule: 'the id of a rule',
  until: 'a day it ends (until=YYYY-MM-DD)',
  owner: 'an owner',
  reason: 'a reason',
} as const;

/**
 * A finding's sentence with what its waiver says about it, and the level that it has because of the waiver: a quiet hint
 * while it holds, a warning before its end, information where the policy asks for more than a comment.
 */
export function withWaiver(
  finding: Finding,
  exception: ExceptionProcess | undefined,
): { readonly message: string; readonly level?: DiagnosticSeverity } {
  const sentence = unmasked(told(finding.message));
  const { waiver } = finding;
  if (!waiver) return { message: sentence };
  const { state, waiver: written } = waiver;
  if (state === 'unreviewed') {
    return { message: `Skipped for another tool, unreviewed: ${sentence}`, level: DiagnosticSeverity.Hint };
  }
  if (state === 'incomplete') {
    const missing = written.missing.map((piece) => NEEDS[piece]).join(', ');
    return { message: `${sentence} The waiver here does not hold: it lacks ${missing}.` };
  }
  if (state === 'expired') {
    return { message: `${sentence} The waiver here ended on ${written.until}: renew it or fix this.` };
  }
  const wanted = wants(finding, waiver, exception);
  const owner = unmasked(written.owner ?? '');
  const message = `Waived by ${owner} until ${written.until} (${remaining(waiver)}): ${sentence}${wanted ? ` ${wanted}` : ''}`;
  if (state === 'expiring') return { message, level: DiagnosticSeverity.Warning };
  return { message, level: wanted ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint };
}

function remaining({ daysLeft }: AppliedWaiver): string {
  if (!daysLeft) return 'its last day is today';
  return daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
}

/** What the policy asks for beyond the comment that stands here. */
function wants(finding: Finding, { daysLeft = 0 }: AppliedWaiver, exception: ExceptionProcess | undefined) {
  if (!exception) return undefined;
  const { longestDays, approver, inlineEnough } = termsOf(finding, exception);
  if (!inlineEnough) {
    return `The policy wants ${approver ?? 'an approver'} to approve this: a comment alone is not enough for ${finding.severity}.`;
  }
  return daysLeft > longestDays ? `The policy allows ${longestDays} days at most.` : undefined;
}
