/** `sentence` is the tag `text` where a file's own text has that name. */
export { type Message, text as sentence, words } from '../facts';
