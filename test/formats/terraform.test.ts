import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { syntaxes } from '../../src/document/index';
import { set, type Value } from '../../src/facts';
import { terraform, terraformJson } from '../../src/formats/terraform';
import { REDACTION } from '../../src/place';
import {
  asBoolean,
  asFields,
  asReference,
  asString,
  asStrings,
  type Data,
  field,
  identity,
  partsOf,
} from '../../src/resource';
import { type World, world } from '../support/lookup';
import { SEED } from '../support/workspaces';

const FORMATS = [terraform, terraformJson];
const module = (files: Readonly<Record<string, string>> | string): World =>
  world(typeof files === 'string' ? { 'main.tf': files } : files, FORMATS);

/** A value in a line: what it is, `default` if one decided it, and the places it came by. */
function shown(set: World, value: Value<Data>): string {
  if (value.state === 'unknown') return `unknown: ${value.because}`;
  if (value.state === 'absent') return `absent in ${set.textAt(value.at)}`;
  const way = (value.via ?? []).map((place) => set.textAt(place));
  return [datum(set, value.value), ...(value.byDefault ? ['by default'] : []), ...way.map((use) => `via ${use}`)].join(
    ' ',
  );
}

function datum(set: World, data: Data): string {
  if (data === null || typeof data !== 'object') return JSON.stringify(data);
  if (Array.isArray(data)) return `[${data.map((entry: Value<Data>) => shown(set, entry)).join(', ')}]`;
  const known = { state: 'known' as const, value: data, at: { anchor: { path: '', start: 0 }, start: 0, end: 0 } };
  const fields = asFields(known);
  if (fields) return `{${[...fields].map(([key, entry]) => `${key}: ${shown(set, entry)}`).join(', ')}}`;
  const reference = 'address' in data ? data : undefined;
  if (reference) return `→ ${reference.address} ${reference.attribute}`.trim();
  return (partsOf(known) ?? [])
    .map((part) =>
      part.type === 'known'
        ? part.text
        : part.type === 'redacted'
          ? '‹taken out›'
          : `‹${part.reference?.address ?? '?'}›`,
    )
    .join('');
}

/** The value of `x` in the only resource of a module, after what the module declares beside it. */
function evaluated(expression: string, beside: Readonly<Record<string, string>> | string = ''): string {
  const files = typeof beside === 'string' ? { 'other.tf': beside } : beside;
  const set = module({ 'main.tf': `resource "a" "b" {\n  x = ${expression}\n}\n`, ...files });
  return shown(set, set.resource('a.b').get('x'));
}

describe('Terraform declarations', () => {
  it('are blocks, each local by itself, values, and what all of a module has to know of', () => {
    const set = module({
      'm/main.tf':
        'resource "a" "b" {}\ndata "c" "d" {}\nvariable "e" {}\nlocals {\n  f = 1\n  g = 2\n}\nmodule "h" {}\noutput "i" {}\nprovider "j" {}\nterraform {}\nimport {\n  to = a.b\n  id = "x"\n}\nremoved {\n  from = a.z\n}\ncheck "c" {}\n',
      'm/terraform.tfvars': 'k = 1\n',
      'm/x.auto.tfvars.json': '{"l": 1}',
      'm/prod.tfvars': 'm = 1\n',
      'm/main_override.tf': 'resource "a" "b" {\n  x = 1\n}\n',
      'm/moved.tf': 'moved {\n  from = a.old[0]\n  to   = a.b\n}\nmodule "r" {\n  source = "./n"\n}\n',
      'm/replaced.tf': 'resource "a" "s" {}\n',
      'm/replaced.tofu': 'resource "a" "t" {}\n',
      'm/more.tf.json': '{"resource": {"n": {"o": {}, "//": "why"}}, "locals": {"p": 1}, "variable": {"q": {}}}',
    });
    assert.deepEqual(
      set.declarations.map(({ kind, key, scope }) => `${kind} ${key} in ${scope}`),
      [
        'resource a.b',
        'data data.c.d',
        'variable e',
        'local f',
        'local g',
        'module h',
        'output i',
        'provider j',
        'module-wide override resource a.b',
        'resource n.o',
        'local p',
        'variable q',
        'module-wide moved a.b a.old',
        'module r',
        'way r in terraform:m/n',
        'way \0values',
        'value m in m/prod.tfvars',
        'resource a.t',
        'value k',
        'value l',
      ].map((one) => (one.includes(':') ? one : `${one} in terraform:m`)),
    );
  });

  it('are not cut off by a section that is one entry of a large file', () => {
    const filler = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`n${i}`, { x: 'y'.repeat(40), z: '${local.w}' }]),
    );
    const text = JSON.stringify({ locals: { w: 'deep' }, resource: { a: filler, b: { c: { x: 1 } } } }, null, 2);
    const set = module({ 'main.tf.json': text });
    assert.equal(set.resources().length, 201);
    assert.equal(
      shown(set, set.resource('a.n77').get('z')),
      '"deep" via ${local.w}'.replace('via ${local.w}', 'via local.w'),
    );
  });

  it('stand in a subject with address, directory and head', () => {
    const set = module({ 'infra/shop/main.tf': '\n\nresource "aws_s3_bucket" "orders" {\n}\n' });
    const { type, subject } = set.resource('aws_s3_bucket.orders');
    assert.equal(type, 'aws_s3_bucket');
    assert.deepEqual(
      [subject.id, subject.address, subject.dir, subject.scope],
      ['aws_s3_bucket.orders', 'aws_s3_bucket.orders', 'infra/shop', 'terraform:infra/shop'],
    );
    assert.equal(set.textAt(subject.head), 'resource "aws_s3_bucket" "orders"');
  });
});

