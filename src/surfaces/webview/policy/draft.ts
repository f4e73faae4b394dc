import { h } from '../dom';
import { t } from '../language';
import type { DraftShown } from '../messages';
import { button, quiet } from './parts';
import { send } from './send';

/** A prepared message, to be read and changed before a person uses it. */
export function draft({ subject, text, ways }: DraftShown): Node {
  const area = h('textarea', { id: 'message', spellcheck: 'true' });
  area.value = text;
  area.addEventListener('input', () => send({ type: 'draft-edited', text: area.value }));
  const use = (title: string, way: number) =>
    button(
      title,
      `use:${way}`,
      () => send({ type: 'draft-used', way, text: area.value }),
      way === 0 ? 'primary' : 'secondary',
    );
  return h(
    'section',
    { class: 'draft', 'aria-labelledby': 'message-title' },
    h('h2', { id: 'message-title' }, t('Your message')),
    h('label', { for: 'message', class: 'quiet' }, subject),
    area,
    quiet(t('Nothing is sent: you copy it, or open it where you send it yourself.')),
    h(
      'div',
      { class: 'buttons' },
      ...ways.map(use),
      button(t('Answer again…'), 'again', () => send({ type: 'draft-again' })),
      button(t('Close'), 'close', () => send({ type: 'draft-closed' })),
    ),
  );
}
