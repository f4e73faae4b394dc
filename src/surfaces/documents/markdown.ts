import { type Block, type DocumentText, destination, type Line, opens, type Piece } from './blocks';
import { said, saidCode } from './said';

/** Marks that mean something inside a line, mail addresses and bare web addresses included. */
const INLINE = /[\\`*_[\]<>|~$&@]|:(?=\/\/)|(?<=\bwww)\./gi;
/** What begins a heading, a list or a rule when it stands first; of a number, what stands behind it. */
const FIRST = /^([#+=-])|^(\d+)(?=[.)])/;

/** Text that stays text in every dialect of Markdown. */
const plain = (text: string): string => said(text).replace(INLINE, (mark) => `\\${mark}`);
const first = (line: string): string =>
  line.replace(FIRST, (_, mark?: string, number?: string) => (mark === undefined ? `${number}\\` : `\\${mark}`));

/** As many backticks as enclose a text, whatever is in it. */
const ticks = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));

function code(text: string): string {
  const inside = said(text).trim();
  if (inside === '') return '';
  const room = /^`|`$/.test(inside) ? ' ' : '';
  return ticks(inside, 1) + room + inside + room + ticks(inside, 1);
}

function link(text: string, url: string): string {
  if (!opens(url)) return plain(text);
  const target = url.replaceAll('&', '&amp;').replaceAll('|', '%7C');
  return `[${plain(text)}](<${target}>) (${plain(destination(url))})`;
}

function piece(part: Piece): string {
  if (typeof part === 'string') return plain(part);
  if ('code' in part) return code(part.code);
  if ('strong' in part) return `**${plain(part.strong).trim()}**`;
  return 'chapter' in part ? `[${plain(part.chapter)}](#${part.id})` : link(part.link, part.url);
}

/** Marks at the end of a heading would be taken for its frame. */
const title = (text: string): string =>
  plain(text)
    .trim()
    .replace(/#+$/, (marks) => '\\#'.repeat(marks.length));
const line = (parts: Line): string => parts.map(piece).join('').trim();
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
/** A bar ends a cell even inside of code. */
const cell = (parts: Line): string => line(parts).replace(/(?<!\\)\|/g, '\\|');

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${'#'.repeat(one.level)} ${title(one.text)}`;
    case 'paragraph':
      return first(line(one.line));
    case 'list':
      return one.items.map((item) => `- ${first(line(item))}`).join('\n');
    case 'terms':
      return one.rows.map(([term, parts]) => `- **${plain(term).trim()}:** ${line(parts)}`).join('\n');
    case 'table':
      return [one.head.map(plain), one.head.map(() => '---'), ...one.rows.map((cells) => cells.map(cell))]
        .map(row)
        .join('\n');
    case 'code': {
      const text = saidCode(one.text);
      return [first(plain(one.label).trim()), '', ticks(text, 3) + one.fence, text, ticks(text, 3)].join('\n');
    }
  }
}

/** The document as Markdown, each chapter under an anchor of its own. */
export function toMarkdown({ title: name, intro, chapters }: DocumentText): string {
  const contents = chapters.map((chapter) => `- [${plain(chapter.title).trim()}](#${chapter.id})`);
  const parts = [
    `# ${title(name)}`,
    ...intro.map(block),
    ...(chapters.length > 1 ? ['## Contents', contents.join('\n')] : []),
    ...chapters.flatMap((chapter) => [
      `<a id="${chapter.id}"></a>`,
      `## ${title(chapter.title)}`,
      ...chapter.blocks.map(block),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}
