import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadWorkspace } from '../../src/config';
import { createEngine, type Engine } from '../../src/engine';
import type { Finding } from '../../src/findings/finding';
import { rules } from '../../src/rules/index';
import type { Topic, Unit } from '../../src/store/records';
import { Recorder } from '../../src/store/topic';
import {
  afterEdit,
  CHARTS,
  chartEdit,
  type Edit,
  edit,
  MODULES,
  moduleEdit,
  pipelineEdit,
  READ_FILES,
  readFileEdit,
  SEED,
} from '../support/workspaces';

const TODAY = '2026-05-20';
const PLAIN = { anchor: undefined };

/** Findings or waivers as plain data: fixes and places as the texts stand now. */
const shown = (told: readonly object[]): unknown =>
  JSON.parse(JSON.stringify(told, (key, value) => (key in PLAIN ? `${value.path}@${value.start}` : value)));

/** A consumer that keeps its own copy of the findings and asks only for what changed. */
class Consumer {
  #revision = -1;
  #pages = new Map<string, readonly Finding[]>();

  pull(engine: Engine): void {
    const report = engine.report({ today: TODAY, since: this.#revision });
    for (const path of report.changed) this.#pages.delete(path);
    for (const path of report.changed)
      this.#pages.set(
        path,
        report.findings.filter((f) => f.path === path),
      );
    this.#revision = report.revision;
  }

  get findings(): readonly Finding[] {
    return [...this.#pages.keys()].sort().flatMap((path) => this.#pages.get(path) ?? []);
  }
}

/** Waivers of a file, one that holds and one that has ended. */
const WAIVERS = `version: 1
waivers:
  - { rule: public-bucket, path: infra, reason: r, owner: o, approvedBy: the owner of the policy and the owner of the data, expires: 2026-05-24 }
  - { rule: privileged-container, resource: Pod web, reason: r, owner: o, expires: 2026-05-19 }
`;
const { configuration } = loadWorkspace([{ path: '.handrail/waivers.yaml', text: WAIVERS }], { rules });

function configured(): Engine {
  const engine = createEngine();
  engine.configure({ configuration });
  return engine;
}

function fresh(texts: ReadonlyMap<string, string>): Engine {
  const engine = configured();
  for (const [path, text] of texts) engine.update(path, text);
  return engine;
}

const findingsOf = (engine: Engine) => engine.report({ today: TODAY }).findings;
const waiversOf = (engine: Engine) => engine.waivers({ today: TODAY, whole: true });

/** Plays a sequence of edits; three consumers pull every time, now and then, and through small settling steps. */
function play(edits: readonly Edit[]): void {
  const engine = configured();
  const eager = new Consumer();
  const lazy = new Consumer();
  let texts = new Map<string, string>();
  edits.forEach((step, i) => {
    texts = afterEdit(texts, step);
    engine.update(step.path, texts.get(step.path));
    engine.settle(i % 3);
    eager.pull(engine);
    if (i % 4 === 3) lazy.pull(engine);
  });
  lazy.pull(engine);
  const other = fresh(texts);
  const expected = findingsOf(other);
  const told = `after ${edits.length} edits`;
  assert.deepEqual(shown(findingsOf(engine)), shown(expected), `whole report ${told}`);
  assert.deepEqual(shown(waiversOf(engine)), shown(waiversOf(other)), `waivers ${told}`);
  assert.deepEqual(shown(eager.findings), shown(expected), `eager consumer ${told}`);
  assert.deepEqual(shown(lazy.findings), shown(expected), `lazy consumer ${told}`);
}

const sequences = fc.array(edit, { minLength: 1, maxLength: 14 });
const ofModules = fc.array(moduleEdit, { minLength: 1, maxLength: 8 }).map((edits) => [...MODULES, ...edits]);
const charts = fc.array(chartEdit, { minLength: 1, maxLength: 8 }).map((edits) => [...CHARTS, ...edits]);
const ofReadFiles = fc.array(readFileEdit, { minLength: 1, maxLength: 8 }).map((edits) => [...READ_FILES, ...edits]);
const pipelines = fc.array(pipelineEdit, { minLength: 1, maxLength: 24 });

describe('the incremental store', function () {
  this.timeout(120_000);

  it('reports after any sequence of edits what a fresh engine reports, to every consumer', () => {
    fc.assert(fc.property(sequences, play), { seed: SEED, numRuns: 250 });
  });

  it('does so where modules call each other', () => {
    fc.assert(fc.property(ofModules, play), { seed: SEED, numRuns: 250 });
    const subjects = fc
      .sample(ofModules, { seed: SEED, numRuns: 60 })
      .map((edits) => findingsOf(fresh(edits.reduce(afterEdit, new Map<string, string>()))))
      .map((findings) => findings.some((finding) => finding.subjects.some((subject) => subject.startsWith('module.'))));
    assert.ok(subjects.filter(Boolean).length > 30, `modules in ${subjects.filter(Boolean).length} of 60`);
  });

  it('does so where expressions read files', () => {
    fc.assert(fc.property(ofReadFiles, play), { seed: SEED, numRuns: 250 });
    const [both, one] = ['policy.json', 'policy.json.tftpl'].map((name) => {
      const findings = findingsOf(fresh(READ_FILES.reduce(afterEdit, new Map<string, string>())));
      return findings.filter(({ path }) => path === `infra/${name}`).map(({ subjects }) => subjects);
    });
    assert.deepEqual(both, [['policy.json', 'aws_iam_policy.file']]);
    assert.deepEqual(one, [], 'what a template is filled in with stands where it was written');
  });

  it('does so where files call, extend and include each other', () => {
    fc.assert(fc.property(pipelines, play), { seed: SEED, numRuns: 250 });
    const samples = fc.sample(pipelines, { seed: SEED, numRuns: 60 });
    const found = samples.flatMap((edits) => findingsOf(fresh(edits.reduce(afterEdit, new Map<string, string>()))));
    assert.ok(
      found.some(({ related }) => related.length > 0),
      'a finding that leads to another file',
    );
  });

  it('does so where templates read values, values beside them and named templates', () => {
    fc.assert(fc.property(charts, play), { seed: SEED, numRuns: 250 });
    const samples = fc.sample(charts, { seed: SEED, numRuns: 60 });
    const rules = samples.map((edits) => findingsOf(fresh(edits.reduce(afterEdit, new Map<string, string>()))));
    const hosts = rules.filter((findings) => findings.some(({ path }) => path.includes('values')));
    assert.ok(hosts.length > 20, `decided by values in ${hosts.length} of 60`);
  });

  it('finds something in its random workspaces, or the test above would compare nothing', () => {
    const samples = fc.sample(sequences, { seed: SEED, numRuns: 120 });
    const engines = samples.map((edits) => fresh(edits.reduce(afterEdit, new Map<string, string>())));
    const counts = engines.map((engine) => findingsOf(engine).length);
    assert.ok(counts.filter((count) => count > 0).length > 40, `findings in ${counts.filter(Boolean).length} of 120`);
    const states = new Set(
      engines.flatMap((engine) => waiversOf(engine).map(({ state, inline }) => `${inline} ${state}`)),
    );
    for (const state of ['true incomplete', 'true unused', 'false expiring', 'false expired', 'false unused']) {
      assert.ok(states.has(state), `no waiver is ${state}: ${[...states].join(', ')}`);
    }
  });

  for (const [what, drops, edits] of [
    ['a wake-up', () => true, sequences],
    ['a wake-up of who reads a file', (_: Unit, asked: Topic) => 'whole' in asked, ofReadFiles],
    ['a wake-up of one call of a module', ({ instance }: Unit) => instance !== undefined, ofModules],
    ['a wake-up of all calls of a module', ({ parts }: Unit) => parts !== undefined, ofModules],
  ] as const) {
    it(`is caught by that comparison when it drops ${what}`, () => {
      const ask = Recorder.prototype.ask;
      Recorder.prototype.ask = function (this: Recorder, asking, asked) {
        if (!drops(asking, asked)) ask.call(this, asking, asked); // what is not noted wakes nobody
      };
      try {
        assert.throws(() => fc.assert(fc.property(edits, play), { seed: SEED, numRuns: 250, endOnFailure: true }));
      } finally {
        Recorder.prototype.ask = ask;
      }
    });
  }
});
