import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { buildSync } from 'esbuild';
import type { loadWorkspace } from '../src/config';
import type { templateLibrary } from '../src/config/templates';
import type { createEngine } from '../src/engine';
import type { policyFor } from '../src/policies';
import type { fillExamples } from '../src/secrets/kinds/examples';
import type { textOf } from '../src/templates/template';

/** A fenced block of CONTRIBUTING.md: `info` is what stands after the fence's language. */
interface Block {
  readonly section: string;
  readonly language: string;
  readonly info: string;
  readonly body: string;
}

/** The parts of a source tree that show whether steps lead somewhere. */
interface Built {
  readonly createEngine: typeof createEngine;
  readonly fillExamples: typeof fillExamples;
  readonly loadWorkspace: typeof loadWorkspace;
  readonly policyFor: typeof policyFor;
  readonly templateLibrary: typeof templateLibrary;
  readonly textOf: typeof textOf;
}

const PAGE = readFileSync('CONTRIBUTING.md', 'utf8');
const SECTIONS = [
  'Add a rule',
  'Add a secret kind',
  'Add a service of a cloud',
  'Add a format',
  'Add a policy',
  'Add a template',
];

function blocks(): readonly Block[] {
  return PAGE.split(/^## /m).flatMap((part) =>
    [...part.matchAll(/^```(\w+)(?: ([^\n]*))?\n([\s\S]*?)^```$/gm)].map((match) => ({
      section: part.slice(0, part.indexOf('\n')),
      language: match[1]!,
      info: match[2] ?? '',
      body: match[3]!,
    })),
  );
}

/** Follows a change: lines to keep are looked for in order, `+` lines go behind the last of them, `-` lines go. */
function changed(text: string, change: string, file: string): string {
  const lines = text.split('\n');
  let at = 0;
  for (const line of change.trimEnd().split('\n')) {
    const [sign, rest] = [line[0], line.slice(1)];
    if (sign === '+') {
      lines.splice(at++, 0, rest);
      continue;
    }
    const found = lines.indexOf(rest, at);
    assert.ok(found >= 0, `${file} has no line "${rest}"`);
    if (sign === '-') lines.splice(found, 1);
    at = sign === '-' ? found : found + 1;
  }
  return lines.join('\n');
}

/** Paths in the prose of a page: those from the root in backticks, and the targets of links. */
function filesNamedIn(page: string): readonly string[] {
  const prose = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const quoted = [...prose.matchAll(/`((?:src|test)\/[\w./-]+)`/g)].map((match) => match[1]!);
  const linked = [...prose.matchAll(/\]\((?!https?:)([\w./-]+)\)/g)].map((match) => match[1]!);
  return [...quoted, ...linked.map((target) => path.join(path.dirname(page), target))];
}

