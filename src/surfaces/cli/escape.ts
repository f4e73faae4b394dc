import { unmasked } from '../unmasked';

/** What a terminal would obey, or a reader would not see: control characters, marks of direction, invisible ones. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Text of a repository as plain text for a terminal: nothing in it steers the screen or hides. */
export const escaped = (text: string): string =>
  unmasked(text)
    .replaceAll('\t', ' ')
    .replace(UNSEEN, (character) => {
      const code = character.codePointAt(0)!.toString(16);
      return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
    });
