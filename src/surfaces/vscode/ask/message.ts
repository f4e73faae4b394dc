import * as vscode from 'vscode';
import { mailWith } from '../../outward-link';
import type { PolicyContact, PolicyPage } from '../../protocol-policy';
import { severityWord } from '../../severity-words';
import type { Where } from './where';

/** What a person says to the questions. */
export interface Answers {
  reason: string;
  /** A day as `YYYY-MM-DD`; empty when there is no hurry. */
  day: string;
}

/** What is asked about: a policy, and the finding that led to it. */
export type About = Pick<PolicyPage, 'id' | 'title' | 'statement' | 'finding'> & {
  readonly contacts: readonly PolicyContact[];
};

/** A prepared message. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** What, where, why and by when. Of the code only the finding's sentence is told, which never holds a credential. */
export function messageFor({ title, statement, finding }: About, where: Where, { reason, day }: Answers): Message {
  const hurry = day === '' ? vscode.l10n.t('no hurry') : day;
  const asked = [vscode.l10n.t('Why I need it: {0}', reason), vscode.l10n.t('By when: {0}', hurry)];
  if (!finding) return { subject: title, text: [vscode.l10n.t('Policy: {0}', title), statement, ...asked].join('\n') };
  const place = `${finding.path}:${finding.range.start.line + 1}`;
  const lines = [
    vscode.l10n.t('Policy: {0}', title),
    vscode.l10n.t(
      'What: {0} ({1}). {2}',
      finding.ruleTitle,
      severityWord(finding.severity, vscode.l10n.t),
      finding.message,
    ),
    where.link ? vscode.l10n.t('Where: {0}, {1}', place, where.link) : vscode.l10n.t('Where: {0}', place),
    ...(where.link && where.unsure
      ? [vscode.l10n.t('The line is as in my working copy, which is ahead of that page.')]
      : []),
    ...asked,
  ];
  return { subject: vscode.l10n.t('{0}: {1}', title, place), text: lines.join('\n') };
}

/** A button under the message. */
export interface Way {
  readonly title: string;
  /** What is opened after the message was copied; undefined: copying is all. */
  target(message: Message): string | undefined;
  /** Where to paste it. */
  readonly paste: string | undefined;
}

/** One for each contact that can be opened, and copying. */
export function waysTo(contacts: readonly PolicyContact[]): readonly Way[] {
  const opened = contacts.flatMap(({ name, url }): Way[] => {
    if (url === undefined) return [];
    return url.startsWith('mailto:')
      ? [
          {
            title: vscode.l10n.t('Write a mail to {0}…', name),
            target: ({ subject, text }) => mailWith(url, subject, text),
            paste: undefined,
          },
        ]
      : [{ title: vscode.l10n.t('Copy and open {0}…', name), target: () => url, paste: name }];
  });
  return [...opened, { title: vscode.l10n.t('Copy'), target: () => undefined, paste: undefined }];
}
