import type { FindingItem, PolicyPage } from '../../protocol';
import { h } from '../dom';
import { day } from '../language';
import { button, link, more, section } from './parts';
import { send } from './send';

/** One policy, from why it matters to whom to ask; sections that have nothing to say are left out. */
export function policyPage(policy: PolicyPage): readonly Node[] {
  const [reason, ...reasons] = policy.why;
  const [example, ...examples] = policy.good;
  const parts = [
    header(policy),
    section(
      'Why it matters to us',
      reason === undefined ? undefined : h('p', {}, reason),
      incident(policy),
      reasons.length > 0 ? more('More reasons', ...reasons.map((text) => h('p', {}, text))) : undefined,
    ),
    section('Here', here(policy)),
    section(
      'What good looks like',
      example && pair(example),
      policy.lesson || examples.length > 0
        ? more(
            'Two-minute lesson',
            ...(policy.lesson ? [h('p', {}, policy.lesson)] : []),
            ...examples.map((other) => pair(other)),
          )
        : undefined,
    ),
    section('Who', ...who(policy)),
    section('If it can’t be done now', ...exception(policy)),
    section('Elsewhere', elsewhere(policy)),
    section('References', ...references(policy)),
  ];
  return parts.filter((part): part is HTMLElement => part !== undefined);
}

function header({ finding, environment, title, statement }: PolicyPage): HTMLElement {
  const badge = finding && h('span', { class: `badge ${finding.severity}` }, `${finding.severity} here`);
  const place = environment ? h('span', { class: 'quiet' }, environment) : undefined;
  return h(
    'header',
    {},
    badge || place ? h('div', { class: 'line' }, badge, place) : undefined,
    h('h1', {}, title),
    h('p', { class: 'quiet' }, statement),
  );
}

function incident({ incident: told }: PolicyPage): Node | undefined {
  if (!told) return undefined;
  const { title, url } = told.source;
  return h(
    'p',
    { class: 'quiet' },
    `${told.text} `,
    link(title, 'incident', () => send({ type: 'open', url })),
  );
}

function here({ here: items, finding }: PolicyPage): Node | undefined {
  if (items.length === 0) return undefined;
  const row = (item: FindingItem): Node => {
    const { line, character } = item.range.start;
    const go = () => send({ type: 'reveal', uri: item.uri, line, character });
    const open = link(item.ruleTitle, `here:${item.fingerprint}`, go);
    open.title = item.message;
    const current = item.fingerprint === finding?.fingerprint;
    if (current) open.setAttribute('aria-current', 'true');
    return h('li', current ? { class: 'current' } : {}, open, h('span', { class: 'quiet' }, `:${line + 1}`));
  };
  return h('ul', { class: 'rows' }, ...items.map(row));
}

function pair({ bad, good, difference }: PolicyPage['good'][number]): Node {
  return h(
    'figure',
    {},
    h('div', { class: 'pair' }, code('bad', 'Instead of', bad), code('good', 'Write', good)),
    difference ? h('figcaption', { class: 'quiet' }, difference) : undefined,
  );
}

const code = (kind: string, label: string, text: string): Node =>
  h('pre', { class: kind, tabindex: '0', role: 'group', 'aria-label': label }, h('code', {}, text.trimEnd()));

function who(policy: PolicyPage): readonly (Node | undefined)[] {
  const champions = policy.champions.length > 0 ? ` Champion here: ${policy.champions.join(', ')}.` : '';
  const owner = policy.owner
    ? h('p', {}, h('strong', {}, policy.owner), ` owns this.${champions}`)
    : h('p', {}, 'Nobody is named yet. Name an owner in .handrail/policies/, in a file that extends this policy.');
  const steps = policy.escalation.map(({ when, to, within }) =>
    h('li', {}, `${when} `, h('span', { class: 'quiet' }, `Then: ${to}${within ? `, within ${within}` : ''}.`)),
  );
  return [
    owner,
    ...contacts(policy),
    steps.length > 0 ? more('When to go further', h('ul', { class: 'steps' }, ...steps)) : undefined,
  ];
}

/** The first way to ask is the one to take; the others are named. */
function contacts({ contacts: all }: PolicyPage): readonly Node[] {
  const [first] = all;
  if (!first) return [];
  const { name, url } = first;
  const words = all.map((contact) => `${contact.name}${contact.answers ? `, usually within ${contact.answers}` : ''}`);
  return [
    h('p', { class: 'quiet' }, words.join(' · ')),
    h(
      'div',
      { class: 'buttons' },
      url ? button('Ask…', 'ask', () => send({ type: 'open', url }), 'primary') : undefined,
      button('Copy contact', 'copy', () => send({ type: 'copy', text: url ?? name })),
    ),
  ];
}

function exception({ exception: terms, finding }: PolicyPage): readonly (Node | undefined)[] {
  const limits = [
    terms?.longestDays ? `Up to ${terms.longestDays} days` : undefined,
    terms?.approver ? `approved by ${terms.approver}, in the pull request` : undefined,
  ].filter((text): text is string => text !== undefined);
  const sentence = limits.join(', ');
  const waiver = finding?.waiver;
  return [
    sentence ? h('p', {}, `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`) : undefined,
    terms?.how ? h('p', { class: 'quiet' }, terms.how) : undefined,
    waiver &&
      h('p', {}, `Waived until ${waiver.until}, ${waiver.daysLeft} days left, by ${waiver.owner}: ${waiver.reason}`),
    finding && !waiver
      ? button('Ask for an exception…', 'except', () =>
          send({ type: 'except', uri: finding.uri, fingerprint: finding.fingerprint }),
        )
      : undefined,
  ];
}

function elsewhere({ elsewhere: folders }: PolicyPage): Node | undefined {
  if (folders.length === 0) return undefined;
  const rows = folders.map(({ folder, count }) =>
    h('li', {}, h('span', {}, folder), h('span', { class: 'quiet' }, String(count))),
  );
  return h('ul', { class: 'rows' }, ...rows);
}

function references({ references: controls, from, reviewed }: PolicyPage): readonly (Node | undefined)[] {
  const origin = `From ${from.join(' and ')}${reviewed ? `, reviewed ${day(reviewed)}` : ''}.`;
  return [
    controls.length > 0 ? h('p', { class: 'quiet' }, controls.join(' · ')) : undefined,
    h('p', { class: 'quiet' }, origin),
  ];
}
