import { ownFile } from '../../config';
import { firstWaiver, type NewWaiver, spliced, withWaiver } from '../../config/waiver-edits';
import type { Finding } from '../../findings/finding';
import { WARN_DAYS } from '../../findings/waiver';
import { waiverText } from '../../findings/waiver-text';
import { applied } from '../../findings/waivers-here';
import { contextOf } from '../context';
import type { FileChange } from '../protocol';
import type { ExceptionPlace, ExceptionTerms, WaiverEdit, WaiverParams, WaiverReach } from '../protocol-waivers';
import { textLines } from '../text-lines';
import type { Folder } from './folder';
import { itemsOf } from './items';
import { routingOf } from './routing';
import { USUAL_DAYS } from './waivers';

/** How many lines above a finding a waiver is tried at: from inside a heredoc to the block that holds it. */
const FARTHEST = 60;

export function findingBy(folder: Folder, path: string, fingerprint: string): Finding | undefined {
  return folder.findings(path).find((finding) => finding.fingerprint === fingerprint);
}

/** What a waiver says; where it stands is another matter. */
type Words = Omit<WaiverParams, 'uri' | 'fingerprint' | 'reach'>;

/** What the exception flow has to say before it asks: how long, who decides, and where the waiver can stand. */
export async function exceptionTerms(folder: Folder, finding: Finding): Promise<ExceptionTerms> {
  const { configuration, codeowners } = folder.workspace;
  const terms = configuration.termsOf(finding.rule, finding.path, finding.severity);
  const { owner } = contextOf(finding, folder.workspace);
  return {
    finding: itemsOf(folder, [finding])[0]!,
    today: folder.today,
    longestDays: terms.longestDays ?? USUAL_DAYS,
    approver: terms.approver,
    inlineEnough: terms.inlineEnough,
    comments: markerOf(folder, finding.path) !== undefined,
    owner: codeowners(finding.path)[0] ?? owner?.name,
    places: await placesOf(folder, finding, terms.inlineEnough),
  };
}

/** The narrowest place first; a comment where one can stand and is enough. */
async function placesOf(folder: Folder, finding: Finding, inlineEnough: boolean): Promise<readonly ExceptionPlace[]> {
  const { path } = finding;
  const listed = (reach: WaiverReach): ExceptionPlace => ({ reach, inline: false, path: waiversFileFor(folder, path) });
  const comment = (reach: WaiverReach): ExceptionPlace => ({ reach, inline: true, path });
  const tried: Words = { until: folder.today, owner: 'owner', reason: 'reason' };
  const line = inlineEnough ? await inlineEdit(folder, finding, 'line', tried) : undefined;
  const whole = inlineEnough ? await inlineEdit(folder, finding, 'resource', tried) : undefined;
  const resource = whole ? comment('resource') : listed('resource');
  return [
    ...(line && line.line !== whole?.line ? [comment('line')] : []),
    ...(whole || finding.subjects.length === 1 ? [resource] : []),
    listed('file'),
  ];
}

/** What begins a comment in a file; XML is read line by line, but has none that begins a line. */
const markerOf = (folder: Folder, path: string): string | undefined =>
  /\.(?:xml|config)$/i.test(path) ? undefined : folder.engine.comments(path)[0];

/** The edit that writes a waiver of a reach; undefined where none of that reach would hold. */
export async function waiverEdit(
  folder: Folder,
  finding: Finding,
  params: WaiverParams,
): Promise<WaiverEdit | undefined> {
  const { inlineEnough } = folder.workspace.configuration.termsOf(finding.rule, finding.path, finding.severity);
  const { reach } = params;
  const inline = inlineEnough && reach !== 'file' ? await inlineEdit(folder, finding, reach, params) : undefined;
  const written = inline ?? (reach === 'line' ? undefined : await listedEdit(folder, finding, reach, params));
  if (!written) return undefined;
  const asked = folder.workspace.codeowners(written.change.path);
  const routing = inline ? undefined : await routingOf(folder, finding, written.change.path);
  return { ...written, asked, routing };
}

type Written = Pick<WaiverEdit, 'change' | 'line'>;

/**
 * The inline waiver, alone on a line above the finding, as near as it can stand, or above what declares the resource.
 * Each place is tried out: it counts only if the waiver holds there and every finding it is not meant for stays as it
 * is, which a line inside a heredoc or a string would not.
 */
