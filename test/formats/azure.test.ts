import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { createEngine, type Engine } from '../../src/engine';
import { each, plain, type Value } from '../../src/facts';
import { arm } from '../../src/formats/arm';
import { bicep } from '../../src/formats/bicep';
import { formatOf } from '../../src/formats/index';
import { asList, asReference, type Data, partsOf } from '../../src/resource';
import { textLines } from '../../src/surfaces/text-lines';
import { assertGolden } from '../support/golden';
import { type World, world } from '../support/lookup';
import { SEED } from '../support/workspaces';

const FORMATS = [arm, bicep];
const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** A value in a few words: what it is, or why nobody knows. */
function told(value: Value<Data>): string {
  if (value.state !== 'known') return value.state === 'unknown' ? `unknown: ${value.because}` : 'absent';
  const byDefault = value.byDefault ? ' by default' : '';
  if (Array.isArray(value.value)) return `[${(value.value as Value<Data>[]).map(told).join(', ')}]${byDefault}`;
  const reference = asReference(value);
  if (reference) return `-> ${reference.address}.${reference.attribute} ${reference.target()?.type ?? 'not declared'}`;
  const parts = partsOf(value);
  const text = parts?.map((part) => (part.type === 'known' ? part.text : '<?>')).join('');
  return `${text ?? JSON.stringify(value.value)}${byDefault}`;
}

const template = (body: object): string => JSON.stringify({ $schema: SCHEMA, ...body }, null, 2);

const only = (files: Readonly<Record<string, string>>): World & { readonly told: (...path: string[]) => string } => {
  const made = world(files, FORMATS);
  return {
    ...made,
    told: (...path) =>
      made
        .resources()
        .map((resource) => told(resource.get(...path)))
        .join(' | '),
  };
};

const X = "resource x 'Microsoft.X/ys@2024-01-01' = {\n  name: 'n'\n  properties: {\n    v: ";
/** What an expression of Bicep gives below statements. */
const inBicep = (expression: string, statements = ''): string => {
  const made = world({ 'main.bicep': `${statements}\n${X}${expression}\n  }\n}\n` }, FORMATS);
  const resource = made.resources().find(({ subject }) => subject.address === 'x');
  return told(resource!.get('properties', 'v'));
};
/** What a string of a template in JSON gives. */
const inArm = (written: unknown, body: object = {}): string =>
  only({
    'main.json': template({ ...body, resources: [{ type: 'Microsoft.X/ys', name: 'n', properties: { v: written } }] }),
  }).told('properties', 'v');

describe('templates of Azure, recognised', () => {
  const recognised = (path: string, text: string) => formatOf(path, text)?.id;

  it('by the schema at their top, of every scope, and by the name of Bicep files', () => {
    for (const name of ['2019-04-01/deploymentTemplate', '2018-05-01/subscriptionDeploymentTemplate']) {
      const schema = `https://schema.management.azure.com/schemas/${name}.json#`;
      assert.equal(recognised('a.json', `{"$schema": "${schema}"}`), 'arm');
    }
    assert.equal(recognised('a.jsonc', `// a comment\n${template({})}`), 'arm');
    assert.equal(recognised('a.parameters.json', template({}).replace('Template', 'Parameters')), 'arm');
    assert.equal(recognised('a.bicep', ''), 'bicep');
    assert.equal(recognised('a.bicepparam', ''), 'bicep');
  });

  it('and by nothing else', () => {
    assert.equal(recognised('a.json', `{"template": ${template({})}}`), undefined);
    assert.equal(recognised('a.json', '{"$schema": "https://json.schemastore.org/package.json"}'), undefined);
    assert.equal(recognised('a.json', '{"resources": [{"type": "Microsoft.Storage/storageAccounts"}]}'), undefined);
    assert.equal(recognised('a.yaml', template({})), undefined);
    assert.equal(recognised('a.bicep.md', ''), undefined);
  });
});

