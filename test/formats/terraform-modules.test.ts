import assert from 'node:assert/strict';
import type { Value } from '../../src/facts';
import { terraform, terraformJson } from '../../src/formats/terraform';
import { asReference, type Data, type Resource } from '../../src/resource';
import { type World, world } from '../support/lookup';

const read = (files: Readonly<Record<string, string>>): World => world(files, [terraform, terraformJson]);

/** A value in a line: what it is, `by default`, and the places it came by. */
function shown(set: World, value: Value<Data>): string {
  if (value.state === 'unknown') return `unknown: ${value.because}`;
  if (value.state === 'absent') return 'absent';
  const reference = asReference(value);
  const way = (value.via ?? []).map((place) => ` via ${place.anchor.path} ${set.textAt(place)}`);
  const target = reference?.target();
  const said = reference
    ? `→ ${target ? `${target.subject.scope} ${target.subject.id}` : `nothing called ${reference.address}`}`
    : Array.isArray(value.value)
      ? `[${value.value.map((entry: Value<Data>) => shown(set, { ...entry, via: [] } as Value<Data>)).join(', ')}]`
      : JSON.stringify(value.value);
  return [said, value.byDefault ? ' by default' : '', ...way].join('');
}

const x = (set: World, resource: Resource): string => shown(set, resource.get('x'));
const all = (set: World): readonly string[] =>
  set.resources().map((one) => `${one.subject.scope} ${one.subject.id} = ${x(set, one)}`);

const CHILD =
  'resource "a" "b" {\n  x = var.v\n}\nvariable "v" {\n  default = "d"\n}\noutput "o" {\n  value = a.b.id\n}\n';
const call = (name: string, source: string, more = ''): string =>
  `module "${name}" {\n  source = "${source}"\n  ${more}\n}\n`;