async function inlineEdit(
  folder: Folder,
  finding: Finding,
  reach: 'line' | 'resource',
  words: Words,
): Promise<Written | undefined> {
  const { path, rule, fingerprint } = finding;
  const marker = markerOf(folder, path);
  const text = await folder.files.text(path);
  if (marker === undefined || text === undefined) return undefined;
  const comment = waiverText({ ...words, rule }, marker);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = textLines(text);
  const meant = (other: Finding) => other.fingerprint === fingerprint || (reach === 'resource' && other.rule === rule);
  const loud = (findings: readonly Finding[]) => findings.filter((other) => !other.waiver?.holds && !meant(other));
  const before = loud(folder.report({ paths: [path] }).findings).length;
  for (const line of candidates(folder, finding, reach, lines.positionAt(finding.span.start).line)) {
    const indent = /^\s*/.exec(lines.line(line))?.[0] ?? '';
    const newText = `${indent}${comment}${end}`;
    const position = { line, character: 0 };
    const at = lines.offsetAt(position);
    const tried = folder.trial(path, text, text.slice(0, at) + newText + text.slice(at));
    const waived = tried.find((other) => other.fingerprint === fingerprint)?.waiver;
    if (waived?.holds && waived.waiver.word === 'handrail' && loud(tried).length === before) {
      const edits = [{ range: { start: position, end: position }, newText }];
      return { change: { uri: folder.uriOf(path), path, created: false, edits }, line };
    }
  }
  return undefined;
}

/** Lines before which the comment may stand. */
function candidates(folder: Folder, { path, span }: Finding, reach: 'line' | 'resource', first: number): number[] {
  if (reach === 'line') return Array.from({ length: Math.min(FARTHEST, first) + 1 }, (_, up) => first - up);
  const declared = folder.engine.declaration(path, span.start);
  return declared ? [textLines(folder.engine.quote(path) ?? '').positionAt(declared.start).line] : [];
}

/** The nearest `waivers.yaml` above a path; where there is none, the one that would lie beside the nearest other file of ours. */
function waiversFileFor(folder: Folder, path: string): string {
  const above = folder.speaking
    .flatMap((file) => ownFile(file) ?? [])
    .filter(({ base }) => base === '' || path.startsWith(`${base}/`))
    .sort((a, b) => b.base.length - a.base.length);
  const base = (above.find(({ kind }) => kind === 'waivers') ?? above[0])?.base ?? '';
  return `${base === '' ? '' : `${base}/`}.handrail/waivers.yaml`;
}

/** The entry of `waivers.yaml`, at the end of the list, in a file of its own when there is none. It counts only if it holds. */
async function listedEdit(
  folder: Folder,
  finding: Finding,
  reach: 'resource' | 'file',
  { until, owner, reason, approvedBy, link }: Words,
): Promise<Written | undefined> {
  const path = waiversFileFor(folder, finding.path);
  const base = ownFile(path)!.base;
  const here = base === '' ? finding.path : finding.path.slice(base.length + 1);
  const { configuration } = folder.workspace;
  const entry: NewWaiver = {
    rule: finding.rule,
    path: here.replace(/[[\]{}*?!\\]/g, '?'), // as it stands, for names that a glob would read otherwise
    ...(reach === 'resource' ? { resource: finding.subjects[0] } : {}),
    reason: reason.replace(/\s+/g, ' ').trim(),
    owner,
    approvedBy: configuration.termsOf(finding.rule, finding.path, finding.severity).approver ?? approvedBy,
    expires: until,
    link,
  };
  const text = await folder.files.text(path);
  const splices = text === undefined ? [{ start: 0, end: 0, text: firstWaiver(entry) }] : withWaiver(text, entry);
  if (!splices || !holdsIn(folder, finding, path, spliced(text ?? '', splices))) return undefined;
  const lines = textLines(text ?? '');
  const edits = splices.map((splice) => ({ range: lines.rangeOf(splice), newText: splice.text }));
  const change: FileChange = { uri: folder.uriOf(path), path, created: text === undefined, edits };
  const { start, text: put } = splices.at(-1)!;
  const lead = put.slice(0, put.indexOf('- ')).split('\n').length - 1;
  return { change, line: lines.positionAt(start).line + lead };
}

function holdsIn(folder: Folder, finding: Finding, path: string, text: string): boolean {
  const { configuration } = folder.workspaceWith(path, text);
  const terms = configuration.termsOf(finding.rule, finding.path, finding.severity);
  const reckoning = { today: folder.today, warnDays: WARN_DAYS };
  return configuration.waivers.some(
    (listed) =>
      listed.waiver.rule === finding.rule &&
      listed.covers(finding.path, finding.subjects, finding.ownNames) &&
      applied(listed.waiver, { path, inline: false }, reckoning, terms).holds,
  );
}
