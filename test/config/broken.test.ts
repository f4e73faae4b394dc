import assert from 'node:assert/strict';
import { parseDocument, stringify } from 'yaml';
import { type FileKind, FORMS } from '../../src/config/own-file';
import type { Path, Plain } from '../../src/config/plain-data';
import { type Schema, schemaAt } from '../../src/config/schema';
import { changed } from '../../src/config/text-change';
import { loadWorkspace, type Workspace } from '../../src/config/workspace';
import { removeValue, setValue } from '../../src/config/yaml-edit';
import { plain } from '../../src/facts';
import { KNOWN } from './around';

/** One file of each kind in which every field that the schema knows is said, and right. */
const WHOLE: Readonly<Record<FileKind, { readonly path: string; readonly data: Plain }>> = {
  config: {
    path: 'broken/.handrail/config.yaml',
    data: {
      version: 1,
      organisation: 'Fernway',
      environments: {
        production: { paths: ['prod/**'], severities: { 'public-bucket': 'high' }, rules: { 'root-user': 'on' } },
      },
      systems: [
        {
          name: 'checkout',
          paths: ['services/checkout/**'],
          criticality: 'high',
          data: ['payment data'],
          sessionInterval: 90,
          owner: { team: 'Payments', people: ['Ada'], codeowners: '@fernway/payments' },
        },
      ],
      packs: ['security/policies'],
      severities: { 'public-bucket': 'low' },
      rules: { 'root-user': 'off' },
      exclude: ['old/**'],
      threshold: 'medium',
      audience: 'hardening',
    },
  },
  waivers: {
    path: 'broken/.handrail/waivers.yaml',
    data: {
      version: 1,
      waivers: [
        {
          rule: 'public-bucket',
          path: 'infra/**',
          resource: 'aws_s3_bucket.letters',
          reason: 'Letters are public until May.',
          owner: 'Mail',
          approvedBy: 'Ada',
          expires: '2030-01-31',
          link: 'https://tickets.example/1',
        },
      ],
    },
  },
  template: {
    path: '.handrail/templates/broken.yaml',
    data: {
      version: 1,
      id: 'letter-box',
      format: 'terraform',
      title: 'Letter box',
      makes: 'A place that letters are put into.',
      file: 'letters.tf',
      serves: ['who-may-do-what'],
      body: 'resource "aws_sqs_queue" "${1:letters}" {\n}\n',
    },
  },
  policy: {
    path: '.handrail/policies/broken.yaml',
    data: {
      version: 1,
      id: 'letters-stay-here',
      extends: 'who-may-do-what',
      title: 'Letters stay here',
      statement: 'Letters never leave the house.',
      why: {
        business: 'b',
        delivery: 'd',
        trust: 't',
        incident: { text: 'i', source: { title: 's', url: 'https://law.example/' } },
      },
      protects: { data: ['letters'], services: ['mail'] },
      owner: { team: 'Mail', people: ['Ada'], codeowners: '@fernway/mail' },
      champions: [{ paths: ['mail/**'], people: ['Grace'] }],
      contact: [{ type: 'chat', name: '#mail', url: 'slack://channel', answers: '4 h' }],
      escalation: [{ when: 'w', to: 'Ada', within: '4 h', until: '2030-01-31' }],
      exception: {
        how: 'h',
        approver: { critical: 'A', high: 'B', medium: 'C', low: 'D' },
        longest: { critical: 1, high: 2, medium: 3, low: 4 },
        inline: 'medium',
      },
      severity: { any: { atLeast: 'low', atMost: 'high' } },
      rules: { primary: ['public-bucket'], related: ['root-*'] },
      scope: { paths: ['mail/**'], except: ['mail/docs/**'] },
      references: [{ framework: 'CWE', control: 'CWE-1', title: 't', url: 'docs/cwe.md' }],
      learn: { text: 'l', examples: [{ language: 'text', bad: 'b', good: 'g', difference: 'd' }] },
      reviewed: { on: '2026-01-31', by: 'Ada', next: '2027-01-31' },
      history: [{ on: '2026-01-31', change: 'c', by: 'Ada' }],
    },
  },
};
/** Of this process, in milliseconds: other work on the machine does not count. */
const processorTime = (): number => process.cpuUsage().user / 1_000;
const KINDS = Object.keys(FORMS) as FileKind[];
const textOf = (kind: FileKind): string => stringify(WHOLE[kind].data);

/** What other files say, whatever stands in the broken one. */
const OTHERS = [
  { path: '.handrail/config.yaml', text: 'version: 1\nthreshold: low\n' },
  {
    path: '.handrail/policies/fine.yaml',
    text: 'version: 1\nextends: secrets-live-in-the-vault\nowner: { team: Fine }\n',
  },
];
const load = (kind: FileKind, text: string): Workspace =>
  loadWorkspace([...OTHERS, { path: WHOLE[kind].path, text }], KNOWN);
function assertOthersHold({ problems, policies, configuration }: Workspace, kind: FileKind): void {
  assert.deepEqual(
    problems.filter(({ path }) => path !== WHOLE[kind].path),
    [],
  );
  assert.equal(policies.byId('secrets-live-in-the-vault')?.owner?.team, 'Fine');
  assert.equal(configuration.threshold, 'low');
}

