// A language that is no language: every letter has an accent and every text brackets, so that whatever was not translated,
// and whatever was put together from pieces, shows itself.

/** What a translator leaves as it is: arguments, code, icons, and where links lead. */
const KEPT = /\{\d+\}|`[^`]*`|\$\([\w-]+\)|\]\([^)]*\)|https?:\/\/\S+/;
const LETTERS = new Map(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, i) => [
    letter,
    [...'åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ'][i],
  ]),
);

/** The display language that has no texts in VS Code itself. */
export const PSEUDO = 'qps-ploc';

/** A text in that language. */
export function pseudo(text) {
  const pieces = text.split(new RegExp(`(${KEPT.source})`));
  const said = pieces.map((piece, i) => (i % 2 ? piece : piece.replace(/[A-Za-z]/g, (letter) => LETTERS.get(letter))));
  return `«${said.join('')}»`;
}

/** Texts by their keys, all in that language. */
export const pseudoBundle = (texts) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudo(text)]));

/**
 * What of a shown text is still English: words that have no accent and are not among `names` (names from files, products,
 * what the editor says around it). Undefined when nothing is. Code in backticks is code.
 */
export function english(shown, names) {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, name) => text.replaceAll(name, ' '), shown.replace(/`[^`]*`/g, ' '));
  return rest.match(/[A-Za-z]{2,}/g)?.join(' ');
}
