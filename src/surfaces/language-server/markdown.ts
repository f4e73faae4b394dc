/** Text from a repository as Markdown that says just that text: no links, images, markup or HTML of its own. */
export const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~&@:]/g, (character) => `\\${character}`).replace(/\s*\n\s*/g, ' ');

/** A message's sentence, its arguments as code. */
export function sentence(template: string, args: readonly string[]): string {
  return template
    .split(/\{(\d+)\}/)
    .map((piece, i) => (i % 2 === 0 ? escaped(piece) : named(args[Number(piece)] ?? '')))
    .join('');
}

/** Text as inline code, whatever it holds. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text.replace(/\s*\n\s*/g, ' ')}${space}${fence}`;
}

/** A link that runs one of our own commands. The client lets only those through. */
export const commandLink = (title: string, command: string, args: readonly unknown[]): string =>
  `[${escaped(title)}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;

/** Names and values from the user's file are code; words that a rule put in (`SSH`, `read and delete objects`) are text. */
const named = (text: string): string => (/^\S*[^\sA-Za-z]\S*$/.test(text) ? code(text) : escaped(text));
