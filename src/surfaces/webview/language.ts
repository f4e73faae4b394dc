import { config, t as translate } from '@vscode/l10n';
import { dayIn, numberIn } from '../in-language';
import type { Translate } from '../translate';

const { lang, dataset } = document.documentElement;
if (dataset.l10n) config({ contents: dataset.l10n });

/** A sentence of a page; the first argument is always a literal, which is how it gets into the bundle. */
export const t: Translate = (sentence, ...args) => translate(sentence, ...args);

/** A day `YYYY-MM-DD` as people write it. */
export const day = (iso: string): string => dayIn(lang, iso);

/** How many of something, as people write it. */
export const number = (count: number): string => numberIn(lang, count);
