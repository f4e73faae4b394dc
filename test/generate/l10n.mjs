// npm run generate: l10n/bundle.l10n.json, every text that the editor shows, by its own English words, out of the code.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import ts from 'typescript';

const BUNDLE = 'l10n/bundle.l10n.json';

/** Texts that stand in tables of the core, which the code hands on without naming them: gathered as they are at run time. */
const TABLES = `
  import { library } from './src/config/library';
  import { templateLibrary } from './src/config/templates';
  import { withProse } from './src/policies';
  import { formats } from './src/formats';
  import { rules } from './src/rules';
  import { FORMS } from './src/config/own-file';
  import { namedKinds, patternKinds } from './src/secrets/kinds';
  export const texts = [];
  for (const { title, why, remedy } of rules) texts.push(title, why, remedy);
  for (const { title, allows } of [...namedKinds, ...patternKinds]) texts.push(title, allows);
  for (const { title } of formats) texts.push(title);
  for (const { title, makes } of templateLibrary()) texts.push(title, makes);
  const described = (schema) => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const name of ['description', 'expects']) if (typeof schema[name] === 'string') texts.push(schema[name]);
    Object.values(schema).forEach(described);
  };
  for (const { schema } of Object.values(FORMS)) described(schema);
  for (const { policy } of library()) withProse(policy, (text) => (texts.push(text), text));
`;

async function tableTexts() {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: TABLES, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    packages: 'external',
    write: false,
    platform: 'node',
    format: 'cjs',
    loader: { '.yaml': 'text' },
    logLevel: 'silent',
  });
  const file = path.resolve('.cache', `l10n-${process.pid}.cjs`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, outputFiles[0].text);
  try {
    return createRequire(file)(file).texts;
  } finally {
    fs.rmSync(file);
  }
}

/** As `said` words a sentence that rests on a default. */
const byDefault = (sentence) => `By default, ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

/**
 * What a source file says to people: keys of `t('…')`, `l10n.t('…')` and `vscode.l10n.t('…')`, and the templates of
 * text`…` and sentence`…`, twice where the file also words them as defaults. `problems` names the calls whose key is no literal.
 */
export function textsIn(source, name = 'source.ts') {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
  const keys = [];
  const templates = [];
  const problems = [];
  let defaults = false;
  const visit = (node) => {
    if (ts.isTaggedTemplateExpression(node) && /^(?:text|sentence)$/.test(node.tag.getText(file)))
      templates.push(templateOf(node));
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText(file);
      if (callee === 'said') defaults = true;
      if (/^(?:(?:vscode\.)?l10n\.)?t$/.test(callee)) {
        const [key] = node.arguments;
        if (key && ts.isStringLiteralLike(key)) keys.push(key.text);
        else problems.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const sentences = defaults ? templates.filter((template) => template.endsWith('.')) : [];
  return { keys: [...keys, ...templates, ...sentences.map(byDefault)], problems };
}

function templateOf({ template }) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce((text, span, i) => `${text}{${i}}${span.literal.text}`, template.head.text);
}

/** The bundle's text, and where in the source something keeps a text out of it. */
export async function l10nBundle() {
  const files = fs.readdirSync('src', { recursive: true }).filter((file) => /(?<!\.d)\.ts$/.test(file));
  const found = files.map((file) => textsIn(fs.readFileSync(path.join('src', file), 'utf8'), `src/${file}`));
  const keys = new Set([...found.flatMap((one) => one.keys), ...(await tableTexts())]);
  const bundle = Object.fromEntries([...keys].sort().map((key) => [key, key]));
  return { text: `${JSON.stringify(bundle, null, 2)}\n`, problems: found.flatMap((one) => one.problems) };
}

async function write() {
  const { text, problems } = await l10nBundle();
  if (problems.length > 0)
    throw new Error(`the key of a text is a literal, or nobody finds it: ${problems.join(', ')}`);
  fs.mkdirSync(path.dirname(BUNDLE), { recursive: true });
  fs.writeFileSync(BUNDLE, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) void write();
