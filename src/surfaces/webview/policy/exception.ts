import type { FindingItem } from '../../protocol';
import type { PolicyException, PolicyPage } from '../../protocol-policy';
import { h } from '../dom';
import { counted, sentence } from '../words';
import { button, buttons, leftOut, link, quiet } from './parts';
import { send } from './send';

/** How to live with a finding for a while: on which terms, how to ask, and which waivers run. */
export function exception({ exception: terms, finding, waivers, more }: PolicyPage): readonly (Node | undefined)[] {
  const own = finding?.waiver;
  const ask = ({ uri, fingerprint }: FindingItem) =>
    button('Ask for an exception…', 'except', () => send({ type: 'except', uri, fingerprint }));
  return [
    ...(terms ? (finding ? terms.limits.map((limit) => h('p', {}, ...limitSentence(limit))) : [table(terms)]) : []),
    terms?.how ? quiet(terms.how) : undefined,
    own && h('p', {}, ...sentence('Waived until {0} by {1}: {2}', own.until, own.owner, own.reason)),
    finding && !own ? buttons(ask(finding)) : undefined,
    ...running(waivers),
    leftOut(more.waivers),
  ];
}

type Limit = PolicyException['limits'][number];

const upTo = (days: number): string => counted(days, 'Up to 1 day', 'Up to {0} days');

function limitSentence({ approver, longestDays }: Limit): (string | Node)[] {
  if (longestDays === undefined) return sentence('Approved by {0}, in the pull request.', approver ?? '');
  if (approver === undefined) return sentence('{0}.', upTo(longestDays));
  return sentence('{0}, approved by {1}, in the pull request.', upTo(longestDays), approver);
}

/** The terms for every severity, where no finding is selected. */
function table({ limits }: PolicyException): Node | undefined {
  if (limits.length === 0) return undefined;
  const rows = limits.map(({ severity, approver = '', longestDays }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, severity),
      h('td', {}, longestDays === undefined ? '' : upTo(longestDays)),
      h('td', {}, approver),
    ),
  );
  return h('table', { 'aria-label': 'Longest duration and approver by severity' }, h('tbody', {}, ...rows));
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
    const days = left === 0 ? 'ends today' : counted(left, '1 day left', '{0} days left');
    return h(
      'li',
      {},
      h('div', {}, open, h('div', { class: 'about' }, waiver?.owner)),
      h('span', { class: 'quiet' }, days),
    );
  });
  return [h('h3', {}, 'Running waivers'), h('ul', { class: 'rows' }, ...rows)];
}
