/** How a document looks, on a screen, light and dark, and on paper. System colours follow a reader's high-contrast theme. */
export const STYLE = `:root { color-scheme: light dark; --text: #1b1f24; --soft: #4d5661; --back: #fff; --tint: #f3f5f7; --line: #c3cad2; --link: #0a4fb3; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ee; --soft: #b3bcc7; --back: #15191e; --tint: #1f252c; --line: #47515c; --link: #8ab8ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 52rem; color: var(--text); background: var(--back); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
nav h2 { margin-top: 1.5rem; padding-top: 0; border-top: 0; }
h3 { margin: 2rem 0 0.5rem; }
h4 { margin: 1.5rem 0 0.5rem; }
a { color: var(--link); }
a:focus-visible, main:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.where { color: var(--soft); }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem 1.25rem; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.25rem; }
th, td { padding: 0.4rem 0.6rem 0.4rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
tbody th { font-weight: 400; }
tr, figure { break-inside: avoid; }
figure { margin: 1rem 0; }
figcaption { color: var(--soft); }
code { font: 0.875em/1.5 ui-monospace, monospace; background: var(--tint); padding: 0.1em 0.25em; }
pre { margin: 0.25rem 0; padding: 0.75rem; background: var(--tint); border: 1px solid var(--line); white-space: pre-wrap; }
pre code { padding: 0; }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #333; --back: #fff; --tint: #fff; --line: #888; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .skip, .where { display: none; }
  a[href^="https:"]::after { content: " (" attr(href) ")"; color: var(--soft); }
  article { break-before: page; }
}
`;
