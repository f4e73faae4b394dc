import type { PolicyResult } from '../../protocol-policy';
import type { DraftShown, ToPolicyPage } from '../messages';
import { draft } from './draft';
import { overview } from './overview';
import { folded } from './parts';
import { policyPage } from './policy';
import { send } from './send';

const page = document.getElementById('page')!;
const message = document.getElementById('draft')!;
/** On a page of its own, in the editor's part of the window. */
const wide = document.body.classList.contains('wide');
let shown: string | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPolicyPage>) => {
  if (data.type === 'draft') return showDraft(data.draft);
  folded.clear();
  for (const name of data.folded) folded.add(name);
  show(data.result);
  if (data.goTo) page.querySelector<HTMLElement>(`[data-section="${data.goTo}"] button`)?.focus();
  const title = data.result.page?.title ?? '';
  requestAnimationFrame(() => send({ type: 'shown', title })); // the answer takes longer than the frame
});

/** Draws the whole page; where the reader stands, and what is unfolded, stays as it was while the policy is the same. */
function show(result: PolicyResult): void {
  const same = shown === result.page?.id;
  shown = result.page?.id;
  const focused = document.activeElement?.getAttribute('data-key');
  const unfolded = [...page.querySelectorAll('details[open]')].map((element) => element.getAttribute('data-key'));
  const content = result.page ? policyPage(result.page, wide) : result.overview ? overview(result.overview) : [];
  page.replaceChildren(...content);
  if (!same) window.scrollTo(0, 0);
  for (const element of page.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = element.getAttribute('data-key');
    if (element instanceof HTMLDetailsElement && unfolded.includes(key)) element.open = true;
    if (focused === key) element.focus({ preventScroll: true });
  }
}

/** The message stands above the page, and the keyboard goes to it; when it is closed, back to where it came from. */
function showDraft(prepared: DraftShown | undefined): void {
  const inside = message.contains(document.activeElement);
  message.replaceChildren(...(prepared ? [draft(prepared)] : []));
  const area = message.querySelector('textarea');
  if (area) {
    area.setSelectionRange(0, 0); // it is read from its beginning
    area.focus();
    window.scrollTo(0, 0);
  } else if (inside) page.querySelector<HTMLElement>('[data-key="ask"]')?.focus();
}

send({ type: 'ready' });
