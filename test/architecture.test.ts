import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICruiseResult, IModule } from 'dependency-cruiser';

/** What each folder of the core may import beside itself and `place`; the packages it may use. */
const TABLE: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>> = {
  document: { folders: [], packages: ['yaml', 'jsonc-parser'] },
  facts: { folders: [], packages: [] },
  knowledge: { folders: ['facts'], packages: [] },
  secrets: { folders: ['document', 'facts', 'knowledge'], packages: [] },
  store: { folders: ['document', 'facts', 'resource', 'declaration'], packages: [] },
  formats: { folders: ['document', 'facts', 'resource', 'declaration'], packages: [] },
  providers: { folders: ['facts', 'knowledge', 'resource'], packages: [] },
  rules: { folders: ['facts', 'knowledge'], packages: [] },
  findings: { folders: ['facts'], packages: [] },
  policies: { folders: ['findings'], packages: [] },
  templates: { folders: ['document', 'policies'], packages: [] },
  threats: { folders: ['facts', 'knowledge', 'findings', 'policies'], packages: ['yaml', 'saxes'] },
  metrics: { folders: ['findings', 'policies', 'threats'], packages: [] },
  config: {
    folders: ['document', 'findings', 'policies', 'templates', 'threats'],
    packages: ['yaml', 'smol-toml', 'ignore', 'minimatch', 're2js'],
  },
  place: { folders: [], packages: [] },
  resource: { folders: ['facts'], packages: [] },
  declaration: { folders: ['document'], packages: [] },
};
const CORE = Object.keys(TABLE);
/** Surfaces see the engine, configuration and public types; they never reach into the machinery behind them. */
const BEHIND = ['store', 'providers', 'knowledge', 'secrets'];

const folderOf = (path: string): string =>
  path
    .replace(/^src\//, '')
    .split('/')[0]!
    .replace(/\.ts$/, '');
const isOurs = (path: string): boolean => path.startsWith('src/');

async function cruised(): Promise<readonly IModule[]> {
  const { cruise } = await import('dependency-cruiser');
  const { output } = await cruise(
    ['src'],
    { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, exclude: { path: '\\.json$' } },
    { conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.js'] },
  );
  return (output as ICruiseResult).modules.filter(({ source }) => isOurs(source));
}

describe('architecture', function () {
  this.timeout(60_000);
  let modules: readonly IModule[] = [];
  before(async () => {
    modules = await cruised();
  });

  const edges = () =>
    modules.flatMap(({ source, dependencies }) => dependencies.map((dependency) => ({ source, dependency })));

  it('is read whole: as many modules as there are source files', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => /(?<!\.d)\.ts$/.test(f));
    assert.ok(files.length > 100);
    assert.equal(modules.filter(({ source }) => /(?<!\.d)\.ts$/.test(source)).length, files.length);
  });

  it('keeps each core folder to the folders that the table names', () => {
    const wrong = edges()
      .filter(({ source, dependency }) => CORE.includes(folderOf(source)) && isOurs(dependency.resolved))
      .map(({ source, dependency }) => ({ source, from: folderOf(source), to: folderOf(dependency.resolved) }))
      .filter(({ from, to }) => from !== to && to !== 'place' && !TABLE[from]!.folders.includes(to))
      .map(({ source, to }) => `${source} imports ${to}`);
    assert.deepEqual(wrong, []);
  });

  it('keeps each core folder to the packages that the table names', () => {
    const wrong = edges()
      .filter(({ source, dependency }) => isCore(source) && !isOurs(dependency.resolved))
      .filter(
        ({ source, dependency }) => !(TABLE[folderOf(source)]?.packages ?? []).includes(packageOf(dependency.module)),
      )
      .map(({ source, dependency }) => `${source} imports ${dependency.module}`);
    assert.deepEqual(wrong, []);
  });

  it('lets surfaces see the engine, not what is behind it', () => {
    const wrong = edges()
      .filter(({ source, dependency }) => source.startsWith('src/surfaces/') && isOurs(dependency.resolved))
      .filter(({ dependency }) => BEHIND.includes(folderOf(dependency.resolved)))
      .map(({ source, dependency }) => `${source} imports ${dependency.resolved}`);
    assert.deepEqual(wrong, []);
  });

  it('has no cycle', () => {
    const cycles = edges().filter(({ source, dependency }) => isOurs(source) && dependency.circular);
    assert.deepEqual([...new Set(cycles.map(({ source, dependency }) => `${source} -> ${dependency.resolved}`))], []);
  });

  it('has no rule that imports a rule, and no provider that imports a provider', () => {
    const isRule = (path: string) => /^src\/rules\/[a-z]+\/(?!index\.|messages\.)[a-z0-9-]+\.ts$/.test(path);
    const named = new Set(edges().flatMap(({ source }) => (/\/index\.ts$/.test(source) ? [source] : [])));
    const listed = new Set(
      edges()
        .filter(({ source }) => named.has(source))
        .map(({ dependency }) => dependency.resolved),
    );
    const unit = (path: string) => listed.has(path) && isRule(path);
    const wrong = edges().filter(({ source, dependency }) => unit(source) && unit(dependency.resolved));
    assert.deepEqual(
      wrong.map(({ source, dependency }) => `${source} imports ${dependency.resolved}`),
      [],
    );
  });

  it('reaches no editor, page or system from the core', () => {
    const system = /\bprocess\.|\bconsole\.|\bwindow\.|\bdocument\.createElement|\bfetch\(|\bnew Function\b|\beval\(/;
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('surfaces') && !file.includes('generated'),
    );
    const wrong = files.filter((file) => system.test(withoutStrings(readFileSync(join('src', file), 'utf8'))));
    assert.deepEqual(wrong, []);
  });

  it('stays small and flat: rules under 120 lines without examples, other files under 250', () => {
    const long = modules
      .filter(({ source }) => source.endsWith('.ts') && !source.includes('generated'))
      .map(({ source }) => ({ source, lines: linesOf(source) }))
      .filter(({ source, lines }) => lines > limitOf(source))
      .map(({ source, lines }) => `${source}: ${lines} lines`);
    assert.deepEqual(long, []);
  });

  it('has no file whose name says nothing', () => {
    const vague = modules.filter(({ source }) =>
      /(^|[/-])(utils?|helpers?|managers?|misc|common)(\.ts|\/|-)/.test(source),
    );
    assert.deepEqual(
      vague.map(({ source }) => source),
      [],
    );
  });
});

const isCore = (path: string): boolean => isOurs(path) && !path.startsWith('src/surfaces/');
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const withoutStrings = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g, '');

/** Tables of facts may be long: their files hold data and nothing that decides. */
const TABLES = /^src\/(knowledge|secrets\/kinds|providers\/[a-z]+\/public-switches)|^src\/surfaces\/protocol/;
const isRule = (path: string): boolean => /^src\/rules\/(access|exposure|workload|pipeline|secrets)\//.test(path);
const limitOf = (path: string): number => (TABLES.test(path) ? 1000 : isRule(path) ? 120 : 250);

function linesOf(path: string): number {
  const text = readFileSync(path, 'utf8');
  const counted = isRule(path) ? text.replace(/\n {2}examples: \{[\s\S]*?\n {2}\},\n/, '\n') : text;
  return counted.trimEnd().split('\n').length;
}
