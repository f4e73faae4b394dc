import { plain } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { FalseAlarmResult } from '../protocol';
import { ruleById } from '../rule-cards';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';

/** What a line begins with: a key, an attribute, an instruction. */
const FIRST_WORD = /^\s*(?:- )?"?([A-Za-z][\w-]*)/;

/**
 * A report that can be pasted anywhere. Nothing in it is a literal or a name of the repository: of the line itself only
 * its first word is told, and that only where the rule's own examples have it, too.
 */
export function falseAlarm(folder: Folder, finding: Finding): FalseAlarmResult {
  const lines = linesOf(folder)(finding.path);
  const word = FIRST_WORD.exec(lines.line(lines.positionAt(finding.span.start).line))?.[1];
  const state = folder.state(finding.path);
  const text = [
    `Handrail: false alarm of \`${finding.rule}\``,
    '',
    ...(state?.state === 'read' ? [`- read as: ${plain(state.format)}`] : []),
    `- severity here: ${finding.severity}`,
    `- message: ${finding.message.template.replace(/\{\d+\}/g, '…')}`,
    ...(word && isPublic(finding.rule, word) ? [`- the line begins with: \`${word}\``] : []),
    '',
    'Why it is no finding here: ',
  ].join('\n');
  return { text };
}

function isPublic(rule: string, word: string): boolean {
  const examples = Object.values(ruleById.get(rule)?.examples ?? {});
  const own = examples.flatMap(({ bad, good, unknown }) => [...bad, ...good, ...unknown]);
  return own.some((example) => example.split('\n').some((line) => FIRST_WORD.exec(line)?.[1] === word));
}
