import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import { createEngine } from '../src/engine';
import { namedKinds, patternKinds } from '../src/secrets/kinds/index';
import { handrail, newFolder, writeFiles } from './support/cli';
import { leaked, plant } from './support/planted';

const OPEN_SSH =
  'resource "aws_security_group" "b" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n';

/** How many characters a message may give away about which credentials were found where. */
const shown = (credentials: readonly string[]) => credentials.map((text) => `${text.slice(0, 4)}… (${text.length})`);

describe('planted credentials appear nowhere', () => {
  const planted = plant();
  const { files, credentials } = planted;
  const engine = createEngine();
  for (const [path, text] of files) engine.update(path, text);
  const report = engine.report({ today: '2026-11-24' });

  it('and there are some of every kind, each found', () => {
    assert.ok(credentials.length >= 60, `${credentials.length} credentials`);
    const missed = [...files.keys()].filter(
      (path) => path.startsWith('settings/') && !report.findings.some((finding) => finding.path === path),
    );
    assert.deepEqual(missed, []);
  });

  it('not in a report: findings, messages, subjects, fixes, related places, failures', () => {
    assert.deepEqual(report.failures, []);
    const seen = new Set<unknown>();
    const everything = JSON.stringify(report, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value;
      if (seen.has(value)) return undefined;
      seen.add(value);
      return value instanceof Map || value instanceof Set ? [...value] : value;
    });
    assert.deepEqual(shown(leaked(everything, credentials)), []);
  });

  it('not in a text that is quoted, nor in the edits of a fix', () => {
    const found = [...files.keys()].flatMap((path) => {
      const here = leaked(engine.quote(path) ?? '', planted.in(path));
      return here.length > 0 ? [`${path}: ${shown(here).join(', ')}`] : [];
    });
    assert.deepEqual(found, []);
    const edits = report.findings.flatMap(({ fix }) => fix.map((one) => JSON.stringify(engine.edits(one))));
    assert.deepEqual(shown(leaked(edits.join('\n'), credentials)), []);
  });

  for (const format of ['text', 'json', 'sarif'] as const) {
    it(`not in the ${format} of handrail scan, nor how long they are`, () => {
      const folder = newFolder('planted');
      writeFiles(folder, files);
      const { stdout, stderr, status } = handrail(folder, ['scan', '--format', format, '--audience', 'hardening']);
      assert.equal(status, 1, stderr);
      assert.ok(stdout.length > 10_000, 'the output is too short to prove anything');
      assert.deepEqual(shown(leaked(stdout + stderr, credentials)), []);
      assert.doesNotMatch(stdout + stderr, /\ue000/, 'one character for each of a credential');
    });
  }

  for (const args of [
    ['scan', '--format', 'sarif'],
    ['handbook'],
    ['handbook', '--format', 'html'],
    ['coverage', '--format', 'json'],
  ]) {
    it(`not in what handrail ${args.join(' ')} prints of a policy into which they were pasted`, () => {
      const folder = newFolder('pasted');
      // in prose a credential is known by its own form; those that only a name gives away have none there
      const ids = patternKinds.map(({ id }) => id).filter((id) => id !== 'putty-private-key'); // its checksum is made like others' tokens
      const pasted = [...files].filter(([path]) => ids.some((id) => path === `settings/${id}-0.conf`));
      const inPolicies = pasted.flatMap(([path]) => planted.in(path));
      assert.ok(inPolicies.length > 50);
      const policies = pasted.map(([, text], i): [string, string] => [
        `.handrail/policies/p${i}.yaml`,
        `version: 1\nid: p${i}\ntitle: P${i}\nstatement: Pasted.\nwhy:\n  business: |\n${text.replace(/^/gm, '    ')}\nrules: { primary: [open-admin-port] }\nreferences: [{ framework: House rules, control: H-${i} }]\n`,
      ]);
      writeFiles(folder, new Map([...policies, ['main.tf', OPEN_SSH]]));
      const { stdout, stderr } = handrail(folder, args);
      assert.ok(stdout.length > 1_000, stderr);
      assert.match(stdout, /\bp\d+\b/i, 'the policies are told about');
      assert.deepEqual(shown(leaked(stdout + stderr, inPolicies)), []);
      assert.doesNotMatch(stdout + stderr, /\ue000/);
    });
  }

  describe('when they stand in the reason of a waiver', () => {
    // those that are known by their name alone are none in prose
    const named = new Set(namedKinds.map(({ id }) => id));
    const settings = [...files].filter(
      ([path]) => /^settings\/.*\.conf$/.test(path) && !named.has(path.replace(/^settings\/|-\d+\.conf$/g, '')),
    );
    const open = 'resource "aws_s3_bucket_acl" "open" {\n  bucket = "open"\n  acl    = "public-read"\n}\n';
    const target = (path: string) => path.replace('.conf', '.tf');
    const entries = settings.map(
      ([path, text]) =>
        `  - rule: public-bucket\n    path: ${target(path)}\n    owner: ops\n    expires: 2999-01-01\n    reason: |\n${text.trimEnd().replace(/^/gm, '      ')}\n`,
    );
    const folder = newFolder('planted-waivers');
    before(() => {
      writeFiles(folder, {
        '.handrail/waivers.yaml': `version: 1\nwaivers:\n${entries.join('')}`,
        ...Object.fromEntries(settings.map(([path]) => [target(path), open])),
      });
    });
    const out = (format: string) => JSON.parse(handrail(folder, ['scan', '--format', format]).stdout);
    /** Each reason is searched for the credentials of its own text. */
    const assertNone = (told: readonly (readonly [where: string, reason: string])[]) => {
      const reasons = new Map(told);
      const unmasked = settings.filter(([path]) => !reasons.get(target(path))?.includes('•••'));
      assert.deepEqual([settings.length > 60, unmasked.map(([path]) => path)], [true, []]);
      const found = settings.flatMap(([path]) => leaked(reasons.get(target(path))!, planted.in(path)));
      assert.deepEqual(shown(found), []);
      assert.doesNotMatch(JSON.stringify(told), /\ue000/);
    };

    it('not in the JSON', () => {
      const { waivers } = out('json') as { waivers: { where: string; reason: string }[] };
      assertNone(waivers.map(({ where, reason }) => [where, reason]));
    });

    it('not in the SARIF', () => {
      const [run] = (out('sarif') as Log).runs;
      assertNone(
        run!.results!.flatMap(({ locations, suppressions }) => {
          const uri = decodeURIComponent(locations![0]!.physicalLocation!.artifactLocation!.uri!);
          return suppressions ? [[uri, suppressions[0]!.justification!] as const] : [];
        }),
      );
    });
  });
});
