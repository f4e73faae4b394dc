import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Block, DocumentText } from '../../../src/surfaces/documents/blocks';
import { toHtml } from '../../../src/surfaces/documents/html';
import { toMarkdown } from '../../../src/surfaces/documents/markdown';

/** The Markdown parser of VS Code's own preview; the packer brings it along. */
const MarkdownIt = createRequire(require.resolve('@vscode/vsce/package.json'))('markdown-it') as new (
  options: object,
) => { render(text: string): string };
const render = (markdown: string): string => new MarkdownIt({ html: true, linkify: true }).render(markdown);

/** One text at every place of a document where a repository's words may stand. */
function documentWith(text: string): DocumentText {
  const blocks: readonly Block[] = [
    { kind: 'heading', level: 3, text },
    { kind: 'paragraph', line: [text] },
    { kind: 'paragraph', line: ['a ', { strong: text }, ' b ', { code: text }, ' c'] },
    { kind: 'paragraph', line: [{ link: text, url: 'https://shop.example/a?b=c&d=(e)' }] },
    { kind: 'list', items: [[text], [{ code: text }, text]] },
    { kind: 'terms', rows: [[text, [text]]] },
    { kind: 'table', caption: text, head: [text, 'b'], rows: [[[text], [{ code: text }]]] },
    { kind: 'code', label: text, fence: 'yaml', text },
  ];
  const chapters = ['one', 'two'].map((id) => ({ id, title: text, blocks }));
  return { title: text, intro: [{ kind: 'paragraph', line: [{ chapter: text, id: 'one' }] }], chapters };
}

/** A page without its words: tags with all that they say, in order. */
const structure = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
/** As a browser reads text. */
const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:lt|gt|quot|#39|amp);/g,
      (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity] ?? '&',
    );

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onclick='x",
  '-->]]></style></pre><b>',
  '&lt;b&gt; &amp; &copy;',
  '[x](javascript:x) ![i](https://x.example/p.png) <https://x.example>',
  'https://x.example www.x.example a@x.example mailto:a@x.example',
  '# a',
  '- a',
  '+ a',
  '1. a',
  '2) a',
  '> a',
  '---',
  '===',
  '```',
  '~~~',
  '| a | b |',
  '    a',
  '**a** _b_ ~~c~~ `d` ``e',
  '\\',
  'a\\',
  '\\`',
  '`\\|`',
  '|',
  'a | b',
  '$x$ :smile:',
  '[a]: https://x.example',
  '<!-- a -->',
  'a\n\n# b',
  'a\r\nb\tc',
];

describe('documents', () => {
  for (const text of HOSTILE) {
    it(`say ${JSON.stringify(text)} and do nothing else with it`, () => {
      const [html, neutral] = [toHtml(documentWith(text)), toHtml(documentWith('word'))];
      assert.deepEqual(structure(html), structure(neutral), 'HTML');
      assert.ok(words(html).includes(text.replace(/\s+/g, ' ')), 'the words are there');
      const [rendered, plain] = [render(toMarkdown(documentWith(text))), render(toMarkdown(documentWith('word')))];
      assert.deepEqual(structure(rendered), structure(plain), 'Markdown');
      assert.ok(words(rendered).includes(text.replace(/\s+/g, ' ').trim()), 'the words are there, too');
    });
  }

  it('do so with any text', () => {
    const mark = fc.constantFrom(
      ...'<>&"\'`\\*_[]()#|~$!:/@.-+=1 \nab'.split(''),
      'www.',
      'https://',
      '```',
      '<a ',
      '-->',
    );
    const any = fc.oneof(fc.string({ unit: mark, minLength: 1, maxLength: 12 }), fc.string({ minLength: 1 }));
    const visible = any.filter((text) => text.trim() !== '');
    const html = structure(toHtml(documentWith('word')));
    const markdown = structure(render(toMarkdown(documentWith('word'))));
    fc.assert(
      fc.property(visible, (text) => {
        assert.deepEqual(structure(toHtml(documentWith(text))), html);
        assert.deepEqual(structure(render(toMarkdown(documentWith(text)))), markdown);
      }),
      { seed: 7, numRuns: 600 },
    );
  });

  it('show what hides, and never a credential that was taken out', () => {
    const text = 'a\u202eb\u0007c\u200bd \ue000\ue000\ue000 e';
    for (const written of [toHtml(documentWith(text)), toMarkdown(documentWith(text))]) {
      for (const hidden of ['\u202e', '\u0007', '\u200b', '\ue000']) assert.ok(!written.includes(hidden));
      assert.match(written, /•••/);
      assert.match(written, /u202e/);
    }
  });

  it('link only where an address opens safely, and say where to', () => {
    const line = (url: string): DocumentText => ({
      title: 't',
      intro: [{ kind: 'paragraph', line: [{ link: 'Ask', url }] }],
      chapters: [],
    });
    const linked = (url: string) => [
      (toHtml(line(url)).match(/<a href="[^#][^>]*>Ask<\/a> <span class="where">\([^<]*\)/) ?? [])[0],
      (toMarkdown(line(url)).match(/\[Ask\]\(.*/) ?? [])[0],
    ];
    assert.deepEqual(linked('https://chat.example/x?a=1&b=2'), [
      '<a href="https://chat.example/x?a=1&amp;b=2" rel="noopener noreferrer">Ask</a> <span class="where">(chat.example)',
      '[Ask](<https://chat.example/x?a=1&amp;b=2>) (chat.example)',
    ]);
    assert.match(linked('mailto:ask@shop.example')[0] ?? '', /\(ask@shop\.example\)$/);
    for (const url of ['javascript:x', 'http://x.example', 'data:text/html,x', 'https://x.example/">', 'command:x']) {
      assert.deepEqual(linked(url), [undefined, undefined], url);
    }
  });

  it('keep code as it is written', () => {
    const text = 'a:\n\t- "b"\n  ```\n';
    const one: DocumentText = { title: 't', intro: [{ kind: 'code', label: 'l', fence: 'yaml', text }], chapters: [] };
    assert.ok(words(toHtml(one)).includes('a:\n\t- "b"\n  ```'));
    assert.ok(toMarkdown(one).includes('````yaml\na:\n\t- "b"\n  ```\n````'));
  });
});
