import { unmasked } from '../unmasked';

/** Text from a repository as Markdown that says just that text: no links, images, markup or HTML of its own. */
export const escaped = (text: string): string =>
  unmasked(text)
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&@:$]/g, (character) => `\\${character}`)
    .replace(/\s*[\r\n]\s*/g, ' ');

/** A link that runs one of our own commands. The client lets only those through. */
export const commandLink = (title: string, command: string, args: readonly unknown[]): string =>
  `[${escaped(title)}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
