import assert from 'node:assert/strict';
import { loadWorkspace } from '../../src/config';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import type { Finding } from '../../src/findings/finding';
import { rules } from '../../src/rules/index';

const TODAY = '2026-01-15';
type Files = Readonly<Record<string, string>>;

function found(files: Files, rule = 'open-admin-port'): readonly Finding[] {
  const engine = createEngine(rules.filter(({ id }) => id === rule));
  const user = Object.entries(files).filter(([path]) => path.startsWith('.handrail/'));
  const { configuration } = loadWorkspace(
    user.map(([path, text]) => ({ path, text })),
    { rules },
  );
  engine.configure({ configuration });
  for (const [path, text] of Object.entries(files)) engine.update(path, text);
  const report = engine.report({ today: TODAY });
  assert.deepEqual(report.failures, []);
  return report.findings;
}

const group = (name: string, cidr: string) =>
  `resource "aws_security_group" "${name}" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = [${cidr}]\n  }\n}\n`;
const MODULE = `${group('gate', 'var.cidr')}variable "cidr" {}\n`;
const call = (name: string, cidr: string) => `module "${name}" {\n  source = "../m"\n  cidr   = "${cidr}"\n}\n`;
const OPEN = '0.0.0.0/0';

const related = ({ related: places }: Finding, files: Files): readonly string[] =>
  places.map(({ path, span, message }) => `${plain(message)}: ${path} ${files[path]!.slice(span.start, span.end)}`);