const UNSET = 'unknown: var.none is not declared here';

describe('Terraform values', () => {
  for (const [expression, beside, expected] of [
    ['"a"', '', '"a"'],
    ['-1.5', '', '-1.5'],
    ['null', '', 'absent in null'],
    ['["a", var.none, 1]', '', '["a", unknown: var.none is not declared here, 1]'],
    ['{ a = 1, "b c" : true }', '', '{a: 1, b c: true}'],
    ['{ (var.none) = 1 }', '', 'unknown: one of its keys is not known'],
    ['{ "${var.none}:sub" = 1 }', '', '{${…}:sub: 1}'],
    ['var.v', 'variable "v" {}', 'unknown: var.v gets its value when Terraform runs'],
    ['var.v', 'variable "v" {\n  default = "d"\n}', '"d" by default via var.v'],
    ['"${var.v}"', 'variable "v" {\n  default = "d"\n}', '"d" by default via var.v'],
    ['"a-${var.v}"', 'variable "v" {\n  default = "d"\n}', '"a-d" by default'],
    ['var.v["k"].l[1]', 'variable "v" {\n  default = { k = { l = [1, 2] } }\n}', '2 by default via var.v["k"].l[1]'],
    ['local.a', 'locals {\n  a = local.b\n  b = 1\n}', '1 via local.a via local.b'],
    ['local.a', 'locals {\n  a = local.b\n  b = local.a\n}', 'unknown: it refers to itself'],
    ['local.a.b', 'locals {\n  a = { b = 1, c = var.gone }\n}', '1 via local.a.b'],
    ['local.a', 'locals {\n  a = ["x"]\n}', '["x" via local.a] via local.a'],
    ['c.d.arn', '', '→ c.d arn'],
    ['c.d[0].arn', '', '→ c.d arn'],
    ['c.d.*.id', '', '→ c.d id'],
    ['"${c.d.arn}/*"', '', '‹c.d›/*'],
    ['data.c.d.json', '', '→ data.c.d json'],
    ['c.d.size', 'resource "c" "d" {\n  size = 3\n}', '3 via c.d.size'],
    ['c.d.size', 'resource "c" "d" {\n  size = "s-${var.x}"\n}', '→ c.d size'],
    ['c.d.name', 'resource "c" "d" {\n  name = "n"\n}', '→ c.d name'],
    ['module.m.out', '', 'unknown: module.m is not declared here'],
    ['each.value', '', 'unknown: it differs for each instance'],
    ['true ? "a" : "b"', '', '"a"'],
    ['var.on ? "a" : "b"', 'variable "on" {\n  default = false\n}', '"b" by default'],
    ['var.on ? "a" : "b"', 'variable "on" {}', 'unknown: var.on gets its value when Terraform runs'],
    ['var.on != null && 1 < 2', 'variable "on" {\n  default = null\n}', 'false by default'],
    ['[for x in [1] : x]', '', '[1]'],
    ['concat(["a"], var.none, ["b"])', '', '["a", unknown: var.none is not declared here, "b"]'],
    ['toset(["a"])', '', '["a"]'],
    ['join("-", ["a", c.d.id])', '', 'a-‹c.d›'],
    ['format("%s/%d%%", c.d.arn, 2)', '', '‹c.d›/2%'],
    ['format("%04d", 2)', '', '"0002"'],
    ['merge({ a = 1, b = 1 }, { b = 2 })', '', '{a: 1, b: 2}'],
    ['merge({ a = 1 }, var.none)', '', 'unknown: var.none is not declared here'],
    ['lower("AbC")', '', '"abc"'],
    ['upper(var.none)', '', 'unknown: var.none is not declared here'],
    ['try(var.none, "a")', '', 'unknown: var.none is not declared here'],
    ['coalesce("", null, "a")', '', '"a"'],
    ['lookup({ a = "b" }, "a", "c")', '', '"b"'],
    ['file("x.json")', '', 'unknown: x.json is not among the files that are read'],
    ['jsonencode({ a = [1] })', '', '"{\\"a\\":[1]}"'],
    ['jsonencode({ a = c.d.id })', '', '{"a":‹c.d›}'],
    ['constructor("x")', '', 'unknown: constructor() is no function that is known here'],
    ['"a%{ if var.none }b%{ endif }c"', '', 'a‹?›c'],
    ['concat(["a"], var.none)[0]', '', 'unknown: what stands where in the list is not known'],
    ['length(concat(["a"], var.none))', '', 'unknown: var.none is not declared here'],
    ['toset(["b", var.none, "b", "a"])', '', '["b", unknown: var.none is not declared here, "a"]'],
    ['sort(["b", var.none, "a"])', '', '["b", unknown: var.none is not declared here, "a"]'],
    ['element(sort(["b", var.none]), 0)', '', 'unknown: how much is in the list is not known'],
    ['[for s in ["a", var.none, "c"] : "${s}!"]', '', '["a!", ‹?›!, "c!"]'],
    ['[for s in ["a", "b"] : s if s == var.none]', '', `[${UNSET}, ${UNSET}]`],
    ['flatten([["a"], c.d.ids])', '', '["a", → c.d ids]'],
    ['compact(["a", var.none, ""])', '', `["a", ${UNSET}]`],
    ['upper("a-${c.d.name}")', '', 'A-‹c.d›'],
    ['startswith("arn:${c.d.name}", "arn:")', '', 'true'],
    ['startswith("arn:${c.d.name}", "x")', '', 'false'],
    ['endswith("${c.d.name}.json", ".json")', '', 'true'],
    ['endswith("${c.d.name}n", ".json")', '', 'unknown: known only once c.d is deployed'],
    ['strcontains("a-${c.d.name}", "a-")', '', 'true'],
    ['"a-${c.d.name}" == "b"', '', 'false'],
    ['"a-${c.d.name}" == "a-b"', '', 'unknown: known only once c.d is deployed'],
    ['coalesce(c.d.arn, "x")', '', '→ c.d arn'],
    ['coalesce(c.d.note, "x")', '', 'unknown: known only once c.d is deployed'],
    ['element([c.d], 0).arn', '', '→ c.d arn'],
    ['local.all[*].arn', 'locals {\n  all = c.d\n}', '→ c.d arn via local.all[*].arn'],
    ['[for s in var.l : "0.0.0.0/0"]', 'variable "l" {\n  default = [1]\n}', '["0.0.0.0/0" by default] by default'],
    ['upper(var.v)', 'variable "v" {\n  default = "d"\n}', '"D" by default via var.v'],
    ['join(",", var.l)', 'variable "l" {\n  default = ["d"]\n}', '"d" by default'],
    ['jsondecode(jsonencode({ a = local.l })).a', 'locals {\n  l = "deep"\n}', '"deep" via local.l'],
    [`length("${REDACTION.repeat(3)}")`, '', 'unknown: part of it was taken out as a credential'],
    [`"key-${REDACTION.repeat(3)}-x"`, '', 'key-‹taken out›-x'],
  ] as const) {
    it(`${expression} is ${expected}`, () => assert.equal(evaluated(expression, beside), expected));
  }

  const files = {
    'v.tf': 'variable "v" {\n  default = 0\n}\n',
    'terraform.tfvars': 'v = 1\n',
    'terraform.tfvars.json': '{"v": 2}',
    'a.auto.tfvars.json': '{"v": 3}',
    'b.auto.tfvars': 'v = 4\n',
    'c.auto.tfvars.json': '{"v": 5}',
  };
  for (const [count, expected] of [
    [1, '0 by default via var.v'],
    [2, '1 via var.v'],
    [3, '2 via var.v'],
    [4, '3 via var.v'],
    [5, '4 via var.v'],
    [6, '5 via var.v'],
  ] as const) {
    const read = Object.fromEntries(Object.entries(files).slice(0, count));
    it(`come from the last of ${Object.keys(read).join(', ')}`, () => {
      assert.equal(evaluated('var.v', read), expected);
    });
  }

  for (const [type, written, expected] of [
    ['type = number', '"443"', '443 by default'],
    ['type = string', '443', '"443" by default'],
    ['type = list(string)', '[1, true]', '["1" by default, "true" by default] by default'],
    ['type = set(string)', '["b", "a", "b"]', '["a" by default, "b" by default] by default'],
    ['type = "list"', '["a"]', '["a" by default] by default'],
    ['type = number', '"many"', "unknown: it can't be made a number"],
    ['type = object({ a = string })', '{ a = 1, b = 2 }', '{a: "1" by default} by default'],
    ['type = object({ a = string })', '{}', 'unknown: its a is missing'],
    [
      'type = object({ a = optional(string, "x"), b = optional(bool) })',
      '{}',
      '{a: "x" by default, b: null by default} by default',
    ],
    ['type = object({ a = optional(string, "x") })', '{ a = null }', '{a: "x" by default} by default'],
    ['type = map(object({ a = optional(number, 7) }))', '{ k = {} }', '{k: {a: 7 by default} by default} by default'],
  ] as const) {
    it(`of a variable with ${type} and the default ${written} are ${expected}`, () => {
      const variable = `variable "v" {\n  ${type}\n  default = ${written}\n}\n`;
      assert.equal(evaluated('var.v', variable).replace(/ via var\.v/g, ''), expected);
    });
  }

  it('are the default where a value file says null and the variable takes none', () => {
    const variable = 'variable "v" {\n  default = "d"\n  nullable = false\n}\n';
    const set = { 'terraform.tfvars': 'v = null\n' };
    assert.equal(evaluated('var.v', { 'v.tf': variable, ...set }), '"d" by default via var.v');
    assert.equal(evaluated('var.v', { 'v.tf': variable.replace('false', 'true'), ...set }), 'absent in null');
  });

  it('have the type that the JSON syntax writes as a string', () => {
    const variable = { type: 'object({ a = optional(list(string), ["x"]) })', default: {} };
    const json = JSON.stringify({ variable: { v: variable } });
    assert.equal(evaluated('var.v.a[0]', { 'v.tf.json': json }), '"x" by default via var.v.a[0]');
  });

  it('stand at the literal that decides', () => {
    const set = module({ 'a.tf': 'resource "a" "b" {\n  x = local.l\n}\n', 'b.tf': '\nlocals {\n  l = "deep"\n}\n' });
    const value = set.resource('a.b').get('x');
    assert.equal(value.at.anchor.path, 'b.tf');
    assert.equal(set.textAt(value.at), '"deep"');
  });

  it('end, however much a hostile module would make of them', () => {
    const locals = Array.from({ length: 30 }, (_, i) => `  l${i} = [local.l${i + 1}, local.l${i + 1}]\n`).join('');
    const set = module(`resource "a" "b" {\n  x = local.l0\n}\nlocals {\n${locals}  l30 = 1\n}\n`);
    assert.ok(JSON.stringify(set.resource('a.b').get('x')).includes('too much would have to be evaluated'));
  });

  const long = JSON.stringify('x'.repeat(5000));
  for (const bomb of [
    'setproduct(range(1000), range(1000), range(1000))',
    '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]',
    '{ for a in range(1000) : a => { for b in range(1000) : b => b } }',
    '"%{ for a in range(1000) }%{ for b in range(1000) }xxxxxxxx%{ endfor }%{ endfor }"',
    'replace(local.long, "x", replace(local.long, "x", local.long))',
    'format("%999999s%999999s%999999s", 1, 2, 3)',
    'indent(100000000, "a\\nb\\nc")',
    'join(local.long, [for a in range(1000) : local.long])',
    'flatten([for a in range(1000) : range(1000)])',
    'toset([for a in range(1000) : { a = a, b = range(100) }])',
    'yamldecode("a: &a [x, x, x, x, x, x, x, x]\\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\\ne: [*d, *d, *d, *d, *d, *d, *d, *d]\\n")',
    `${'pow(10, '.repeat(3)}300${')'.repeat(3)}`,
    `cidrsubnets("::/0"${', 1'.repeat(1000)})`,
    '"${join("", [for a in range(1000) : local.long])}${join("", [for a in range(1000) : local.long])}"',
  ]) {
    it(`end soon and claim nothing: ${bomb.slice(0, 70)}`, () => {
      const start = performance.now();
      const value = evaluated(bomb, `locals {\n  long = ${long}\n}\n`);
      assert.match(value.slice(-100_000), /unknown: |‹\?›/);
      assert.ok(value.length < 5_000_000);
      assert.ok(performance.now() - start < 5000);
    });
  }
});

