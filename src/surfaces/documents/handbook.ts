import type { Workspace } from '../../config/workspace';
import { policiesWithRules } from '../../policies';
import { rules } from '../../rules/index';
import { type Block, type DocumentText, paragraph } from './blocks';
import { chapterId, chapterOf, contactLine, ownerName } from './chapter';

/**
 * The policies as they hold in a workspace, in general or at a path, for people who join and for those outside of the editor.
 */
export function handbookOf({ policies, configuration }: Workspace, at?: string): DocumentText {
  const ids = rules.map(({ id }) => id);
  const serving = policiesWithRules(policies, ids, at);
  const { organisation } = configuration;
  return {
    title: organisation === undefined ? 'Security policies' : `Security policies of ${organisation}`,
    intro: [
      paragraph(
        'Why each policy exists, whom to ask, what good looks like, and how to live with a finding for a while. This page was written by Handrail from the policies of the repository; change them there, and write it anew.',
      ),
      paragraph('Wording that holds for a part of the repository only is left out: the Policy view shows it there.'),
      answering(serving.map(({ policy }) => policy)),
    ],
    chapters: serving.map(chapterOf),
  };
}

/** Who answers for what, on one screen. */
const answering = (policies: readonly Parameters<typeof ownerName>[0][]): Block => ({
  kind: 'table',
  caption: 'Who answers for what, and where to ask',
  head: ['Policy', 'Owner', 'Ask'],
  rows: policies.map((policy) => [
    [{ chapter: policy.title, id: chapterId(policy) }],
    [ownerName(policy)],
    policy.contact?.[0] ? contactLine(policy.contact[0]) : ['the owner'],
  ]),
});
