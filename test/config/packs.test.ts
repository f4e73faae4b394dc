import assert from 'node:assert/strict';
import { loadWorkspace, MOST_PACK_FILES, type PackFiles } from '../../src/config/workspace';
import { plain } from '../../src/facts';
import { originName } from '../../src/policies';
import { inWords } from '../support/in-words';
import { KNOWN } from './around';

type Files = Readonly<Record<string, string>>;
const texts = (files: Files) => Object.entries(files).map(([path, text]) => ({ path, text }));
/** A workspace in which a host has looked at these folders. */
const load = (files: Files, packs: Readonly<Record<string, Files | undefined>> = {}) => {
  const given: PackFiles = new Map(Object.entries(packs).map(([folder, inside]) => [folder, inside && texts(inside)]));
  return loadWorkspace(texts(files), KNOWN, given);
};
const CONFIG = '.handrail/config.yaml';
const naming = (...packs: readonly string[]) => `version: 1\npacks: ${JSON.stringify(packs)}\n`;
const team = (name: string, more = '') => `version: 1\nextends: who-may-do-what\nowner: { team: ${name} }\n${more}`;
const problems = (...[files, packs]: Parameters<typeof load>) =>
  load(files, packs)
    .problems.map(inWords)
    .map(({ path, line, column, message }) => `${path}:${line}:${column} ${message}`);

describe('packs of policies', () => {
  it('are looked for in folders of the workspace, packages beside each folder upwards', () => {
    const { packFolders } = load({
      [CONFIG]: naming('security/policies/', 'npm:@shop/policies'),
      'services/pay/.handrail/config.yaml': naming('../../shared', './own', 'npm:pay-policies'),
    });
    assert.deepEqual(packFolders, [
      'security/policies',
      'node_modules/@shop/policies',
      'shared',
      'services/pay/own',
      'services/pay/node_modules/pay-policies',
      'services/node_modules/pay-policies',
      'node_modules/pay-policies',
    ]);
  });

  it('add policies of their own and words to built-in ones, and say from where', () => {
    const made =
      'version: 1\nid: shared-rule\ntitle: Shared\nstatement: Shared.\nwhy: { business: b }\nrules: { primary: [public-bucket] }\n';
    const {
      policies,
      problems: found,
      packs,
    } = load(
      { [CONFIG]: naming('npm:@shop/policies') },
      {
        'node_modules/@shop/policies': {
          'node_modules/@shop/policies/policies/a.yaml': made,
          'node_modules/@shop/policies/policies/b.yaml': team('Shared'),
        },
      },
    );
    assert.deepEqual(found, []);
    assert.deepEqual(
      packs.map(({ name, folder, files }) => [name, folder, files.length]),
      [['npm:@shop/policies', 'node_modules/@shop/policies', 2]],
    );
    const owner = policies.byId('who-may-do-what')?.from.owner;
    assert.equal(
      owner && plain(originName(owner)),
      'node_modules/@shop/policies/policies/b.yaml (pack npm:@shop/policies)',
    );
    assert.equal(policies.byId('shared-rule')?.madeBy.kind, 'pack');
  });

  it('count after the built-in policies and before the workspace’s own, a later pack before an earlier one', () => {
    const packs = { a: { 'a/x.yaml': team('A') }, b: { 'b/x.yaml': team('B') } };
    const ownerOf = (files: Files, path?: string) =>
      load(files, packs).policies.byId('who-may-do-what', path)?.owner?.team;
    assert.equal(ownerOf({ [CONFIG]: naming('a', 'b') }), 'B');
    assert.equal(ownerOf({ [CONFIG]: naming('b', 'a') }), 'A');
    const own = { [CONFIG]: naming('a', 'b'), '.handrail/policies/x.yaml': team('Own') };
    assert.equal(ownerOf(own), 'Own');
    assert.equal(ownerOf({ ...own, 'pay/.handrail/policies/x.yaml': team('Pay') }, 'pay/main.tf'), 'Pay');
    const scoped = {
      ...own,
      'pay/.handrail/policies/x.yaml': team('Pay'),
      '.handrail/policies/y.yaml': team('Scoped', 'scope: { paths: [pay/**] }\n'),
    };
    assert.equal(ownerOf(scoped, 'pay/main.tf'), 'Scoped');
    assert.equal(ownerOf(scoped, 'main.tf'), 'Own');
  });

  it('speak about the folder of the configuration that names them, whatever configurations lie below', () => {
    const { policies } = load(
      {
        [CONFIG]: 'version: 1\n',
        'pay/.handrail/config.yaml': naming('../shared'),
        'pay/deep/.handrail/config.yaml': 'version: 1\n',
      },
      { shared: { 'shared/a.yaml': team('Pay', 'champions: [{ paths: [infra/**], people: [Ada] }]\n') } },
    );
    const at = (path: string) => policies.byId('who-may-do-what', path);
    assert.deepEqual(
      ['main.tf', 'pay/main.tf', 'pay/deep/main.tf'].map((path) => at(path)?.owner?.team),
      [undefined, 'Pay', 'Pay'],
    );
    assert.deepEqual(at('pay/infra/main.tf')?.championsHere, ['Ada']);
  });

  it('lose what they add to a policy that the workspace replaces', () => {
    const own = 'version: 1\nid: who-may-do-what\ntitle: Ours\nstatement: Ours.\nwhy: { business: b }\nrules: {}\n';
    const { policies } = load(
      { [CONFIG]: naming('a'), '.handrail/policies/x.yaml': own },
      { a: { 'a/x.yaml': team('A') } },
    );
    const { title, owner, layers } = policies.byId('who-may-do-what') ?? {};
    assert.deepEqual([title, owner, layers?.length], ['Ours', undefined, 1]);
  });

  it('may speak of environments that a workspace does not have', () => {
    const text = team('A', 'severity: { staging: { atLeast: high } }\n');
    assert.deepEqual(problems({ [CONFIG]: naming('a') }, { a: { 'a/x.yaml': text } }), []);
    assert.deepEqual(problems({ '.handrail/policies/x.yaml': text }), [
      '.handrail/policies/x.yaml:4:13 No environment is called this.',
    ]);
  });

  it('that are not there are told about at their line; nothing is said before anybody has looked', () => {
    const files = { [CONFIG]: 'version: 1\npacks:\n  - gone\n  - npm:gone\n  - empty\n' };
    assert.deepEqual(problems(files), []);
    assert.deepEqual(problems(files, { gone: undefined, 'node_modules/gone': undefined, empty: {} }), [
      `${CONFIG}:3:5 There is no such folder in this workspace.`,
      `${CONFIG}:4:5 This package is not in \`node_modules\` of this workspace.`,
      `${CONFIG}:5:5 No policies lie there.`,
    ]);
    for (const { next } of load(files, { gone: undefined, empty: {} }).problems)
      assert.match(plain(next), /git submodule update --init/);
  });

  it('that lead out of the workspace, make no sense or stand there twice are told about and looked for nowhere', () => {
    const names = [
      '../out',
      'a/../..',
      '.',
      '/etc',
      'C:/x',
      'a\\b',
      'npm:../x',
      'npm:',
      'https://x.example/p',
      'a',
      './a/',
    ];
    const { packFolders, problems: found } = load({ [CONFIG]: naming(...names) });
    assert.deepEqual(packFolders, ['a']);
    assert.equal(found.length, names.length - 1);
    assert.match(plain(found.at(-1)!.message), /a second time/);
  });

  it('of too many files are read so far, and that is said', () => {
    const many = Object.fromEntries(Array.from({ length: MOST_PACK_FILES + 1 }, (_, i) => [`a/${i}.yaml`, team('A')]));
    assert.deepEqual(problems({ [CONFIG]: naming('a') }, { a: many }), [
      `${CONFIG}:2:9 Over ${MOST_PACK_FILES} files: the rest is not read.`,
    ]);
  });

  it('that are broken harm nothing else', () => {
    const { policies, problems: found } = load(
      { [CONFIG]: naming('a') },
      { a: { 'a/1.yaml': 'version: 1\nextends: [\n', 'a/2.yaml': team('A'), 'a/3.yml': team('B'), 'a/4.yaml': '\0' } },
    );
    assert.deepEqual([...new Set(found.map(({ path }) => path))], ['a/1.yaml', 'a/3.yml', 'a/4.yaml']);
    assert.equal(policies.byId('who-may-do-what')?.owner?.team, 'A');
  });
});

