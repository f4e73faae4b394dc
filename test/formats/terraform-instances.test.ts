import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import { terraform, terraformJson } from '../../src/formats/terraform';
import { asString, type Resource } from '../../src/resource';
import { type World, world } from '../support/lookup';

const module = (files: Readonly<Record<string, string>> | string): World =>
  world(typeof files === 'string' ? { 'main.tf': files } : files, [terraform, terraformJson]);

/** A single attribute, or why it is not known. */
function told(resource: Resource | undefined, ...path: string[]): string {
  const value = asString(resource!.get(...path));
  return value.state === 'known' ? value.value : value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';
}

const all = (set: World, name: string): string[] => set.resources().map((resource) => told(resource, name));

describe('Terraform instances', () => {
  for (const [written, expected] of [
    ['for_each = toset(["b", "a"])\n  x = each.key', ['a', 'b']],
    ['for_each = toset(["b", "a"])\n  x = "${each.value}!"', ['a!', 'b!']],
    ['for_each = { p = "one", q = "two" }\n  x = each.value', ['one', 'two']],
    ['for_each = { p = { n = 1 }, q = { n = 2 } }\n  x = each.value.n', ['1', '2']],
    ['for_each = { p = { n = 1 }, q = {} }\n  x = lookup(each.value, "n", 3)', ['1', '3']],
    ['for_each = { for s in local.list : s => upper(s) }\n  x = each.value', ['A', 'B']],
    ['count = 2\n  x = count.index', ['0', '1']],
    ['count = length(local.list)\n  x = local.list[count.index]', ['a', 'b']],
    ['count = 2\n  x = element(local.list, count.index + 1)', ['b', 'a']],
    ['count = local.on ? 1 : 0\n  x = "n-${count.index}"', ['n-0']],
    ['count = 0\n  x = count.index', ['unknown: it differs for each instance']],
    ['for_each = {}\n  x = each.key', ['unknown: it differs for each instance']],
    ['for_each = var.none\n  x = each.value', ['unknown: it differs for each instance']],
    ['for_each = toset(["a", var.none])\n  x = each.value', ['unknown: it differs for each instance']],
    ['count = var.none\n  x = count.index', ['unknown: it differs for each instance']],
    ['for_each = toset(["a", "b"])\n  x = "same"', ['same']],
  ] as const) {
    it(`of ${written.replace('\n ', ',')} have ${expected.join(' and ')}`, () => {
      const locals = 'locals {\n  list = ["a", "b"]\n  on = true\n}\n';
      assert.deepEqual(all(module(`resource "a" "b" {\n  ${written}\n}\n${locals}`), 'x'), expected);
    });
  }

  it('are one resource to whoever refers to it: what they have in common is known', () => {
    const set = module(
      'resource "a" "b" {\n  for_each = { p = { n = 1, s = "x" }, q = { n = 2, s = "x" } }\n  n = each.value.n\n  s = each.value.s\n}\nresource "c" "d" {}\n',
    );
    const found = set.resource('c.d').find('a', 'b');
    assert.equal(told(found, 'n'), 'unknown: it differs for each instance');
    assert.equal(told(found, 's'), 'x');
    assert.deepEqual(new Set(set.resources().map(({ subject }) => subject.id)), new Set(['a.b', 'c.d']));
  });

  it('are looked at together when there are many', () => {
    const set = module(
      'resource "a" "b" {\n  for_each = toset([for n in range(51) : "n${n}"])\n  x = each.key\n  y = 1\n}\n',
    );
    assert.deepEqual(all(set, 'x'), ['unknown: it differs for each instance']);
    assert.deepEqual(all(set, 'y'), ['1']);
  });

  it('are not asked for where none can differ', () => {
    const set = module('resource "a" "b" {\n  for_each = local.all\n  x = 1\n}\nlocals {\n  all = {}\n}\n');
    set.resources();
    assert.deepEqual(set.asked(), ['look way', 'look module-wide']);
  });

  it('are the same in the JSON syntax', () => {
    const block = { for_each: '${toset(["b", "a"])}', x: '${each.key}' };
    assert.deepEqual(all(module({ 'm.tf.json': JSON.stringify({ resource: { a: { b: block } } }) }), 'x'), ['a', 'b']);
  });
});