describe('Terraform modules', () => {
  it('are made once for each call, also from two roots, with what each call hands in', () => {
    const set = read({
      'modules/m/main.tf': CHILD,
      'prod/main.tf': call('one', '../modules/m', 'v = "p1"') + call('two', '../modules/m', 'v = local.l'),
      'prod/locals.tf': 'locals {\n  l = "p2"\n}\n',
      'test/main.tf': call('one', '../modules/m'),
    });
    assert.deepEqual(all(set), [
      'terraform:prod module.one.a.b = "p1" via modules/m/main.tf var.v',
      'terraform:prod module.two.a.b = "p2" via modules/m/main.tf var.v via prod/main.tf local.l',
      'terraform:test module.one.a.b = "d" via modules/m/main.tf var.v',
    ]);
  });

  it('that nobody calls are judged by themselves', () => {
    const set = read({ 'm/main.tf': CHILD, 'other/main.tf': call('x', '../elsewhere', 'v = 1') });
    assert.deepEqual(all(set), ['terraform:m a.b = "d" by default via m/main.tf var.v']);
  });

  it('hand values on through others, and outputs back', () => {
    const set = read({
      'main.tf': `${call('outer', './outer', 'v = "deep"')}resource "r" "s" {\n  x = module.outer.up\n}\n`,
      'outer/main.tf': `${call('inner', './inner', 'v = var.v')}variable "v" {}\noutput "up" {\n  value = module.inner.o\n}\n`,
      'outer/inner/main.tf': CHILD,
    });
    assert.deepEqual(all(set), [
      'terraform: r.s = → terraform: module.outer.module.inner.a.b via main.tf module.outer.up via outer/main.tf module.inner.o',
      'terraform: module.outer.module.inner.a.b = "deep" via outer/inner/main.tf var.v via outer/main.tf var.v',
    ]);
  });

  it('give lists, objects and plain values back, each at its place', () => {
    const outputs =
      'output "list" {\n  value = ["p", var.v]\n}\noutput "map" {\n  value = { k = { n = 7 } }\n}\nvariable "v" {}\n';
    const set = read({
      'm/o.tf': outputs,
      'main.tf': `${call('m', './m', 'v = "q"')}resource "r" "s" {\n  x = module.m.list\n}\nresource "r" "t" {\n  x = module.m.map.k.n\n}\nresource "r" "u" {\n  x = "\${module.m.list[1]}"\n}\n`,
    });
    assert.deepEqual(all(set), [
      'terraform: r.s = ["p", "q"] via main.tf module.m.list',
      'terraform: r.t = 7 via main.tf module.m.map.k.n',
      'terraform: r.u = "q" via main.tf module.m.list[1] via m/o.tf var.v',
    ]);
  });

  it('lead from a child to what its caller hands in', () => {
    const set = read({
      'm/main.tf': 'resource "block" "b" {\n  x = var.id\n}\nvariable "id" {}\n',
      'main.tf': `resource "bucket" "b" {}\n${call('m', './m', 'id = bucket.b.id')}`,
    });
    const block = set.resources().find(({ type }) => type === 'block')!;
    assert.equal(x(set, block), '→ terraform: bucket.b via m/main.tf var.id');
  });

  it('exist only where their call makes them', () => {
    const exists = (written: string) => {
      const set = read({ 'm/main.tf': CHILD, 'main.tf': `${call('m', './m', written)}variable "on" {}\n` });
      return shown(set, set.resource('module.m.a.b').exists);
    };
    assert.match(exists('count = 0'), /^false/);
    assert.match(exists('for_each = {}'), /^false/);
    assert.match(exists('count = 2'), /^true/);
    assert.match(exists('count = var.on ? 1 : 0'), /^unknown/);
    assert.match(exists('providers = { aws = aws.eu }'), /^true/);
  });

  it('with instances give outputs by index, by key and without', () => {
    const set = read({
      'm/main.tf': 'output "o" {\n  value = "v"\n}\n',
      'main.tf': `${call('n', './m', 'count = 2')}${call('k', './m', 'for_each = toset(["a"])')}resource "r" "s" {\n  x = module.n[0].o\n}\nresource "r" "t" {\n  x = module.k["a"].o\n}\n`,
    });
    assert.deepEqual(all(set), [
      'terraform: r.s = "v" via main.tf module.n[0].o',
      'terraform: r.t = "v" via main.tf module.k["a"].o',
    ]);
  });

  it('are made once for each instance of their call where these differ', () => {
    const set = read({
      'm/main.tf': CHILD,
      'main.tf': `${call('k', './m', 'for_each = { a = "x", b = "y" }\n  v = each.value')}${call('n', './m', 'count = 2\n  v = "n${count.index}"')}${call('u', './m', 'for_each = var.u\n  v = each.key')}variable "u" {}\n`,
    });
    assert.deepEqual(
      all(set).map((one) => one.replace(/ via .*/, '')),
      [
        'terraform: module.k.a.b = "x"',
        'terraform: module.k.a.b = "y"',
        'terraform: module.n.a.b = "n0"',
        'terraform: module.n.a.b = "n1"',
        'terraform: module.u.a.b = unknown: it differs for each instance',
      ],
    );
  });

  for (const [what, files, expected] of [
    [
      'calls in a circle',
      { 'm/main.tf': CHILD + call('n', '../n'), 'n/main.tf': call('m', '../m') },
      'its modules call each other',
    ],
    [
      'a module that calls itself',
      { 'm/main.tf': CHILD.replace('default = "d"', '') + call('n', './') },
      'its modules call each other',
    ],
    [
      'values that go in a circle',
      {
        'm/main.tf': CHILD,
        'main.tf': call('c', './m', 'v = module.c.p'),
        'm/o.tf': 'output "p" {\n  value = var.v\n}\n',
      },
      'it refers to itself',
    ],
    [
      'no value for a variable',
      { 'm/main.tf': CHILD.replace('default = "d"', ''), 'main.tf': call('c', './m') },
      'var.v has no value where its module is called',
    ],
    [
      'a module that is not here',
      { 'm/main.tf': CHILD, 'main.tf': call('c', './m', 'v = module.d.o') + call('d', './gone') },
      'module.d gives no o, as far as its files are here',
    ],
    [
      'a module of a registry',
      { 'm/main.tf': CHILD, 'main.tf': call('c', './m', 'v = module.d.o') + call('d', 'org/net/aws') },
      'module.d comes from elsewhere',
    ],
    [
      'a module outside of the workspace',
      { 'm/main.tf': CHILD, 'main.tf': call('c', './m', 'v = module.d.o') + call('d', '../../x') },
      'module.d comes from elsewhere',
    ],
  ] as const) {
    it(`end with a reason: ${what}`, () => {
      const set = read({ ...files });
      const [first] = set.resources();
      const value = what === 'calls in a circle' ? '"d" by default via m/main.tf var.v' : `unknown: ${expected}`;
      assert.equal(x(set, first!).replace(/ via .*/, ''), value.replace(/ via .*/, ''));
    });
  }

  it('end where they call each other without an end, or stand deeper than anybody builds', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`m${i}/main.tf`, call('n', `../m${i + 1}`) + call('o', `../m${i + 1}`)]),
    );
    const set = read({ ...chain, 'm40/main.tf': CHILD });
    assert.ok(set.resources().length <= 500);
  });

  it('do the same in the JSON syntax', () => {
    const set = read({
      'm/main.tf': CHILD,
      'main.tf.json': JSON.stringify({
        module: { c: { source: './m', v: 'j' } },
        resource: { r: { s: { x: '${module.c.o}' } } },
      }),
    });
    assert.deepEqual(all(set), [
      'terraform: module.c.a.b = "j" via m/main.tf var.v',
      'terraform: r.s = → terraform: module.c.a.b via main.tf.json module.c.o',
    ]);
  });
});

