import { escapedMarkdown } from '../../config/markdown';
import { unmasked } from '../unmasked';

/** Text from a repository as Markdown that says just that text, three dots in place of a credential. */
export const escaped = (text: string): string => escapedMarkdown(unmasked(text));

/** A link that runs one of our own commands. The client lets only those through. */
export function commandLink(title: string, command: string, args: readonly unknown[]): string {
  // a bracket in a file's name would end the link
  const query = encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (bracket) =>
    bracket === '(' ? '%28' : '%29',
  );
  return `[${escaped(title)}](command:${command}?${query})`;
}