describe('Terraform dynamic blocks', () => {
  const blocks = (written: string, name = 'rule'): string[] =>
    module(`resource "a" "b" {\n  ${written}\n}\nvariable "none" {}\n`)
      .resource('a.b')
      .all(name)
      .map((block) => `${told(block, 'x')}${block.exists.state === 'known' ? '' : ' perhaps'}`);

  for (const [written, expected] of [
    ['for_each = [22, 80]\n content {\n  x = rule.value\n }', ['22', '80']],
    ['for_each = { a = 1, b = 2 }\n content {\n  x = "${rule.key}${rule.value}"\n }', ['a1', 'b2']],
    ['for_each = ["p"]\n iterator = it\n content {\n  x = "${it.key}-${it.value}"\n }', ['0-p']],
    ['for_each = toset(["b", "a"])\n content {\n  x = rule.key\n }', ['a', 'b']],
    ['for_each = [1, 2]\n content {\n  x = "same"\n }', ['same', 'same']],
    ['for_each = []\n content {\n  x = 1\n }', []],
    [
      'for_each = [1, var.none]\n content {\n  x = rule.value\n }',
      ['1', 'unknown: var.none gets its value when Terraform runs'],
    ],
    [
      'for_each = concat([1], var.none)\n content {\n  x = rule.value\n }',
      ['1', 'unknown: var.none gets its value when Terraform runs perhaps'],
    ],
    ['for_each = [for p in [1, 2] : p if p > var.none]\n content {\n  x = 5\n }', ['5 perhaps', '5 perhaps']],
    [
      'for_each = var.none\n content {\n  x = rule.value\n }',
      ['unknown: it differs for each block that is made perhaps'],
    ],
    ['for_each = var.none == 1 ? [1] : []\n content {\n  x = 7\n }', ['7 perhaps']],
  ] as const) {
    it(`with ${written.replace(/\s+/g, ' ')} are ${expected.join(' and ') || 'none'}`, () => {
      assert.deepEqual(blocks(`dynamic "rule" {\n ${written}\n}`), expected);
    });
  }

  it('stand in one another, each with its own iterator', () => {
    const inner = 'dynamic "rule" {\n for_each = outer.value\n content {\n  x = "${outer.key}/${rule.value}"\n }\n}';
    const set = module(
      `resource "a" "b" {\n dynamic "outer" {\n for_each = { p = [1, 2], q = [3] }\n content {\n ${inner}\n }\n }\n}\n`,
    );
    assert.deepEqual(
      set
        .resource('a.b')
        .all('outer', 'rule')
        .map((block) => told(block, 'x')),
      ['p/1', 'p/2', 'q/3'],
    );
  });

  it('end, however many a hostile module would make', () => {
    const nest = (depth: number): string =>
      depth === 0 ? 'x = 1' : `dynamic "rule" {\n for_each = range(1000)\n content {\n ${nest(depth - 1)}\n }\n}`;
    const resource = module(`resource "a" "b" {\n ${nest(4)}\n}\n`).resource('a.b');
    assert.ok(resource.all('rule', 'rule', 'rule', 'rule').length < 3_000_000);
  });
});

describe('Terraform findings of what is made many times', () => {
  function findings(text: string): string[] {
    const engine = createEngine();
    engine.update('main.tf', text);
    const { findings, failures } = engine.report({ today: '2026-11-24' });
    assert.deepEqual(failures, []);
    return findings.map(({ rule, span }) => `${rule} at ${text.slice(span.start, span.end)}`);
  }
  const group = (each: string, content: string): string =>
    `resource "aws_security_group" "web" {\n  dynamic "ingress" {\n    for_each = ${each}\n    content {\n      protocol = "tcp"\n      ${content}\n    }\n  }\n}\n`;
  const PORTS = 'from_port = ingress.value.port\n      to_port = ingress.value.port';

  it('stand at the literal of the one that is bad', () => {
    const rules = '[{ port = 22, from = "10.0.0.0/8" }, { port = 22, from = "0.0.0.0/0" }]';
    assert.deepEqual(findings(group(rules, `${PORTS}\n      cidr_blocks = [ingress.value.from]`)), [
      'open-admin-port at "0.0.0.0/0"',
    ]);
  });

  it('are one where one literal makes many bad', () => {
    const rules = '[{ port = 22 }, { port = 3389 }, { port = 443 }]';
    assert.deepEqual(findings(group(rules, `${PORTS}\n      cidr_blocks = ["0.0.0.0/0"]`)), [
      'open-admin-port at "0.0.0.0/0"',
    ]);
  });

  it('follow for_each to the entry, and say nothing of the others', () => {
    const attached = (policies: string): string[] =>
      findings(
        `resource "aws_iam_role_policy_attachment" "ci" {\n  for_each   = toset(${policies})\n  role       = aws_iam_role.ci.name\n  policy_arn = "arn:aws:iam::aws:policy/\${each.value}"\n}\nresource "aws_iam_role" "ci" {\n  name = "ci"\n}\n`,
      );
    assert.equal(attached('["ReadOnlyAccess", "AdministratorAccess"]').length, 1);
    assert.deepEqual(attached('["ReadOnlyAccess"]'), []);
    assert.deepEqual(attached('var.policies'), []);
  });

  it('come of a policy that a loop puts together, at the action', () => {
    const text =
      'resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = jsonencode({\n    Version   = "2012-10-17"\n    Statement = [for s in local.statements : { Effect = "Allow", Action = s.actions, Resource = "*" }]\n  })\n}\nlocals {\n  statements = [{ actions = ["s3:GetObject"] }, { actions = ["s3:*"] }]\n}\n';
    assert.deepEqual(
      findings(text).filter((found) => found.startsWith('wildcard-grant')),
      ['wildcard-grant at "s3:*"'],
    );
  });

  it('offer no fix that would write into what was computed', () => {
    const engine = createEngine();
    const text = `resource "aws_security_group" "web" {\n  ingress {\n    protocol = "tcp"\n    from_port = 22\n    to_port = 22\n    cidr_blocks = split(",", "10.0.0.0/8,0.0.0.0/0")\n  }\n}\n`;
    engine.update('main.tf', text);
    const [found, ...others] = engine.report({ today: '2026-11-24' }).findings;
    assert.equal(found?.rule, 'open-admin-port');
    assert.deepEqual(others, []);
    assert.deepEqual(
      found.fix.flatMap((fix) => engine.edits(fix)).flatMap(({ edits }) => edits),
      [],
    );
  });
});
