import type { Finding } from '../../findings/finding';
import { waiverText } from '../../findings/waivers';
import { contextOf } from '../context';
import type { ExceptionTerms, WaiverEdit, WaiverParams } from '../protocol';
import { textLines } from '../text-lines';
import type { Folder } from './folder';
import { itemsOf } from './items';
import { termsOf } from './waived';

/** How many lines above a finding a waiver is tried at: from inside a heredoc to the block that holds it. */
const FARTHEST = 60;

export function findingBy(folder: Folder, path: string, fingerprint: string): Finding | undefined {
  return folder.findings(path).find((finding) => finding.fingerprint === fingerprint);
}

/** What the exception flow has to say before it asks: how long, who decides, and where the waiver can stand. */
export function exceptionTerms(folder: Folder, finding: Finding): ExceptionTerms {
  return {
    finding: itemsOf(folder, [finding])[0]!,
    ...termsOf(finding, contextOf(finding, folder.workspace).policy?.exception),
    comments: markerOf(folder, finding.path) !== undefined,
  };
}

/** What begins a comment in a file; XML is read line by line, but has none that begins a line. */
const markerOf = (folder: Folder, path: string): string | undefined =>
  /\.(?:xml|config)$/i.test(path) ? undefined : folder.engine.comments(path)[0];

/**
 * The inline waiver, alone on a line above the finding, as near as it can stand. Each place is tried out: it counts only
 * if the waiver holds there and every other finding stays as it is, which a line inside a heredoc or a string would not.
 */
export async function waiverEdit(
  folder: Folder,
  finding: Finding,
  params: WaiverParams,
): Promise<WaiverEdit | undefined> {
  const { path } = finding;
  const marker = markerOf(folder, path);
  const text = await folder.files.text(path);
  if (marker === undefined || text === undefined) return undefined;
  const comment = waiverText(finding.rule, params.until, params.owner, params.reason, marker);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = textLines(text);
  const loud = (findings: readonly Finding[]) =>
    findings.filter((other) => !other.waiver?.holds && other.fingerprint !== finding.fingerprint);
  const before = loud(folder.report({ paths: [path] }).findings).length;
  const first = lines.positionAt(finding.span.start).line;
  for (let line = first; line >= Math.max(0, first - FARTHEST); line--) {
    const indent = /^\s*/.exec(lines.line(line))?.[0] ?? '';
    const written = `${indent}${comment}${end}`;
    const at = lines.offsetAt({ line, character: 0 });
    const tried = folder.trial(path, text, text.slice(0, at) + written + text.slice(at));
    const waived = tried.find(({ fingerprint }) => fingerprint === finding.fingerprint)?.waiver;
    if (waived?.holds && waived.waiver.word === 'handrail' && loud(tried).length === before) {
      return { uri: params.uri, line, text: written };
    }
  }
  return undefined;
}
