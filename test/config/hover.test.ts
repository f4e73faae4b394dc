import assert from 'node:assert/strict';
import { definitionAt, type Target } from '../../src/config/definition';
import { hoverAt } from '../../src/config/hover';
import { around, atCursor, CONFIG, POLICY } from './around';

/** `|` marks the mouse. */
function hover(path: string, marked: string, world: Parameters<typeof around>[2] = {}): string {
  const { text, offset } = atCursor(marked);
  return hoverAt(path, text, offset, around(path, text, world))?.text ?? '';
}

describe('hover', () => {
  it('says what a key means and which rule a name stands for', () => {
    assert.match(hover(CONFIG, 'version: 1\nthres|hold: low\n'), /fails when a finding/);
    const rule = '**Container runs as root** · medium · `root-user`';
    assert.equal(hover(CONFIG, 'version: 1\nrules:\n  root|-user: off\n'), rule);
    assert.match(hover(POLICY, 'version: 1\nrules:\n  primary: [public-|bucket]\n'), /Bucket open to the public/);
    assert.match(hover(POLICY, 'version: 1\nrules:\n  primary: [open-|bucket]\n'), /`public-bucket`/);
  });

  it('says what a policy is, and from where each file of it comes', () => {
    const world = {
      files: { '.handrail/policies/a.yaml': 'version: 1\nextends: who-may-do-what\nowner: { team: Ours }\n' },
    };
    const said = hover(POLICY, 'version: 1\nextends: who-may|-do-what\n', world);
    assert.match(said, /^\*\*Everyone may do their own work, and no more\*\*/);
    assert.match(
      said,
      /From where: built in, then \\\.handrail\/policies\/a\\\.yaml, then \\\.handrail\/policies\/own\\\.yaml\./,
    );
    assert.match(said, /^\\- owner: \\\.handrail\/policies\/a\\\.yaml$|^- owner: \\\.handrail\/policies\/a\\\.yaml$/m);
  });

  it('says what environments, systems, controls and packs are', () => {
    assert.equal(
      hover(POLICY, 'version: 1\nseverity:\n  produc|tion: { atLeast: high }\n'),
      'Files of this environment: p/\\*\\*',
    );
    const control = 'version: 1\nreferences:\n  - { framework: NIST SP 800-53 Rev. 5, control: AC|-6 }\n';
    assert.match(hover(POLICY, control), /AC\\-6: Least Privilege/);
    const systems = { [CONFIG]: 'version: 1\nsystems: [{ name: checkout, paths: [a/**], owner: { team: Pay } }]\n' };
    const protects = 'version: 1\nextends: who-may-do-what\nprotects: { services: [check|out] }\n';
    assert.match(hover(POLICY, protects, { files: systems }), /\*\*checkout\*\*\n\nOwner: Pay/);
    const packs = new Map([
      ['security', [{ path: 'security/a.yaml', text: 'version: 1\nextends: who-may-do-what\n' }]],
    ]);
    assert.equal(hover(CONFIG, 'version: 1\npacks: [secu|rity]\n', { packs }), 'One policy file in security.');
  });

  it('shows text of a file as that text: no markup, no link, no command', () => {
    const text =
      'version: 1\nid: ow|n\nstatement: "![x](https://x.example/y) <b>"\ntitle: "[x](command:y)"\nwhy: { business: b }\nrules: {}\n';
    const said = hover(POLICY, text);
    assert.match(said, /command/);
    assert.doesNotMatch(said.replace(/\\./g, ''), /[[\]<>()]|https:|command:/);
  });
});

describe('going to a definition', () => {
  const goTo = (path: string, marked: string, world: Parameters<typeof around>[2] = {}): Target | undefined => {
    const { text, offset } = atCursor(marked);
    return definitionAt(path, text, offset, around(path, text, world))?.target;
  };

  it('leads from a rule to its page, by a former name too', () => {
    assert.deepEqual(goTo(POLICY, 'version: 1\nrules: { primary: [root|-user] }\n'), { rule: 'root-user' });
    assert.deepEqual(goTo(CONFIG, 'version: 1\nrules: { open|-bucket: off }\n'), { rule: 'public-bucket' });
    assert.equal(goTo(POLICY, 'version: 1\nrules: { primary: [root|-usr] }\n'), undefined);
  });

  it('leads from a policy to the file that this one stands on', () => {
    const text = 'version: 1\nextends: who-may|-do-what\n';
    const builtIn = { policy: { kind: 'built-in', path: 'who-may-do-what.yaml' } };
    assert.deepEqual(goTo(POLICY, text), builtIn);
    const packs = new Map([['shared', [{ path: 'shared/base.yaml', text: 'version: 1\nextends: who-may-do-what\n' }]]]);
    const world = { packs, files: { [CONFIG]: 'version: 1\npacks: [shared]\n' } };
    assert.deepEqual(goTo(POLICY, text, world), { policy: { kind: 'pack', path: 'shared/base.yaml', pack: 'shared' } });
    assert.equal(goTo(POLICY, 'version: 1\nextends: who-may|-do\n'), undefined);
  });

  it('leads from a link to the file that it names, from the folder that holds .handrail', () => {
    const contact =
      "version: 1\nextends: who-may-do-what\ncontact: [{ type: page, name: How, url: 'docs/how|.md#ask' }]\n";
    assert.deepEqual(goTo(POLICY, contact), { file: 'docs/how.md' });
    const lesson =
      'version: 1\nextends: who-may-do-what\nlearn:\n  text: >-\n    Read [this](./docs/a%20b|.md) first.\n';
    assert.deepEqual(goTo('pay/.handrail/policies/own.yaml', lesson), { file: 'pay/docs/a b.md' });
    assert.equal(goTo(POLICY, contact, { missing: new Set(['docs/how.md']) }), undefined);
  });
});
