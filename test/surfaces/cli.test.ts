import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv';
import { BY_VERB, GENERAL } from '../../src/surfaces/cli/help';
import { progressBar } from '../../src/surfaces/cli/progress';
import { toText } from '../../src/surfaces/cli/text';
import type { ScanResult } from '../../src/surfaces/scan-result';
import { textLines } from '../../src/surfaces/text-lines';
import { handrail, newFolder, type Ran, writeFiles } from '../support/cli';
import { assertGolden } from '../support/golden';
import { copySample } from '../support/sample.mjs';

const OPEN_SSH = (cidr = '0.0.0.0/0') =>
  `resource "aws_security_group" "bastion" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["${cidr}"]\n  }\n}\n`;
const POLICY = 'version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: Gatekeepers\n';
const COMMENTS_ENOUGH = 'exception:\n  inline: high\n  longest: { high: 60 }\n';
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const WAIVER = (days: number) =>
  `# handrail:allow open-admin-port until=${dayIn(days)} owner=@shop/platform reason="moves to the VPN"\n`;

interface Json {
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly owner: string | null }[];
  readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
  readonly waived: number;
  readonly waivers: readonly { readonly path: string; readonly line: number; readonly state: string }[];
}

interface Sarif {
  readonly ruleId: string;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
  readonly suppressions?: readonly {
    readonly kind: string;
    readonly status?: string;
    readonly justification?: string;
  }[];
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder('scan');
  writeFiles(folder, files);
  return folder;
}

const parsed = ({ stdout, stderr }: Ran): Json => {
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Json;
};
const json = (folder: string, ...args: string[]): Json =>
  parsed(handrail(folder, ['scan', '--format', 'json', ...args]));
const places = ({ findings }: Json) => findings.map((finding) => `${finding.path} ${finding.rule}`);

function schemaErrors(file: string, value: unknown): readonly unknown[] {
  // SARIF's schema is written in draft 4, of which it uses nothing that later drafts read otherwise
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
}

