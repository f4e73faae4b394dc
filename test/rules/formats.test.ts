import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import type { Fact, FactKind, Hit } from '../../src/facts';
import { formatOf, formats } from '../../src/formats/index';
import type { Place } from '../../src/place';
import { rules } from '../../src/rules/index';
import type { AnyRule, FormatId } from '../../src/rules/rule';
import { fillExamples } from '../../src/secrets/kinds/examples';
import { readExample } from '../support/example';
import { projects } from '../support/projects';

type Files = ReadonlyMap<string, string>;

const KINDS: readonly FactKind[] = [
  'exposure',
  'grant',
  'membership',
  'pipeline',
  'secret',
  'setting',
  'trust',
  'workload',
];
/** Formats that another one reads for: the same attributes by the same code. */
const TWINS: Readonly<Record<string, string>> = {
  'cloudformation-json': 'cloudformation',
  'helm-chart': 'helm',
  'helm-named': 'helm',
  'kubernetes-json': 'kubernetes',
  'serverless-json': 'serverless',
  'terraform-json': 'terraform',
  'terraform-state': 'terraform-plan',
};

/** The format that spells a file: one of a kustomization is a spelling of its own. */
function spellingOf(file: string, files: Files): string | undefined {
  const id = formatOf(file, files.get(file) ?? '')?.id;
  if (id?.startsWith('kubernetes') && [...files.keys()].some((name) => /(^|\/)kustomization\.ya?ml$/.test(name)))
    return 'kustomize';
  return id && (TWINS[id] ?? id);
}

/** Where a format says all that a rule looks at, and yet can't have the defect. */
const INEXPRESSIBLE: Readonly<Record<string, { readonly because: string; readonly rules: readonly string[] }>> = {
  'iam-policy': {
    because: 'No part of a policy is used to sign in, so that there is no place for a credential.',
    rules: rules.filter(({ reads }) => reads[0] === 'secret').map(({ id }) => id),
  },
};

const isPlace = (data: object): data is Place => 'anchor' in data && 'start' in data;
const same = (a: Place, b: Place): boolean => a.anchor === b.anchor && a.start === b.start && a.end === b.end;

/** Whether a value, an entry of it or a part of an entry stands at a place. */
function standsAt(data: unknown, at: Place): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (isPlace(data)) return same(data, at);
  return Object.entries(data).some(([key, inner]) => key !== 'via' && key !== 'slot' && standsAt(inner, at));
}

/** The word that tells facts of a kind apart, as far as rules look at different ones. */
function wordOf(fact: Fact): string {
  switch (fact.kind) {
    case 'grant':
      return `grant ${fact.system} ${fact.carrier}`;
    case 'membership':
    case 'trust':
      return `${fact.kind} ${fact.system}`;
    case 'setting':
      return `setting ${fact.name}`;
    case 'exposure':
      return `exposure ${fact.channel} ${fact.direction} ${fact.target}`;
    case 'workload':
    case 'pipeline':
      return `${fact.kind} ${fact.level}`;
    default:
      return fact.kind;
  }
}

/** Whether a value says something: it is written, or what holds where nothing is written is known. */
function says(value: unknown): boolean {
  const { state, value: data, slot } = value as { state?: string; value?: unknown; slot?: unknown };
  if (state === 'known') return !Array.isArray(data) || data.length > 0;
  return state === 'absent' && (data !== undefined || slot !== undefined);
}

/** What a fact says: of what runs, and of pipelines, one word for each field, since no format knows them all. */
function wordsOf(fact: Fact, matters: (name: string, value: unknown) => boolean = () => true): readonly string[] {
  if (fact.kind !== 'workload' && fact.kind !== 'pipeline') return [wordOf(fact)];
  return Object.entries(fact)
    .filter(([name, value]) => says(value) && matters(name, value))
    .map(
      ([name, value]) =>
        `${wordOf(fact)} ${name}${(value as { state: string }).state === 'absent' ? ' unwritten' : ''}`,
    );
}

type Seen = Map<string, Set<string>>;
const note = (seen: Seen, key: string, ...words: readonly string[]): void => {
  const known = seen.get(key) ?? new Set();
  for (const word of words) known.add(word);
  seen.set(key, known);
};

/** A stand-in for a rule that tells of each fact of a kind. */
const onlooker = (kind: FactKind, look: (fact: Fact) => void): AnyRule => ({
  ...rules[0]!,
  id: `onlooker-${kind}`,
  reads: [kind],
  check(fact) {
    look(fact);
    return [];
  },
});

