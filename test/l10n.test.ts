import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createEngine } from '../src/engine';
import type { Message } from '../src/facts';
import { rules } from '../src/rules/index';
import type { FormatId } from '../src/rules/rule';
import { fillExamples } from '../src/secrets/kinds/examples';
import { l10nBundle, textsIn } from './generate/l10n.mjs';
import { withKeys } from './generate/manifest-strings.mjs';
import { readExample } from './support/example';
import { plant } from './support/planted';
import { english, pseudo } from './support/pseudo.mjs';

const AGAIN = 'run `npm run generate`';
const BUNDLE = readFileSync('l10n/bundle.l10n.json', 'utf8');

/** Every sentence and every phrase that a message is made of. */
function* templates({ template, args }: Message): Generator<string> {
  yield template;
  for (const arg of args) if (typeof arg !== 'string') yield* templates(arg);
}

function messagesOf(files: ReadonlyMap<string, string>): readonly Message[] {
  const engine = createEngine();
  for (const [path, text] of files) engine.update(path, text);
  const { findings } = engine.report({ today: '2026-01-15' });
  return findings.flatMap(({ message, fix, related }) => [
    message,
    ...fix.map(({ title }) => title),
    ...related.map((other) => other.message),
  ]);
}

describe('texts that people read', function () {
  this.timeout(60_000);

  it('stand in the bundle as the code says them, each under a key that is a literal', async () => {
    const { text, problems } = await l10nBundle();
    assert.deepEqual(problems, []);
    assert.equal(text, BUNDLE, AGAIN);
  });

  it('are found where they are said', () => {
    const { keys } = textsIn(
      "t('One {0}', 1); l10n.t('two'); vscode.l10n.t(`three`); text`Four ${name} five ${age}`; sentence`Six`;",
    );
    assert.deepEqual(keys, ['One {0}', 'two', 'three', 'Four {0} five {1}', 'Six']);
  });

  it('are found as sentences about a default, too, where a file words them so', () => {
    const { keys } = textsIn('said(value, text`Anyone may read ${name}.`); const title = text`Close it`;');
    assert.deepEqual(keys, ['Anyone may read {0}.', 'Close it', 'By default, anyone may read {0}.']);
  });

  it('may not be put together on the way', () => {
    const { problems } = textsIn("const t = 1;\nl10n.t('a' + b);\nvscode.l10n.t(name);\nt(`${a} b`);", 'some.ts');
    assert.deepEqual(problems, ['some.ts:2', 'some.ts:3', 'some.ts:4']);
  });

  it('include every message, fix and related place that rules have for their examples and for every kind of secret', () => {
    const known = new Set(Object.keys(JSON.parse(BUNDLE)));
    const examples = rules.flatMap((rule) =>
      Object.entries(rule.examples).flatMap(([format, { bad }]) =>
        bad.map((source) => readExample(format as FormatId, fillExamples(source)).files),
      ),
    );
    const said = [...examples, plant().files].flatMap(messagesOf).flatMap((message) => [...templates(message)]);
    assert.ok(new Set(said).size > 150, `${new Set(said).size} texts`);
    assert.deepEqual(
      [...new Set(said)].filter((template) => !known.has(template)),
      [],
    );
  });
});

describe('the made-up language of tests', () => {
  it('leaves arguments, code, icons and targets of links alone', () => {
    const text = pseudo('Set `a: true` for {0}, $(check) [or ask](command:handrail.ask)');
    assert.equal(text, '«Šéţ `a: true` ƒöŕ {0}, $(check) [öŕ åšķ](command:handrail.ask)»');
  });

  it('shows what is English, names apart', () => {
    const shown = `${pseudo('{0} is open').replace('{0}', 'SSH')} by default, see \`main.tf\``;
    assert.equal(english(shown, ['SSH']), 'by default see');
    assert.equal(english(shown, ['see', 'SSH', 'by default']), undefined);
  });
});

describe('the manifest', () => {
  const contributing = (contributes: object) => JSON.stringify({ description: 'Handrail', contributes });

  it('names every text that people read by a key', () => {
    const [manifest, strings] = ['package.json', 'package.nls.json'].map((file) => readFileSync(file, 'utf8'));
    assert.deepEqual(withKeys(manifest!, strings!), { manifest, strings }, AGAIN);
  });

  it('gets keys for plain English, named after its place, and keeps those that it has', () => {
    const commands = [
      { command: 'handrail.one', title: '%first%', category: 'Handrail' },
      { command: 'handrail.two', title: 'Two', icon: '$(search)' },
    ];
    const moved = withKeys(contributing({ commands }), '{ "first": "One", "gone": "Of no use" }');
    const titles = JSON.parse(moved.manifest).contributes.commands.map(({ title }: { title: string }) => title);
    assert.deepEqual(titles, ['%first%', '%commands.two.title%']);
    assert.deepEqual(JSON.parse(moved.strings), { 'commands.two.title': 'Two', first: 'One' });
    assert.deepEqual(withKeys(moved.manifest, moved.strings), moved);
  });

  it('never gets the key of another text', () => {
    const viewsWelcome = [
      { view: 'handrail.findings', contents: 'Empty' },
      { view: 'handrail.findings', contents: 'Nothing open' },
    ];
    const { strings } = withKeys(contributing({ viewsWelcome }), '{}');
    assert.deepEqual(JSON.parse(strings), {
      'viewsWelcome.findings.contents': 'Empty',
      'viewsWelcome.findings.contents.2': 'Nothing open',
    });
  });

  it('has no field of which nobody has said whether people read it', () => {
    assert.throws(() => withKeys(contributing({ commands: [{ command: 'a', hint: 'Read me' }] }), '{}'), /hint/);
  });

  it('names no key that has no text', () => {
    assert.throws(() => withKeys(contributing({ commands: [{ command: 'a', title: '%lost%' }] }), '{}'), /lost/);
  });
});