describe('Terraform values from files', () => {
  it('belong to root modules only', () => {
    const set = read({
      'm/main.tf': CHILD,
      'm/terraform.tfvars': 'v = "own"\n',
      'main.tf': `${call('c', './m', 'v = var.w')}variable "w" {}\n`,
      'terraform.tfvars': 'w = "root"\n',
    });
    assert.deepEqual(all(set), ['terraform: module.c.a.b = "root" via m/main.tf var.v via main.tf var.w']);
  });

  it('count in the runs that name their file, and the root is run without as well', () => {
    const set = read({
      'm/main.tf': CHILD,
      'main.tf': `${call('c', './m', 'v = var.w')}variable "w" {\n  default = "plain"\n}\n`,
      'prod.tfvars': 'w = "prod"\n',
      'dev.tfvars.json': '{"w": "dev"}',
    });
    assert.deepEqual(all(set), [
      'terraform: module.c.a.b = "plain" by default via m/main.tf var.v via main.tf var.w',
      'terraform:?dev.tfvars.json module.c.a.b = "dev" via m/main.tf var.v via main.tf var.w',
      'terraform:?prod.tfvars module.c.a.b = "prod" via m/main.tf var.v via main.tf var.w',
    ]);
  });

  it('are replaced by override files: attributes, blocks of a name, locals, defaults', () => {
    const set = read({
      'main.tf':
        'resource "a" "b" {\n  x = "first"\n  y = local.l\n  z = var.v\n  block {\n    n = 1\n  }\n  block {\n    n = 2\n  }\n}\nlocals {\n  l = "first"\n}\nvariable "v" {\n  default = "first"\n}\n',
      'a_override.tf': 'resource "a" "b" {\n  x = "second"\n  block {\n    n = 3\n  }\n}\nlocals {\n  l = "over"\n}\n',
      'override.tf.json': '{"resource": {"a": {"b": {"x": "third"}}}, "variable": {"v": {"default": "over"}}}',
    });
    const one = set.resource('a.b');
    assert.deepEqual(
      ['x', 'y', 'z'].map((name) => shown(set, one.get(name)).split(' ')[0]),
      ['"third"', '"over"', '"over"'],
    );
    assert.deepEqual(
      one.all('block').map((block) => shown(set, block.get('n'))),
      ['3'],
    );
    assert.equal(one.get('x').at.anchor.path, 'override.tf.json');
  });

  it('stand in .tofu files, which are read in place of .tf files of the same name', () => {
    const resource = (value: string) => `resource "a" "b" {\n  x = "${value}"\n}\n`;
    const set = read({
      'main.tf': resource('terraform'),
      'main.tofu': resource('tofu'),
      'c.tofu.json': '{"locals": {}}',
    });
    assert.deepEqual(all(set), ['terraform: a.b = "tofu"']);
  });
});
