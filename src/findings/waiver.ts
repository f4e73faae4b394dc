import type { Span } from '../place';
import { dayNumber } from './day';

export const OURS = 'handrail:allow';

/** Whose word it is: ours, or a suppression that people already wrote for another tool. */
export type WaiverWord = 'handrail' | 'checkov' | 'trivy' | 'tfsec' | 'kics' | 'gitleaks' | 'trufflehog';

/** A decision, written in a comment, to live with findings of a rule for a while. Spans as in the text it was read from. */
export interface Waiver extends Span {
  readonly word: WaiverWord;
  /** The rule as written; for another tool its id of the check, or its whole word when that names none. */
  readonly rule: string;
  /** A finding of the rule whose place begins in here is waived. */
  readonly covers: Span;
  /** The last day it holds, `YYYY-MM-DD`, UTC. */
  readonly until?: string;
  readonly owner?: string;
  readonly reason?: string;
  /** What it needs before it holds. A day that no calendar has counts as missing, a rule pattern too. */
  readonly missing: readonly ('rule' | 'until' | 'owner' | 'reason')[];
}

/** The waiver that covers a finding. */
export type WaiverHere = Waiver;

/** `unreviewed`: written for another tool, with no end and no owner. */
export type WaiverState = 'active' | 'expiring' | 'expired' | 'incomplete' | 'unused' | 'unreviewed';

/** What a waiver needs to know of a rule. */
interface Named {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly elsewhere?: readonly string[];
}

/** A published id of the tool whose suppressions name no check. */
const KICS_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a waiver speaks of a rule. */
export function namesRule(waiver: Waiver, rule: Named): boolean {
  if (waiver.word === 'handrail') return waiver.rule === rule.id || (rule.aliases?.includes(waiver.rule) ?? false);
  const elsewhere = rule.elsewhere ?? [];
  if (waiver.word === 'kics') return elsewhere.some((id) => KICS_ID.test(id));
  const wanted = waiver.rule.toLowerCase();
  return elsewhere.some((id) => id.toLowerCase() === wanted);
}

/** Whether a waiver speaks of a rule's finding whose place begins at an offset of the waiver's text. */
export const covers = (waiver: Waiver, rule: Named, offset: number): boolean =>
  waiver.covers.start <= offset && offset <= waiver.covers.end && namesRule(waiver, rule);

/** The same waiver, its text standing `by` further on in a longer one. */
export const moved = (waiver: Waiver, by: number): Waiver => ({
  ...waiver,
  start: waiver.start + by,
  end: waiver.end + by,
  covers: { start: waiver.covers.start + by, end: waiver.covers.end + by },
});

/** Days left, today not counted: 0 on the last day, below 0 after it. Undefined without an end. */
export function daysLeft(waiver: Waiver, today: string): number | undefined {
  const end = dayNumber(waiver.until ?? '');
  const now = dayNumber(today);
  return end === undefined || now === undefined ? undefined : end - now;
}

/**
 * How a waiver stands on a day (`YYYY-MM-DD`, UTC). `used`: whether it covers a finding; `warnDays`: from how many
 * days before its end on it counts as expiring.
 */
export function stateOf(waiver: Waiver, today: string, { used = true, warnDays = 14 } = {}): WaiverState {
  if (waiver.word !== 'handrail') return used ? 'unreviewed' : 'unused';
  if (waiver.missing.length > 0) return 'incomplete';
  const left = daysLeft(waiver, today);
  if (left === undefined || left < 0) return 'expired';
  if (!used) return 'unused';
  return left <= warnDays ? 'expiring' : 'active';
}

/** Whether a waiver in this state keeps a finding quiet. */
export const holds = (state: WaiverState): boolean =>
  state === 'active' || state === 'expiring' || state === 'unreviewed';

const inQuotes = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('*/', '* /')
    .trim()
    .replace(/["\\]/g, (character) => `\\${character}`);

/** A waiver as a comment, without indentation and line break. `marker` is one of the syntax's comment markers. */
export function waiverText(rule: string, until: string, owner: string, reason: string, marker: string): string {
  const who = /^[^\s"\\]+$/.test(owner) ? owner : `"${inQuotes(owner)}"`;
  const words = `${marker} ${OURS} ${rule} until=${until} owner=${who} reason="${inQuotes(reason)}"`;
  return marker === '/*' ? `${words} */` : words;
}
