import type { PolicyResult } from '../../protocol';
import type { ToPolicyPage } from '../messages';
import { overview } from './overview';
import { policyPage } from './policy';
import { send } from './send';

const page = document.getElementById('page')!;
let shown: string | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPolicyPage>) => show(data.result));

/** Draws the whole page; where the reader stands, and what is unfolded, stays as it was while the policy is the same. */
function show(result: PolicyResult): void {
  const same = shown === result.page?.id;
  shown = result.page?.id;
  const focused = document.activeElement?.getAttribute('data-key');
  const unfolded = [...page.querySelectorAll('details[open]')].map((element) => element.getAttribute('data-key'));
  page.replaceChildren(...(result.page ? policyPage(result.page) : overview(result.overview)));
  if (!same) window.scrollTo(0, 0);
  for (const element of page.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = element.getAttribute('data-key');
    if (element instanceof HTMLDetailsElement && unfolded.includes(key)) element.open = true;
    if (focused === key) element.focus({ preventScroll: true });
  }
}

send({ type: 'ready' });
