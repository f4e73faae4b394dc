import type { PolicyLesson } from '../../protocol-policy';
import { h } from '../dom';
import { t } from '../language';
import { markdown } from './markdown';
import { button, buttons } from './parts';
import { send } from './send';

/** What good looks like: one example in the sidebar; on a page of its own the whole lesson. */
export function lesson({ text, examples }: PolicyLesson, wide: boolean): readonly (Node | undefined)[] {
  if (wide) return [...markdown(text), ...examples.flatMap((example, i) => [pair(example), insert(example, i)])];
  const [first] = examples;
  const whole =
    text !== '' || examples.length > 1
      ? button(t('Two-minute lesson'), 'lesson', () => send({ type: 'lesson' }))
      : undefined;
  return [first && pair(first), buttons(first && insertButton(first, 0), whole)];
}

type Example = PolicyLesson['examples'][number];

function pair({ bad, good, difference }: Example): Node {
  return h(
    'figure',
    {},
    h('div', { class: 'pair' }, code('bad', t('Instead of'), bad), code('good', t('Write'), good)),
    difference ? h('figcaption', { class: 'quiet' }, difference) : undefined,
  );
}

const code = (kind: string, label: string, text: string): Node =>
  h(
    'div',
    { class: `code ${kind}` },
    h('div', { class: 'label' }, label),
    h('pre', { tabindex: '0', role: 'group', 'aria-label': label }, h('code', {}, text.trimEnd())),
  );

/** Only where the file at hand is in the example's own format. */
const insertButton = ({ fits }: Example, i: number): HTMLElement | undefined =>
  fits ? button(t('Insert the good form…'), `insert:${i}`, () => send({ type: 'insert', example: i })) : undefined;

const insert = (example: Example, i: number): HTMLElement | undefined => buttons(insertButton(example, i));
