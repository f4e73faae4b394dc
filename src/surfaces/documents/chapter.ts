import { SEVERITIES } from '../../facts';
import { type Contact, type Lesson, ownerOf, type PolicyWithRules, type ResolvedPolicy } from '../../policies';
import { ruleById } from '../rule-cards';
import { TITLES } from '../rule-page';
import { type Block, type Chapter, heading, type Line, paragraph, paragraphs, withCode } from './blocks';

/** No policy is called as a part of the page is. */
export const chapterId = ({ id }: ResolvedPolicy): string => `policy-${id}`;

/** All that a policy says, as a chapter of the handbook. */
export const chapterOf = ({ policy, rules }: PolicyWithRules): Chapter => ({
  id: chapterId(policy),
  title: policy.title,
  blocks: [
    paragraph({ strong: policy.statement }),
    ...reasons(policy),
    ...stakes(policy),
    ...people(policy),
    ...lesson(policy.learn),
    ...exceptions(policy),
    ...looksAt(policy, rules),
    ...references(policy),
    ...provenance(policy),
  ],
});

const section = (title: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length > 0 ? [heading(3, title), ...blocks] : [];

function reasons({ why }: ResolvedPolicy): readonly Block[] {
  const texts = [why.business, why.delivery, why.trust].filter((text) => text !== undefined);
  const { incident } = why;
  return section('Why it matters', [
    ...texts.flatMap(paragraphs),
    ...(incident
      ? [
          heading(4, 'What it cost elsewhere'),
          ...paragraphs(incident.text),
          paragraph('Source: ', { link: incident.source.title, url: incident.source.url }),
        ]
      : []),
  ]);
}

function stakes({ protects }: ResolvedPolicy): readonly Block[] {
  const rows = [
    ['Data', protects?.data],
    ['Services', protects?.services],
  ] as const;
  const told = rows.flatMap(([term, names]) => (names?.length ? [[term, [names.join(', ')]] as const] : []));
  return section('What it protects', told.length > 0 ? [{ kind: 'terms', rows: told }] : []);
}

/** The owner as one name; CODEOWNERS speaks for single paths, so that a page about all of them names nobody then. */
export const ownerName = (policy: ResolvedPolicy): string =>
  ownerOf('', policy, () => [])?.name ?? 'nobody named yet; CODEOWNERS speaks for each path';

export function contactLine({ name, url, answers }: Contact): Line {
  const where = url === undefined ? name : { link: name, url };
  return answers === undefined ? [where] : [where, `, usually within ${answers}`];
}

function people(policy: ResolvedPolicy): readonly Block[] {
  const { owner, contact = [], champions = [], escalation = [] } = policy;
  const besides = owner?.team === undefined ? [] : [...(owner.people ?? []), ...(owner.codeowners ?? '').split(/\s+/)];
  const names = besides.filter((name) => name !== '');
  const rows: (readonly [string, Line])[] = [
    ['Owner', [ownerName(policy), ...(names.length > 0 ? [` (${names.join(', ')})`] : [])]],
    ...contact.map((one) => ['Ask', contactLine(one)] as const),
    ...champions.map((one) => ['Champions', championLine(one)] as const),
  ];
  const steps: Block = {
    kind: 'table',
    caption: 'Whom to turn to when asking is not enough',
    head: ['When', 'To whom', 'Answer within'],
    rows: escalation.map(({ when, to, within, until }) => [
      withCode(when),
      [...withCode(to), ...(until === undefined ? [] : [`, until ${until}`])],
      [within ?? 'as agreed'],
    ]),
  };
  return section('Who', [{ kind: 'terms', rows }, ...(escalation.length > 0 ? [steps] : [])]);
}

const championLine = ({ paths, people: names }: NonNullable<ResolvedPolicy['champions']>[number]): Line => [
  `${names.join(', ')} for `,
  ...paths.flatMap((path, i): Line => (i === 0 ? [{ code: path }] : [', ', { code: path }])),
];

function lesson(learn: Lesson | undefined): readonly Block[] {
  if (!learn) return [];
  return section('What good looks like', [
    ...paragraphs(learn.text),
    ...learn.examples.flatMap(({ language, bad, good, difference }): readonly Block[] => {
      const [title, fence] = TITLES[language as keyof typeof TITLES] ?? [language, ''];
      return [
        heading(4, title),
        { kind: 'code', label: 'Instead of', fence, text: bad },
        { kind: 'code', label: 'Write', fence, text: good },
        ...(difference === undefined ? [] : [paragraph(...withCode(difference))]),
      ];
    }),
  ]);
}

/** Where a waiver of each severity is written, for how long at most, and who decides. */
function exceptions({ exception }: ResolvedPolicy): readonly Block[] {
  if (!exception) return [];
  const { how, approver, longest, inline } = exception;
  const enough = inline === undefined ? -1 : SEVERITIES.indexOf(inline);
  const terms: Block = {
    kind: 'table',
    caption: 'Exceptions by severity',
    head: ['Severity', 'Who decides', 'For at most', 'Written as'],
    rows: SEVERITIES.map((severity, i) => [
      [severity],
      [approver?.[severity] ?? 'the owner'],
      [days(longest?.[severity])],
      inline !== undefined && i >= enough ? ['a comment in the code is enough'] : [{ code: '.handrail/waivers.yaml' }],
    ]),
  };
  return section('If it can’t be done now', [...(how === undefined ? [] : paragraphs(how)), terms]);
}

const days = (number: number | undefined): string =>
  number === undefined ? 'as agreed' : number === 1 ? '1 day' : `${number} days`;

function looksAt({ severity = {} }: ResolvedPolicy, ids: readonly string[]): readonly Block[] {
  const items = ids.map((id): Line => {
    const rule = ruleById.get(id);
    const hardening = rule?.audience === 'hardening' ? ', hardening' : '';
    return [rule?.title ?? id, ' (', { code: id }, `, ${rule?.severity ?? 'medium'}${hardening})`];
  });
  const limits = Object.entries(severity).map(([environment, { atLeast, atMost }]) => {
    const where = environment === 'any' ? 'Everywhere' : `In ${environment}`;
    const bounds = [
      ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
      ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ];
    return `${where}, findings count as ${bounds.join(' and ')}.`;
  });
  return section('What Handrail looks at', [
    items.length > 0 ? { kind: 'list', items } : paragraph('No rule looks at this: people keep it.'),
    ...(limits.length > 0 ? [paragraph(limits.join(' '))] : []),
  ]);
}

function references({ references: controls = [] }: ResolvedPolicy): readonly Block[] {
  const items = controls.map(({ framework, control, title, url }): Line => {
    const name = control.startsWith(framework) ? control : `${framework} ${control}`;
    return [url === undefined ? name : { link: name, url }, ...(title === undefined ? [] : [`: ${title}`])];
  });
  return section('References', items.length > 0 ? [{ kind: 'list', items }] : []);
}

function provenance({ layers, reviewed }: ResolvedPolicy): readonly Block[] {
  const files = layers.map(({ kind, path }) => (kind === 'workspace' ? path : 'built in'));
  const by = reviewed?.by === undefined ? '' : ` by ${reviewed.by}`;
  const next = reviewed?.next === undefined ? '' : `, to be read again by ${reviewed.next}`;
  return section('Where this comes from', [
    paragraph(`${files.join(', then ')}.${reviewed ? ` Reviewed on ${reviewed.on}${by}${next}.` : ''}`),
  ]);
}
