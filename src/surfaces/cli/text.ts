import { SEVERITIES, type Severity } from '../../facts';
import { contactOf } from '../context';
import type { Scanned, ScanResult, ScanWaiver } from '../scan-result';
import { escaped } from './escape';
import { wantsALook } from './waivers';

const COLORS: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36' };
const STATES: Readonly<Record<ScanWaiver['status']['state'], string>> = {
  active: 'holds',
  expiring: 'ends soon',
  expired: 'ended',
  incomplete: 'incomplete',
  unused: 'unused',
  unreviewed: 'unreviewed',
};
/** Where there is no terminal to say how wide it is. */
const USUAL_WIDTH = 120;
const NARROWEST = 40;
/** What stands left of a message, and left of everything below it. */
const MARGIN = ' '.repeat(18);
const INDENT = ' '.repeat(9);
/** How much of a long line stands before the finding. */
const LEAD = 24;

/** How to write. */
export interface TextOptions {
  readonly color: boolean;
  /** Columns of the terminal; messages are wrapped to it. Undefined: no terminal, nothing is wrapped. */
  readonly width: number | undefined;
  /** How long it took; undefined leaves out the sum. */
  readonly seconds: number | undefined;
}

type Paint = (code: string, text: string) => string;

/** For people: findings by file with the line they stand in, why, and who to ask; then the sum. */
export function toText(result: ScanResult, { color, width, seconds }: TextOptions): string {
  const paint: Paint = (code, text) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const byPath = new Map<string, Scanned[]>();
  for (const one of result.scanned) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  const notes = result.waivers.filter(wantsALook).map((waiver) => note(waiver, paint, width));
  const looks = notes.length > 0 ? [` ${paint('1', 'Waivers that want a look')}`, ...notes, '', ''].join('\n') : '';
  const files = [...byPath].map(([path, found]) =>
    [` ${paint('1', escaped(path))}`, ...found.map((one) => block(one, paint, width)), '', ''].join('\n'),
  );
  return files.join('') + looks + (seconds === undefined ? '' : `${summary(result, byPath.size, seconds)}\n`);
}

/** A waiver's place, its rule, and how it stands. */
function note({ status, path, line, column, message }: ScanWaiver, paint: Paint, width: number | undefined): string {
  const word = paint(status.state === 'unused' ? '36' : '33', STATES[status.state]);
  const place = `  ${escaped(path)}:${line}:${column} ${word} ${escaped(status.waiver.rule)}`;
  return `${place}\n${INDENT}${wrapped(escaped(message), INDENT, width)}`;
}

function block(one: Scanned, paint: Paint, width: number | undefined): string {
  const { finding, context, lines, message, fix } = one;
  const { line, character } = lines.positionAt(finding.span.start);
  const place = `${line + 1}:${character + 1}`.padEnd(6);
  const { policy, owner } = context;
  const contact = policy && contactOf(policy);
  const who = [owner?.name ?? 'nobody named yet: set up', ...(contact ? [contact] : [])].join(', ');
  const below = [
    ...(policy ? [`why: ${escaped(policy.title)} · ${escaped(who)}`] : []),
    ...(fix ? [`fix: ${escaped(fix)}`] : []),
  ];
  return [
    `  ${place} ${paint(COLORS[finding.severity], finding.severity.padEnd(8))} ${wrapped(escaped(message), MARGIN, width)}`,
    ...source(one, width).map((text, i) => `${INDENT}│ ${i === 1 ? paint(COLORS[finding.severity], text) : text}`),
    ...below.map((text) => INDENT + wrapped(text, `${INDENT}     `, width)),
  ].join('\n');
}

/** The line of the finding, a long one cut around it, and marks under what is meant, with the rule's name. */
function source({ finding, lines }: Scanned, width = USUAL_WIDTH): readonly [string, string] {
  const room = Math.max(NARROWEST, width) - INDENT.length - 2;
  const { line, character } = lines.positionAt(finding.span.start);
  const end = lines.positionAt(finding.span.end);
  const text = lines.line(line);
  const indent = text.length - text.trimStart().length;
  // a generated file may be one line of a megabyte: no more of it is looked at than fits
  const last = end.line === line ? end.character : text.length;
  const before = escaped(text.slice(Math.max(Math.min(character, indent), character - room), character));
  const meant = escaped(text.slice(character, Math.min(last, character + room)));
  const after = escaped(text.slice(last, last + room).trimEnd());
  const lead = before.length + meant.length <= room ? before : before.slice(-LEAD);
  const marks = '^'.repeat(Math.max(1, Math.min(meant.length, room - lead.length)));
  return [(lead + meant + after).slice(0, room), `${' '.repeat(lead.length)}${marks} ${finding.rule}`];
}

/** Words go to the next line, below the first, when the terminal ends. */
function wrapped(text: string, margin: string, width: number | undefined): string {
  if (width === undefined) return text;
  const room = Math.max(NARROWEST, width) - margin.length;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]!;
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${margin}`);
}

function summary({ scanned, waived, files }: ScanResult, withFindings: number, seconds: number): string {
  const time = `${seconds.toFixed(2)} s`;
  const waivers = waived.length > 0 ? ` · ${waived.length} waived` : '';
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