describe('expressions of Azure', () => {
  for (const [expression, expected] of [
    ["concat('a', 'b', 1)", 'ab1'],
    ["format('{0}-{1}', 'a', toUpper('b'))", 'a-B'],
    ["replace(toLower('A-B'), '-', '')", 'ab'],
    ["substring('abcdef', 1, 2)", 'bc'],
    ["split('a,b', ',')[1]", 'b'],
    ["join(createArray('a', 'b'), '/')", 'a/b'],
    ["if(equals('a', 'a'), 'yes', 'no')", 'yes'],
    ['if(and(true(), not(false())), 1, 2)', '1'],
    ["or(false(), parameters('gone'))", 'unknown: or() is worked out at deployment'],
    ["or(parameters('gone'), true())", 'true'],
    ['add(1, mul(2, 3))', '7'],
    ['greaterOrEquals(2, 2)', 'true'],
    ["union(createObject('a', 1), createObject('b', 2)).b", '2'],
    ["contains(createArray('a'), 'a')", 'true'],
    ["coalesce(null(), 'a')", 'a'],
    ['length(range(0, 4))', '4'],
    ["first(createArray('a'))", 'a'],
    ["empty('')", 'true'],
    ["int('7')", '7'],
    ["'it''s'", "it's"],
    ["createObject('a', createObject('b', 1)).A.b", '1'],
    ["uniqueString('a')", 'unknown: uniqueString() is worked out at deployment'],
    ["reference('a').b", 'unknown: reference() is worked out at deployment'],
    ["own.made('a')", 'unknown: made() is worked out at deployment'],
    ['subscription().id', '/subscriptions/<?>'],
    ["managementGroup('m').id", '/providers/Microsoft.Management/managementGroups/m'],
    ["resourceId('Microsoft.A/bs/cs', 'b', 'c')", '<?>/providers/Microsoft.A/bs/b/cs/c'],
    ["resourceId('Microsoft.X/ys', 'n')", '-> ys n.id Microsoft.X/ys'],
    ["concat('a'", 'unknown: it could not be read'],
    ["parameters('p')", 'given by default'],
    ["parameters('P')", 'given by default'],
    ["concat(variables('v'), '!')", 'given-v! by default'],
    ["parameters('later')", 'unknown: parameter later is given at deployment'],
    ["parameters('secret')", 'unknown: parameter secret is kept from view and given at deployment'],
    ["variables('round')", 'unknown: it refers to itself'],
    ["variables('copied')[1]", 'c1'],
  ] as const) {
    it(`[${expression}] of JSON gives ${expected}`, () => {
      const parameters = {
        p: { type: 'string', defaultValue: 'given' },
        later: { type: 'string' },
        secret: { type: 'secureString', defaultValue: 'x' },
      };
      const variables = {
        v: "[concat(parameters('p'), '-v')]",
        round: "[variables('round')]",
        copy: [{ name: 'copied', count: 2, input: "[concat('c', copyIndex('copied'))]" }],
      };
      assert.equal(inArm(`[${expression}]`, { parameters, variables }), expected);
    });
  }

  it('strings that only look like one are text', () => {
    assert.equal(inArm('[[not(one)]'), '[not(one)]');
    assert.equal(inArm('[not one] of them'), '[not one] of them');
  });

  for (const [expression, expected, statements] of [
    ["'a${p}'", 'agiven by default', "param p string = 'given'"],
    ['p', 'unknown: parameter p is given at deployment', 'param p string'],
    ['p', 'unknown: parameter p is kept from view and given at deployment', "@secure()\nparam p string = 'x'"],
    ['p == 1 ? o.a : o.b', '2 by default', 'param p int = 2\nvar o = { a: 1, b: 2 }'],
    ['p ? 1 : 2', 'unknown: the condition that decides it is not known', 'param p bool'],
    ['o.?missing ?? 3', '3', 'var o = {}'],
    ['merged.b', '2', 'var o = { a: 1, b: 1 }\nvar merged = { ...o, b: 2 }'],
    ['merged.a', 'unknown: parameter o is given at deployment', 'param o object\nvar merged = { a: 1, ...o }'],
    ["[for (x, i) in xs: '${x}${i}']", '[a0, b1]', "var xs = ['a', 'b']"],
    ['map(xs, x => x + 1)', '[2, 3]', 'var xs = [1, 2]'],
    ['[...xs, 3]', '[1, 2, 3]', 'var xs = [1, 2]'],
    ['items(o)[0].key', 'a', 'var o = { a: 1 }'],
    ["'A' =~ 'a' && !(1 > 2)", 'true', ''],
    ['other.id', '-> other.id Microsoft.X/zs', "resource other 'Microsoft.X/zs@1' existing = {\n  name: 'z'\n}"],
    [
      'other.properties.plain',
      'p',
      "resource other 'Microsoft.X/zs@1' = {\n  name: 'z'\n  properties: { plain: 'p' }\n}",
    ],
    ['az.subscription().id', '/subscriptions/<?>', ''],
    ["loadTextContent('a.txt')", 'unknown: loadTextContent() is worked out at deployment', ''],
    ['greet()', 'unknown: greet() is worked out at deployment', "func greet() string => 'hi'"],
    ['shared.a', 'unknown: shared is not declared here', "import * as shared from 'a.bicep'"],
    ["'''\nas it is\n'''", 'as it is\n', ''],
  ] as const) {
    it(`${expression} of Bicep gives ${JSON.stringify(expected)}`, () => {
      assert.equal(inBicep(expression, statements), expected);
    });
  }
});

