import type { FindingItem } from '../../protocol';
import type { PolicyException, PolicyPage } from '../../protocol-policy';
import { severityWord } from '../../severity-words';
import { h } from '../dom';
import { day, number, t } from '../language';
import { button, buttons, leftOut, link, quiet } from './parts';
import { send } from './send';

/** How to live with a finding for a while: on which terms, how to ask, and which waivers run. */
export function exception({ exception: terms, finding, waivers, more }: PolicyPage): readonly (Node | undefined)[] {
  const own = finding?.waiver;
  const ask = ({ uri, fingerprint }: FindingItem) =>
    button(t('Ask for an exception…'), 'except', () => send({ type: 'except', uri, fingerprint }));
  return [
    ...(terms ? (finding ? terms.limits.map((limit) => h('p', {}, limitSentence(limit))) : [table(terms)]) : []),
    terms?.how ? quiet(terms.how) : undefined,
    own && h('p', {}, t('Waived until {0} by {1}: {2}', day(own.until), own.owner, own.reason)),
    finding && !own ? buttons(ask(finding)) : undefined,
    ...running(waivers),
    leftOut(more.waivers),
  ];
}

type Limit = PolicyException['limits'][number];

const upTo = (days: number): string => (days === 1 ? t('Up to 1 day') : t('Up to {0} days', number(days)));

function limitSentence({ approver, longestDays }: Limit): string {
  if (longestDays === undefined) return t('Approved by {0}, in the pull request.', approver ?? '');
  const days = number(longestDays);
  if (approver === undefined) return longestDays === 1 ? t('Up to 1 day.') : t('Up to {0} days.', days);
  return longestDays === 1
    ? t('Up to 1 day, approved by {0}, in the pull request.', approver)
    : t('Up to {0} days, approved by {1}, in the pull request.', days, approver);
}

/** The terms for every severity, where no finding is selected. */
function table({ limits }: PolicyException): Node | undefined {
  if (limits.length === 0) return undefined;
  const rows = limits.map(({ severity, approver = '', longestDays }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, severityWord(severity, t)),
      h('td', {}, longestDays === undefined ? '' : upTo(longestDays)),
      h('td', {}, approver),
    ),
  );
  return h('table', { 'aria-label': t('Longest duration and approver by severity') }, h('tbody', {}, ...rows));
}

function running(waivers: readonly FindingItem[]): readonly Node[] {
  if (waivers.length === 0) return [];
  const rows = waivers.map(({ path, range, uri, fingerprint, waiver, ruleTitle }) => {
    const { line, character } = range.start;
    const open = link(`${path.split('/').pop()}:${line + 1}`, `waiver:${uri}:${fingerprint}`, () =>
      send({ type: 'reveal', uri, line, character }),
    );
    open.title = `${ruleTitle}\n${waiver?.reason}`;
    const left = waiver?.daysLeft ?? 0;
    const days = left === 0 ? t('ends today') : left === 1 ? t('1 day left') : t('{0} days left', number(left));
    return h(
      'li',
      {},
      h('div', {}, open, h('div', { class: 'about' }, waiver?.owner)),
      h('span', { class: 'quiet' }, days),
    );
  });
  return [h('h3', {}, t('Running waivers')), h('ul', { class: 'rows' }, ...rows)];
}