describe('handrail scan', () => {
  const shop = newFolder('shop');
  before(() => copySample(shop));

  describe('prints', () => {
    it('text: findings by file, with the line, the reason, who to ask and the fix, then the sum', () => {
      const contact = 'contact:\n  - type: chat\n    name: "#ask-security"\n    answers: 4 h\n';
      const folder = folderWith({
        '.handrail/policies/doors.yaml': POLICY + contact + COMMENTS_ENOUGH,
        'infra/main.tf': OPEN_SSH(),
        'infra/database.tf': OPEN_SSH().replaceAll('22', '5432').replace('bastion', 'orders'),
        'infra/gateway.tf': WAIVER(20) + OPEN_SSH().replace('bastion', 'gateway'),
        'infra/jump.tf': `# handrail:allow open-admin-port owner=ops\n${OPEN_SSH().replace('bastion', 'jump')}`,
        'infra/clean.tf': OPEN_SSH('10.0.0.0/8'),
      });
      const { stdout, stderr, status } = handrail(folder, ['scan', 'infra']);
      assertGolden('scan.txt', stdout.replace(/\d+\.\d\d s\n$/, '0.00 s\n'));
      assert.equal(stderr, '');
      assert.equal(status, 1);
    });

    it('text without a fix that nobody can write', () => {
      const folder = folderWith({
        'plan.json': JSON.stringify({
          format_version: '1.2',
          terraform_version: '1.9.0',
          resource_changes: [
            {
              address: 'aws_db_instance.orders',
              mode: 'managed',
              type: 'aws_db_instance',
              name: 'orders',
              change: { actions: ['create'], after: { publicly_accessible: true }, after_unknown: {} },
            },
          ],
        }),
      });
      const { stdout } = handrail(folder, ['scan']);
      assert.match(stdout, /public-database/);
      assert.doesNotMatch(stdout, /fix:/);
    });

    it('text without the sum when it is to be quiet', () => {
      const { stdout } = handrail(shop, ['scan', 'infra', '--quiet']);
      assert.doesNotMatch(stdout, /findings in/);
      assert.match(stdout, /open-admin-port/);
    });

    it('JSON as its schema says', () => {
      const out = json(shop);
      assert.deepEqual(schemaErrors('src/surfaces/cli/json.schema.json', out), []);
      assert.ok(out.findings.length > 15);
    });

    it('SARIF 2.1.0, with the policy, its owner, and the rule as Markdown', () => {
      const log = JSON.parse(handrail(shop, ['scan', '--format', 'sarif']).stdout);
      const schema = createRequire(__filename).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
      assert.deepEqual(schemaErrors(schema, log), []);
      assert.notDeepEqual(schemaErrors(schema, { ...log, version: '2' }), [], 'the schema checks nothing');
      const [run] = log.runs;
      for (const result of run.results) {
        assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
        assert.ok(result.properties.policy && result.properties.policyTitle && result.properties.owner, result.ruleId);
      }
      for (const rule of run.tool.driver.rules) assert.match(rule.help.markdown, /^# .+\n/);
      assert.equal(run.invocations[0].executionSuccessful, true);
    });

    it('the same findings in JSON and SARIF', () => {
      const log = JSON.parse(handrail(shop, ['scan', '--format', 'sarif']).stdout);
      const inSarif = log.runs[0].results
        .filter(({ suppressions = [] }: Sarif) => !suppressions.some(({ status }) => status !== 'rejected'))
        .map(
          (result: Sarif) =>
            `${decodeURIComponent(result.locations[0]!.physicalLocation.artifactLocation.uri)} ${result.ruleId}`,
        );
      assert.deepEqual(inSarif, places(json(shop)));
    });

    it('into a file', () => {
      const folder = folderWith({ 'main.tf': OPEN_SSH() });
      const { stdout } = handrail(folder, ['scan', '--format', 'json', '--output', 'out.json']);
      assert.equal(stdout, '');
      assert.equal(JSON.parse(readFileSync(path.join(folder, 'out.json'), 'utf8')).findings.length, 1);
    });

    it('control and invisible characters as escapes, so that a repository cannot steer the terminal', () => {
      const folder = folderWith({
        'a\u001b[31m\u202e.tf': OPEN_SSH().replace('"]', '"] # \u001b]0;title\u0007\u200b'),
      });
      const { stdout } = handrail(folder, ['scan']);
      assert.match(stdout, /^ a\\u001b\[31m\\u202e\.tf$/m);
      assert.match(stdout, /# \\u001b\]0;title\\u0007\\u200b$/m);
      assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    });
  });

  describe('tells of waivers', () => {
    const LISTED = (days: number, more = '') =>
      `version: 1\nwaivers:\n  - rule: open-admin-port\n    path: infra\n    reason: moves to the VPN\n    owner: ops\n    expires: ${dayIn(days)}\n${more}`;
    const states = (folder: string, ...args: string[]) =>
      json(folder, ...args).waivers.map((waiver) => `${waiver.path}:${waiver.line} ${waiver.state}`);
    const folder = folderWith({
      '.handrail/policies/doors.yaml': POLICY + COMMENTS_ENOUGH,
      '.handrail/waivers.yaml': LISTED(40, '  - rule: open-admin-port\n    path: gone\n'),
      'infra/main.tf': OPEN_SSH(),
      'a/main.tf': WAIVER(9) + OPEN_SSH(),
      'b/main.tf': WAIVER(-3) + OPEN_SSH(),
      'c/main.tf': WAIVER(80) + OPEN_SSH(),
      'd/main.tf': WAIVER(40) + OPEN_SSH('10.0.0.0/8'),
    });

    it('each with how it stands, where it is written', () => {
      assert.deepEqual(states(folder), [
        '.handrail/waivers.yaml:3 active',
        '.handrail/waivers.yaml:8 incomplete',
        'a/main.tf:1 expiring',
        'b/main.tf:1 expired',
        'c/main.tf:1 incomplete',
        'd/main.tf:1 unused',
      ]);
      const out = json(folder);
      assert.equal(out.waived, 2);
      assert.deepEqual(schemaErrors('src/surfaces/cli/json.schema.json', out), []);
    });

    it('in the text those that want a look, and how many findings are waived', () => {
      const { stdout } = handrail(folder, ['scan']);
      assert.match(
        stdout,
        /\n Waivers that want a look\n {2}\.handrail\/waivers\.yaml:8:5 incomplete open-admin-port\n/,
      );
      assert.match(
        stdout,
        / {2}a\/main\.tf:1:3 ends soon open-admin-port\n {9}This waiver ends on .* \(9 days left\)\./,
      );
      assert.match(stdout, / {2}b\/main\.tf:1:3 ended open-admin-port\n {9}This waiver ended 3 days ago/);
      assert.match(stdout, / {2}d\/main\.tf:1:3 unused open-admin-port\n {9}Nothing needs this waiver any more/);
      assert.doesNotMatch(stdout, /waivers\.yaml:3/);
      assert.match(stdout, /· 2 waived ·/);
    });

    it('without changing what it ends with, strict or not', () => {
      const waived = folderWith({
        '.handrail/policies/doors.yaml': POLICY + COMMENTS_ENOUGH,
        'a.tf': WAIVER(9) + OPEN_SSH(),
      });
      assert.equal(handrail(waived, ['scan', '--strict']).status, 0);
      assert.equal(handrail(waived, ['scan', '--fail-on', 'low']).status, 0);
      assert.equal(handrail(folder, ['scan', '--strict']).status, 1);
    });

    it('only of those that speak of what was scanned, and never that one is unused when the rest was not read', () => {
      assert.deepEqual(states(folder, 'infra'), ['.handrail/waivers.yaml:3 active']);
      assert.deepEqual(states(folder, 'd'), ['d/main.tf:1 active']);
      assert.deepEqual(states(folder, 'a', 'b/main.tf'), ['a/main.tf:1 expiring', 'b/main.tf:1 expired']);
    });

    it('in SARIF as suppressions: accepted while they hold, rejected when they do not', () => {
      const log = JSON.parse(handrail(folder, ['scan', '--format', 'sarif']).stdout);
      const schema = createRequire(__filename).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
      assert.deepEqual(schemaErrors(schema, log), []);
      const told = log.runs[0].results.map((result: Sarif) => {
        const [suppression] = result.suppressions ?? [];
        const { kind, status, justification } = suppression ?? {};
        return `${result.locations[0]!.physicalLocation.artifactLocation.uri} ${kind} ${status} ${justification}`;
      });
      assert.deepEqual(told.sort(), [
        'a/main.tf inSource accepted moves to the VPN',
        'b/main.tf inSource rejected moves to the VPN',
        'c/main.tf inSource rejected moves to the VPN',
        'infra/main.tf external accepted moves to the VPN',
      ]);
    });

    it('in SARIF as suppressions of other tools, unreviewed', () => {
      const other = folderWith({ 'main.tf': `#checkov:skip=CKV_AWS_24:later\n${OPEN_SSH()}` });
      const [result] = JSON.parse(handrail(other, ['scan', '--format', 'sarif']).stdout).runs[0].results;
      assert.deepEqual(result.suppressions, [
        { kind: 'inSource', justification: 'Written for another tool (checkov), unreviewed.' },
      ]);
    });
  });

  describe('reads', () => {
    it('what .gitignore leaves in, and what is named all the same', () => {
      const folder = folderWith({
        '.gitignore': 'local/\n*.auto.tf\n',
        'main.tf': OPEN_SSH(),
        'local/main.tf': OPEN_SSH(),
        'envs/a.auto.tf': OPEN_SSH(),
        'node_modules/x/main.tf': OPEN_SSH(),
      });
      assert.deepEqual(places(json(folder)), ['main.tf open-admin-port']);
      assert.deepEqual(places(json(folder, 'local')), ['local/main.tf open-admin-port']);
      assert.deepEqual(places(json(folder, 'envs/a.auto.tf')), ['envs/a.auto.tf open-admin-port']);
    });

    it('several paths that overlap once', () => {
      const folder = folderWith({ 'infra/a/main.tf': OPEN_SSH(), 'infra/b/main.tf': OPEN_SSH() });
      const expected = ['infra/a/main.tf open-admin-port', 'infra/b/main.tf open-admin-port'];
      assert.deepEqual(places(json(folder, 'infra', 'infra/a', './infra', 'infra/b/main.tf')), expected);
    });

    it('a file with those beside it, and tells of it alone', () => {
      const folder = folderWith({
        'main.tf': OPEN_SSH('VAR').replace('["VAR"]', 'var.cidrs'),
        'terraform.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
        'variables.tf': 'variable "cidrs" {}\n',
        'other.tf': OPEN_SSH().replace('bastion', 'other'),
      });
      assert.deepEqual(places(json(folder, 'terraform.tfvars')), ['terraform.tfvars open-admin-port']);
      assert.match(handrail(folder, ['scan', 'terraform.tfvars']).stdout, /1 finding in 1 of 1 file /);
    });

    it('the nearest .handrail upwards, whether a folder or a file below it is named', () => {
      const folder = folderWith({
        '.handrail/policies/doors.yaml': POLICY,
        '.handrail/config.yaml': 'version: 1\nexclude: ["infra/old/**"]\n',
        'infra/main.tf': OPEN_SSH(),
        'infra/old/main.tf': OPEN_SSH(),
        'infra/team/.handrail/policies/doors.yaml': POLICY.replace('Gatekeepers', 'Team'),
        'infra/team/main.tf': OPEN_SSH(),
      });
      const owners = (...args: string[]) => json(folder, ...args).findings.map((one) => `${one.path} ${one.owner}`);
      assert.deepEqual(owners(), ['infra/main.tf Gatekeepers', 'infra/team/main.tf Team']);
      assert.deepEqual(owners('infra'), ['infra/main.tf Gatekeepers', 'infra/team/main.tf Team']);
      assert.deepEqual(owners('infra/main.tf'), ['infra/main.tf Gatekeepers']);
      assert.deepEqual(owners('infra/team/main.tf'), ['infra/team/main.tf Team']);
      const inside = parsed(handrail(path.join(folder, 'infra'), ['scan', '--format', 'json', 'main.tf']));
      assert.deepEqual(
        inside.findings.map(({ path: file, owner }) => `${file} ${owner}`),
        ['main.tf Gatekeepers'],
      );
    });

    it('each folder that a glob matches as a root of its own', () => {
      const caller = OPEN_SSH('VAR').replace('["VAR"]', 'var.cidrs');
      const folder = folderWith({
        'services/a/main.tf': OPEN_SSH(),
        'services/b/main.tf': caller,
        'other/main.tf': OPEN_SSH(),
      });
      assert.deepEqual(places(json(folder, '--each', 'services/*')), ['services/a/main.tf open-admin-port']);
      assert.equal(handrail(folder, ['scan', '--each', 'none/*']).status, 2);
    });

    it('a text on standard input as the file that it may become', () => {
      const folder = folderWith({
        'infra/terraform.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
        'infra/variables.tf': 'variable "cidrs" {}\n',
        '.handrail/policies/doors.yaml': POLICY,
      });
      const args = ['scan', '--format', 'json', '--stdin', '--stdin-filename', 'infra/main.tf'];
      const out = parsed(handrail(folder, args, OPEN_SSH()));
      assert.deepEqual(
        out.findings.map(({ path: file, owner }) => `${file} ${owner}`),
        ['infra/main.tf Gatekeepers'],
      );
      const elsewhere = handrail(
        folder,
        ['scan', '--format', 'json', '--stdin', '--stdin-filename', 'not/there.tf'],
        OPEN_SSH(),
      );
      assert.deepEqual(places(parsed(elsewhere)), ['not/there.tf open-admin-port']);
    });

    it('texts with a byte order mark and Windows line ends at the places that people see', () => {
      const text = `\ufeff${OPEN_SSH()}`.replaceAll('\n', '\r\n');
      const folder = folderWith({ 'main.tf': text, '.env': '\ufeffA=1\r\n' });
      const [finding] = json(folder).findings as unknown as { startLine: number; startColumn: number }[];
      assert.deepEqual([finding?.startLine, finding?.startColumn], [6, 20]);
    });

    it('links to files inside the root, never to folders or out of it', () => {
      const folder = folderWith({ 'shop/real/main.tf': OPEN_SSH(), 'outside/main.tf': OPEN_SSH() });
      const link = (to: string, at: string) => symlinkSync(path.join(folder, to), path.join(folder, at));
      mkdirSync(path.join(folder, 'shop/links'));
      link('shop/real/main.tf', 'shop/links/inside.tf');
      link('outside/main.tf', 'shop/links/outside.tf');
      link('shop', 'shop/links/circle');
      const inside = places(parsed(handrail(path.join(folder, 'shop'), ['scan', '--format', 'json'])));
      assert.deepEqual(inside, ['links/inside.tf open-admin-port', 'real/main.tf open-admin-port']);
    });

    it('files that others name, wherever they lie in the project, and none that a link brings in or Git ignores', () => {
      const trust = '{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]}\n';
      const role = (name: string) =>
        `resource "aws_iam_role" "${name}" {\n  assume_role_policy = templatefile("\${path.module}/../shared/${name}.tftpl", { who = "*" })\n}\n`;
      const folder = folderWith({
        '.handrail/config.yaml': 'version: 1\n',
        '.gitignore': 'ignored.tftpl\n',
        'infra/main.tf': ['own', 'linked', 'ignored'].map(role).join(''),
        'shared/own.tftpl': trust.replace('"*"', '"${who}"'),
        'shared/ignored.tftpl': trust.replace('"*"', '"${who}"'),
      });
      const elsewhere = folderWith({ 'linked.tftpl': trust });
      symlinkSync(path.join(elsewhere, 'linked.tftpl'), path.join(folder, 'shared/linked.tftpl'));
      assert.deepEqual(places(json(folder)), ['shared/own.tftpl open-role-trust']);
      const whole = folderWith({ '.handrail/config.yaml': 'version: 1\n', 'who.txt': '*', 'infra/main.tf': '' });
      const from =
        'jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = local.w } }] })';
      const main = `locals {\n  w = file("../who.txt") == "*" ? "*" : "none"\n}\nresource "aws_iam_role" "r" {\n  assume_role_policy = ${from}\n}\n`;
      writeFiles(whole, { 'infra/main.tf': main });
      assert.deepEqual(places(json(whole, 'infra/main.tf')), ['infra/main.tf open-role-trust']);
    });

    it('packs of policies that lie inside the project, and says from where a policy is', () => {
      const folder = folderWith({
        '.handrail/config.yaml': 'version: 1\npacks: [shared, "npm:@shop/policies", npm:gone]\n',
        'shared/policies/doors.yaml': POLICY,
        'shared/other.yaml': 'not: a policy\n',
        'node_modules/@shop/policies/doors.yaml': POLICY.replace('Gatekeepers', 'Porters'),
        'infra/main.tf': OPEN_SSH(),
      });
      const { findings, problems } = json(folder) as unknown as {
        findings: { owner: string; policyFrom: unknown }[];
        problems: Json['problems'];
      };
      assert.equal(findings[0]?.owner, 'Porters');
      assert.deepEqual(findings[0]?.policyFrom, [
        { kind: 'built-in', path: 'doors-are-few-and-guarded.yaml' },
        { kind: 'pack', path: 'shared/policies/doors.yaml', pack: 'shared' },
        { kind: 'pack', path: 'node_modules/@shop/policies/doors.yaml', pack: 'npm:@shop/policies' },
      ]);
      assert.deepEqual(
        problems.map(({ path: file, line, message }) => `${file}:${line}: ${message}`),
        [
          '.handrail/config.yaml:2: This package is not in `node_modules` of this workspace. Install it; Handrail fetches nothing and follows no link out of the workspace.',
        ],
      );
    });

    it('no policy, pack or configuration through a link that leads out', () => {
      const elsewhere = folderWith({
        'policies/doors.yaml': POLICY,
        'doors.yaml': POLICY,
        'config.yaml': 'version: 1\n',
      });
      const folder = folderWith({
        '.handrail/config.yaml': 'version: 1\npacks: [linked, inside, shared]\n',
        'shared/own.yaml': 'version: 1\nextends: who-may-do-what\n',
        'real/a.yaml': 'version: 1\nextends: who-may-do-what\n',
        'pay/a.tf': OPEN_SSH(),
      });
      const link = (to: string, at: string) => symlinkSync(to, path.join(folder, at));
      link(elsewhere, 'linked');
      link(path.join(folder, 'real'), 'inside');
      link(path.join(elsewhere, 'doors.yaml'), 'shared/doors.yaml');
      link(elsewhere, '.handrail/policies');
      link(elsewhere, 'pay/.handrail');
      const { findings, problems } = json(folder);
      assert.equal(findings[0]?.owner, null);
      assert.deepEqual(
        problems.map(({ line, message }) => `${line} ${message.slice(0, 46)}`),
        ['2 There is no such folder in this workspace. Cor'],
      );
    });

    it('files for Handrail whatever they hold: folders in their place, other encodings, binary', () => {
      const folder = folderWith({
        'CODEOWNERS/x': '',
        '.handrail/policies/a.yaml/x': '',
        '.handrail/policies/b.yaml': Buffer.from('version: 1\n', 'utf16le').toString('latin1'),
        '.handrail/policies/c.yaml': '\ufeffversion: 1\nextends: doors-are-few-and-guarded\nowner: { team: Marked }\n',
        '.handrail/policies/d.yaml': `version: 1\n# ${'x'.repeat(500_000)}`,
        'main.tf': OPEN_SSH(),
      });
      const { findings, problems } = json(folder);
      assert.equal(findings[0]?.owner, 'Marked');
      assert.deepEqual(
        problems.map(({ path: file, message }) => `${file} ${message.split('.')[0]}`),
        [
          '.handrail/policies/b.yaml Not read: this is no UTF-8 text',
          '.handrail/policies/d.yaml Not read: longer than 256 KB',
        ],
      );
    });
  });

  describe('ends with', () => {
    const folder = folderWith({ 'main.tf': OPEN_SSH(), 'clean/main.tf': OPEN_SSH('10.0.0.0/8') });
    const status = (...args: string[]) => handrail(folder, ['scan', ...args]).status;

    it('0 when nothing stands at the level, 1 when something does', () => {
      assert.equal(status(), 1);
      assert.equal(status('clean'), 0);
      assert.equal(status('--fail-on', 'critical'), 0);
      assert.equal(status('--fail-on', 'never'), 0);
      assert.match(handrail(folder, ['scan', 'clean']).stdout, /^Nothing found in 1 file · \d/);
    });

    it("the workspace's threshold, where the command names no level", () => {
      const strict = folderWith({
        'main.tf': OPEN_SSH(),
        '.handrail/config.yaml': 'version: 1\nthreshold: critical\n',
      });
      assert.equal(handrail(strict, ['scan']).status, 0);
      assert.equal(handrail(strict, ['scan', '--fail-on', 'low']).status, 1);
    });

    it('2 and a sentence without a trace when it cannot do what it is asked', () => {
      const wrong = [
        ['nope'],
        ['--format', 'xml'],
        ['--bogus'],
        ['--stdin'],
        ['--fail-on', 'bad'],
        ['--each', '*', 'main.tf'],
        [`${'x'.repeat(300)}`],
      ];
      for (const args of wrong) {
        const { status: code, stderr, stdout } = handrail(folder, ['scan', ...args]);
        assert.equal(code, 2, args.join(' '));
        assert.match(stderr, /^handrail: .+/);
        assert.doesNotMatch(stderr, /\n\s+at /);
        assert.equal(stdout, '');
      }
      assert.match(handrail(folder, ['scan', 'nope', '--debug']).stderr, /\n\s+at /);
      assert.equal(handrail(folder, ['frobnicate']).status, 2);
      assert.equal(handrail(folder, []).status, 2);
    });

    it('problems of files on standard error as path:line:column, failing only when strict', () => {
      const broken = folderWith({ '.handrail/config.yaml': 'version: 1\nthreshold: hihg\n', 'main.tf': '' });
      const { status: code, stderr, stdout } = handrail(broken, ['scan', '--format', 'json']);
      assert.match(stderr, /^\.handrail\/config\.yaml:2:12: .+/);
      assert.equal(code, 0);
      assert.deepEqual(
        JSON.parse(stdout).problems.map(({ line }: { line: number }) => line),
        [2],
      );
      assert.equal(handrail(broken, ['scan', '--strict']).status, 2);
    });

    it('a problem for a file that is too long, and none for what we would not read anyway', () => {
      const long = folderWith({
        'main.tf': `# ${'x'.repeat(1_000_001)}`,
        'data.csv': 'x'.repeat(1_000_001),
        'a.tf': 'x\0',
      });
      assert.deepEqual(
        json(long).problems.map((problem) => `${problem.path}: ${problem.message}`),
        ['main.tf: skipped: larger than 1000 KB'],
      );
    });
  });
});

describe('handrail --help', () => {
  it('is there for every verb, with two examples each', () => {
    for (const [verb, help] of [['', GENERAL] as const, ...BY_VERB]) {
      const examples = help.slice(help.indexOf('\nExamples\n')).match(/^ {2}handrail /gm) ?? [];
      assert.equal(examples.length, 2, verb);
      const asked = handrail(newFolder('help'), verb === '' ? ['--help'] : [verb, '--help']);
      assert.deepEqual(asked, { status: 0, stdout: help, stderr: '' });
    }
  });

  it('fits into a usual terminal', () => {
    for (const help of [GENERAL, ...BY_VERB.values()])
      for (const line of help.split('\n')) assert.ok(line.length <= 120, line);
  });
});

describe('the text of a scan', () => {
  const source = `cidr_blocks = [${'"10.0.0.0/8", '.repeat(20)}"0.0.0.0/0"]`;
  const at = source.lastIndexOf('"0.0');
  const result: ScanResult = {
    scanned: [
      {
        path: 'main.tf',
        message: 'SSH is open to the whole internet: anyone can try to log in to aws_security_group.bastion.',
        context: { policy: undefined, related: [], owner: undefined },
        policyFrom: [],
        lines: textLines(source),
        fix: undefined,
        fails: true,
        finding: {
          rule: 'open-admin-port',
          severity: 'high',
          confidence: 'high',
          audience: 'everyone',
          path: 'main.tf',
          span: { start: at, end: at + 11 },
          message: { template: '', args: [] },
          subjects: [],
          fingerprint: '0'.repeat(16),
          fix: [],
          related: [],
        },
      },
    ],
    waived: [],
    waivers: [],
    problems: [],
    failures: [],
    files: 3,
  };
  const ESCAPE = String.fromCharCode(27);

  it('keeps to the width of the terminal', () => {
    const text = toText(result, { color: false, width: 60, seconds: undefined });
    for (const line of text.split('\n')) assert.ok(line.length <= 60 || line.includes('^'), line);
    assert.match(text, /internet: anyone\n {18}can try to log in to\n/);
    assert.match(text, /\n +│ .*"0\.0\.0\.0\/0"\]\n +│ +\^{11} open-admin-port\n/);
  });

  it('says the same without colours', () => {
    const options = { width: undefined, seconds: 1 };
    const colored = toText(result, { color: true, ...options });
    assert.ok(colored.includes(`${ESCAPE}[31mhigh`));
    assert.equal(
      colored.replaceAll(new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g'), ''),
      toText(result, { color: false, ...options }),
    );
    assert.match(colored, /1 finding in 1 of 3 files \(1 high\) · 1\.00 s\n$/);
  });
});

describe('progress', () => {
  function shownAfter(milliseconds: readonly number[], { isTTY = true, quiet = false } = {}): string {
    let now = 0;
    let written = '';
    const bar = progressBar({ isTTY, write: (text) => (written += text) }, quiet, () => now);
    for (const [done, at] of milliseconds.entries()) {
      now = at;
      bar.step('Reading', done, 10);
    }
    bar.end();
    return written;
  }

  it('shows nothing in the first 400 ms, then ten times a second at most, and is wiped away', () => {
    assert.equal(shownAfter([0, 200, 399]), '');
    const shown = shownAfter([0, 400, 450, 520]);
    assert.equal(shown.match(/Reading/g)?.length, 2);
    assert.match(shown, /Reading 3 of 10/);
    assert.ok(shown.endsWith('\r\u001b[K'));
  });

  it('is for terminals, and for those who did not ask for quiet', () => {
    assert.equal(shownAfter([0, 500], { isTTY: false }), '');
    assert.equal(shownAfter([0, 500], { quiet: true }), '');
  });
});
