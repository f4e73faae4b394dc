import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { Finding } from '../../findings/finding';
import { originName } from '../../policies';
import { contactOf, contextOf, reasonOf } from '../context';
import { COMMANDS } from '../protocol';
import { severityWord } from '../severity-words';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { ruleTitle } from './in-language';
import { day, t, told } from './language';
import { commandLink, escaped } from './markdown';

/** Findings whose span takes in an offset, the narrowest first. */
export function findingsAt(findings: readonly Finding[], from: number, to = from): readonly Finding[] {
  return findings
    .filter(({ span }) => span.start <= to && from <= span.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
}

/** What is wrong here, why it matters to the business, who answers for it, what to do next. */
export function hover(folder: Folder, path: string, offset: number, withPolicy: boolean): Hover | undefined {
  const findings = findingsAt(folder.findings(path), offset);
  const [first] = findings;
  if (!first) return undefined;
  const lines = linesOf(folder)(path);
  const value = findings.map((finding) => explain(finding, folder, withPolicy)).join('\n\n---\n\n');
  return {
    contents: { kind: MarkupKind.Markdown, value },
    range: { start: lines.positionAt(first.span.start), end: lines.positionAt(first.span.end) },
  };
}

function explain(finding: Finding, folder: Folder, withPolicy: boolean): string {
  const uri = folder.uriOf(finding.path);
  const title = ruleTitle(finding.rule);
  const parts = [
    // the sentence itself stands right above, in the editor's own hover of the diagnostic
    `**${escaped(title)}** · ${severityWord(finding.severity, t)}`,
  ];
  const { policy, owner } = contextOf(finding, folder.workspace);
  if (policy && withPolicy) {
    const reason = reasonOf(policy);
    if (reason) parts.push(t('**Why it matters** {0}', escaped(reason)));
    const contact = contactOf(policy, t);
    const who = owner
      ? t('owned by {0}', escaped(owner.name))
      : t('nobody named yet: set an owner in {0}', '`.handrail/policies/`');
    const last = policy.layers.at(-1);
    const from = last && last.kind !== 'built-in' ? ` · ${t('from {0}', escaped(told(originName(last))))}` : '';
    parts.push(`*${escaped(policy.title)}* · ${who}${contact ? ` · ${escaped(contact)}` : ''}${from}`);
  }
  if (finding.waiver?.holds) parts.push(waived(finding));
  const links = [
    ...finding.fix.map(({ title: fix }) => t('Fix: {0}', escaped(told(fix)))).slice(0, 1),
    ...(policy
      ? [commandLink(t('Explain the policy'), COMMANDS.explainPolicy, [policy.id, uri, finding.fingerprint])]
      : []),
    ...(finding.waiver?.holds
      ? []
      : [commandLink(t('Ask for an exception'), COMMANDS.askForException, [uri, finding.fingerprint])]),
  ];
  return [...parts, links.join(' · ')].join('\n\n');
}

function waived({ waiver }: Finding): string {
  const { until, owner, reason, approvedBy, link } = waiver!.waiver;
  if (waiver!.state === 'unreviewed') return t('*Skipped for another tool, unreviewed.*');
  const more = [...(approvedBy ? [t('approved by {0}', escaped(approvedBy))] : []), ...(link ? [escaped(link)] : [])];
  const sentence = t('*Waived until {0} by {1}:* {2}', day(until ?? ''), escaped(owner ?? ''), escaped(reason ?? ''));
  return [sentence, ...more].join(' · ');
}
