import * as vscode from 'vscode';
import { addDays, dayNumber } from '../../findings/day';
import { type Outcome, pickStep, textStep } from './steps';

/** Between what ends a waiver may choose, counted from a day (`YYYY-MM-DD`, UTC). */
interface Limits {
  readonly today: string;
  readonly longestDays: number;
  /** Who decides; undefined when the policy names nobody. */
  readonly approver: string | undefined;
}

const USUAL = [7, 14, 30, 60, 90, 180, 365];

/** Asks for the last day of a waiver: one of a few, or any other that the policy allows. */
export async function dayStep(
  step: { readonly title: string; readonly step: number; readonly of: number },
  limits: Limits,
  value: string,
  take: (day: string) => void,
): Promise<Outcome> {
  const placeholder = limits.approver
    ? vscode.l10n.t('Approved by {0} in the pull request', limits.approver)
    : vscode.l10n.t('Approval is the pull request');
  for (;;) {
    let another = false;
    const picked = await pickStep({ ...step, placeholder }, choices(limits), ({ day }) => {
      another = day === undefined;
      if (day !== undefined) take(day);
    });
    if (picked !== 'next' || !another) return picked;
    const prompt = vscode.l10n.t('The last day it holds, as YYYY-MM-DD: {0} at the latest', lastDay(limits));
    const typed = await textStep({ ...step, back: true, prompt, value, wrong: (day) => outside(day, limits) }, take);
    if (typed !== 'back') return typed;
  }
}

interface Choice extends vscode.QuickPickItem {
  readonly day: string | undefined;
}

const lastDay = ({ today, longestDays }: Limits): string => addDays(today, longestDays) ?? today;

function choices(limits: Limits): readonly Choice[] {
  const { today, longestDays } = limits;
  const label = (days: number) => (days === 1 ? vscode.l10n.t('1 day') : vscode.l10n.t('{0} days', days));
  const usual = USUAL.filter((days) => days < longestDays).map((days): Choice => {
    const day = addDays(today, days)!;
    return { label: label(days), description: vscode.l10n.t('until {0}', day), day };
  });
  const day = lastDay(limits);
  const description = vscode.l10n.t('until {0}, the longest the policy allows', day);
  const other = { label: vscode.l10n.t('Another day…'), day: undefined };
  return [...usual, { label: label(longestDays), description, day }, other];
}

/** What is wrong with a day that somebody typed. */
function outside(day: string, limits: Limits): string | undefined {
  const number = dayNumber(day);
  if (number === undefined) return vscode.l10n.t('Write a day of the calendar as YYYY-MM-DD.');
  if (number < (dayNumber(limits.today) ?? 0)) return vscode.l10n.t('That day has passed.');
  const last = lastDay(limits);
  return number > (dayNumber(last) ?? 0) ? vscode.l10n.t('The policy allows {0} at the latest.', last) : undefined;
}
