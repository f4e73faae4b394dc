import type { PolicyOverview } from '../../protocol-policy';
import { h } from '../dom';
import { t } from '../language';
import { sentence } from '../words';
import { link, quiet, tally } from './parts';
import { send } from './send';

/** Nothing selected: the policies of this workspace, by number of findings. */
export function overview({ policies, own }: PolicyOverview): readonly Node[] {
  const rows = policies.map(({ id, title, statement, count }) => {
    const open = link(title, `policy:${id}`, () => send({ type: 'policy', id }));
    open.title = statement;
    return h('li', {}, open, count > 0 ? tally(count) : undefined);
  });
  const yours = link(t('How to make them yours'), 'make-yours', () => send({ type: 'make-yours' }));
  return [
    h('header', {}, h('h1', {}, t('Policies of this workspace'))),
    quiet(t('Put the cursor on a finding to see why it matters and whom to ask.')),
    ...(own ? [] : [h('p', {}, ...sentence(t('These reasons are Handrail’s. {0}'), yours))]),
    h('ul', { class: 'rows' }, ...rows),
  ];
}
