import { config, t as translate } from '@vscode/l10n';
import type { InitializeParams } from 'vscode-languageserver';
import type { Message } from '../../facts';
import { dayIn, numberIn } from '../in-language';
import type { InitializationOptions } from '../protocol';
import type { Translate } from '../translate';

/** Of the texts, not of the editor: dates beside English texts are English. */
let spoken = 'en';

/** Speaks the client's language from now on, if it hands its texts over. Other editors get English. */
export function speak({ initializationOptions, locale }: InitializeParams): void {
  const given = (initializationOptions as InitializationOptions | undefined)?.l10n;
  const texts = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  spoken = texts.length > 0 && locale ? locale : 'en';
  // without a prototype: texts of the workspace are looked up, too, and one may read "constructor"
  config({ contents: Object.assign(Object.create(null), Object.fromEntries(texts)) });
}

/** A sentence of the server itself; the first argument is always a literal, which is how it gets into the bundle. */
export const t: Translate = (sentence, ...args) => translate(sentence, ...args);

/** A message of the engine, arguments in place. */
export const told = ({ template, args }: Message): string =>
  translate(template, ...args.map((arg) => (typeof arg === 'string' ? arg : told(arg))));

/** A text that is written down elsewhere: of a rule, or of a policy. What is not ours stays as it is. */
export const prose = (text: string): string => translate(text);

/** A day `YYYY-MM-DD` as people write it. */
export const day = (iso: string): string => dayIn(spoken, iso);

/** How many of something, as people write it. */
export const number = (count: number): string => numberIn(spoken, count);
