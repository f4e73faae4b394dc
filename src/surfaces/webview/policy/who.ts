import type { PolicyContact, PolicyPeople } from '../../protocol-policy';
import { h } from '../dom';
import { t } from '../language';
import { sentence } from '../words';
import { button, buttons, link, quiet } from './parts';
import { send } from './send';

/** Who answers for the policy and for the file, whom to ask, and what to do when that is not enough. */
export function who(people: PolicyPeople): readonly (Node | undefined)[] {
  const { contacts } = people;
  return [
    h('p', {}, ...owner(people)),
    contacts.length > 0 ? quiet(contacts.map(spoken).join(' · ')) : undefined,
    buttons(
      button(t('Ask…'), 'ask', () => send({ type: 'ask' }), contacts.length > 0 ? 'primary' : 'secondary'),
      contacts[0] && copyButton(contacts[0]),
    ),
    ...ladder(people),
  ];
}

const strong = (text: string): Node => h('strong', {}, text);

function owner({ owner: team, people, champions, fileOwners }: PolicyPeople): (string | Node)[] {
  const file = fileOwners.join(', ');
  const named = people.filter((name) => name !== team).join(', ');
  const parts: (string | Node)[][] = [];
  if (team) parts.push(sentence(t('{0} owns this policy.'), strong(team)));
  if (team && named && named !== team) parts.push(sentence(t('People: {0}.'), named));
  if (file) {
    parts.push(
      team
        ? sentence(t('This file is {0}’s, by CODEOWNERS.'), strong(file))
        : sentence(t('{0} owns this file, by CODEOWNERS; for the policy itself nobody is named yet.'), strong(file)),
    );
  }
  if (champions.length > 0) parts.push(sentence(t('Champion here: {0}.'), strong(champions.join(', '))));
  if (!team && !file) parts.push([t('Nobody is named yet.')]);
  if (!team) parts.push([link(t('How to name an owner'), 'name-owner', () => send({ type: 'make-yours' }))]);
  return parts.flatMap((part, i) => (i === 0 ? part : [' ', ...part]));
}

const spoken = ({ name, answers }: PolicyContact): string =>
  answers ? t('{0}, usually within {1}', name, answers) : name;

const copyButton = ({ name, url }: PolicyContact): HTMLElement =>
  button(t('Copy contact'), 'copy', () => send({ type: 'copy', text: url ?? name }));

/** The steps to take when asking is not enough, with how fast each answers. */
function ladder({ escalation }: PolicyPeople): readonly Node[] {
  if (escalation.length === 0) return [];
  const steps = escalation.map(({ when, to, within }) =>
    h(
      'li',
      {},
      when,
      h('div', { class: 'quiet' }, ...(within ? sentence(t('{0}, within {1}'), to, strong(within)) : [to])),
    ),
  );
  return [h('h3', {}, t('When to go further')), h('ol', { class: 'steps' }, ...steps)];
}
