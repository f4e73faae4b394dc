import assert from 'node:assert/strict';
import { syntaxes } from '../../src/document/index';
import { createEngine, type Engine } from '../../src/engine';
import { type FileEdit, plain } from '../../src/facts';
import type { Finding } from '../../src/findings/finding';
import { formatOf, formats } from '../../src/formats/index';
import { rules } from '../../src/rules/index';
import type { AnyRule, FormatId } from '../../src/rules/rule';
import { fillExamples } from '../../src/secrets/kinds/examples';
import { readExample } from '../support/example';

const TODAY = '2026-01-15';

function scan(rule: AnyRule, files: ReadonlyMap<string, string>): { engine: Engine; findings: readonly Finding[] } {
  const engine = createEngine([rule]);
  for (const [path, text] of files) engine.update(path, text);
  const report = engine.report({ today: TODAY });
  assert.deepEqual(report.failures, [], 'a stage threw');
  return { engine, findings: report.findings };
}

/** The files with each finding's place marked, so that a difference reads as text. */
function mark(
  files: ReadonlyMap<string, string>,
  spans: readonly { path: string; start: number; end: number }[],
): string {
  return [...files]
    .map(([path, text]) => {
      const cuts = spans.filter((span) => span.path === path);
      const unique = [...new Map(cuts.map((span) => [`${span.start}-${span.end}`, span])).values()];
      const insertions = unique
        .flatMap(({ start, end }) => [
          { at: start, mark: '«', rank: 1 },
          { at: end, mark: '»', rank: 0 },
        ])
        .sort((a, b) => b.at - a.at || b.rank - a.rank);
      const marked = insertions.reduce(
        (result, { at, mark: sign }) => result.slice(0, at) + sign + result.slice(at),
        text,
      );
      return `--- ${path} ---\n${marked}`;
    })
    .join('\n');
}

const spansOf = (findings: readonly Finding[]) => findings.map(({ path, span }) => ({ path, ...span }));

function apply(files: ReadonlyMap<string, string>, edits: readonly FileEdit[]): Map<string, string> {
  const result = new Map(files);
  for (const { path, edits: changes } of edits) {
    let text = result.get(path) ?? '';
    for (const { start, end, text: inserted } of [...changes].reverse()) {
      text = text.slice(0, start) + inserted + text.slice(end);
    }
    result.set(path, text);
  }
  return result;
}

function problemsIn(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const format = formats.find((candidate) => candidate.recognises(path, text));
    const problems = format ? syntaxes[format.syntax].parse(text).problems : [];
    return problems.map((problem) => `${path}: ${problem.message}`);
  });
}

function checkFixes(
  rule: AnyRule,
  files: ReadonlyMap<string, string>,
  engine: Engine,
  findings: readonly Finding[],
): void {
  for (const finding of findings) {
    for (const fix of finding.fix) {
      const edits = engine.edits(fix);
      const what = `fix "${plain(fix.title)}"`;
      // a plan is made anew from its configuration
      if (formatOf(finding.path, files.get(finding.path) ?? '')?.id === 'terraform-plan') {
        assert.deepEqual(edits, [], `${what} edits a plan`);
        continue;
      }
      assert.ok(edits.length > 0, `${what} renders no edit`);
      const fixed = apply(files, edits);
      const shown = [...fixed.values()].join('\n');
      assert.deepEqual(problemsIn(fixed), problemsIn(files), `${what} breaks the syntax:\n${shown}`);
      const after = scan(rule, fixed).findings;
      assert.ok(after.length < findings.length, `${what} leaves its finding:\n${shown}`);
    }
  }
}

describe('rules, by their own examples', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      for (const [format, examples] of Object.entries(rule.examples) as [FormatId, AnyRule['examples'][FormatId]][]) {
        examples?.bad.forEach((source, i) => {
          it(`speaks at the marked places: ${format} ${i + 1}`, () => {
            const { files, marks } = readExample(format, fillExamples(source));
            assert.ok(marks.length > 0, 'a bad example marks what it expects');
            const { engine, findings } = scan(rule, files);
            assert.equal(mark(files, spansOf(findings)), mark(files, marks));
            for (const { message } of findings) {
              const length = plain(message).length;
              assert.ok(length <= 160, `message of ${length} characters: ${plain(message)}`);
            }
            checkFixes(rule, files, engine, findings);
          });
        });
        for (const kind of ['good', 'unknown'] as const) {
          examples?.[kind].forEach((source, i) => {
            it(`is silent about ${kind} ${format} ${i + 1}`, () => {
              const { files } = readExample(format, fillExamples(source));
              assert.equal(mark(files, spansOf(scan(rule, files).findings)), mark(files, []));
            });
          });
        }
      }
    });
  }
});
