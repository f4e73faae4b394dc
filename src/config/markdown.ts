/** Text from a repository as Markdown that says just that text: no links, images, markup or HTML of its own. */
export const escapedMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~&@:$]/g, (character) => `\\${character}`).replace(/\s*[\r\n]\s*/g, ' ');
