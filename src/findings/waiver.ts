import type { Span } from '../place';
import { dayNumber } from './day';

export const OURS = 'handrail:allow';

/** Days before its end from which a waiver counts as expiring, where nobody says otherwise. */
export const WARN_DAYS = 14;

/** Whose word it is: ours, or a suppression that people already wrote for another tool. */
export type WaiverWord = 'handrail' | 'checkov' | 'trivy' | 'tfsec' | 'kics' | 'gitleaks' | 'trufflehog';

/** What a waiver does not say itself. A day that no calendar has counts as missing, a rule pattern too. */
export type Missing = 'rule' | 'where' | 'until' | 'owner' | 'reason';

/**
 * What keeps a waiver from holding: what it does not say, and what its policy asks of it. `listing`: a comment is not
 * enough for this severity; `approver`: it does not name the one whom the policy asks; `shorter`: it ends too late.
 */
export type Lack = Missing | 'listing' | 'approver' | 'shorter';

/** A decision to live with findings of a rule for a while. The span is that of its words where it is written. */
export interface Waiver extends Span {
  readonly word: WaiverWord;
  /** The rule as written; for another tool its id of the check, or its whole word when that names none. */
  readonly rule: string;
  /** The last day it holds, `YYYY-MM-DD`, UTC. */
  readonly until?: string;
  readonly owner?: string;
  readonly reason?: string;
  /** Who decided; asked for where a comment is not enough. */
  readonly approvedBy?: string;
  /** Where the decision is talked about: a ticket. */
  readonly link?: string;
  readonly missing: readonly Missing[];
}

/** A waiver in a comment. Spans as in the text it was read from. */
export interface InlineWaiver extends Waiver {
  /** A finding of the rule whose place begins in here is waived. */
  readonly covers: Span;
  /** Where its end stands, a day or not; where it would be added when there is none. */
  readonly untilAt: Span;
}

/** By address, what a resource is called in its own module, or was before it was moved: waivers may call it that. */
export type OwnNames = Readonly<Record<string, string>>;

/** A waiver of a `waivers.yaml`, its glob compiled by whoever read it. */
export interface ListedWaiver {
  readonly waiver: Waiver;
  /** Root-relative path of the file that it is written in. */
  readonly path: string;
  /** Where it holds, as it is written: its glob, its resource, or both. */
  readonly where: string;
  /** Whether it speaks of a finding at a path about the resources of these addresses; the rule apart. */
  covers(path: string, subjects: readonly string[], ownNames?: OwnNames): boolean;
}

/** What a policy asks of a waiver for findings of a severity. */
export interface WaiverTerms {
  /** The longest it may run, in days from today; no limit when no policy says. */
  readonly longestDays?: number;
  /** Who decides, in the policy's words. */
  readonly approver?: string;
  /** Whether a comment in the code is enough; otherwise it belongs into `waivers.yaml`, with an approver. */
  readonly inlineEnough: boolean;
}

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
export const covers = (waiver: InlineWaiver, rule: Named, offset: number): boolean =>
  waiver.covers.start <= offset && offset <= waiver.covers.end && namesRule(waiver, rule);

/** Days left, today not counted: 0 on the last day, below 0 after it. Undefined without an end. */
export function daysLeft(waiver: Waiver, today: string): number | undefined {
  const end = dayNumber(waiver.until ?? '');
  const now = dayNumber(today);
  return end === undefined || now === undefined ? undefined : end - now;
}

const words = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Whether somebody is named who decides; where the policy names one, it is named in the policy's words, a person beside it or not. */
const approves = (approvedBy: string | undefined, approver: string | undefined): boolean =>
  approvedBy !== undefined && (approver === undefined || words(approvedBy).includes(words(approver)));

/** What a policy asks of a waiver that it does not do. */
export function policyLacks(waiver: Waiver, inline: boolean, today: string, terms: WaiverTerms): readonly Lack[] {
  const { inlineEnough, approver, longestDays } = terms;
  const left = daysLeft(waiver, today);
  return [
    ...(inline && !inlineEnough ? (['listing'] as const) : []),
    ...(!inline && !inlineEnough && !approves(waiver.approvedBy, approver) ? (['approver'] as const) : []),
    ...(left !== undefined && longestDays !== undefined && left > longestDays ? (['shorter'] as const) : []),
  ];
}

/**
 * How a waiver stands on a day (`YYYY-MM-DD`, UTC). `used`: whether it covers a finding; `lacks`: what the policy asks
 * of it besides; `warnDays`: from how many days before its end on it counts as expiring.
 */
export function stateOf(
  waiver: Waiver,
  today: string,
  { used = true, lacks = [] as readonly Lack[], warnDays = WARN_DAYS } = {},
): WaiverState {
  if (waiver.word !== 'handrail') return used ? 'unreviewed' : 'unused';
  if (waiver.missing.length > 0) return 'incomplete';
  if (!used) return 'unused';
  const left = daysLeft(waiver, today);
  if (left === undefined || left < 0) return 'expired';
  if (lacks.length > 0) return 'incomplete';
  return left <= warnDays ? 'expiring' : 'active';
}

/** Whether a waiver in this state keeps a finding quiet. */
export const holds = (state: WaiverState): boolean =>
  state === 'active' || state === 'expiring' || state === 'unreviewed';
