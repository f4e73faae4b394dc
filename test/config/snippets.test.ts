import assert from 'node:assert/strict';
import { completionsAt } from '../../src/config/assist';
import { unmarked } from '../../src/config/snippets';
import { loadWorkspace } from '../../src/config/workspace';
import { inWords } from '../support/in-words';
import { around, CONFIG, KNOWN, POLICY } from './around';

const blocksAt = (path: string, text: string, offset = text.length) =>
  completionsAt(path, text, offset, around(path, text)).filter(({ kind }) => kind === 'block');

/** The text with a block written into it, its places filled in as they stand, further lines indented as an editor does. */
function written(text: string, { insert, span }: ReturnType<typeof blocksAt>[number]): string {
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  const indent = /^ */.exec(line)?.[0] ?? '';
  return `${text.slice(0, span.start)}${unmarked(insert).replaceAll('\n', `\n${indent}`)}${text.slice(span.end)}\n`;
}
const problems = (path: string, text: string) =>
  loadWorkspace([{ path, text }], KNOWN)
    .problems.map(inWords)
    .map(({ line, message }) => `${line} ${message}`);

const PLACES: Readonly<Record<string, readonly [path: string, text: string, labels: readonly string[]]>> = {
  'an empty policy': [POLICY, '', ['make a policy yours', 'a policy of your own']],
  'a policy': [
    POLICY,
    'version: 1\nextends: who-may-do-what\n',
    [
      'owner block',
      'contact block',
      'champions block',
      'escalation block',
      'exception block',
      'severity block',
      'references block',
      'learn block',
      'reviewed block',
      'history block',
    ],
  ],
  'a configuration': [CONFIG, 'version: 1\n', ['environments block', 'systems block', 'packs block']],
  'a list of contacts': [POLICY, 'version: 1\nextends: who-may-do-what\ncontact:\n  - ', ['chat', 'mail', 'ticket']],
  'a list without its first dash': [POLICY, 'version: 1\nextends: who-may-do-what\nescalation:\n  ', ['step']],
  'a list of champions': [POLICY, 'version: 1\nextends: who-may-do-what\nchampions:\n-   ', ['champion']],
  'a list of controls': [POLICY, 'version: 1\nextends: who-may-do-what\nreferences:\n  - ', ['control']],
  'the history': [POLICY, 'version: 1\nextends: who-may-do-what\nhistory:\n  - ', ['change']],
  'a list of systems': [CONFIG, 'version: 1\nsystems:\n  - ', ['system']],
};

describe('whole blocks', () => {
  for (const [title, [path, text, labels]] of Object.entries(PLACES)) {
    it(`are on offer in ${title}, and make a file without faults`, () => {
      const blocks = blocksAt(path, text);
      assert.deepEqual(
        blocks.map(({ label }) => label),
        labels,
      );
      for (const block of blocks) assert.deepEqual(problems(path, written(text, block)), [], block.label);
    });
  }

  it('are filled in with the day and with the name of the file', () => {
    const [, own] = blocksAt('.handrail/policies/Letters stay here.yaml', '');
    assert.match(own?.insert ?? '', /^id: letters-stay-here$/m);
    assert.match(own?.insert ?? '', /^ {2}on: 2026-04-01\n {2}next: 2027-04-01$/m);
  });

  it('are left out once they are there, and between brackets', () => {
    const text = 'version: 1\nextends: who-may-do-what\nowner: { team: Ours }\n';
    assert.ok(!blocksAt(POLICY, text).some(({ label }) => label === 'owner block'));
    assert.deepEqual(blocksAt(POLICY, 'contact:\n  - { type: chat, ', 26), []);
    assert.deepEqual(blocksAt(POLICY, 'contact:\n  - type: chat\n    '), []);
  });
});