/** Every value of a file with its path, mappings and lists before what they hold. */
function* values(data: Plain, path: Path = []): Generator<{ path: Path; value: Plain }> {
  if (path.length > 0) yield { path, value: data };
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data))
    yield* values(value, [...path, Array.isArray(data) ? Number(key) : key]);
}
/** Every place that a schema knows; `0` for entries of lists, `*` for keys of one's own. */
function* places(root: Schema, path: readonly string[] = []): Generator<string> {
  const schema = schemaAt(root, path);
  if (path.length > 0) yield path.join('/');
  for (const key of Object.keys(schema?.properties ?? {})) yield* places(root, [...path, key]);
  if (typeof schema?.additionalProperties === 'object') yield* places(root, [...path, '*']);
  if (schema?.type === 'array') yield* places(root, [...path, '0']);
}

/** The lines that a value and its key stand on. */
function linesOf(text: string, path: Path): readonly number[] {
  const document = parseDocument(text);
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  const holder = document.getIn(path.slice(0, -1), true) as { items: { key?: { value: unknown; range: number[] } }[] };
  const key = holder.items.find((item) => item.key?.value === path.at(-1))?.key;
  const node = document.getIn(path, true) as { range: number[] } | undefined;
  const [start = 0, end = start] = node?.range ?? [];
  const first = line(key ? key.range[0]! : start);
  return Array.from({ length: line(Math.max(start, end - 1)) - first + 1 }, (_, i) => first + i);
}

/** How a value can be broken; undefined where it can't be in this way. */
const BREAKS: Readonly<Record<string, (value: Plain, schema: Schema) => Plain | undefined>> = {
  'another type': (value) =>
    typeof value === 'string'
      ? { nonsense: 1 }
      : Array.isArray(value)
        ? 7
        : typeof value === 'object'
          ? 'text'
          : 'many',
  'no value': () => null,
  'a text that is too long': (value, { maxLength = 0 }) =>
    typeof value === 'string' ? 'x'.repeat(Math.max(12_000, maxLength + 1)) : undefined,
  'a character that nobody sees': (value) => (typeof value === 'string' ? `${value}\u202e\u0007` : undefined),
  'a key that nobody knows': (value, { additionalProperties }) =>
    typeof value === 'object' && additionalProperties === false ? { ...(value as object), nonsense: 'x' } : undefined,
  'a number out of bounds': (value) => (typeof value === 'number' ? -1 : undefined),
  'an entry more than is read': (value, { maxItems = 0, additionalProperties, maxProperties = 0 }) => {
    if (Array.isArray(value)) return Array.from({ length: maxItems + 1 }, () => 'x');
    if (typeof additionalProperties !== 'object') return undefined;
    return Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, i) => [`k${i}`, 'x']));
  },
};

describe('every field of every file that people write', () => {
  for (const kind of KINDS) {
    it(`stands in the whole ${kind} of these tests, without a fault`, () => {
      const said = [...values(WHOLE[kind].data)].map(({ path }) => path.map(String));
      const untold = [...places(FORMS[kind].schema)].filter((place) => {
        const steps = place.split('/');
        return !said.some(
          (path) => path.length === steps.length && steps.every((step, i) => step === '*' || step === path[i]),
        );
      });
      assert.deepEqual(untold, []);
      assert.deepEqual(load(kind, textOf(kind)).problems, []);
    });

    for (const [title, broken] of Object.entries(BREAKS)) {
      it(`of a ${kind} with ${title} is told about at its line, and harms no other file`, () => {
        const text = textOf(kind);
        let tried = 0;
        for (const { path, value } of values(WHOLE[kind].data)) {
          const schema = schemaAt(FORMS[kind].schema, path.map(String));
          const by = schema && broken(value, schema);
          if (by === undefined) continue;
          tried++;
          const change = setValue(text, path, by);
          assert.ok(change, `${path.join('/')} can be written`);
          const now = changed(text, change);
          const workspace = load(kind, now);
          const lines = linesOf(now, path);
          const here = workspace.problems.filter(({ line }) => lines.includes(line));
          assert.ok(here.length > 0, `${path.join('/')}: ${JSON.stringify(workspace.problems.slice(0, 2))}`);
          for (const { message, next } of here)
            assert.match(`${message} ${next}`, /^(?!.*(?:nonsense: |xxx)).{10,}\S\.?$/);
          assertOthersHold(workspace, kind);
        }
        // nothing in a template is nested
        assert.ok(tried > 0 || (kind === 'template' && title === 'a key that nobody knows'));
      });
    }

    it(`of a ${kind} that has to be there and is not is told about where it is missing`, () => {
      const text = textOf(kind).replace(/^extends: .*\n/m, '');
      let tried = 0;
      for (const { path } of values(WHOLE[kind].data)) {
        const holder = schemaAt(FORMS[kind].schema, path.slice(0, -1).map(String));
        const isNeeded =
          path.length === 1 && kind === 'policy' ? /^(id|title|statement|why|rules|version)$/ : undefined;
        const key = String(path.at(-1));
        if (!(isNeeded?.test(key) ?? holder?.required?.includes(key))) continue;
        tried++;
        const change = removeValue(text, path);
        assert.ok(change, path.join('/'));
        const now = changed(text, change);
        const workspace = load(kind, now);
        const lines = path.length === 1 ? [1] : linesOf(now, path.slice(0, -1));
        const told = workspace.problems.filter(
          ({ line, message }) => lines.includes(line) && plain(message).includes(`\`${key}\``),
        );
        assert.equal(told.length, 1, `${path.join('/')}: ${JSON.stringify(workspace.problems)}`);
        assertOthersHold(workspace, kind);
      }
      // a waiver that lacks something says so where it stands: test/findings/waivers.test.ts
      assert.ok(tried >= { policy: 15, config: 4, template: 4, waivers: 1 }[kind], String(tried));
    });
  }
});