describe('systems', () => {
  it('are told with everything that was said about them, and know their paths', () => {
    const { systems, problems: found } = load({
      'shop/.handrail/config.yaml': `version: 1
systems:
  - name: checkout
    paths: [services/checkout/**]
    criticality: high
    data: [payment data]
    sessionInterval: 90
    owner: { team: Payments, codeowners: "@shop/payments" }
  - { name: mail, paths: [mail/**] }
`,
    });
    assert.deepEqual(found, []);
    const [{ covers, ...checkout }, mail] = systems as [(typeof systems)[number], (typeof systems)[number]];
    assert.deepEqual(checkout, {
      name: 'checkout',
      paths: ['services/checkout/**'],
      criticality: 'high',
      data: ['payment data'],
      sessionInterval: 90,
      owner: { team: 'Payments', codeowners: '@shop/payments' },
      base: 'shop',
    });
    assert.deepEqual(['shop/services/checkout/a.tf', 'services/checkout/a.tf', 'shop/mail/a.tf'].map(covers), [
      true,
      false,
      false,
    ]);
    assert.ok(mail.covers('shop/mail/a.tf') && mail.data.length === 0);
  });

  it('of one name are told about, and so are globs that are refused, at their line', () => {
    const text = `version: 1
systems:
  - { name: shop, paths: [3] }
  - { name: 7, paths: [a/**] }
  - { name: Shop, paths: [a/**] }
  - { name: shop, paths: [a/**, '!b'] }
`;
    assert.deepEqual(problems({ [CONFIG]: text }), [
      `${CONFIG}:3:27 An entry of \`paths\` takes a text.`,
      `${CONFIG}:4:13 \`name\` takes a short name on one line.`,
      `${CONFIG}:5:13 Another system has this name.`,
      `${CONFIG}:6:13 Another system has this name.`,
      `${CONFIG}:6:33 A glob that begins with \`!\` excludes nothing here.`,
    ]);
  });
});
