import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import type { Value } from '../../src/facts';
import { terraform } from '../../src/formats/terraform';
import { asFields, type Data, field, partsOf } from '../../src/resource';
import { world } from '../support/lookup';

const POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", "Action": "«s3:*»"}]}\n';
const plain = (text: string) => text.replace(/[«»]/g, '');

/** A value of an expression in a file, and the text at its place. */
function read(files: Readonly<Record<string, string>>, id = 'a.b'): { value: Value<Data>; at: string; where: string } {
  const set = world(files, [terraform]);
  const value = set.resource(id).get('x');
  return { value, at: set.textAt(value.at), where: value.at.anchor.path };
}
const expression = (text: string): string => `resource "a" "b" {\n  x = ${text}\n}\n`;
const said = ({ value }: { value: Value<Data> }): unknown =>
  value.state === 'known' ? value.value : value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';

/** Findings of files with the text that they underline. */
function findings(files: Readonly<Record<string, string>>): readonly string[] {
  const engine = createEngine();
  for (const [path, text] of Object.entries(files)) engine.update(path, text);
  return engine
    .report({ today: '2026-05-20' })
    .findings.map(
      ({ rule, path, span, subjects }) =>
        `${rule} ${path} ${files[path]!.slice(span.start, span.end)} ${subjects.join(', ')}`,
    );
}

