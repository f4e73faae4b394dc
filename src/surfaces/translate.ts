import { plain } from '../facts';

/** Gives a sentence in somebody's language: `{0}`, `{1}`, … stand for the arguments. The sentence is its own key. */
export type Translate = (sentence: string, ...args: readonly (string | number)[]) => string;

/** English, for the command line and for whatever other programs read: the same everywhere. */
export const english: Translate = (sentence, ...args) => plain({ template: sentence, args: args.map(String) });
