import { plain, SEVERITIES, type Severity } from '../../facts';
import { contactOf } from '../context';
import type { Scanned, ScanResult } from './result';

const COLORS: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36' };
/** Longer source lines are shown around the finding only. */
const WIDEST = 120;

/** For people: findings by file with the line they stand in, why, and who to ask; then the sum. */
export function toText(result: ScanResult, options: { readonly color: boolean; readonly quiet: boolean }): string {
  const paint = (code: string, text: string) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const byPath = new Map<string, Scanned[]>();
  for (const one of result.scanned) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  const files = [...byPath].map(([path, found]) =>
    [` ${paint('1', shown(path))}`, ...found.map((one) => block(one, paint))].join('\n'),
  );
  const sum = options.quiet ? '' : `${summary(result, byPath.size)}\n`;
  return `${files.map((file) => `${file}\n\n`).join('')}${sum}`;
}

function block({ finding, context, lines }: Scanned, paint: (code: string, text: string) => string): string {
  const { line, character } = lines.positionAt(finding.span.start);
  const end = lines.positionAt(finding.span.end);
  const source = lines.line(line);
  const from =
    source.length > WIDEST
      ? Math.max(0, character - 40)
      : Math.min(character, source.length - source.trimStart().length);
  const quoted = source.slice(from, from + WIDEST).trimEnd();
  const width = Math.max(1, (end.line === line ? end.character : source.length) - character);
  const marks = `${' '.repeat(Math.max(0, character - from))}${'^'.repeat(Math.min(width, Math.max(1, quoted.length - (character - from))))}`;
  const place = `${line + 1}:${character + 1}`.padEnd(7);
  const { policy, owner } = context;
  const contact = policy && contactOf(policy);
  const who = [owner?.name ?? 'nobody named yet', ...(contact ? [contact] : [])].join(', ');
  return [
    `  ${place} ${paint(COLORS[finding.severity], finding.severity.padEnd(8))} ${shown(plain(finding.message))}`,
    `         │ ${shown(quoted)}`,
    `         │ ${paint(COLORS[finding.severity], marks)}`,
    ...(policy ? [`    why: ${shown(policy.title)} · ${shown(who)}`] : []),
    ...(finding.fix[0] ? [`    fix: ${shown(plain(finding.fix[0].title))}`] : []),
  ].join('\n');
}

/** Control characters of file names and texts as escapes: nothing in a repository steers the terminal. */
const shown = (text: string): string =>
  text
    .replaceAll('\t', ' ')
    .replace(
      /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/\ue000+/g, '•••');

function summary({ scanned, waived, files, seconds }: ScanResult, withFindings: number): string {
  const time = `${seconds.toFixed(2)} s`;
  const waivers = waived > 0 ? ` · ${waived} waived` : '';
  if (scanned.length === 0) return `Nothing found in ${count(files, 'file')}${waivers} · ${time}`;
  const severities = SEVERITIES.map(
    (severity) => [severity, scanned.filter(({ finding }) => finding.severity === severity).length] as const,
  )
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => `${number} ${severity}`)
    .join(', ');
  return `${count(scanned.length, 'finding')} in ${withFindings} of ${count(files, 'file')} (${severities})${waivers} · ${time}`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