const bomb = (text: string) =>
  `${text}x: &x [y]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [${`*${i ? `b${i - 1}` : 'x'},`.repeat(50)}]`).join('\n')}\n`;
/** How a whole file can be broken: what is told first, and at which line (of how many lines the whole file has). */
const FILES: Readonly<
  Record<string, readonly [(text: string) => string, message: RegExp, line: (lines: number) => number]>
> = {
  'in UTF-16': [(text) => Buffer.from(text, 'utf16le').toString('utf8'), /no UTF-8 text/, () => 1],
  'in Latin-1': [(text) => `${text}# caf${Buffer.from([0xe9]).toString('utf8')}\n`, /no UTF-8 text/, (lines) => lines],
  'with an anchor bomb': [bomb, /Aliases are not followed|`x` is no key/, (lines) => lines],
  'with a tab as indentation': [(text) => `${text}scope:\n\tpaths: [a]\n`, /no readable YAML/, (lines) => lines + 1],
  'with a quote that is never closed': [(text) => `${text}organisation: "x\n`, /no readable YAML/, (lines) => lines],
  'with two documents': [(text) => `${text}---\nversion: 1\n`, /no readable YAML/, (lines) => lines],
  'with a key twice': [(text) => `${text}version: 1\n`, /a second time/, (lines) => lines],
  'with a tag': [
    (text) => text.replace('version: 1', 'version: !!binary aGk='),
    /Tags that make something else/,
    () => 1,
  ],
  'that is too long': [(text) => `${text}# ${'x'.repeat(300_000)}\n`, /longer than 256 KB/, () => 1],
  'that is too deep': [
    (text) => `${text}deep: ${'['.repeat(40)}${']'.repeat(40)}\n`,
    /levels deep|`deep` is no key/,
    (lines) => lines,
  ],
  'of a later version': [
    (text) => text.replace('version: 1', 'version: 2'),
    /of version 2; this Handrail reads up to version 1/,
    () => 1,
  ],
  'of version 0': [(text) => text.replace('version: 1', 'version: 0'), /`version` can't be this/, () => 1],
  'without a word': [() => '', /empty/, () => 1],
  'of one word': [() => 'yes\n', /no keys/, () => 1],
};

describe('every file that people write', () => {
  for (const kind of KINDS) {
    for (const [title, [broken, message, line]] of Object.entries(FILES)) {
      it(`${title} is told about at its line with what to do, and harms no other file: ${kind}`, () => {
        const text = textOf(kind);
        const before = processorTime();
        const workspace = load(kind, broken(text));
        assert.ok(processorTime() - before < 2_500);
        const told = workspace.problems.find((problem) => message.test(plain(problem.message)));
        assert.ok(told, JSON.stringify(workspace.problems.slice(0, 3)));
        assert.equal(told.line, line(text.split('\n').length));
        assert.match(plain(told.next), /^[A-Z].+\.$/);
        assertOthersHold(workspace, kind);
      });
    }

    it(`of 10,000 entries costs little time: ${kind}`, () => {
      // the budget is a quarter of a second
      const list = Array.from({ length: 10_000 }, () => 'x').join(', ');
      const waivers = `version: 1\nwaivers:\n${'  - rule: x\n'.repeat(10_000)}`;
      const whole = kind === 'waivers' ? waivers : `${textOf(kind)}extra: [${list}]\n`;
      const text = whole.replace(/(paths|serves):\n.*\n/, `$1: [${list}]\n`);
      const before = processorTime();
      const workspace = load(kind, text);
      assert.ok(processorTime() - before < 2_500);
      const told = workspace.problems.map(({ message }) => plain(message));
      assert.ok(
        told.some((message) =>
          /`(?:paths|serves)` has more than \d+ entries|Over \d+ (?:waivers|values)/.test(message),
        ),
        told.join(),
      );
      assertOthersHold(workspace, kind);
    });

    it(`with Windows’ line breaks, or with a byte order mark, is read like any other: ${kind}`, () => {
      const text = textOf(kind);
      assert.deepEqual(load(kind, text.replaceAll('\n', '\r\n')).problems, []);
      assert.deepEqual(load(kind, `\ufeff${text}`).problems, []);
    });
  }
});