/** A rule that tells which fields it looked at, and where it then spoke. */
const watched = (rule: AnyRule, tell: (fact: Fact, looked: ReadonlySet<string>, hit: Hit) => void): AnyRule => ({
  ...rule,
  *check(fact, facts) {
    const looked = new Set<string>();
    const own = new Proxy(fact, {
      get: (target, name) => {
        looked.add(String(name));
        return Reflect.get(target, name);
      },
    });
    for (const hit of rule.check(own, facts)) {
      tell(fact, looked, hit);
      yield hit;
    }
  },
});

function scan(files: Files, watching: readonly AnyRule[]): void {
  const engine = createEngine(watching);
  for (const [file, text] of files) engine.update(file, text);
  assert.deepEqual(engine.report({ today: '2026-01-15' }).failures, []);
}

const examples = rules.flatMap((rule) =>
  Object.entries(rule.examples).flatMap(([written, one]) =>
    (['bad', 'good', 'unknown'] as const).flatMap((kind) =>
      one[kind].map((text) => ({ rule: rule.id, kind, ...readExample(written as FormatId, fillExamples(text)) })),
    ),
  ),
);

/** What is said in each format, in all fixtures and examples. A credential is a text, which each of them has. */
function sayings(): Seen {
  const seen: Seen = new Map();
  for (const { files } of [...projects(), ...examples]) {
    const look = (fact: Fact) => {
      const format = spellingOf(fact.subject.head.anchor.path, files);
      if (format) note(seen, format, ...wordsOf(fact));
    };
    scan(
      files,
      KINDS.map((kind) => onlooker(kind, look)),
    );
  }
  for (const words of seen.values()) words.add('secret');
  return seen;
}

/** What a format has to say for each rule to speak: what the fields say that it looked at, and that stand where it spoke. */
function subjects(): Seen {
  const seen: Seen = new Map();
  for (const { rule: id, kind, files } of examples) {
    if (kind !== 'bad') continue;
    const tell = (fact: Fact, looked: ReadonlySet<string>, hit: Hit) => {
      const words = wordsOf(fact, (name, value) => looked.has(name) && standsAt(value, hit.at));
      if (words.length > 0) note(seen, id, words.join(' and '));
    };
    scan(files, [watched(rules.find((rule) => rule.id === id)!, tell)]);
  }
  return seen;
}

describe('rules, format by format', function () {
  this.timeout(60_000);
  const said = sayings();
  const spoken = subjects();
  const can = (id: string, format: string): boolean =>
    [...(spoken.get(id) ?? [])].some((words) => words.split(' and ').every((word) => said.get(format)?.has(word)));
  const shown: Record<string, Seen> = { bad: new Map(), good: new Map() };
  for (const { rule, kind, files } of examples) {
    const formats = [...files.keys()].map((file) => spellingOf(file, files)).filter((format) => format !== undefined);
    if (kind !== 'unknown') note(shown[kind]!, rule, ...formats);
  }

  it('are about something that formats say', () => {
    assert.deepEqual(
      rules.filter(({ id }) => !spoken.has(id)).map(({ id }) => id),
      [],
    );
  });

  it('have bad and good examples in every format that can express their defect', () => {
    const missing = rules.flatMap(({ id }) =>
      [...said.keys()]
        .filter((format) => can(id, format) && !INEXPRESSIBLE[format]?.rules.includes(id))
        .flatMap((format) =>
          ['bad', 'good']
            .filter((kind) => !shown[kind]!.get(id)?.has(format))
            .map((kind) => `${id}: ${kind} ${format}`),
        ),
    );
    assert.deepEqual(missing, []);
  });

  it('are left out where they could not speak, and only there', () => {
    const needless = Object.entries(INEXPRESSIBLE).flatMap(([format, { rules: ids, because }]) => {
      assert.match(because, /^[A-Z].*\.$/);
      return ids.filter((id) => !can(id, format) || shown.bad!.get(id)?.has(format)).map((id) => `${id}: ${format}`);
    });
    assert.deepEqual(needless, []);
  });

  it('know every spelling', () => {
    const spellings = new Set(formats.map(({ id }) => TWINS[id] ?? id));
    assert.deepEqual([...said.keys()].sort(), [...spellings, 'kustomize'].sort());
  });
});