describe('CONTRIBUTING.md', () => {
  const copy = path.resolve('.cache', `contributing-${process.pid}`);
  const all = blocks();
  const steps = all.filter(({ info }) => info.startsWith('src/'));
  let built: Built;

  before(() => {
    cpSync('src', path.join(copy, 'src'), { recursive: true });
    for (const { info, language, body } of steps) {
      const file = path.join(copy, info);
      assert.equal(existsSync(file), language === 'diff', `${info}: a change needs a file, a new file none`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, language === 'diff' ? changed(readFileSync(file, 'utf8'), body, info) : body);
    }
    const entry = `export { createEngine } from './src/engine';
      export { fillExamples } from './src/secrets/kinds/examples';
      export { loadWorkspace } from './src/config';
      export { policyFor } from './src/policies';
      export { templateLibrary } from './src/config/templates';
      export { textOf } from './src/templates/template';`;
    const outfile = path.join(copy, 'built.cjs');
    buildSync({
      stdin: { contents: entry, resolveDir: copy },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      loader: { '.yaml': 'text' },
      logLevel: 'silent',
    });
    built = require(outfile) as Built;
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('has steps, commands and a proof for each thing that people add', () => {
    for (const section of SECTIONS) {
      const here = all.filter((block) => block.section === section);
      assert.ok(
        here.some((block) => steps.includes(block)),
        `${section}: steps`,
      );
      assert.ok(
        here.some(({ language }) => language === 'sh'),
        `${section}: commands`,
      );
      assert.ok(
        here.some(({ info }) => /\b(?:finds|serves|inserts)\b/.test(info)),
        `${section}: proof`,
      );
    }
  });

  it('says nothing of its proofs before the steps are taken', async () => {
    const { createEngine: asItStands } = await import('../src/engine');
    for (const { info, body } of all.filter(({ info: text }) => text.includes(' finds '))) {
      const [file, , rule] = info.split(' ') as [string, string, string];
      const engine = asItStands();
      engine.update(file, body.replace(/[«»]/g, ''));
      const found = engine.report({ today: '2026-11-24' }).findings.map((finding) => finding.rule);
      assert.ok(!found.includes(rule), `${file} already finds ${rule}: the steps prove nothing`);
    }
  });

  for (const { info, body } of all.filter(({ info: text }) => text.includes(' finds '))) {
    it(`leads to a finding: ${info}`, () => {
      const [file, , rule] = info.split(' ') as [string, string, string];
      const marked = built.fillExamples(body);
      const start = marked.indexOf('«');
      const end = marked.indexOf('»') - 1;
      const engine = built.createEngine();
      engine.update(file, marked.replace(/[«»]/g, ''));
      const report = engine.report({ today: '2026-11-24' });
      assert.deepEqual(report.failures, []);
      const found = report.findings.map((finding) => `${finding.rule} ${finding.span.start}-${finding.span.end}`);
      assert.ok(found.includes(`${rule} ${start}-${end}`), `${found.join(', ')} instead of ${rule} ${start}-${end}`);
    });
  }

  for (const { info } of all.filter(({ info: text }) => text.includes(' serves '))) {
    it(`leads to a policy: ${info}`, () => {
      const [rule, , policy] = info.split(' ') as [string, string, string];
      const { policies } = built.loadWorkspace([]);
      assert.equal(built.policyFor(rule, 'main.tf', policies).primary?.id, policy);
    });
  }

  for (const { info, body } of all.filter(({ info: text }) => text.includes(' inserts '))) {
    it(`leads to a template: ${info}`, () => {
      const [file, , id] = info.split(' ') as [string, string, string];
      const template = built.templateLibrary().find((one) => `${one.format}/${one.id}` === id);
      assert.ok(template, id);
      const { policies } = built.loadWorkspace([]);
      assert.deepEqual([template.file, built.textOf(template, (policy) => policies.byId(policy)?.title)], [file, body]);
      const engine = built.createEngine();
      engine.update(file, body);
      assert.deepEqual(engine.report({ today: '2026-11-24' }).findings, []);
    });
  }

  it('names commands, files and folders that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const commands = all.filter(({ language }) => language === 'sh').flatMap(({ body }) => body.trim().split('\n'));
    assert.ok(commands.length >= 9);
    for (const command of commands) {
      const [npm, run, script = '', dashes, ...files] = command.split(' ');
      assert.deepEqual([npm, run, dashes ?? '--'], ['npm', 'run', '--'], command);
      assert.ok(scripts[script], command);
      for (const file of files) assert.ok(existsSync(file), `${command}: ${file}`);
    }
    const added = new Set(steps.map(({ info }) => info));
    for (const file of filesNamedIn('CONTRIBUTING.md')) assert.ok(existsSync(file) || added.has(file), file);
  });
});

describe('every page', () => {
  for (const page of ['README.md', 'SECURITY.md', 'src/README.md', 'test/README.md']) {
    it(`${page} names files and folders that exist`, () => {
      for (const file of filesNamedIn(page)) assert.ok(existsSync(file), file);
    });
  }

  it('src/README.md names a test for each invariant', () => {
    const page = readFileSync('src/README.md', 'utf8');
    const table = page.slice(page.indexOf('## Invariants'), page.indexOf('## Decisions'));
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:what never|---)/.test(line));
    assert.ok(rows.length > 10);
    for (const row of rows) assert.match(row, /\| .*`test\/[\w./-]+`/, row);
  });
});
