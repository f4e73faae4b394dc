import * as vscode from 'vscode';
import type { WaiverRow, WaiversResult } from '../protocol-waivers';

/** How the waivers are put in groups. */
export type Grouping = 'owner' | 'date';

/** A row of the list: a waiver, or a command. */
export interface Row extends vscode.QuickPickItem {
  readonly waiver?: WaiverRow;
  readonly command?: string;
}

const ICONS: Readonly<Record<WaiverRow['state'], readonly [icon: string, color?: string]>> = {
  expired: ['error', 'list.errorForeground'],
  incomplete: ['warning', 'list.warningForeground'],
  expiring: ['clock', 'list.warningForeground'],
  active: ['calendar'],
  unused: ['circle-slash'],
  unreviewed: ['question'],
};

/** The list under a heading for each owner or for each stage of life; the waivers come in the order of the server: what has ended first. */
export function rowsOf(
  waivers: readonly WaiverRow[],
  by: Grouping,
  buttons: { readonly renew: vscode.QuickInputButton; readonly remove: vscode.QuickInputButton },
): readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const waiver of waivers) {
    const title = by === 'owner' ? (waiver.owner ?? nobody()) : stageOf(waiver);
    const [icon, color] = ICONS[waiver.state];
    const row: Row = {
      label: endOf(waiver),
      description: [waiver.ruleTitle, placeOf(waiver)].join(' · '),
      detail: detailOf(waiver, by),
      iconPath: new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color)),
      buttons: waiver.state === 'unreviewed' ? [] : [...(waiver.renewable ? [buttons.renew] : []), buttons.remove],
      waiver,
    };
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups].flatMap(([label, rows]) => [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows]);
}

const nobody = (): string => vscode.l10n.t('No owner');

function stageOf({ state }: WaiverRow): string {
  switch (state) {
    case 'expired':
      return vscode.l10n.t('Ended');
    case 'incomplete':
      return vscode.l10n.t('Do not hold yet');
    case 'expiring':
      return vscode.l10n.t('End soon');
    case 'active':
      return vscode.l10n.t('Hold');
    case 'unused':
      return vscode.l10n.t('Nothing needs them any more');
    case 'unreviewed':
      return vscode.l10n.t('Written for other tools, unreviewed');
  }
}

/** When it ends, or why that does not matter, in words: no icon says anything that is not said here. */
function endOf({ state, until = '', daysLeft = 0 }: WaiverRow): string {
  switch (state) {
    case 'expired':
      return daysLeft === -1
        ? vscode.l10n.t('Ended yesterday, on {0}', until)
        : vscode.l10n.t('Ended {0} days ago, on {1}', -daysLeft, until);
    case 'incomplete':
      return vscode.l10n.t('Does not hold yet');
    case 'unused':
      return vscode.l10n.t('Unused');
    case 'unreviewed':
      return vscode.l10n.t('No end');
    default:
      if (daysLeft === 0) return vscode.l10n.t('Ends today, on {0}', until);
      return daysLeft === 1
        ? vscode.l10n.t('1 day left, until {0}', until)
        : vscode.l10n.t('{0} days left, until {1}', daysLeft, until);
  }
}

const placeOf = ({ where, path, range }: WaiverRow): string => where ?? `${path}:${range.start.line + 1}`;

/** What is missing; else why it was decided, by whom, and where to read on. */
function detailOf({ state, told, reason, owner, approvedBy, link }: WaiverRow, by: Grouping): string {
  if (state === 'incomplete' || state === 'unreviewed') return told;
  const people = [
    ...(by === 'date' && owner ? [vscode.l10n.t('owned by {0}', owner)] : []),
    ...(approvedBy ? [vscode.l10n.t('approved by {0}', approvedBy)] : []),
  ];
  return [reason, ...people, link].filter((part) => part !== undefined).join(' · ');
}

/** How many there are, and how many have ended. */
export function titleOf({ waivers, filesRead }: WaiversResult): string {
  if (waivers.length === 0) return vscode.l10n.t('No waivers in {0} files', filesRead);
  const ended = waivers.filter(({ state }) => state === 'expired').length;
  if (ended === 0) return vscode.l10n.t('Waivers: {0}', waivers.length);
  return vscode.l10n.t('Waivers: {0}, ended: {1}', waivers.length, ended);
}

/** What was not read, with the way to read it; what to do next where nothing is waived. */
export function aboutReading({ scanned, filesRead, waivers }: WaiversResult): readonly Row[] {
  if (scanned === 'workspace') {
    const label = vscode.l10n.t('“Ask for an Exception…” on a finding writes the first waiver');
    return waivers.length === 0 ? [{ label, alwaysShow: true }] : [];
  }
  const detail =
    scanned === 'partial'
      ? vscode.l10n.t('A scan was stopped after {0} files: waivers in the others are not listed.', filesRead)
      : vscode.l10n.t(
          'Read so far: {0} files, those that are open and those that go with them. Other waivers are not listed.',
          filesRead,
        );
  const iconPath = new vscode.ThemeIcon('search');
  const label = vscode.l10n.t('Scan the workspace');
  return [{ label, detail, iconPath, command: 'handrail.scanWorkspace', alwaysShow: true }];
}