describe('Terraform resources', () => {
  const text = [
    'resource "aws_instance" "web" {',
    '  metadata_options {',
    '    http_tokens = "optional"',
    '  }',
    '  ebs { size = 1 }',
    '  ebs { size = 2 }',
    '  list = [{ size = 3 }, { size = 4 }]',
    '  dynamic "port" {',
    '    for_each = var.ports',
    '    content {',
    '      from = port.value',
    '      to   = 22',
    '    }',
    '  }',
    '  dynamic "none" {',
    '    for_each = []',
    '    content {}',
    '  }',
    '  dynamic "sure" {',
    '    for_each = ["x"]',
    '    iterator = it',
    '    content {',
    '      on   = true',
    '      name = it.value',
    '    }',
    '  }',
    '}',
  ].join('\n');
  const set = module(text);
  const web = set.resource('aws_instance.web');

  it('give attributes through blocks and objects, and where nothing is written', () => {
    assert.equal(shown(set, web.get('metadata_options', 'http_tokens')), '"optional"');
    assert.equal(shown(set, web.get('metadata_options', 'hops')), 'absent in metadata_options');
    assert.equal(shown(set, web.get('nothing', 'here')), 'absent in resource "aws_instance" "web"');
    assert.equal(shown(set, web.get('list', 'size')), '3');
  });

  it('give every block of a name, written as blocks or as a list of objects', () => {
    const sizes = (name: string) => web.all(name).map((block) => shown(set, block.get('size')));
    assert.deepEqual(sizes('ebs'), ['1', '2']);
    assert.deepEqual(sizes('list'), ['3', '4']);
    assert.deepEqual(web.all('missing'), []);
  });

  it('give dynamic blocks for each entry, with what iterates unknown where the entries are', () => {
    const [port] = web.all('port');
    assert.equal(port?.exists.state, 'unknown');
    assert.equal(shown(set, port!.get('to')), '22');
    assert.equal(shown(set, port!.get('from')), 'unknown: it differs for each block that is made');
    assert.deepEqual(web.all('none'), []);
    assert.equal(shown(set, web.get('sure', 'on')), 'true');
    assert.equal(shown(set, web.get('sure', 'name')), '"x" via it.value');
    assert.equal(shown(set, web.get('port', 'to')), 'unknown: whether its block is made is not known');
  });

  for (const [written, expected] of [
    ['', 'true'],
    ['count = 0', 'false'],
    ['count = var.on ? 1 : 0', 'unknown: its count is not known'],
    ['count = local.off ? 1 : 0', 'false'],
    ['for_each = toset([])', 'false'],
    ['for_each = { a = 1 }', 'true'],
    ['for_each = var.on', 'unknown: for how many it is made is not known'],
  ] as const) {
    it(`exist or not: ${written || 'nothing written'}`, () => {
      const made = module(`resource "a" "b" {\n  ${written}\n}\nvariable "on" {}\nlocals {\n  off = false\n}\n`);
      assert.equal(shown(made, made.resource('a.b').exists).replace(/ by default.*/, ''), expected);
    });
  }

  it('are found by type and name, and by type', () => {
    const others = module('resource "a" "b" {}\nresource "a" "c" {}\nresource "ab" "d" {}\ndata "a" "e" {}\n');
    const one = others.resource('a.b');
    assert.equal(one.find('a', 'c')?.subject.id, 'a.c');
    assert.equal(one.find('data.a', 'e')?.type, 'data.a');
    assert.equal(one.find('a', 'z'), undefined);
    assert.deepEqual(
      one.each('a').map(({ subject }) => subject.id),
      ['a.b', 'a.c'],
    );
  });

  it('lead to a policy document by its reference', () => {
    const policy = module(
      'resource "p" "q" {\n  policy = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n  }\n}\n',
    );
    const target = asReference(policy.resource('p.q').get('policy'))?.target();
    assert.equal(target?.type, 'data.aws_iam_policy_document');
    assert.equal(shown(policy, target!.all('statement')[0]!.get('actions')), '["s3:*"]');
  });
});

