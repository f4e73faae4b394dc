import { h } from '../dom';

/** A heading with what belongs to it; nothing when there is nothing. */
export function section(title: string, ...content: readonly (Node | undefined)[]): HTMLElement | undefined {
  const shown = content.filter((node): node is Node => node !== undefined);
  return shown.length > 0 ? h('section', {}, h('h2', {}, title), ...shown) : undefined;
}

/** `key` names it across redraws, so that the keyboard stays where it is. */
export const button = (title: string, key: string, click: () => void, kind = 'secondary'): HTMLElement =>
  h('button', { type: 'button', class: kind, 'data-key': key, click }, title);

/** Looks like a link and does something here. */
export const link = (title: string, key: string, click: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'link', 'data-key': key, click }, title);

/** More of the same, folded away. */
export const more = (title: string, ...content: readonly Node[]): HTMLElement =>
  h('details', { 'data-key': `more:${title}` }, h('summary', {}, title), ...content);
