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

/** The README with the table between its markers. */
export function withTable(readme, manifest) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md: no ${BEGIN} … ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${settingsTable(manifest)}\n\n${readme.slice(end)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  fs.writeFileSync('README.md', withTable(fs.readFileSync('README.md', 'utf8'), manifestInEnglish()));
}
