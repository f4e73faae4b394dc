import { unmasked } from '../unmasked';
import { visible } from '../visible';

/** Text of a repository on one line: no credential, nothing that hides. */
export const said = (text: string): string => visible(unmasked(text).replace(/\s+/g, ' '));

/** Code of a repository: its lines and tabs stay. */
export const saidCode = (text: string): string =>
  unmasked(text)
    .replace(/\r\n?/g, '\n')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(visible).join('\t'))
    .join('\n');
