import type { FindingsResult } from '../protocol';

const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

/** What stands above the rows of the Findings view; undefined where its welcome or the rows say it. */
export function sentenceAbove(
  result: FindingsResult | undefined,
  shown: number,
  reading: number | undefined,
): string | undefined {
  if (reading !== undefined) return `Reading the workspace: ${files(reading)} so far.`;
  if (!result) return undefined;
  const { findings, filesRead, scanned, failures } = result;
  const failed = failures.length === 0 ? '' : ` ${failures.length} checks failed: Show Log says more.`;
  const waived = findings.flatMap(({ waiver }) => (waiver ? [waiver] : []));
  const ends = waived.filter(({ until }) => until !== '').map(({ daysLeft }) => daysLeft);
  const next = ends.length === 0 ? '' : `, the next ends in ${days(Math.max(0, Math.min(...ends)))}`;
  const waivers = waived.length === 0 ? '' : ` ${waived.length} waived${next}.`;
  if (scanned === 'partial') return `Stopped after ${files(filesRead)}; what was found stays.${waivers}${failed}`;
  const soon = waived.some(({ ending }) => ending) ? waivers : '';
  if (shown > 0 || scanned === 'open') return `${soon}${failed}`.trim() || undefined;
  return `Nothing found in ${files(filesRead)}.${waivers}${failed}`;
}