describe('templates of Azure, linked', () => {
  const caller = (body: string) => `param open bool = false\n\n${body}`;
  const called = `param v string = 'own'\n\n${X}v\n  }\n}\n\noutput given string = v\n`;

  it('a module is made once for each call, with what it is given', () => {
    const calls =
      "module a 'm/x.bicep' = {\n  name: 'a'\n  params: { v: 'one' }\n}\nmodule b 'm/x.bicep' = {\n  name: 'b'\n}\n";
    const made = only({ 'main.bicep': calls, 'm/x.bicep': called });
    assert.equal(made.told('properties', 'v'), 'one | own by default');
    assert.equal(new Set(made.resources().map(({ subject }) => subject.id)).size, 2);
    const [first] = made.resources();
    const value = first!.get('properties', 'v');
    assert.ok(value.state === 'known');
    assert.equal(value.at.anchor.path, 'main.bicep');
    assert.deepEqual(
      value.via?.map((place) => made.textAt(place)),
      ['v'],
    );
  });

  it('a file of parameters says for known what its template takes by default', () => {
    const own = only({ 'x.bicep': called, 'x.test.bicepparam': "using './x.bicep'\nparam v = 'test'\n" });
    assert.equal(own.told('properties', 'v'), 'test');
    const parameters = template({ parameters: { v: { value: 'prod' } } }).replace('Template', 'Parameters');
    assert.equal(only({ 'x.bicep': called, 'x.parameters.json': parameters }).told('properties', 'v'), 'prod');
    const json = template({
      parameters: { v: { type: 'string' } },
      resources: [{ type: 'Microsoft.X/ys', name: 'n', properties: { v: "[parameters('v')]" } }],
    });
    for (const name of ['x.parameters.json', 'x.prod.parameters.json', 'x.parameters.prod.json']) {
      assert.equal(only({ 'x.json': json, [name]: parameters }).told('properties', 'v'), 'prod', name);
    }
  });

  it('outputs come back from a module, and modules may be templates in JSON', () => {
    const use = `module a 'x.bicep' = {\n  name: 'a'\n  params: { v: 'through' }\n}\n${X}a.outputs.given\n  }\n}\n`;
    assert.equal(only({ 'main.bicep': use, 'x.bicep': called }).told('properties', 'v'), 'through | through');
    const json = template({
      parameters: { v: { type: 'string' } },
      resources: [{ type: 'Microsoft.X/ys', name: 'n', properties: { v: "[parameters('v')]" } }],
    });
    const calling = "module a 'x.json' = {\n  name: 'a'\n  params: { v: 'json' }\n}\n";
    assert.equal(only({ 'main.bicep': calling, 'x.json': json }).told('properties', 'v'), 'json');
  });

  it('cycles, missing modules and registries end cleanly', () => {
    const made = only({
      'a.bicep': `module b 'b.bicep' = {\n  name: 'b'\n  params: { v: b.outputs.given }\n}\n${X}b.outputs.given\n  }\n}\noutput given string = b.outputs.given\n`,
      'b.bicep': "param v string\nmodule a 'a.bicep' = {\n  name: 'a'\n}\noutput given string = a.outputs.given\n",
      'c.bicep': `module m 'gone.bicep' = {\n  name: 'm'\n}\nmodule r 'br/public:avm/x:1.0' = {\n  name: 'r'\n}\n${X}r.outputs.y\n  }\n}\n`,
    });
    for (const value of made.told('properties', 'v').split(' | ')) assert.match(value, /^unknown: /);
  });

  it('loops and conditions say how often and whether', () => {
    const exists = (text: string) =>
      only({ 'main.bicep': text })
        .resources()
        .map((resource) => told(resource.exists))
        .join(' | ');
    const body = "{\n  name: 'n'\n}\n";
    assert.equal(exists(caller(`resource x 'Microsoft.X/ys@1' = if (open) ${body}`)), 'false by default');
    assert.equal(
      exists(`param n array\nresource x 'Microsoft.X/ys@1' = [for i in n: ${body}]`),
      'unknown: how often it is made is not known',
    );
    assert.equal(exists(`resource x 'Microsoft.X/ys@1' = [for i in []: ${body}]`), '');
    assert.equal(exists(`resource x 'Microsoft.X/ys@1' = [for i in range(0, 2): if (i == 1) ${body}]`), 'false | true');
    assert.equal(exists(`resource x 'Microsoft.X/ys@1' existing = ${body}`), '');
  });

  it('the resource at the top is found, however it is spelled', () => {
    const account = "resource account 'Microsoft.S/as@1' = {\n  name: 'files'\n";
    const child = "Microsoft.S/as/bs/cs@1' = {\n";
    for (const text of [
      `${account}}\nresource b 'Microsoft.S/as/bs@1' = {\n  parent: account\n  name: 'default'\n}\nresource c '${child}  parent: b\n  name: 'c'\n}\n`,
      `${account}}\nresource c '${child}  name: '\${account.name}/default/c'\n}\n`,
      `${account}}\nresource c '${child}  name: 'files/default/c'\n}\n`,
      `${account}  resource b 'bs' = {\n    name: 'default'\n    resource c 'cs' = {\n      name: 'c'\n    }\n  }\n}\n`,
    ]) {
      const found = world({ 'main.bicep': text }, FORMATS)
        .resources()
        .find(({ type }) => type === 'Microsoft.S/as/bs/cs');
      assert.equal(asReference(found!.get('root'))?.target()?.subject.address, 'account', text);
    }
    const json = (resources: object[]) =>
      world({ 'main.json': template({ parameters: { n: { type: 'string' } }, resources }) }, FORMATS);
    const name = "[parameters('n')]";
    for (const made of [
      json([{ type: 'Microsoft.S/as', name, resources: [{ type: 'bs/cs', name: 'default/c' }] }]),
      json([
        { type: 'Microsoft.S/as', name },
        { type: 'Microsoft.S/as/bs/cs', name: "[concat(parameters('n'), '/default/c')]" },
      ]),
      json([
        { type: 'Microsoft.S/as', name },
        { type: 'Microsoft.S/as/bs/cs', name: "[format('{0}/default/c', parameters('n'))]" },
      ]),
    ]) {
      const found = made.resources().find(({ type }) => type === 'Microsoft.S/as/bs/cs');
      assert.equal(told(found!.get('root')), "-> as parameters('n'). Microsoft.S/as");
    }
  });

  it('parents that go round in a circle end', () => {
    const text =
      "resource a 'M.S/as/bs@1' = {\n  parent: b\n  name: 'a'\n}\nresource b 'M.S/as/bs@1' = {\n  parent: a\n  name: 'b'\n}\n";
    for (const resource of world({ 'main.bicep': text }, FORMATS).resources()) told(resource.get('root'));
  });

  it('a list of which a part is not known is not counted', () => {
    const params = 'param ips array\nvar rules = [for ip in ips: { value: ip }]';
    assert.match(inBicep('empty(rules)', params), /^unknown/);
    assert.match(inBicep('length(concat(ips, [1]))', params), /^unknown/);
    assert.match(inBicep("length([...ips, 'x'])", params), /^unknown/);
    assert.equal(inBicep("length(['x', 'y'])"), '2');
  });

  it('a role in a deployment holds where that goes, and one of a resource for that alone', () => {
    const role = (name: string, type = 'Microsoft.Authorization/roleAssignments') => ({ type, name, properties: {} });
    const nested = (schema: string, more: object = {}) => ({
      ...{ type: 'Microsoft.Resources/deployments', name: schema, ...more },
      properties: { template: { $schema: SCHEMA.replace('deployment', schema), resources: [role('in')] } },
    });
    const scopes = (...inside: readonly object[]) => {
      const $schema = SCHEMA.replace('deployment', 'subscriptionDeployment');
      const made = only({ 'main.json': JSON.stringify({ $schema, resources: inside }) });
      return made
        .resources()
        .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
        .map((resource) => told(resource.get('scope')))
        .join();
    };
    const subscription = '/subscriptions/<?>';
    assert.equal(scopes(role('a')), subscription);
    assert.equal(scopes(role('a/b', 'Microsoft.Storage/storageAccounts/providers/roleAssignments')), 'absent');
    assert.equal(scopes(nested('deployment', { resourceGroup: 'shop' })), 'absent');
    assert.equal(scopes(nested('subscriptionDeployment', { subscriptionId: '1' })), subscription);
    assert.equal(scopes(nested('managementGroupDeployment')), '/providers/Microsoft.Management/managementGroups/<?>');
  });

  it('a nested template has its own names only if it asks for it', () => {
    const nested = (scope?: string) =>
      only({
        'main.json': template({
          parameters: { v: { type: 'string', defaultValue: 'outer' } },
          resources: [
            {
              type: 'Microsoft.Resources/deployments',
              name: 'd',
              condition: true,
              properties: {
                ...(scope ? { expressionEvaluationOptions: { scope } } : {}),
                parameters: { v: { value: 'inner' } },
                template: {
                  parameters: { v: { type: 'string' } },
                  resources: [{ type: 'Microsoft.X/ys', name: 'n', properties: { v: "[parameters('v')]" } }],
                },
              },
            },
          ],
        }),
      }).told('properties', 'v');
    assert.equal(nested('inner'), 'inner');
    assert.equal(nested('Outer'), 'outer by default');
    assert.equal(nested(), 'outer by default');
  });

  it('copies of a resource count, and its properties as well', () => {
    const copied = only({
      'main.json': template({
        resources: [
          {
            type: 'Microsoft.X/ys',
            name: "[concat('n', copyIndex())]",
            copy: { name: 'ys', count: 2 },
            properties: { copy: [{ name: 'v', count: 2, input: "[add(mul(copyIndex('ys'), 10), copyIndex('v'))]" }] },
          },
        ],
      }),
    });
    assert.equal(copied.told('properties', 'v'), '[0, 1] | [10, 11]');
    assert.equal(copied.told('name'), 'n0 | n1');
  });

  it('a whole subscription is the scope of what says so, or of its template', () => {
    const bicepScope = (text: string) => only({ 'main.bicep': text }).told('scope');
    const body = "resource x 'Microsoft.X/ys@1' = {\n  name: 'n'\n";
    assert.equal(bicepScope(`targetScope = 'subscription'\n${body}}\n`), '/subscriptions/<?>');
    assert.equal(bicepScope(`${body}  scope: subscription()\n}\n`), '/subscriptions/<?>');
    assert.equal(bicepScope(`${body}}\n`), 'absent');
    const json = template({ resources: [{ type: 'Microsoft.X/ys', name: 'n' }] });
    assert.equal(only({ 'a.json': json.replace('deployment', 'tenantDeployment') }).told('scope'), 'absent');
    assert.equal(
      only({ 'a.json': json.replace('deployment', 'managementGroupDeployment') }).told('scope'),
      '/providers/Microsoft.Management/managementGroups/<?>',
    );
  });

  it('a long list of resources says the same as each of them alone', () => {
    const one = (i: number) => ({
      type: 'Microsoft.X/ys',
      name: `[concat(parameters('n'), '${i}')]`,
      properties: { v: `[concat(parameters('n'), '-${i}')]`, filler: 'x'.repeat(300) },
      resources: [{ type: 'zs', name: 'z', properties: { v: i } }],
    });
    const text = template({
      parameters: { n: { type: 'string', defaultValue: 'a' } },
      resources: Array.from({ length: 40 }, (_, i) => one(i)),
    });
    const resources = only({ 'main.json': text }).resources();
    assert.equal(resources.length, 80);
    assert.equal(told(resources.at(-2)!.get('properties', 'v')), 'a-39 by default');
    assert.equal(
      told(resources.at(-1)!.get('root')),
      "-> ys concat(parameters('n'), '39').name Microsoft.X/ys".replace('.name', '.'),
    );
  });

  it('version 2.0 of the language has resources by their names', () => {
    const made = only({
      'main.json': template({
        languageVersion: '2.0',
        resources: {
          x: { type: 'Microsoft.X/ys', name: 'n', properties: { v: 1 } },
          old: { existing: true, type: 'Microsoft.X/ys', name: 'o' },
        },
      }),
    });
    assert.deepEqual(
      made.resources().map(({ subject }) => [subject.address, made.textAt(subject.head)]),
      [['x', '"x"']],
    );
  });
});

