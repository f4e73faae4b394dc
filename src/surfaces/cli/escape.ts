import { unmasked } from '../unmasked';
import { visible } from '../visible';

/** Text of a repository as plain text for a terminal: nothing in it steers the screen or hides. */
export const escaped = (text: string): string => visible(unmasked(text).replaceAll('\t', ' '));
