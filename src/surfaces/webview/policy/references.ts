import type { PolicyOrigin, PolicyPage } from '../../protocol-policy';
import { h } from '../dom';
import { day, t } from '../language';
import { sentence } from '../words';
import { link, listed, outward, quiet } from './parts';
import { send } from './send';

/** The controls that the policy serves, where its wording comes from, and when somebody last found it true. */
export function references({ references: controls, origin }: PolicyPage): readonly (Node | undefined)[] {
  return [
    controls.length > 0 ? h('ul', { class: 'inline quiet' }, ...controls.map(control)) : undefined,
    quiet(...wording(origin)),
    ...review(origin),
  ];
}

function control({ name, title, url }: PolicyPage['references'][number]): Node {
  const shown = url ? outward(name, url) : h('span', {}, name);
  if (title) shown.title = title;
  return h('li', {}, shown);
}

function wording({ files }: PolicyOrigin): (string | Node)[] {
  const own = files.flatMap(({ name, uri }) =>
    uri === undefined ? [] : [link(name, `file:${uri}`, () => send({ type: 'file', uri }))],
  );
  const builtIn = own.length < files.length;
  if (own.length === 0) {
    return sentence(
      t('These words are Handrail’s. {0}'),
      link(t('How to make them yours'), 'make-yours', () => send({ type: 'make-yours' })),
    );
  }
  return sentence(builtIn ? t('Handrail’s words, made yours in {0}.') : t('From {0}.'), listed(own));
}

function review({ reviewed, nextReview }: PolicyOrigin): readonly Node[] {
  const past = reviewed?.by
    ? t('Reviewed {0} by {1}.', day(reviewed.on), reviewed.by)
    : t('Reviewed {0}.', day(reviewed?.on ?? ''));
  const next = nextReview?.passed
    ? h('strong', {}, t('The next review was due {0}.', day(nextReview.on)))
    : h('span', {}, t('Next review {0}.', day(nextReview?.on ?? '')));
  return reviewed ? [quiet(past, ...(nextReview ? [' ', next] : []))] : [];
}
