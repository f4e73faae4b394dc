import { type Block, type Chapter, type DocumentText, destination, type Line, opens, type Piece } from './blocks';
import { said, saidCode } from './said';
import { STYLE } from './style';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);
const plain = (text: string): string => escaped(said(text));

function piece(part: Piece): string {
  if (typeof part === 'string') return plain(part);
  if ('code' in part) return `<code>${plain(part.code)}</code>`;
  if ('strong' in part) return `<strong>${plain(part.strong)}</strong>`;
  if ('chapter' in part) return `<a href="#${escaped(part.id)}">${plain(part.chapter)}</a>`;
  if (!opens(part.url)) return plain(part.link);
  const target = `<a href="${escaped(part.url)}" rel="noopener noreferrer">${plain(part.link)}</a>`;
  return `${target} <span class="where">(${plain(destination(part.url))})</span>`;
}

const line = (parts: Line): string => parts.map(piece).join('').trim();
const all = <T>(items: readonly T[], write: (item: T) => string): string => items.map(write).join('\n');

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `<h${one.level}>${plain(one.text)}</h${one.level}>`;
    case 'paragraph':
      return `<p>${line(one.line)}</p>`;
    case 'list':
      return `<ul>\n${all(one.items, (item) => `<li>${line(item)}</li>`)}\n</ul>`;
    case 'terms':
      return `<dl>\n${all(one.rows, ([term, parts]) => `<dt>${plain(term)}</dt>\n<dd>${line(parts)}</dd>`)}\n</dl>`;
    case 'table':
      return table(one.caption, one.head, one.rows);
    case 'code':
      return `<figure>\n<figcaption>${plain(one.label)}</figcaption>\n<pre><code>${escaped(saidCode(one.text))}</code></pre>\n</figure>`;
  }
}

function table(caption: string, head: readonly string[], rows: readonly (readonly Line[])[]): string {
  const cells = ([name = [], ...rest]: readonly Line[]) =>
    `<tr><th scope="row">${line(name)}</th>${rest.map((parts) => `<td>${line(parts)}</td>`).join('')}</tr>`;
  return [
    `<table>\n<caption>${plain(caption)}</caption>`,
    `<thead><tr>${head.map((name) => `<th scope="col">${plain(name)}</th>`).join('')}</tr></thead>`,
    `<tbody>\n${all(rows, cells)}\n</tbody>\n</table>`,
  ].join('\n');
}

const contents = (chapters: readonly Chapter[]): string =>
  [
    '<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>',
    all(chapters, ({ id, title }) => `<li><a href="#${escaped(id)}">${plain(title)}</a></li>`),
    '</ol>\n</nav>',
  ].join('\n');

const chapter = ({ id, title, blocks }: Chapter): string =>
  `<article aria-labelledby="${escaped(id)}">\n<h2 id="${escaped(id)}">${plain(title)}</h2>\n${all(blocks, block)}\n</article>`;

/**
 * The document as one HTML page: no script, nothing from elsewhere, a policy that would refuse both, and no character of a
 * text that means anything.
 */
export function toHtml({ title, intro, chapters }: DocumentText): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${plain(title)}</title>
<style>
${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<h1>${plain(title)}</h1>
</header>
${chapters.length > 1 ? `${contents(chapters)}\n` : ''}<main id="main" tabindex="-1">
${all(intro, block)}
${all(chapters, chapter)}
</main>
</body>
</html>
`;
}