describe('changes in Bicep', () => {
  const text =
    "resource x 'M.X/ys@1' = {\n  name: 'n'\n  properties: {\n    a: 1\n    b: [\n      'c'\n      'd'\n    ]\n  }\n}\n";
  const made = world({ 'main.bicep': text }, FORMATS);
  const resource = made.resources()[0]!;
  const change = (change: Parameters<World['changed']>[0]) => made.changed(change, 'main.bicep');

  it('are written as Bicep has them', () => {
    const a = resource.get('properties', 'a');
    assert.ok(a.state === 'known');
    assert.equal(
      change({ type: 'replace', at: a.at, value: "it's ${x}" }),
      text.replace('1\n    b', "'it\\'s \\${x}'\n    b"),
    );
    assert.equal(change({ type: 'remove', at: a.at }), text.replace('    a: 1\n', ''));
    const [first] = each(asList(resource.get('properties', 'b')));
    assert.equal(change({ type: 'remove', at: first!.at }), text.replace("      'c'\n", ''));
    const slot = resource.slot('properties', 'deep', 'er');
    assert.equal(
      change({ type: 'insert', slot, value: [true] }),
      text.replace('    ]\n', '    ]\n    deep: {\n      er: [\n        true\n      ]\n    }\n'),
    );
  });
});

