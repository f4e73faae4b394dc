import type { FindingItem } from '../../protocol';
import type { PolicyPage } from '../../protocol-policy';
import { severityWord } from '../../severity-words';
import { h } from '../dom';
import { day, t } from '../language';
import { sentence } from '../words';
import { exception } from './exception';
import { lesson } from './lesson';
import { aside, leftOut, link, more, outward, quiet, section, tally } from './parts';
import { references } from './references';
import { send } from './send';
import { who } from './who';

/** One policy, from why it matters to whom to ask; sections that have nothing to say are left out. */
export function policyPage(policy: PolicyPage, wide: boolean): readonly Node[] {
  const parts = [
    header(policy),
    section('why', t('Why it matters to us'), ...why(policy)),
    section('here', t('Here'), here(policy), leftOut(policy.more.here)),
    section('good', t('What good looks like'), ...lesson(policy.lesson, wide)),
    section('who', t('Who'), ...who(policy.who)),
    section('exception', t('If it can’t be done now'), ...exception(policy)),
    section('elsewhere', t('Elsewhere'), elsewhere(policy), leftOut(policy.more.elsewhere)),
    section('references', t('References'), ...references(policy)),
  ];
  return parts.filter((part) => part !== undefined);
}

function header({ finding, environment, severityBecause, title, statement }: PolicyPage): HTMLElement {
  const badge =
    finding && h('span', { class: `badge ${finding.severity}` }, t('{0} here', severityWord(finding.severity, t)));
  const place = environment ? h('span', { class: 'quiet' }, environment) : undefined;
  return h(
    'header',
    {},
    badge || place ? h('div', { class: 'line' }, badge, place) : undefined,
    h('h1', {}, title),
    quiet(statement),
    severityBecause ? quiet(severityBecause) : undefined,
  );
}

function why({ why: [reason, ...reasons], incident, protects }: PolicyPage): readonly (Node | undefined)[] {
  return [
    reason === undefined ? undefined : h('p', {}, reason),
    incident && quiet(...sentence('{0} {1}', incident.text, outward(incident.source.title, incident.source.url))),
    protects.length > 0 ? quiet(t('At stake: {0}.', protects.join(', '))) : undefined,
    reasons.length > 0 ? more(t('More reasons'), ...reasons.map((text) => h('p', {}, text))) : undefined,
  ];
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
    const about = [...item.subjects, ...(item.waiver ? [t('waived until {0}', day(item.waiver.until))] : [])].join(
      ' · ',
    );
    return h(
      'li',
      current ? { class: 'current' } : {},
      h('div', {}, open, about ? h('div', { class: 'about' }, about) : undefined),
      aside(`:${line + 1}`, t('line {0}', line + 1)),
    );
  };
  return h('ul', { class: 'rows' }, ...items.map(row));
}

function elsewhere({ elsewhere: folders }: PolicyPage): Node | undefined {
  if (folders.length === 0) return undefined;
  const rows = folders.map(({ folder, uri, count }) =>
    h(
      'li',
      {},
      link(folder, `folder:${uri}`, () => send({ type: 'folder', uri })),
      tally(count),
    ),
  );
  return h('ul', { class: 'rows' }, ...rows);
}
