import type { FindingItem, PolicyOverview, PolicyPage } from '../../protocol';
import { h } from '../dom';
import type { FromPolicyPage, ToPolicyPage } from '../messages';

declare function acquireVsCodeApi(): { postMessage(message: FromPolicyPage): void };

const vscode = acquireVsCodeApi();
const send = (message: FromPolicyPage): void => vscode.postMessage(message);
const page = document.getElementById('page')!;

const section = (title: string, ...content: readonly (Node | undefined)[]): HTMLElement | undefined => {
  const shown = content.filter((node): node is Node => node !== undefined);
  return shown.length > 0 ? h('section', {}, h('h2', {}, title), ...shown) : undefined;
};
const button = (title: string, click: () => void, kind = 'secondary'): HTMLElement =>
  h('button', { type: 'button', class: kind, click }, title);
const link = (title: string, click: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'link', click }, title);

window.addEventListener('message', ({ data }: MessageEvent<ToPolicyPage>) => {
  const { result, pinned } = data;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.textContent : undefined;
  page.replaceChildren(...(result.page ? policyPage(result.page, pinned) : overview(result.overview)));
  for (const element of page.querySelectorAll('button'))
    if (focused && element.textContent === focused) element.focus();
});

function policyPage(policy: PolicyPage, pinned: boolean): readonly Node[] {
  const { finding } = policy;
  const parts = [
    header(policy, pinned),
    section('Why it matters to us', ...policy.why.map((text) => h('p', {}, text)), incident(policy)),
    section('Here', findings(policy.here)),
    section('What good looks like', ...policy.good.map(example)),
    section('Who', ...who(policy)),
    section('If it can’t be done now', ...exception(policy, finding)),
    section('Elsewhere', elsewhere(policy)),
    section('References', ...references(policy)),
  ];
  return parts.filter((part): part is HTMLElement => part !== undefined);
}

function header(policy: PolicyPage, pinned: boolean): HTMLElement {
  const { finding } = policy;
  const badge = finding && h('span', { class: `badge ${finding.severity}` }, `${finding.severity} here`);
  const place = policy.environment ? h('span', { class: 'quiet' }, policy.environment) : undefined;
  const pin = h(
    'button',
    {
      type: 'button',
      class: 'link pin',
      'aria-pressed': String(pinned),
      click: () => send({ type: 'pin', pinned: !pinned }),
    },
    pinned ? 'Pinned' : 'Pin',
  );
  return h(
    'header',
    {},
    h('div', { class: 'line' }, badge, place, pin),
    h('h1', {}, policy.title),
    h('p', {}, policy.statement),
    finding && h('p', { class: 'finding' }, finding.message),
  );
}

function incident({ incident: told }: PolicyPage): Node | undefined {
  if (!told) return undefined;
  const source = link(told.source.title, () => send({ type: 'open', url: told.source.url }));
  return h('p', { class: 'quiet' }, `${told.text} `, source);
}

function findings(items: readonly FindingItem[]): Node | undefined {
  if (items.length === 0) return undefined;
  const rows = items.map((item) => {
    const { line, character } = item.range.start;
    const open = link(item.ruleTitle, () => send({ type: 'reveal', uri: item.uri, line, character }));
    open.title = item.message;
    return h('li', {}, open, h('span', { class: 'quiet' }, `:${line + 1}`));
  });
  return h('ul', { class: 'rows' }, ...rows);
}

function example({ bad, good, difference }: PolicyPage['good'][number]): Node {
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
  const owner = policy.owner
    ? h(
        'p',
        {},
        h('strong', {}, policy.owner),
        ' owns this.',
        policy.champions.length > 0 ? ` Champion here: ${policy.champions.join(', ')}.` : '',
      )
    : h('p', {}, 'Nobody named yet. Name an owner in .handrail/policies/, in a file that extends this policy.');
  const contacts = policy.contacts.map(({ name, url, answers }) => {
    const title = answers ? `${name}, usually within ${answers}` : name;
    const row = url ? link(title, () => send({ type: 'open', url })) : h('span', {}, title);
    const copy = button('Copy contact', () => send({ type: 'copy', text: url ?? name }));
    copy.setAttribute('aria-label', `Copy contact ${name}`);
    return h('p', { class: 'contact' }, row, copy);
  });
  const steps = policy.escalation.map(({ when, to, within }) =>
    h('li', {}, `${when}: ${to}${within ? `, within ${within}` : ''}`),
  );
  return [owner, ...contacts, steps.length > 0 ? h('ol', { class: 'quiet' }, ...steps) : undefined];
}

function exception({ exception: terms }: PolicyPage, finding: FindingItem | undefined): readonly (Node | undefined)[] {
  if (!terms && !finding) return [];
  const limits = [
    terms?.longestDays ? `Up to ${terms.longestDays} days` : undefined,
    terms?.approver ? `approved by ${terms.approver} in the pull request` : undefined,
  ].filter((text): text is string => text !== undefined);
  const waiver = finding?.waiver;
  return [
    terms?.how ? h('p', {}, terms.how) : undefined,
    limits.length > 0 ? h('p', {}, `${limits.join(', ')}.`) : undefined,
    waiver
      ? h(
          'p',
          { class: 'quiet' },
          `Waived until ${waiver.until} (${waiver.daysLeft} days left) by ${waiver.owner}: ${waiver.reason}`,
        )
      : undefined,
    finding && !waiver
      ? button('Ask for an exception…', () =>
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

function references({ references: controls, from, reviewed }: PolicyPage): readonly Node[] {
  const origin = `From ${from.join(', ')}${reviewed ? `, reviewed ${reviewed}` : ''}`;
  return [
    ...(controls.length > 0 ? [h('p', { class: 'quiet' }, controls.join(' · '))] : []),
    h('p', { class: 'quiet' }, origin),
  ];
}

function overview({ policies, own }: PolicyOverview): readonly Node[] {
  const rows = policies.map(({ id, title, count }) =>
    h(
      'li',
      {},
      link(title, () => send({ type: 'policy', id })),
      h('span', { class: 'quiet' }, count > 0 ? String(count) : ''),
    ),
  );
  return [
    h('header', {}, h('h1', {}, 'Policies of this workspace')),
    h('p', { class: 'quiet' }, 'Put the cursor on a finding to see why it matters and whom to ask.'),
    h('ul', { class: 'rows' }, ...rows),
    ...(own
      ? []
      : [
          h(
            'p',
            {},
            'These reasons are Handrail’s. Make them yours: write .handrail/policies/NAME.yaml with extends and your owner.',
          ),
        ]),
  ];
}

send({ type: 'ready' });