describe('the same defect', () => {
  const name = 'name = "shop"';
  const bicepOf = (type: string, properties: string) =>
    `resource x '${type}@2024-01-01' = {\n  name: 'shop/x'\n  properties: ${properties}\n}\n`;
  for (const [rule, azurerm, type, properties] of [
    [
      'public-network-access',
      `resource "azurerm_mssql_server" "x" {\n ${name}\n public_network_access_enabled = true\n}`,
      'Microsoft.Sql/servers',
      { publicNetworkAccess: 'Enabled' },
    ],
    [
      'public-network-access',
      `resource "azurerm_search_service" "x" {\n ${name}\n}`,
      'microsoft.search/searchservices',
      {},
    ],
    [
      'public-network-access',
      `resource "azurerm_storage_account" "x" {\n ${name}\n network_rules {\n default_action = "Allow"\n}\n}`,
      'Microsoft.Storage/storageAccounts',
      { networkAcls: { defaultAction: 'Allow' } },
    ],
    [
      'public-network-access',
      `resource "azurerm_data_factory" "x" {\n ${name}\n}`,
      'Microsoft.DataFactory/factories',
      {},
    ],
    [
      'public-bucket',
      `resource "azurerm_storage_container" "x" {\n ${name}\n container_access_type = "container"\n}`,
      'Microsoft.Storage/storageAccounts/blobServices/containers',
      { publicAccess: 'Container' },
    ],
    [
      'open-admin-port',
      'resource "azurerm_network_security_rule" "x" {\n access = "Allow"\n direction = "Inbound"\n protocol = "Tcp"\n source_address_prefix = "*"\n destination_port_ranges = ["22"]\n}',
      'Microsoft.Network/networkSecurityGroups/securityRules',
      {
        access: 'Allow',
        direction: 'Inbound',
        protocol: 'Tcp',
        sourceAddressPrefix: '*',
        destinationPortRanges: ['22'],
      },
    ],
    [
      'open-all-ports',
      'resource "azurerm_network_security_group" "x" {\n security_rule {\n access = "Allow"\n direction = "Inbound"\n protocol = "*"\n source_address_prefixes = ["0.0.0.0/0"]\n destination_port_range = "*"\n}\n}',
      'Microsoft.Network/networkSecurityGroups',
      {
        securityRules: [
          {
            name: 'a',
            properties: {
              access: 'Allow',
              direction: 'Inbound',
              protocol: '*',
              sourceAddressPrefixes: ['0.0.0.0/0'],
              destinationPortRange: '*',
            },
          },
        ],
      },
    ],
    [
      'open-database-port',
      'resource "azurerm_postgresql_flexible_server_firewall_rule" "x" {\n start_ip_address = "0.0.0.0"\n end_ip_address = "255.255.255.255"\n}',
      'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
      { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' },
    ],
    [
      'open-database-port',
      'resource "azurerm_redis_firewall_rule" "x" {\n start_ip = "0.0.0.0"\n end_ip = "255.255.255.255"\n}',
      'Microsoft.Cache/Redis/firewallRules',
      { startIP: '0.0.0.0', endIP: '255.255.255.255' },
    ],
    [
      'open-to-any-tenant',
      'resource "azurerm_mssql_firewall_rule" "x" {\n start_ip_address = "0.0.0.0"\n end_ip_address = "0.0.0.0"\n}',
      'Microsoft.Sql/servers/firewallRules',
      { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' },
    ],
    [
      'public-cluster-api',
      `resource "azurerm_kubernetes_cluster" "x" {\n ${name}\n}`,
      'Microsoft.ContainerService/managedClusters',
      {},
    ],
    [
      'local-cluster-accounts',
      `resource "azurerm_kubernetes_cluster" "x" {\n ${name}\n local_account_disabled = false\n}`,
      'Microsoft.ContainerService/managedClusters',
      { disableLocalAccounts: false },
    ],
    [
      'cluster-without-roles',
      `resource "azurerm_kubernetes_cluster" "x" {\n ${name}\n role_based_access_control_enabled = false\n}`,
      'Microsoft.ContainerService/managedClusters',
      { enableRBAC: false },
    ],
    [
      'anonymous-access',
      `resource "azurerm_container_registry" "x" {\n ${name}\n anonymous_pull_enabled = true\n}`,
      'Microsoft.ContainerRegistry/registries',
      { anonymousPullEnabled: true },
    ],
    [
      'shared-admin-account',
      `resource "azurerm_container_registry" "x" {\n ${name}\n admin_enabled = true\n}`,
      'Microsoft.ContainerRegistry/registries',
      { adminUserEnabled: true },
    ],
    [
      'password-login',
      `resource "azurerm_linux_virtual_machine_scale_set" "x" {\n ${name}\n disable_password_authentication = false\n}`,
      'Microsoft.Compute/virtualMachineScaleSets',
      { virtualMachineProfile: { osProfile: { linuxConfiguration: { disablePasswordAuthentication: false } } } },
    ],
    [
      'public-address',
      'resource "azurerm_network_interface" "x" {\n ip_configuration {\n public_ip_address_id = "a"\n}\n}',
      'Microsoft.Network/networkInterfaces',
      { ipConfigurations: [{ name: 'a', properties: { publicIPAddress: { id: 'a' } } }] },
    ],
    [
      'administrator-membership',
      'resource "azurerm_role_assignment" "x" {\n scope = "/subscriptions/1"\n role_definition_name = "Owner"\n principal_id = "a"\n}',
      'Microsoft.Authorization/roleAssignments',
      {
        principalId: 'a',
        roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      },
    ],
    [
      'administrator-grant',
      'resource "azurerm_role_definition" "x" {\n scope = "/subscriptions/1"\n permissions {\n actions = ["*"]\n}\n}',
      'Microsoft.Authorization/roleDefinitions',
      { permissions: [{ actions: ['*'] }], assignableScopes: ['/subscriptions/1'] },
    ],
  ] as const) {
    it(`${rule} is said of ${type} as of ${/"(\w+)"/.exec(azurerm)![1]}`, () => {
      const found = (path: string, text: string) => {
        const engine = createEngine();
        engine.update(path, text);
        return [...new Set(engine.report({ today: '2026-01-15' }).findings.map((finding) => finding.rule))].sort();
      };
      const wide = type.startsWith('Microsoft.Authorization');
      const expected = found('main.tf', azurerm);
      assert.ok(expected.includes(rule), `azurerm: ${expected.join(', ')}`);
      const resource = { type, name: 'shop/x', properties };
      const json = template({ resources: [resource] });
      assert.deepEqual(
        found('main.json', wide ? json.replace('deploymentT', 'subscriptionDeploymentT') : json),
        expected,
      );
      const body = JSON.stringify(properties, null, 2).replaceAll('"', "'");
      assert.deepEqual(
        found('main.bicep', `${wide ? "targetScope = 'subscription'\n" : ''}${bicepOf(type, body)}`),
        expected,
      );
    });
  }
});

describe('projects of Azure', () => {
  /** The files of a project by their paths. */
  const filesOf = (folder: string): ReadonlyMap<string, string> => {
    const root = `test/fixtures/${folder}`;
    const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
    const own = names.filter((name) => fs.statSync(`${root}/${name}`).isFile());
    return new Map(own.map((name) => [name, fs.readFileSync(`${root}/${name}`, 'utf8')]));
  };
  const read = (files: ReadonlyMap<string, string>): Engine => {
    const engine = createEngine();
    for (const [path, text] of files) engine.update(path, text);
    return engine;
  };

  /** Every finding with its line, what it underlines, and the places that lead there. */
  function listed(engine: Engine): string {
    const report = engine.report({ today: '2026-01-15' });
    assert.deepEqual(report.failures, []);
    const place = (path: string, start: number) => {
      const { line, character } = textLines(engine.quote(path) ?? '').positionAt(start);
      return `${path}:${line + 1}:${character + 1}`;
    };
    return report.findings
      .map(({ path, span, rule, message, related }) => {
        const by = related.map((one) => place(one.path, one.span.start)).join(' ');
        return `${place(path, span.start)} ${rule}: ${plain(message)}${by ? ` < ${by}` : ''}\n`;
      })
      .join('');
  }

  for (const folder of ['arm', 'bicep']) {
    const files = filesOf(folder);

    it(`${folder} has exactly the findings of the reviewed list`, () =>
      assertGolden(`${folder}.txt`, listed(read(files))));

    it(`${folder} says after edits what it says when it is read anew`, () => {
      const pieces = fc.constantFrom('', "'*'", '\n', 'true', 'false', 'x', '}', '[', "'Deny'", '// ');
      const edit = fc.tuple(
        fc.constantFrom(...files.keys()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(20),
        pieces,
      );
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
          const now = new Map(files);
          const engine = read(now);
          for (const [path, where, length, piece] of edits) {
            const text = now.get(path) ?? '';
            const at = Math.floor(where * text.length);
            const changed = text.slice(0, at) + piece + text.slice(at + length);
            now.set(path, changed);
            engine.update(path, changed);
            assert.equal(listed(engine), listed(read(now)));
          }
        }),
        { numRuns: 20, seed: SEED },
      );
    });

    it(`${folder} says the same when a file goes and comes back`, () => {
      const engine = read(files);
      for (const [path, text] of files) {
        engine.update(path, undefined);
        const without = new Map([...files].filter(([other]) => other !== path));
        assert.equal(listed(engine), listed(read(without)));
        engine.update(path, text);
        assert.equal(listed(engine), listed(read(files)));
      }
    });
  }
});
