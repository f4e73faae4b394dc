import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { parseAnyYaml, yamlSyntax } from '../../src/document/yaml';
import { readPlainYaml } from '../../src/document/yaml/plain';
import { SEED } from '../support/workspaces';

/** Compares with the library what is read without it; says whether there was anything to compare. */
function agrees(text: string): boolean {
  const read = readPlainYaml(text);
  if (!read) return false;
  const { roots, problems } = parseAnyYaml(text);
  assert.deepEqual({ roots: read, problems: [] }, { roots, problems }, JSON.stringify(text));
  return true;
}

const WRITTEN = [
  "a|b c|1|-1|.5|+.5|012|0x1f|0o7|1e3|-.inf|.nan|~|null|true|no|1_000|-a|-1 2|a,b|a:b|x#c|x # c|# c|a [b]|a'b|a  |<<",
  `""|''|"a b"|'it''s'|"x\\n"|"\\u0041"|"a"b|"a"  |"a|{{ x }}|\${{ y }}|\ue000\ue000|é|x\u00a0|\u0085|a\u2028b|😀`,
  '[]|{}|[a, "b"]|{a: 1, "b": [c]}|[a, ]|{a}|[a|{"a":1}|[a:b]|[-]|[- a]|[?a]|[[a], {b: c}]|{a b: c d}',
  '!Ref x|!Sub "y"|!If|!!str 1|!a!b c|[!Ref a, b]|&a|*a|- a|- - a|- a: b|a: b|?|? a|@x|%x|`|---|--- : x|...|-',
]
  .join('|')
  .split('|')
  .concat('|', '>', '|-', '>-', '|+', '>+', '|2', '|  ', '| # c');
const KEYS = ['a', 'b', '"q"', "'s'", '1', '<<', 'a b', 'a.b/c', 'on', '~', '-a', 'x ', '!t k', '[k]', 'a"b', '---'];

const indented = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 6), text).map(([by, line]) => ' '.repeat(by) + line);
const value = fc.constantFrom(...WRITTEN);
const entry = fc
  .tuple(fc.constantFrom(...KEYS), fc.option(value))
  .map(([key, held]) => `${key}:${held ? ` ${held}` : ''}`);
const line = indented(
  fc.oneof(
    { weight: 5, arbitrary: entry },
    { weight: 3, arbitrary: fc.oneof(entry, value).map((item) => `- ${item}`) },
    { weight: 2, arbitrary: fc.constantFrom('-', '', '# c') },
    { weight: 1, arbitrary: value },
  ),
);
const text = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', ''))
  .map(([lines, end]) => lines.join('\n') + end);

const FIXTURES = ['kubernetes', 'cloudformation', 'workflows']
  .flatMap((folder) => fs.readdirSync(`test/fixtures/${folder}`).map((name) => `test/fixtures/${folder}/${name}`))
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => fs.readFileSync(path, 'utf8'))
  .flatMap((whole) => yamlSyntax.cut(whole).map(({ start, end }) => whole.slice(start, end)));

describe('plain yaml', function () {
  this.timeout(60_000);

  it('is read as the library reads it, whatever lines are written', () => {
    let compared = 0;
    fc.assert(
      fc.property(text, (written) => {
        if (agrees(written)) compared++;
      }),
      { seed: SEED, numRuns: 40_000 },
    );
    assert.ok(compared > 3_000, `only ${compared} texts were compared`);
  });

  it('is read as the library reads it in files as people write them, and in what becomes of them while they type', () => {
    const whole = FIXTURES.filter(agrees).length;
    assert.ok(
      whole / FIXTURES.length > 0.8,
      `only ${whole} of ${FIXTURES.length} sections are read without the library`,
    );
    let compared = 0;
    const edit = fc.tuple(
      fc.constantFrom(...FIXTURES),
      fc.nat(),
      fc.nat(8),
      fc.constantFrom('', 'x', ' ', '\n', ...'-:"#[{|&!'),
    );
    fc.assert(
      fc.property(edit, ([section, where, length, typed]) => {
        const at = where % section.length;
        if (agrees(section.slice(0, at) + typed + section.slice(at + length))) compared++;
      }),
      { seed: SEED, numRuns: 1_000 },
    );
    assert.ok(compared > 300, `only ${compared} texts were compared`);
  });

  it('leaves what is nested without end to the library', () => {
    for (const open of ['[', '{a: ', '- ', '!If ']) assert.equal(readPlainYaml(`- ${open.repeat(50_000)}`), undefined);
    const deep = Array.from({ length: 500 }, (_, i) => `${'  '.repeat(i)}- a:\n`).join('');
    assert.equal(readPlainYaml(deep), undefined);
  });
});
