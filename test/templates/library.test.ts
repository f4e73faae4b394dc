import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { templateLibrary } from '../../src/config/templates';
import { loadWorkspace } from '../../src/config/workspace';
import { syntaxes } from '../../src/document/index';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import { formats } from '../../src/formats/index';
import { policyFor } from '../../src/policies';
import { asFile, FORMS } from '../../src/templates/forms';
import { type Template, textOf } from '../../src/templates/template';
import { undone } from '../support/undone';

const { policies } = loadWorkspace([]);
const titleOf = (id: string) => policies.byId(id)?.title;
const templates = templateLibrary();
/** The template as a file of its own, as it is inserted. */
const whole = (template: Template, titles = titleOf) => asFile(FORMS[template.format]!, textOf(template, titles));

function findings(path: string, text: string) {
  const engine = createEngine();
  engine.update(path, text);
  const report = engine.report({ today: '2026-11-24' });
  assert.deepEqual(report.failures, []);
  return report.findings;
}

/** The lines that a policy asks for, by their index, with the policy that the comment on them, or alone above them, names. */
function askedFor(template: Template): readonly { readonly at: number; readonly policy: string }[] {
  const lines = whole(template, (id) => `‹${id}›`).split('\n');
  return lines.flatMap((line, at) => {
    const comments = [...line.matchAll(/(?:#|\/\/) ‹([^›]+)›/g)];
    assert.ok(comments.length <= 1, `line ${at + 1} has one comment at most`);
    return comments.map(({ index, 1: policy }) => ({
      at: line.slice(0, index).trim() === '' ? at + 1 : at,
      policy: policy!,
    }));
  });
}

/** Words that people never meet (ux: words), as for policies. */
const NEVER = /\b(violat\w*|issues?|alerts?|vulnerab\w*|best practices?|should|boilerplate|insecure)\b/i;

describe('the built-in templates', () => {
  it('are each in a file of its name, in the folder of its format', () => {
    const root = 'src/templates/library';
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    assert.deepEqual(templates.map(({ format, id }) => `${format}/${id}.yaml`).sort(), files.sort());
  });

  it('cover what people write most, in every format that can say it', () => {
    const ids = (format: string) => templates.filter((one) => one.format === format).map(({ id }) => id);
    for (const thing of ['bucket', 'role', 'function', 'database', 'queue', 'vm']) {
      for (const cloud of ['aws', 'azure', 'gcp']) assert.ok(ids('terraform').includes(`${thing}-${cloud}`));
    }
    for (const form of Object.keys(FORMS)) assert.ok(ids(form).length >= 2, form);
  });

  it('stand in formats that exist', () => {
    const known = new Set(formats.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(FORMS).filter((id) => !known.has(id)),
      [],
    );
  });

  for (const template of templates) {
    describe(`${template.format}/${template.id}`, () => {
      const { format, file } = template;
      const text = whole(template);

      it('is read as its format, without a problem', () => {
        const found = formats.find((one) => one.recognises(file, text));
        assert.equal(found?.id, format);
        const { problems } = syntaxes[found.syntax].parse(text);
        assert.deepEqual(problems, []);
      });

      it('is clean under every rule and every kind of secret, hardening included', () => {
        assert.deepEqual(
          findings(file, text).map(({ rule, message }) => `${rule}: ${plain(message)}`),
          [],
        );
      });

      it('names policies that exist, by their titles', () => {
        assert.ok(template.policies.length > 0);
        for (const id of template.policies) assert.ok(titleOf(id), id);
        for (const { at, policy } of askedFor(template)) {
          const line = text.split('\n').slice(at - 1, at + 1);
          assert.ok(line.join('\n').includes(titleOf(policy)!), `line ${at + 1}`);
        }
      });

      it('has a comment only where its policy asks for the line: undone, a rule of that policy speaks', () => {
        const asked = askedFor(template);
        const guards = asked.map(({ at }) => at);
        const speaks = (content: string) =>
          new Map(
            findings(file, content).map(({ rule, span }) => {
              const line = content.slice(0, span.start).split('\n').length;
              return [`${rule} ${line}`, policyFor(rule, file, policies)] as const;
            }),
          );
        for (const { at, policy } of asked) {
          const said = new Set<string>();
          for (const [without, kept] of undone(text, at, guards)) {
            const before = speaks(kept);
            for (const [key, { primary, related }] of speaks(without)) {
              if (!before.has(key)) for (const { id } of [primary!, ...related]) said.add(id);
            }
            if (said.has(policy)) break;
          }
          assert.ok(said.has(policy), `line ${at + 1}, ${text.split('\n')[at]}: asked for by ${[...said].join(', ')}`);
        }
      });

      it('fills in places from 1 on, the same text in the same place', () => {
        const stops = template.pieces.flatMap((piece) => (piece.type === 'stop' ? [piece] : []));
        const standing = new Map(stops.map(({ number, text: one }) => [number, one]));
        const numbers = [...standing.keys()].sort((a, b) => a - b);
        assert.ok(numbers.length > 0);
        assert.deepEqual(
          numbers,
          numbers.map((_, i) => i + 1),
        );
        for (const { number, text: one } of stops) assert.equal(one, standing.get(number));
      });

      it('speaks in words that people use here', () => {
        assert.match(template.makes, /^[A-Z].{20,88}\.$/, 'fits into a row of the list');
        assert.doesNotMatch(`${template.title} ${template.makes}`, NEVER);
      });

      if (format === 'terraform')
        it('is laid out as terraform fmt lays it out', () => assert.deepEqual(ragged(text), []));
    });
  }
});

/** Lines of a run whose `=`, or whose comments, do not stand below each other. */
function ragged(text: string): readonly string[] {
  const lines = text.split('\n');
  const columns = (pattern: RegExp) => lines.map((line) => pattern.exec(line)?.[0].length);
  const signs = columns(/^ +[\w-]+ +(?==)/);
  const comments = columns(/^ +[^#]*\S +(?=#)/);
  const apart = (all: readonly (number | undefined)[], i: number) =>
    all[i] !== undefined && all[i + 1] !== undefined && all[i] !== all[i + 1];
  return lines.filter((line, i) => (apart(signs, i) && !/[[{(]$/.test(line)) || apart(comments, i));
}