describe('JSON in Terraform strings', () => {
  const statement = (set: World, id: string) => {
    const resource = set.resource(id);
    return field(resource.json(resource.get('policy')), 'Statement');
  };

  it('stands at its own places in a heredoc, with interpolations as parts', () => {
    const set = module({ 'p.tf': fs.readFileSync('test/fixtures/terraform/policies.tf', 'utf8') });
    const [first] = (statement(set, 'aws_iam_policy.reader') as { value: readonly Value<Data>[] }).value;
    const [action] = (asStrings(field(first!, 'Action')) as { value: readonly Value<string>[] }).value;
    assert.equal(set.textAt(action!.at), '"s3:GetObject"');
    const resource = field(first!, 'Resource');
    assert.equal(shown(set, resource), '‹aws_s3_bucket.orders›/*');
    assert.equal(set.textAt(resource.at), '"${aws_s3_bucket.orders.arn}/*"');
    const escaped = set.resource('aws_iam_policy.variable');
    assert.equal(
      shown(set, field(escaped.json(escaped.get('policy')), 'Resource')),
      '"arn:aws:s3:::home/${aws:username}/*"',
    );
  });

  it('is handed through where jsonencode makes it', () => {
    const set = module({ 'p.tf': fs.readFileSync('test/fixtures/terraform/policies.tf', 'utf8') });
    assert.equal(
      shown(set, statement(set, 'aws_iam_policy.writer')),
      '[{Effect: "Allow", Action: "s3:PutObject", Resource: [‹aws_s3_bucket.orders›/*]}]',
    );
  });

  it('stands at its own places between escaped quotes, in both syntaxes', () => {
    const hcl = module('resource "p" "q" {\n  policy = "{\\"Statement\\": \\"x\\"}"\n}\n');
    assert.equal(hcl.textAt(statement(hcl, 'p.q').at), '\\"x\\"');
    const json = module({
      'm.tf.json': JSON.stringify({ resource: { p: { q: { policy: '{"Statement": "${c.d.arn}x"}' } } } }),
    });
    assert.equal(json.textAt(statement(json, 'p.q').at), '\\"${c.d.arn}x\\"');
    assert.equal(shown(json, statement(json, 'p.q')), '‹c.d›x');
  });

  it('takes structures that are filled in, and is unknown where a loop or an error stands in it', () => {
    const set = module(
      [
        'resource "p" "a" {\n  policy = <<E\n{"Statement": ${jsonencode(["x"])}}\nE\n}',
        'resource "p" "b" {\n  policy = <<E\n{"Statement": [%{ for x in y }"${x}",%{ endfor }]}\nE\n}',
        'resource "p" "c" {\n  policy = "not json"\n}',
        'resource "p" "d" {\n  policy = file("x.json")\n}\n',
      ].join('\n'),
    );
    assert.equal(shown(set, statement(set, 'p.a')), '["x"]');
    for (const id of ['p.b', 'p.c', 'p.d']) assert.match(shown(set, statement(set, id)), /^(unknown|\[unknown)/, id);
  });
});

describe('Terraform in JSON', () => {
  const set = module({
    'main.tf': 'variable "v" {\n  default = "d"\n}\nresource "r" "s" {\n  x = a.b.size\n  y = a.b.arn\n}\n',
    'more.tf.json': JSON.stringify(
      {
        resource: {
          a: {
            b: {
              size: '${var.v}',
              text: 'tab\t${r.s.id}',
              on: 'true',
              ingress: [{ from: 22 }],
              dynamic: { port: { for_each: '${var.none}', content: { to: 1, from: '${port.value}' } } },
            },
          },
        },
      },
      null,
      2,
    ),
  });
  const resource = set.resource('a.b');

  it('reads the same values, at the places of the JSON text', () => {
    assert.equal(shown(set, resource.get('size')), '"d" by default via var.v');
    assert.equal(shown(set, resource.get('text')), 'tab\t‹r.s›');
    assert.equal(set.textAt(resource.get('text').at), '"tab\\t${r.s.id}"');
    assert.equal(shown(set, resource.all('ingress')[0]!.get('from')), '22');
    assert.equal(shown(set, resource.all('port')[0]!.get('to')), '1');
    assert.match(shown(set, resource.all('port')[0]!.get('from')), /^unknown/);
    assert.deepEqual(asBoolean(resource.get('on')), { ...resource.get('on'), value: true });
    assert.equal(shown(set, resource.get('nothing')), 'absent in "b"');
  });

  it('is one module with the native syntax', () => {
    assert.equal(shown(set, set.resource('r.s').get('x')), '"d" by default via a.b.size via var.v');
    assert.equal(asReference(set.resource('r.s').get('y'))?.target()?.subject.id, 'a.b');
  });
});

describe('Terraform questions', () => {
  const text =
    'resource "a" "b" {\n  x = var.v\n  r = c.d.arn\n  n = c.d.name\n}\nresource "c" "d" {\n  name = local.l\n}\nvariable "v" {}\nlocals {\n  l = "n"\n}\n';

  it('are one before something is asked, and no more than is asked', () => {
    const set = module(text);
    const resource = set.resource('a.b');
    assert.deepEqual(set.asked(), ['look way', 'look module-wide']);
    resource.get('nothing');
    assert.deepEqual(set.asked(), ['look module-wide', 'open resource a.b']);
    resource.get('x');
    assert.deepEqual(set.asked(), ['look value v', 'look variable v', 'look module-wide', 'open variable v']);
  });

  it('of identity do not open the resource that is meant', () => {
    const set = module(text);
    const resource = set.resource('a.b');
    const named = identity(resource.get('n'), 'c');
    assert.equal(asString(named).state === 'known' && named.state === 'known' && named.value, 'c.d');
    assert.deepEqual(set.asked(), ['look way', 'look module-wide', 'open resource a.b', 'look resource c.d']);
    asReference(resource.get('r'))?.target()?.get('name');
    assert.deepEqual(set.asked(), [
      'look resource c.d',
      'look module-wide',
      'open resource c.d',
      'look local l',
      'open local l',
    ]);
  });
});

describe('Terraform fixes', () => {
  const text = [
    'resource "a" "b" {',
    '  name = "x" # why',
    '  list = ["p", "q"]',
    '  wide = [',
    '    "p",',
    '    "q",',
    '    "r"',
    '  ]',
    '  tags = { k = 1 }',
    '',
    '  block {',
    '    on = true',
    '  }',
    '',
    '  one { on = true }',
    '  none {}',
    '}',
    '',
  ].join('\n');
  const set1 = module(text);
  const resource = set1.resource('a.b');
  const entries = (name: string) => (resource.get(name) as { value: readonly Value<Data>[] }).value;

  /** The lines that differ, as a patch shows them. */
  function patch(after: string): string[] {
    const [a, b] = [text.split('\n'), after.split('\n')];
    let from = 0;
    while (a[from] === b[from] && from < a.length) from++;
    let to = 0;
    while (a.at(-1 - to) === b.at(-1 - to) && to < Math.min(a.length, b.length) - from) to++;
    return [
      ...a.slice(from, a.length - to).map((line) => `-${line}`),
      ...b.slice(from, b.length - to).map((line) => `+${line}`),
    ];
  }
  const insert = (path: string[], value: string | boolean | string[]) =>
    patch(set1.changed({ type: 'insert', slot: resource.slot(...path), value }, 'main.tf'));
  const remove = (at: Value<Data>) => patch(set1.changed({ type: 'remove', at: at.at }, 'main.tf'));

  it('replace a value where it stands, escaped', () => {
    const after = set1.changed(set(asString(resource.get('name')), 'a "${b}"'), 'main.tf');
    assert.deepEqual(patch(after), ['-  name = "x" # why', '+  name = "a \\"$${b}\\"" # why']);
  });

  it('write an attribute below the others, and blocks where they are missing', () => {
    assert.deepEqual(insert(['size'], 'big'), ['+  size = "big"']);
    assert.deepEqual(insert(['block', 'size'], 'big'), ['+    size = "big"']);
    assert.deepEqual(insert(['tags', 'l'], 'm'), ['-  tags = { k = 1 }', '+  tags = { k = 1, l = "m" }']);
    assert.deepEqual(insert(['new', 'inner', 'on'], false), [
      '+',
      '+  new {',
      '+    inner {',
      '+      on = false',
      '+    }',
      '+  }',
    ]);
    assert.deepEqual(insert(['one', 'off'], ['x']), [
      '-  one { on = true }',
      '+  one {',
      '+    on = true',
      '+    off = ["x"]',
      '+  }',
    ]);
    assert.deepEqual(insert(['none', 'on'], true), ['-  none {}', '+  none {', '+    on = true', '+  }']);
  });

  it('take out entries with their commas, attributes with their lines, blocks with theirs', () => {
    assert.deepEqual(remove(entries('list')[0]!), ['-  list = ["p", "q"]', '+  list = ["q"]']);
    assert.deepEqual(remove(entries('list')[1]!), ['-  list = ["p", "q"]', '+  list = ["p"]']);
    assert.deepEqual(remove(entries('wide')[1]!), ['-    "q",']);
    assert.deepEqual(remove(entries('wide')[2]!), ['-    "q",', '-    "r"', '+    "q"']);
    assert.deepEqual(remove(resource.get('tags')), ['-  tags = { k = 1 }']);
    assert.deepEqual(remove(resource.all('block')[0]!.get('missing')), ['-  block {', '-    on = true', '-  }', '-']);
  });

  it('write JSON where JSON stands in a string', () => {
    const policy = module(
      'resource "p" "q" {\n  policy = <<E\n{"Action": ["*", "x"]}\nE\n  other = "{\\"a\\": \\"*\\"}"\n}\n',
    );
    const one = policy.resource('p.q');
    const list = field(one.json(one.get('policy')), 'Action') as { value: readonly Value<Data>[] };
    assert.match(
      policy.changed({ type: 'replace', at: list.value[0]!.at, value: 'a"b' }, 'main.tf'),
      /\["a\\"b", "x"\]/,
    );
    assert.match(policy.changed({ type: 'remove', at: list.value[0]!.at }, 'main.tf'), /\["x"\]/);
    const quoted = field(one.json(one.get('other')), 'a');
    assert.match(
      policy.changed({ type: 'replace', at: quoted.at, value: ['y'] }, 'main.tf'),
      /\{\\"a\\": \[\\"y\\"\]\}/,
    );
  });

  it('write the JSON syntax alike', () => {
    const json = JSON.stringify({ resource: { a: { b: { list: ['p', 'q'], policy: '{"x":"*"}' } } } }, null, 2);
    const other = module({ 'm.tf.json': json });
    const one = other.resource('a.b');
    const changed = (change: Parameters<World['changed']>[0]) =>
      JSON.parse(other.changed(change, 'm.tf.json')).resource.a.b;
    assert.deepEqual(changed({ type: 'insert', slot: one.slot('c', 'd'), value: true }).c, { d: true });
    const list = one.get('list') as { value: readonly Value<Data>[] };
    assert.deepEqual(changed({ type: 'remove', at: list.value[1]!.at }).list, ['p']);
    assert.deepEqual(changed({ type: 'replace', at: list.value[1]!.at, value: 'r' }).list, ['p', 'r']);
    const inner = field(one.json(one.get('policy')), 'x');
    assert.equal(changed({ type: 'replace', at: inner.at, value: 'y' }).policy, '{"x":"y"}');
  });
});

describe('Terraform, whatever is typed', () => {
  for (const [start, end] of [
    ['upper(', ')'],
    ['[', ']'],
    ['{ a = ', ' }'],
    ['"${', '}!"'],
    ['[for x in ', ' : x]'],
    ['(true ? ', ' : null)'],
    ['jsonencode([', '])'],
    ['tolist([', '])'],
    ['try(', ')'],
    ['1 + ', ''],
  ] as const) {
    it(`ends where it stands in one another behind many names: ${start}…${end}`, () => {
      const names = Array.from({ length: 38 }, (_, i) => {
        return `  l${i} = ${start.repeat(90)}local.l${i + 1}${end.repeat(90)}\n`;
      });
      const set = module(`resource "a" "b" {\n  x = local.l0\n}\nlocals {\n${names.join('')}  l38 = "x"\n}\n`);
      assert.match(shown(set, set.resource('a.b').get('x')), /unknown: |‹\?›/);
    });
  }

  it('evaluates every function with whatever it is given, without a throw', () => {
    const names = fs
      .readdirSync('test/oracle/expressions')
      .flatMap((name) => fs.readFileSync(`test/oracle/expressions/${name}`, 'utf8').match(/\b[a-z0-9]+(?=\()/g) ?? []);
    const leaf = fc.constantFrom(
      ...['null', 'true', '-1', '0', '2.5', '1e300', '""', '"a"', '"10.0.0.0/8"', '"%s"', '"{}"', '[]', '{}', '[null]'],
      ...[
        '["a", 1]',
        '{ a = [1] }',
        'var.none',
        '"x${var.none}"',
        'c.d.ids',
        'toset(["b", "a"])',
        'concat(["a"], var.none)',
      ],
      ...[`"${REDACTION.repeat(3)}"`, '{ "${c.d.id}:x" = 1 }', '"2018-01-02T23:12:01Z"', '"👍🏽é"', '"/a/"'],
    );
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc
          .tuple(
            fc.constantFrom(...new Set(names)),
            fc.array(tie('expression'), { maxLength: 3 }),
            fc.constantFrom('', '...'),
          )
          .map(([name, args, dots]) => `${name}(${args.join(', ')}${args.length > 0 ? dots : ''})`),
        tie('expression').map((of) => `[for k, v in ${of} : { k = k, v = v } if v != null]`),
        tie('expression').map((of) => `${of}[*].a`),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} == ${b} ? ${a} : ${b})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (written) => {
        const value = evaluated(written);
        assert.ok(!value.includes(REDACTION), value);
      }),
      { numRuns: 2000, seed: SEED },
    );
  });

  const names = fs.readdirSync('test/fixtures/terraform');
  const files = Object.fromEntries(
    names.map((name) => [name, fs.readFileSync(`test/fixtures/terraform/${name}`, 'utf8')]),
  );

  it('evaluates everything without a throw, at places inside the text', () => {
    const edit = fc.tuple(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const changed = { ...files };
        for (const [name, where, length] of edits) {
          const at = Math.floor(where * changed[name]!.length);
          changed[name] = changed[name]!.slice(0, at) + changed[name]!.slice(at + length);
        }
        const set = module(changed);
        for (const resource of set.resources()) {
          for (const name of ['policy', 'ingress', 'tags', 'count', 'cidr_block', 'egress', 'vpc_id']) {
            const value = resource.get(name);
            shown(set, resource.json(value));
            set.textAt(value.at);
            for (const block of resource.all(name)) shown(set, block.get('cidr_blocks'));
            const change = { type: 'insert' as const, slot: resource.slot(name, 'x'), value: 'y' };
            set.changed(change, resource.subject.head.anchor.path);
            set.changed({ type: 'remove', at: value.at }, value.at.anchor.path);
          }
          shown(set, resource.exists);
        }
      }),
      { numRuns: 150, seed: SEED },
    );
  });

  it('keeps a file that parses a file that parses when an attribute is written', () => {
    for (const [path, text] of Object.entries(files)) {
      const set = module({ [path]: text });
      for (const resource of set.resources()) {
        for (const slot of [resource.slot('new'), resource.slot('new', 'deep'), resource.slot('lifecycle', 'new')]) {
          const after = set.changed({ type: 'insert', slot, value: ['x'] }, path);
          assert.notEqual(after, text);
          assert.deepEqual(syntaxes.hcl.parse(after).problems, [], after);
        }
      }
    }
  });
});
