import { syntaxes } from '../../document/index';
import { plain, SEVERITIES } from '../../facts';
import type { Finding } from '../../findings/finding';
import { waiverText } from '../../findings/waivers';
import { formats } from '../../formats/index';
import { contextOf } from '../context';
import type { ExceptionTerms, FalseAlarmResult, WaiverEdit, WaiverParams } from '../protocol';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { itemsOf } from './items';

/** Days a waiver may run where no policy says. */
const LONGEST_DAYS = 90;

export function findingBy(folder: Folder, path: string, fingerprint: string): Finding | undefined {
  return folder.findings(path).find((finding) => finding.fingerprint === fingerprint);
}

/** What the exception flow has to say before it asks: how long, who decides, and where the waiver can stand. */
export function exceptionTerms(folder: Folder, finding: Finding): ExceptionTerms {
  const exception = contextOf(finding, folder.workspace).policy?.exception;
  const upTo = exception?.inline;
  return {
    finding: itemsOf(folder, [finding])[0]!,
    longestDays: exception?.longest?.[finding.severity] ?? LONGEST_DAYS,
    approver: exception?.approver?.[finding.severity],
    inlineEnough: upTo === undefined || SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(upTo),
    comments: commentMarker(folder, finding.path) !== undefined,
  };
}

function commentMarker(folder: Folder, path: string): string | undefined {
  const text = folder.engine.quote(path) ?? '';
  const format = formats.find((candidate) => candidate.recognises(path, text));
  return format ? syntaxes[format.syntax].comments[0] : '#';
}

/** The inline waiver, alone on the line above the finding's line, with its indentation. */
export function waiverEdit(folder: Folder, finding: Finding, params: WaiverParams): WaiverEdit | undefined {
  const marker = commentMarker(folder, finding.path);
  if (!marker) return undefined;
  const lines = linesOf(folder)(finding.path);
  const { line } = lines.positionAt(finding.span.start);
  const indent = /^\s*/.exec(lines.line(line))?.[0] ?? '';
  const comment = waiverText(finding.rule, params.until, params.owner, params.reason, marker);
  return { uri: params.uri, line, text: `${indent}${comment}\n` };
}

/** A report that can be pasted anywhere: rule, sentence, the kind of file and its line, names of the repository left out. */
export function falseAlarm(folder: Folder, finding: Finding): FalseAlarmResult {
  const line = linesOf(folder)(finding.path).positionAt(finding.span.start).line + 1;
  const quoted = linesOf(folder)(finding.path)
    .line(line - 1)
    .trim();
  const literalsOut = quoted.replace(/"[^"]*"|'[^']*'/g, '"…"').replace(/[\w-]{24,}/g, '…');
  const sentence = finding.message.template.replace(/\{\d+\}/g, '…');
  const text = [
    `Handrail: false alarm of \`${finding.rule}\``,
    '',
    `- file: a ${finding.path.split('.').pop()} file, line ${line}`,
    `- message: ${plain({ template: sentence, args: [] })}`,
    `- the line, literals taken out: \`${literalsOut}\``,
    `- fingerprint: ${finding.fingerprint}`,
    '',
    'Why it is no finding here: ',
  ].join('\n');
  return { text };
}
