import assert from 'node:assert/strict';
import { loadWorkspace } from '../../../src/config';
import { coverageOf } from '../../../src/policies';
import { rules } from '../../../src/rules/index';
import { coverageDocument, MEANING } from '../../../src/surfaces/documents/coverage';
import { handbookOf } from '../../../src/surfaces/documents/handbook';
import { toHtml } from '../../../src/surfaces/documents/html';
import { toMarkdown } from '../../../src/surfaces/documents/markdown';
import { assertGolden } from '../../support/golden';

const OWN = `version: 1
id: letters-stay-here
title: Letters stay here
statement: Letters of customers leave the post room in envelopes only.
why:
  business: A letter that lies open is read.
  incident:
    text: In 2031 a postcard was read by everybody who carried it.
    source: { title: The Post Office, url: https://post.example/cards }
protects: { data: [letters], services: [post room] }
owner: { team: Post Room, people: [Ada Ek], codeowners: "@shop/post" }
contact:
  - { type: chat, name: "#post", url: https://chat.example/post, answers: 4 h }
  - { type: page, name: The hatch }
champions: [{ paths: [letters/**, cards/**], people: [Bo Ek, Cleo Ek] }]
escalation: [{ when: A letter is lost., to: "the postmaster, with \`the stamp\`", within: one hour }]
exception:
  how: Say who reads it.
  approver: { critical: the postmaster, high: the postmaster }
  longest: { critical: 1, high: 30 }
  inline: medium
severity: { any: { atLeast: medium }, production: { atLeast: high, atMost: critical } }
rules: { primary: [public-bucket] }
references:
  - { framework: House rules, control: H-1, title: Envelopes, url: https://rules.example/h-1 }
  - { framework: CWE, control: CWE-732 }
learn:
  text: |
    Close the \`envelope\`.

    Then post it.
  examples:
    - { language: terraform, bad: 'acl = "public-read"', good: 'acl = "private"', difference: The bucket is closed. }
reviewed: { on: 2026-10-01, by: Ada Ek, next: 2027-10-01 }
`;
const workspace = (files: Readonly<Record<string, string>> = {}) =>
  loadWorkspace(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    { rules },
  );
const own = workspace({
  '.handrail/policies/letters.yaml': OWN,
  '.handrail/config.yaml': 'version: 1\norganisation: Fernway\nenvironments: { production: { paths: [prod/**] } }\n',
});

describe('the handbook', () => {
  it('says all that a policy says, in one chapter', () => {
    assert.deepEqual(own.problems, []);
    const markdown = toMarkdown(handbookOf(own));
    const chapter = /<a id="policy-letters-stay-here"><\/a>\n[\s\S]*?(?=\n<a id=)/.exec(markdown)?.[0] ?? '';
    assertGolden('handbook-chapter.md', `${chapter.trim()}\n`);
    assert.match(markdown, /^# Security policies of Fernway\n/);
    assert.match(markdown, /^\| \[Letters stay here\]\(#policy-letters-stay-here\) \| Post Room \| /m);
  });

  it('has a chapter for each policy that explains a rule, and every rule in one', () => {
    const { chapters } = handbookOf(workspace());
    assert.equal(chapters.length, workspace().policies.all().length);
    const text = JSON.stringify(chapters);
    for (const { id } of rules) assert.equal(text.split(`{"code":"${id}"}`).length, 2, id);
    assert.match(text, /nobody named yet/);
  });

  it('says what little a policy says, and nothing in place of the rest', () => {
    const least = 'version: 1\nid: least\ntitle: Least\nstatement: Little.\nwhy: { trust: Because. }\nrules: {}\n';
    const { chapters } = handbookOf(workspace({ '.handrail/policies/least.yaml': least }));
    const chapter = chapters.find(({ id }) => id === 'policy-least');
    const headings = chapter?.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    assert.deepEqual(headings, ['Why it matters', 'Who', 'What Handrail looks at', 'Where this comes from']);
    assert.match(JSON.stringify(chapter), /No rule looks at this/);
  });

  it('is the same whenever it is written', () => {
    assert.equal(toHtml(handbookOf(own)), toHtml(handbookOf(own)));
    assert.equal(toMarkdown(handbookOf(own)), toMarkdown(handbookOf(own)));
  });

  describe('as HTML', () => {
    const html = toHtml(handbookOf(own));

    it('has headings in order, landmarks, a language, and names for its tables', () => {
      const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      assert.equal(levels.filter((level) => level === 1).length, 1);
      for (const [i, level] of levels.entries()) assert.ok(i === 0 || level <= levels[i - 1]! + 1, `heading ${i}`);
      for (const landmark of ['<header>', '<nav aria-labelledby="contents">', '<main id="main"']) {
        assert.equal(html.split(landmark).length, 2, landmark);
      }
      assert.match(html, /^<!doctype html>\n<html lang="en">/);
      assert.equal(html.split('<table>').length, html.split('<caption>').length);
      assert.doesNotMatch(html, /<th>/, 'every head in a table says what it heads');
    });

    it('leads from the contents to every chapter, by ids that are there once', () => {
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length);
      const targets = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
      assert.ok(targets.length > 40);
      for (const id of targets) assert.ok(ids.includes(id), id);
    });

    it('runs nothing and asks for nothing from elsewhere', () => {
      assert.doesNotMatch(html, /<(?:script|link|img|iframe|object|embed|form|base)\b|@import|url\(|\ssrc=|\son\w+=/i);
      assert.match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/);
      const leading = [...html.matchAll(/<a href="(?!#)([^"]*)"/g)].map(([, url]) => url);
      assert.ok(leading.length >= 22);
      for (const url of leading) assert.match(url ?? '', /^(?:https:\/\/|mailto:)/);
    });
  });
});

describe('framework coverage as a document', () => {
  it('says what it is not, and has a table for each framework', () => {
    const coverage = coverageOf(own.policies, rules);
    const markdown = toMarkdown(coverageDocument(coverage));
    assert.ok(markdown.includes(MEANING));
    assert.match(MEANING, /no proof of compliance/);
    for (const { framework } of coverage) assert.ok(markdown.includes(`## ${framework}\n`), framework);
    assert.match(markdown, /^\| H-1 Envelopes \| Letters stay here \| `public-bucket` \|$/m);
  });
});
