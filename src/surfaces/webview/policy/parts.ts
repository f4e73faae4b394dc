import { h } from '../dom';
import { number, t } from '../language';
import { send } from './send';

type Part = Node | string | undefined;

/** Names of the sections that are folded away, here and in every policy. */
export const folded = new Set<string>();

/** A heading that folds what belongs to it away; nothing when there is nothing. */
export function section(name: string, title: string, ...content: readonly Part[]): HTMLElement | undefined {
  const shown = content.filter((part) => part !== undefined);
  if (shown.length === 0) return undefined;
  const id = `section-${name}`;
  const body = h('div', { id, hidden: folded.has(name) }, ...shown);
  const head = h(
    'button',
    { type: 'button', 'data-key': id, 'aria-controls': id, click: () => fold(!body.hidden) },
    title,
  );
  const draw = () => head.setAttribute('aria-expanded', String(!body.hidden));
  const fold = (away: boolean) => {
    body.hidden = away;
    if (away) folded.add(name);
    else folded.delete(name);
    draw();
    send({ type: 'fold', section: name, folded: away });
  };
  draw();
  return h('section', { 'data-section': name }, h('h2', {}, head), body);
}

/** `key` names it across redraws, so that the keyboard stays where it is. */
export const button = (title: string, key: string, click: () => void, kind = 'secondary'): HTMLElement =>
  h('button', { type: 'button', class: kind, 'data-key': key, click }, title);

/** Buttons beside each other; nothing when there is none. */
export function buttons(...all: readonly (HTMLElement | undefined)[]): HTMLElement | undefined {
  const shown = all.filter((one) => one !== undefined);
  return shown.length > 0 ? h('div', { class: 'buttons' }, ...shown) : undefined;
}

/** Looks like a link and does something here. */
export const link = (title: string, key: string, click: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'link', 'data-key': key, click }, title);

/** Leads out of the editor; the extension shows the whole target first. */
export const outward = (title: string, url: string): HTMLElement =>
  link(title, `open:${url}`, () => send({ type: 'open', url }));

/** More of the same, folded away. */
export const more = (title: string, ...content: readonly Node[]): HTMLElement =>
  h('details', { 'data-key': `more:${title}` }, h('summary', {}, title), ...content);

/** What matters less. */
export const quiet = (...content: readonly (Node | string)[]): HTMLElement => h('p', { class: 'quiet' }, ...content);

/** What stands at the end of a row, and how a screen reader says it. */
export const aside = (shown: string, said: string): HTMLElement =>
  h('span', { class: 'quiet' }, h('span', { 'aria-hidden': 'true' }, shown), h('span', { class: 'said' }, said));

/** A number of findings at the end of a row. */
export const tally = (count: number): HTMLElement =>
  aside(number(count), count === 1 ? t('1 finding') : t('{0} findings', number(count)));

/** Elements with a comma between them. */
export const listed = (all: readonly Node[]): Node[] =>
  all.flatMap((one, i) => (i === 0 ? [one] : [document.createTextNode(', '), one]));

/** Says how many a list leaves out; nothing when it leaves out none. */
export const leftOut = (count: number): HTMLElement | undefined =>
  count > 0 ? quiet(count === 1 ? t('And 1 more.') : t('And {0} more.', number(count))) : undefined;
