import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mailWith, outwardLink, SCHEMES } from '../../src/surfaces/outward-link';

describe('a link that a repository names', () => {
  it('leads where the policy schema says, and nowhere else', () => {
    const schema = JSON.parse(readFileSync('src/config/schemas/policy.schema.json', 'utf8'));
    const allowed = new RegExp(schema.definitions.url.pattern);
    const some = [
      'https:',
      'mailto:',
      'http:',
      'file:',
      'command:',
      'vscode:',
      'javascript:',
      'data:',
      'slack:',
      'msteams:',
      'tel:',
    ];
    for (const scheme of new Set([...SCHEMES, ...some])) {
      const written = allowed.test(`${scheme}//x.example`) || allowed.test(`${scheme}x.example`);
      assert.equal(written, SCHEMES.includes(scheme), scheme);
      assert.equal(outwardLink(`${scheme}//x.example/`) !== undefined, SCHEMES.includes(scheme), scheme);
    }
    assert.equal(outwardLink('no address'), undefined);
  });

  it('hides nothing from the eye: letters that look alike, direction marks, what stands before the host', () => {
    assert.match(outwardLink('https://gіthub.com/') ?? '', /^https:\/\/xn--/); // a Cyrillic і
    assert.equal(outwardLink('https://x.example/\u202Egnp.exe'), 'https://x.example/%E2%80%AEgnp.exe');
    assert.equal(outwardLink('https://github.com@x.example/'), 'https://github.com@x.example/');
    assert.equal(outwardLink('HTTPS://X.Example'), 'https://x.example/');
  });
});

describe('a mail', () => {
  it('has subject and body, whatever they say', () => {
    const link = mailWith('mailto:security@fernway.example', 'Doors & gates', 'Why? 100 % needed\nBy when: #1');
    const { searchParams, pathname } = new URL(link);
    assert.equal(pathname, 'security@fernway.example');
    assert.equal(searchParams.get('subject'), 'Doors & gates');
    assert.equal(searchParams.get('body'), 'Why? 100 % needed\r\nBy when: #1');
    assert.equal(outwardLink(link), link);
  });

  it('keeps what the address brings, but for subject and body', () => {
    const link = mailWith('mailto:a@b.example?cc=c@b.example&subject=old&Body=old', 's', 'b');
    assert.equal(link, 'mailto:a@b.example?cc=c@b.example&subject=s&body=b');
  });

  it('leaves a long body to be pasted', () => {
    const link = mailWith('mailto:a@b.example', 's', 'x'.repeat(5000));
    assert.equal(link, 'mailto:a@b.example?subject=s');
  });
});
