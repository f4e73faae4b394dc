// npm run generate: moves what people read in package.json to package.nls.json, where it can be translated. Write plain
// English in package.json; this puts a %key% in its place. What has a key keeps it, and keys that nobody names go.
import fs from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const MANIFEST = 'package.json';
const STRINGS = 'package.nls.json';

/** Fields below `contributes` that people read. A text in a field of neither list is an error, so that somebody decides. */
const READ = new Set([
  ...['title', 'name', 'contextualTitle', 'contents', 'label', 'description', 'markdownDescription', 'altText'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'displayName'],
]);
/** Fields that hold names, conditions, paths and values: the same in every language. */
const NEVER_READ = new Set([
  ...['command', 'submenu', 'id', 'view', 'category', 'when', 'enablement', 'group', 'key', 'mac', 'win', 'linux'],
  ...['icon', 'type', 'scope', 'pattern', 'language', 'configuration', 'path', 'fontPath', 'fontCharacter', 'url'],
  ...['extensions', 'filenames', 'filenamePatterns', 'fileMatch', 'aliases', 'image', 'svg', 'completionEvents'],
  ...['viewType', 'filenamePattern', 'priority', 'scheme'],
  'markdown', // a file: VS Code looks for `read.nls.<language>.md` beside `read.md`
]);
/** Below these stand values of settings. */
const VALUES = new Set(['enum', 'default', 'configurationDefaults']);
/** The product's name is the same everywhere. */
const PRODUCT = 'Handrail';

const keyIn = (text) => /^%([^%\s]+)%$/.exec(text)?.[1];

/** What people read in the manifest, as text or as key: `holder[key]`, and the names that lead there. */
function* read(manifest) {
  yield { holder: manifest, key: 'description', at: ['description'] };
  yield* readBelow(manifest.contributes, []);
}

function* readBelow(node, above, list) {
  for (const [key, value] of Object.entries(node)) {
    const field = list ?? key;
    if (VALUES.has(field)) continue;
    const at = [...above, list ? (value.command ?? value.id ?? value.view ?? String(Number(key) + 1)) : key];
    if (typeof value === 'object' && value !== null)
      yield* readBelow(value, at, Array.isArray(value) ? key : undefined);
    else if (typeof value !== 'string' || NEVER_READ.has(field)) continue;
    else if (READ.has(field)) yield { holder: node, key, at };
    else
      throw new Error(`package.json: say in test/generate/manifest-strings.mjs whether people read ${at.join(' / ')}`);
  }
}

/** The manifest's text with keys for all that people read, and the strings that belong to them. */
export function withKeys(manifestText, stringsText) {
  const manifest = JSON.parse(manifestText);
  const before = JSON.parse(stringsText);
  const places = [...read(manifest)]
    .map((place) => ({ ...place, text: place.holder[place.key] }))
    .filter(({ text }) => text !== PRODUCT);
  const strings = {};
  for (const { text } of places) {
    const key = keyIn(text);
    if (key === undefined) continue;
    if (before[key] === undefined) throw new Error(`${STRINGS} has no ${key}`);
    strings[key] = before[key];
  }
  for (const { holder, key, at, text } of places) {
    if (keyIn(text) !== undefined) continue;
    const name = at
      .filter((part) => part !== 'properties')
      .map((part) => part.replace(/^handrail\./, ''))
      .join('.');
    let free = name;
    for (let i = 2; free in strings; i++) free = `${name}.${i}`;
    strings[free] = text;
    holder[key] = `%${free}%`;
  }
  const sorted = Object.fromEntries(Object.entries(strings).sort(([a], [b]) => (a < b ? -1 : 1)));
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  return { manifest: json(manifest), strings: json(sorted) };
}

/** The manifest as an English reader sees it. */
export const manifestInEnglish = () => {
  const strings = JSON.parse(fs.readFileSync(STRINGS, 'utf8'));
  const inEnglish = (_, value) => (typeof value === 'string' && strings[keyIn(value)]) || value;
  return JSON.parse(fs.readFileSync(MANIFEST, 'utf8'), inEnglish);
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const strings = fs.existsSync(STRINGS) ? fs.readFileSync(STRINGS, 'utf8') : '{}';
  const moved = withKeys(fs.readFileSync(MANIFEST, 'utf8'), strings);
  fs.writeFileSync(STRINGS, moved.strings);
  fs.writeFileSync(MANIFEST, moved.manifest);
}
