import * as vscode from 'vscode';
import type { FindingsResult } from '../../protocol';
import { number } from '../language';

/** What stands above the rows of the Findings view; undefined where its welcome or the rows say it. */
export function sentenceAbove(
  result: FindingsResult | undefined,
  shown: number,
  reading: number | undefined,
): string | undefined {
  if (reading !== undefined) return readingSentence(reading);
  if (!result) return undefined;
  const { findings, filesRead, scanned, failures, tooLarge } = result;
  const waived = findings.flatMap(({ waiver }) => (waiver && waiver.until !== '' ? [waiver] : []));
  const left = waived.map(({ daysLeft }) => daysLeft);
  const soon = waived.some(({ ending }) => ending);
  const state =
    scanned === 'partial' ? stopped(filesRead) : shown === 0 && scanned === 'workspace' && nothing(filesRead);
  const waivers = left.length > 0 && (state || soon) && waiversSentence(left);
  return (
    [state, waivers, tooLarge.length > 0 && skipped(tooLarge), failures.length > 0 && failed(failures.length)]
      .filter(Boolean)
      .join(' ') || undefined
  );
}

// whole sentences, one for each number that is spoken differently: they are translated

const readingSentence = (files: number): string =>
  files === 1
    ? vscode.l10n.t('Reading the workspace: 1 file so far.')
    : vscode.l10n.t('Reading the workspace: {0} files so far.', number(files));

const stopped = (files: number): string =>
  files === 1
    ? vscode.l10n.t('Stopped after 1 file; what was found stays.')
    : vscode.l10n.t('Stopped after {0} files; what was found stays.', number(files));

const nothing = (files: number): string =>
  files === 1 ? vscode.l10n.t('Nothing found in 1 file.') : vscode.l10n.t('Nothing found in {0} files.', number(files));

function skipped(paths: readonly string[]): string {
  const most = number(vscode.workspace.getConfiguration('handrail').get('maxFileSize', 1000));
  const [first = ''] = paths;
  return paths.length === 1
    ? vscode.l10n.t('{0} was skipped: it is larger than {1} KB.', first, most)
    : vscode.l10n.t('{0} files larger than {1} KB were skipped, {2} among them.', number(paths.length), most, first);
}

const failed = (count: number): string =>
  count === 1
    ? vscode.l10n.t('1 check failed: Show Log says more.')
    : vscode.l10n.t('{0} checks failed: Show Log says more.', number(count));

function waiversSentence(left: readonly number[]): string {
  const { length } = left;
  const days = Math.max(0, Math.min(...left));
  if (length === 1) {
    if (days === 0) return vscode.l10n.t('1 waiver, which ends today.');
    return days === 1
      ? vscode.l10n.t('1 waiver, which ends tomorrow.')
      : vscode.l10n.t('1 waiver, which ends in {0} days.', number(days));
  }
  if (days === 0) return vscode.l10n.t('{0} waivers, the next ends today.', number(length));
  return days === 1
    ? vscode.l10n.t('{0} waivers, the next ends tomorrow.', number(length))
    : vscode.l10n.t('{0} waivers, the next ends in {1} days.', number(length), number(days));
}
