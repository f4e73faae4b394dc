import type { ControlCoverage, FrameworkCoverage } from '../../policies';
import { type DocumentText, type Line, paragraph } from './blocks';

/** What a coverage table is, and what it is not. */
export const MEANING =
  'Controls that the policies refer to, with the rules that look at code for them. This is no proof of compliance: most controls ask for more than code can show, a rule sees only the files that are read, and controls that no policy refers to are not listed.';

const row = ({ control, title, policies, rules }: ControlCoverage): readonly Line[] => [
  [title === undefined ? control : `${control} ${title}`],
  [policies.map((policy) => policy.title).join(' · ')], // a title may hold a comma
  rules.length > 0
    ? rules.flatMap(({ id }, i): Line => (i === 0 ? [{ code: id }] : [', ', { code: id }]))
    : ['none: people keep it'],
];

/** The tables as a document: control, policies, rules. */
export const coverageDocument = (coverage: readonly FrameworkCoverage[]): DocumentText => ({
  title: 'Framework coverage',
  intro: [paragraph(MEANING)],
  chapters: coverage.map(({ framework, controls }, i) => ({
    id: `framework-${i + 1}`,
    title: framework,
    blocks: [
      {
        kind: 'table',
        caption: `Controls of ${framework}, with policies and rules`,
        head: ['Control', 'Policies', 'Rules'],
        rows: controls.map(row),
      },
    ],
  })),
});
