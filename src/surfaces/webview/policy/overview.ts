import type { PolicyOverview } from '../../protocol';
import { h } from '../dom';
import { number, t } from '../language';
import { link } from './parts';
import { send } from './send';

/** Nothing selected: the policies of this workspace, by number of findings. */
export function overview({ policies, own }: PolicyOverview): readonly Node[] {
  const rows = policies.map(({ id, title, count }) =>
    h(
      'li',
      {},
      link(title, `policy:${id}`, () => send({ type: 'policy', id })),
      count > 0
        ? h(
            'span',
            { class: 'quiet', 'aria-label': count === 1 ? t('1 finding') : t('{0} findings', number(count)) },
            number(count),
          )
        : undefined,
    ),
  );
  return [
    h('header', {}, h('h1', {}, t('Policies of this workspace'))),
    h('p', { class: 'quiet' }, t('Put the cursor on a finding to see why it matters and whom to ask.')),
    h('ul', { class: 'rows' }, ...rows),
    ...(own
      ? []
      : [
          h(
            'p',
            { class: 'quiet' },
            t(
              'These reasons are Handrail’s. Make them yours: a file in .handrail/policies/ that extends one of them with your owner, contact and words.',
            ),
          ),
        ]),
  ];
}