describe('files that Terraform reads', () => {
  it('are their text, where it stands', () => {
    const found = read({ 'main.tf': expression('file("${path.module}/greeting.txt")'), 'greeting.txt': 'héllo\n' });
    assert.deepEqual([said(found), found.at, found.where], ['héllo\n', 'héllo\n', 'greeting.txt']);
    assert.ok(found.value.state === 'known' && found.value.via?.length === 1);
  });

  it('are found from the folder that Terraform runs in, whatever module names them', () => {
    const files = {
      'prod/main.tf': 'module "m" {\n  source = "../modules/m"\n}\n',
      'prod/own.txt': 'root',
      'modules/m/own.txt': 'module',
    };
    for (const [text, expected] of [
      ['file("${path.module}/own.txt")', 'module'],
      ['file("${path.root}/own.txt")', 'root'],
      ['file("./own.txt")', 'root'],
      ['file("${path.cwd}/own.txt")', 'root'],
      ['path.module', '../modules/m'],
      ['basename(path.cwd)', 'unknown: it hangs on where Terraform runs'],
      [
        'file("${path.module}/../../../own.txt")',
        'unknown: ../modules/m/../../../own.txt lies outside of the workspace',
      ],
      ['file("/etc/passwd")', 'unknown: /etc/passwd lies outside of the workspace'],
      ['file("~/.ssh/id_rsa.pub")', 'unknown: ~/.ssh/id_rsa.pub lies outside of the workspace'],
      ['file("other.txt")', 'unknown: other.txt is not among the files that are read'],
      ['file(var.name)', 'unknown: var.name is not declared here'],
      ['fileexists("own.txt")', true],
      ['fileexists("other.txt")', 'unknown: other.txt is not among the files that are read'],
      ['filebase64("own.txt")', 'cm9vdA=='],
      ['filesha256("own.txt")', 'unknown: filesha256() is not computed here'],
      ['fileset(path.module, "*.json")', 'unknown: fileset() lists files, which is not looked into here'],
      ['try(file("other.txt"), "none")', 'unknown: other.txt is not among the files that are read'],
    ] as const) {
      const found = read({ ...files, 'modules/m/main.tf': expression(text) }, 'module.m.a.b');
      assert.equal(said(found), expected, text);
    }
  });

  it('are templates with the names that are handed to them, and no others', () => {
    const rendered = (template: string, given = '{ port = 80, hosts = ["a", "b"] }') =>
      said(read({ 'main.tf': expression(`templatefile("t.tftpl", ${given})`), 't.tftpl': template }));
    assert.equal(rendered('port ${port}'), 'port 80');
    assert.equal(rendered('%{ for host in hosts ~}\nhost ${host}\n%{ endfor ~}\n$${HOME}'), 'host a\nhost b\n${HOME}');
    assert.equal(rendered('${jsonencode({ hosts = hosts })}'), '{"hosts":["a","b"]}');
    assert.equal(rendered('${unclosed'), 'unknown: the file is no template');
    for (const outside of [
      'var.region',
      'local.region',
      'aws_s3_bucket.b.id',
      'path.module',
      'templatefile("t.tftpl", {})',
    ])
      assert.match(JSON.stringify(rendered(`a \${${outside}}`)), /unknown|"x"/, outside);
    assert.equal(rendered('${port}', 'var.given'), 'unknown: var.given is not declared here');
  });

  it('hold documents whose values stand in the file', () => {
    const set = world({ 'main.tf': expression('file("p.json")'), 'p.json': plain(POLICY) }, [terraform]);
    const resource = set.resource('a.b');
    const statement = field(resource.json(resource.get('x')), 'Statement');
    assert.ok(statement.state === 'known' && Array.isArray(statement.value));
    const action = field(statement.value[0] as Value<Data>, 'Action');
    assert.deepEqual([set.textAt(action.at), action.at.anchor.path], ['"s3:*"', 'p.json']);
    const decoded = read({ 'main.tf': expression('jsondecode(file("p.json")).Version'), 'p.json': plain(POLICY) });
    assert.deepEqual([said(decoded), decoded.at, decoded.where], ['2012-10-17', '"2012-10-17"', 'p.json']);
    assert.ok(asFields(read({ 'main.tf': expression('yamldecode(file("p.yaml"))'), 'p.yaml': 'a: 1\n' }).value));
  });

  it('have findings where they decide, each once, whoever else reads them', () => {
    const at = plain(POLICY);
    const policy = (name: string, text: string) => `resource "aws_iam_policy" "${name}" {\n  policy = ${text}\n}\n`;
    const template = at.replace('s3:*', '${action}:*').replace('"Version": "2012-10-17", ', '');
    assert.deepEqual(
      findings({
        'infra/main.tf':
          policy('deploy', 'file("${path.module}/policies/deploy.json")') +
          policy('again', 'file("${path.module}/policies/deploy.json")') +
          policy('rendered', 'templatefile("${path.module}/policy.json.tftpl", { action = "s3" })'),
        'infra/policies/deploy.json': at,
        'infra/policy.json.tftpl': template,
      }),
      [
        'wildcard-grant infra/policies/deploy.json "s3:*" deploy.json, aws_iam_policy.again, aws_iam_policy.deploy',
        'wildcard-grant infra/policy.json.tftpl "${action}:*" aws_iam_policy.rendered',
      ],
    );
  });

  it('never bring a credential into a value', () => {
    const secret = ['ghp', 'R7xV2mQ9tLw4Zb8NcK1sYe5HjU3aDf6PgTiX'].join('_');
    const engine = createEngine();
    engine.update('main.tf', `resource "aws_iam_policy" "p" {\n  policy = file("p.txt")\n}\n`);
    engine.update('p.txt', plain(POLICY).replace('"Resource": "*"', `"Resource": "${secret}"`));
    const report = engine.report({ today: '2026-05-20' });
    assert.deepEqual(
      report.findings.map(({ rule, path }) => `${rule} ${path}`),
      ['live-credential p.txt', 'wildcard-grant p.txt'],
    );
    assert.ok(!JSON.stringify(report).includes(secret.slice(4, 20)));
  });

  it('are asked for when they were not handed in', () => {
    const engine = createEngine();
    engine.update('a/main.tf', `resource "aws_iam_policy" "p" {\n  policy = file("\${path.module}/p.json")\n}\n`);
    engine.report({ today: '2026-05-20' });
    assert.deepEqual(engine.wanted(), ['a/p.json']);
    engine.update('a/p.json', plain(POLICY));
    assert.equal(engine.report({ today: '2026-05-20' }).findings.length, 1);
    assert.deepEqual(engine.wanted(), []);
    engine.update('a/main.tf', '');
    engine.update('a/p.json', undefined);
    engine.report({ today: '2026-05-20' });
    assert.deepEqual(engine.wanted(), []);
  });

  it('are parts of texts that are known as far as they are', () => {
    const found = read({ 'main.tf': expression('"${file("t.txt")}-${var.x}"'), 't.txt': 'a' });
    assert.deepEqual(
      partsOf(found.value)?.map((part) => (part.type === 'known' ? part.text : part.type)),
      ['a-', 'unknown'],
    );
  });
});
