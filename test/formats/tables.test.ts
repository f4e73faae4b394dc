import assert from 'node:assert/strict';
import fs from 'node:fs';
import process from 'node:process';
import { createEngine } from '../../src/engine';
import { formatOf, formats } from '../../src/formats/index';
import { providers } from '../../src/providers/index';
import { rules } from '../../src/rules/index';
import type { FormatId } from '../../src/rules/rule';
import { fillExamples } from '../../src/secrets/kinds/examples';
import { readExample } from '../support/example';
import { world } from '../support/lookup';
import { projects } from '../support/projects';

type Files = ReadonlyMap<string, string>;
/** How often each thing was seen, by format. */
type Seen = Map<string, Set<string>>;

const note = (seen: Seen, format: string, what: string): void => {
  seen.set(format, (seen.get(format) ?? new Set()).add(what));
};

/** What the fixtures and the examples of all rules show about formats. */
function look() {
  const services: Seen = new Map();
  const types: Seen = new Map();
  const ruled: Seen = new Map();
  const fixed: Seen = new Map();
  const fixtures: Seen = new Map();
  const read = (files: Files) => {
    for (const resource of world(Object.fromEntries(files), formats).resources()) {
      const { path: file } = resource.subject.head.anchor;
      const format = formatOf(file, files.get(file)!)!.id;
      for (const provider of providers.filter((one) => one.types.includes(resource.type))) {
        if ([...provider.facts(resource)].length === 0) continue;
        note(services, format, provider.id);
        note(types, format, resource.type);
      }
    }
  };
  for (const rule of rules) {
    for (const [written, { bad, good, unknown }] of Object.entries(rule.examples)) {
      const filesOf = (example: string) => readExample(written as FormatId, fillExamples(example)).files;
      for (const example of [...bad, ...good, ...(unknown ?? [])]) read(filesOf(example));
      for (const example of bad) {
        const engine = createEngine([rule]);
        for (const [file, text] of filesOf(example)) engine.update(file, text);
        for (const { path: file, fix } of engine.report({ today: '2026-01-15' }).findings) {
          const format = formatOf(file, filesOf(example).get(file) ?? '')?.id;
          if (format === undefined) continue;
          note(ruled, format, rule.id);
          if (fix.some((one) => engine.edits(one).length > 0)) note(fixed, format, rule.id);
        }
      }
    }
  }
  for (const { name, files } of projects()) {
    for (const [file, text] of files) {
      const format = formatOf(file, text)?.id;
      if (format !== undefined) note(fixtures, format, `${name}/${file}`);
    }
    read(files);
  }
  return { services, types, ruled, fixed, fixtures };
}

const size = (seen: Seen, format: string): number => seen.get(format)?.size ?? 0;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Holds a file's table to what was seen; `HANDRAIL_GOLDEN=write` writes it anew. */
function assertTable(file: string, made: string): void {
  const text = fs.readFileSync(file, 'utf8');
  const [start, end] = ['<!-- table -->\n', '\n<!-- /table -->'].map((mark) => text.indexOf(mark));
  assert.ok(start! >= 0 && end! > start!, `${file} has marks for its table`);
  const now = `${text.slice(0, start! + '<!-- table -->\n'.length)}${made}${text.slice(end)}`;
  if (process.env.HANDRAIL_GOLDEN === 'write') fs.writeFileSync(file, now);
  assert.equal(fs.readFileSync(file, 'utf8'), now);
}

describe('the tables of what is read', function () {
  this.timeout(60_000);
  const seen = look();

  it('say for each format what is known of it', () => {
    const rows = formats.map(({ id, title }) => [
      title,
      `\`${id}\``,
      size(seen.fixtures, id),
      size(seen.types, id),
      [...(seen.services.get(id) ?? [])].sort().join(', ') || '–',
      size(seen.ruled, id),
      size(seen.fixed, id),
    ]);
    const head = ['format', 'id', 'files among the fixtures', 'types of resources', 'services', 'rules', 'with a fix'];
    assertTable('src/formats/README.md', table(head, rows));
  });

  it('say for each service in which formats it is understood', () => {
    const rows = providers.map(({ id }) => [
      id,
      formats
        .filter((format) => seen.services.get(format.id)?.has(id))
        .map(({ title }) => title)
        .filter((title, at, all) => all.indexOf(title) === at)
        .join(', ') || '–',
    ]);
    const ids = [...new Set(rows.map(([id]) => id))];
    assertTable(
      'src/providers/README.md',
      table(
        ['service', 'formats'],
        ids.map((id) => rows.find(([name]) => name === id)!),
      ),
    );
  });

  it('know every format by a fixture, and every service by some format', () => {
    assert.deepEqual(
      formats.filter(({ id }) => size(seen.fixtures, id) === 0).map(({ id }) => id),
      [],
    );
    const known = new Set([...seen.services.values()].flatMap((ids) => [...ids]));
    assert.deepEqual(
      providers.filter(({ id }) => !known.has(id)).map(({ id }) => id),
      [],
    );
  });
});
