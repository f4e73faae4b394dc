// npm run generate: the table of settings in README.md, between its markers, from the manifest.
import fs from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { manifestInEnglish } from './manifest-strings.mjs';

const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

/** The table's lines: one sentence and the default of each setting. */
export function settingsTable(manifest) {
  const rows = Object.entries(manifest.contributes.configuration.properties).map(([name, property]) => {
    const words = property.markdownDescription ?? property.description;
    const choices = property.enum ? ` One of ${property.enum.map((value) => `\`${value}\``).join(', ')}.` : '';
    const standard = `\`${JSON.stringify(property.default)}\``;
    return `| \`${name}\` | ${words}${choices} | ${standard} |`;
  });
  return ['| setting | what it does | default |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A page with a table between two markers. */
export function between(page, begin, end, table) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md: no ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
}

/** The README with the table between its markers. */
export const withTable = (readme, manifest) => between(readme, BEGIN, END, settingsTable(manifest));

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  fs.writeFileSync('README.md', withTable(fs.readFileSync('README.md', 'utf8'), manifestInEnglish()));
}