describe('findings in modules', () => {
  it('stand at the call that makes them bad and lead into the module', () => {
    const files = { 'm/main.tf': MODULE, 'a/main.tf': call('good', '10.0.0.0/8') + call('bad', OPEN) };
    const [one, ...others] = found(files);
    assert.deepEqual(others, []);
    assert.equal(one!.path, 'a/main.tf');
    assert.equal(files['a/main.tf'].slice(one!.span.start, one!.span.end), `"${OPEN}"`);
    assert.deepEqual(one!.subjects, ['module.bad.aws_security_group.gate']);
    assert.deepEqual(related(one!, files), ['Used here: m/main.tf var.cidr']);
  });

  it('stand in the module where its own text is bad, once, and name every call', () => {
    const files = {
      'm/main.tf': group('gate', `"${OPEN}"`),
      'a/main.tf': call('one', '') + call('two', ''),
      'b/main.tf': call('one', ''),
    };
    const [one, ...others] = found(files);
    assert.deepEqual(others, []);
    assert.equal(one!.path, 'm/main.tf');
    assert.deepEqual(one!.subjects, ['module.one.aws_security_group.gate', 'module.two.aws_security_group.gate']);
    assert.deepEqual(related(one!, files), [
      'The module is called here: a/main.tf module "one"',
      'The module is called here: b/main.tf module "one"',
      'The module is called here: a/main.tf module "two"',
    ]);
  });

  it('name the calls that a condition of the module makes bad, and no others', () => {
    const files = {
      'm/main.tf': `${group('gate', `var.cidr == "open" ? "${OPEN}" : "10.0.0.0/8"`)}variable "cidr" {}\n`,
      'a/main.tf': call('good', 'closed') + call('bad', 'open'),
    };
    const [one] = found(files);
    assert.deepEqual(one!.subjects, ['module.bad.aws_security_group.gate']);
    assert.deepEqual(related(one!, files), ['The module is called here: a/main.tf module "bad"']);
  });

  it('keep their fingerprint whoever calls the module, and differ by call where the place is the caller’s', () => {
    const own = (callers: Files) => found({ 'm/main.tf': group('gate', `"${OPEN}"`), ...callers })[0]!.fingerprint;
    assert.equal(own({}), own({ 'a/main.tf': call('one', '') }));
    assert.equal(own({}), own({ 'a/main.tf': call('one', ''), 'b/main.tf': call('two', '') }));
    const both = found({
      'm/main.tf': MODULE,
      'a/main.tf': call('one', OPEN) + call('two', OPEN),
      'b/main.tf': call('one', OPEN),
    });
    assert.equal(new Set(both.map(({ fingerprint }) => fingerprint)).size, 3);
    const [first] = found({ 'm/main.tf': MODULE, 'a/main.tf': call('two', OPEN) });
    assert.equal(first!.fingerprint, both[1]!.fingerprint);
  });

  it('tell files of values apart', () => {
    const files = { 'main.tf': MODULE, 'dev.tfvars': `cidr = "${OPEN}"\n`, 'prod.tfvars': `cidr = "${OPEN}"\n` };
    const [dev, prod, ...others] = found(files);
    assert.deepEqual([dev!.path, prod!.path, others], ['dev.tfvars', 'prod.tfvars', []]);
    const { 'dev.tfvars': _, ...rest } = files;
    assert.equal(found(rest)[0]!.fingerprint, prod!.fingerprint);
  });

  it('keep their fingerprint and waivers when what they are about is moved', () => {
    const waivers = (resource: string) => ({
      '.handrail/waivers.yaml': `version: 1\nwaivers:\n  - { rule: open-admin-port, resource: ${resource}, reason: r, owner: o, approvedBy: the owner of the policy, expires: 2026-02-01 }\n`,
    });
    const before = found({ 'main.tf': group('old', `"${OPEN}"`), ...waivers('aws_security_group.old') })[0]!;
    const moves =
      'moved {\n  from = aws_security_group.old\n  to   = aws_security_group.mid\n}\nmoved {\n  from = aws_security_group.mid\n  to   = aws_security_group.new\n}\n';
    const after = found({ 'main.tf': group('new', `"${OPEN}"`) + moves, ...waivers('aws_security_group.old') })[0]!;
    assert.equal(after.fingerprint, before.fingerprint);
    assert.deepEqual(after.subjects, ['aws_security_group.new']);
    assert.ok(before.waiver && after.waiver);
    const into =
      'module "m" {\n  source = "./m"\n}\nmoved {\n  from = aws_security_group.old\n  to   = module.m.aws_security_group.new\n}\n';
    const [inModule] = found({ 'm/main.tf': group('new', `"${OPEN}"`), 'main.tf': into });
    assert.equal(inModule!.fingerprint, before.fingerprint);
    const json = JSON.stringify({ moved: [{ from: 'aws_security_group.old', to: 'aws_security_group.new' }] });
    const inJson = found({ 'main.tf': group('new', `"${OPEN}"`), 'moved.tf.json': json })[0]!;
    assert.equal(inJson.fingerprint, before.fingerprint);
    const loop = moves.replaceAll('.old', '.new');
    assert.equal(found({ 'main.tf': group('new', `"${OPEN}"`) + loop }).length, 1);
    const renamed = {
      'm/main.tf': MODULE,
      'a/main.tf': `${call('two', OPEN)}moved {\n  from = module.one\n  to   = module.two\n}\n`,
    };
    const [was] = found({ 'm/main.tf': MODULE, 'a/main.tf': call('one', OPEN) });
    assert.equal(found(renamed)[0]!.fingerprint, was!.fingerprint);
  });

  it('are none of what an example or a test makes of a module outside of it', () => {
    const open = `${group('gate', `"${OPEN}"`)}variable "cidr" {}\n`;
    const example = (cidr: string) => ({ 'examples/one/main.tf': call('m', cidr).replace('../m', '../../m') });
    const paths = (files: Files) => found(files).map(({ path, subjects }) => [path, ...subjects]);
    assert.deepEqual(paths({ 'm/main.tf': MODULE, ...example(OPEN) }), []);
    assert.deepEqual(paths({ 'm/main.tf': open, ...example(OPEN) }), [['m/main.tf', 'aws_security_group.gate']]);
    const used = { 'm/main.tf': open, ...example(OPEN), 'a/main.tf': call('n', '') };
    assert.deepEqual(paths(used), [['m/main.tf', 'module.n.aws_security_group.gate']]);
    const variant = call('m', OPEN).replace('../m', '../../');
    assert.deepEqual(paths({ 'main.tf': MODULE, 'modules/http/main.tf': variant }), [], 'a variant of the module');
    const used2 = { 'm/main.tf': MODULE, 'modules/http/main.tf': call('m', OPEN).replace('../m', '../../m') };
    assert.equal(paths(used2).length, 1);
    const within = { 'examples/m/main.tf': open, 'examples/one/main.tf': call('m', '') };
    assert.deepEqual(paths(within), [['examples/m/main.tf', 'module.m.aws_security_group.gate']]);
  });

  it('join what callers and modules declare, by identity', () => {
    const bucket =
      'resource "aws_s3_bucket" "b" {\n  acl = "public-read"\n}\noutput "id" {\n  value = aws_s3_bucket.b.id\n}\n';
    const block = (id: string) =>
      `resource "aws_s3_bucket_public_access_block" "x" {\n  bucket = ${id}\n  ignore_public_acls = true\n}\n`;
    const caller = call('b', '');
    const open = { 'm/main.tf': bucket, 'a/main.tf': caller };
    assert.equal(found(open, 'public-bucket').length, 1);
    assert.deepEqual(found({ ...open, 'a/block.tf': block('module.b.id') }, 'public-bucket'), []);
    assert.equal(found({ ...open, 'a/block.tf': block('"other"') }, 'public-bucket').length, 1);
    const other = {
      'n/main.tf': `${block('var.id')}variable "id" {}\n`,
      'a/n.tf': 'module "n" {\n  source = "../n"\n  id     = module.b.id\n}\n',
    };
    assert.deepEqual(found({ ...open, ...other }, 'public-bucket'), []);
    const second = found({ ...open, ...other, 'z/main.tf': caller }, 'public-bucket');
    assert.deepEqual(
      second.map(({ related: places }) => places.map(({ path }) => path)),
      [['z/main.tf']],
    );
  });
});
