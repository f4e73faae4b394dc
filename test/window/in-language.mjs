// A window in a language in which each of our letters has an accent. What is plain English there is a name, and among the
// exceptions below, or it was not translated.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { openWindow } from '../e2e/lib/ui.mjs';
import { removeDir, tmpDir } from '../e2e/lib/vscode.mjs';
import { english, PSEUDO, pseudo, pseudoBundle } from '../support/pseudo.mjs';

/** Names in the workspace, and products: they are the same in every language. */
const NAMES = [
  ...['.handrail/waivers.yaml', '.handrail/config.yaml', '.handrail/policies/', 'https://…'],
  ...['Handrail', 'SSH', 'CODEOWNERS', '# handrail:allow', 'until=', 'owner=', 'reason='],
  ...['bastion/bastion.tf', 'bastion.tf', 'aws_security_group.bastion'],
];
/** What VS Code says around our texts: it stays English, having none of its own in this language. */
const EDITOR = [
  ...[' Section', 'Actions for', ' actions', 'Views and More Actions...', 'More Actions...', 'Collapse All'],
  ...['Show message in single line', 'View Problem (Alt+F8)', 'Quick Fix... (Ctrl+.)', 'Quick Fix', 'Enter to Apply'],
  ...["(Press 'Enter' to confirm or 'Escape' to cancel)", 'Back (Ctrl+Alt+-)', 'Toggle all checkboxes', ' Results'],
  ...[
    ' Selected',
    'OK',
    'Suggest',
    ', Property',
    ', Snippet',
    ', docs: ',
    'Read More',
    'Read Less',
    'Handrail(waiver)',
    'Copy code block',
  ],
  ...['Explorer actions', 'Not completed', 'Completed', 'Mark Done', 'Inspect this in the accessible view'],
  ...['Checkbox', 'completed'],
  ...['Control+', 'Ctrl', 'Shift+', 'Alt+', 'UpArrow', 'DownArrow', 'Ln ', 'Col ', 'Progress'],
];
/** Months as dates have them where a language has no words of its own for them. */
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2026, month)).toLocaleDateString('en', { month: 'short', timeZone: 'UTC' }),
);

/** What tools call their formats. */
function* formatTitles() {
  for (const file of fs.readdirSync('src/formats').filter((name) => name.endsWith('.ts'))) {
    const titles = fs.readFileSync(path.join('src/formats', file), 'utf8').matchAll(/^ {2}title: '([^']+)'/gm);
    yield* [...titles].map(([, title]) => title);
  }
}

/** Names in the library: of rules and policies, frameworks and their controls, sources, and of those who approve. */
function* libraryNames() {
  for (const file of fs.readdirSync('src/rules', { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    yield path.basename(file, '.ts');
    const references =
      /references: \[([^\]]*)\]/.exec(fs.readFileSync(path.join('src/rules', file), 'utf8'))?.[1] ?? '';
    yield* [...references.matchAll(/'([^']+)'/g)].map(([, reference]) => reference);
  }
  for (const file of fs.readdirSync('src/policies/library')) {
    const { references, why, exception } = parse(fs.readFileSync(path.join('src/policies/library', file), 'utf8'));
    yield* references.flatMap(({ framework, control, title }) => [framework, control, title]);
    yield why.incident.source.title;
    yield* Object.values(exception.approver);
    yield path.basename(file, '.yaml');
  }
  for (const file of fs.readdirSync('src/templates/library', { recursive: true })) yield path.basename(file, '.yaml');
}

/** Icons, as VS Code reads them out. */
const ICONS = ['add  ', 'edit  ', 'new-file  ', 'eye  '];

/** Everything that is read or heard in elements: texts, labels, tips. Code is code. */
const textsIn = (locator) =>
  locator.evaluateAll((elements) => {
    const inside = elements
      .flatMap((element) => [element, ...element.querySelectorAll('*')])
      .filter((element) => element.checkVisibility() && !element.closest('code, style, script'));
    const attributes = ['aria-label', 'title', 'placeholder', 'alt'];
    const texts = inside.flatMap((element) => [
      ...attributes.map((name) => element.getAttribute(name)),
      ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
    ]);
    return texts.filter((text) => text?.trim());
  });

const translation = (file) => pseudoBundle(JSON.parse(fs.readFileSync(file, 'utf8')));

/** Every page of the walkthroughs in that language, by the name under which VS Code looks for it. */
function pages() {
  const all = fs.readdirSync('walkthrough').filter((file) => file.endsWith('.md'));
  return all.map((file) => [
    `walkthrough/${file.replace(/\.md$/, `.nls.${PSEUDO}.md`)}`,
    pseudo(fs.readFileSync(path.join('walkthrough', file), 'utf8').trim()),
  ]);
}

/** Opens that window on a folder of `files`; `own` are the names in them. The rest is as `openWindow` has it. */
export async function openTranslated({ own = [], files, ...options }) {
  const root = tmpDir('language');
  const folder = path.join(root, 'fernway');
  fs.mkdirSync(folder);
  const names = [...own, ...NAMES, ...EDITOR, ...ICONS, ...MONTHS, ...formatTitles(), ...libraryNames()].filter(
    Boolean,
  );
  const language = {
    id: PSEUDO,
    bundle: translation('l10n/bundle.l10n.json'),
    manifest: translation('package.nls.json'),
    pages: Object.fromEntries(pages()),
  };
  const ui = await openWindow({ folder, files, language, ...options });
  removeDir(root);
  const inputs = () => ui.page.locator('.quick-input-widget');
  return {
    ui,
    inputs,
    /** Runs one of our commands by its English title. */
    command: (title) => ui.command(`Handrail: ${pseudo(title)}`),
    /** Titles in a list; below those of commands VS Code shows their English ones, too. */
    listed: () => inputs().locator('.quick-input-list-entry .quick-input-list-rows > *:first-child'),
    /** Waits for a step of how many. */
    step: (number) => ui.page.locator('.quick-input-title', { hasText: `(${number}/` }).waitFor(),
    /** What is English in a text, names apart; undefined when nothing is. */
    english: (text) => english(text, names),
    /** Fails with each English text of an area; `besides` are names that it alone has. */
    async translated(area, locator, besides = []) {
      let texts = [];
      const ours = () => texts.some((text) => text.includes('«'));
      for (let tries = 0; tries < 30 && !ours(); tries++) {
        if (tries > 0) await ui.page.waitForTimeout(100); // it may just be drawn anew
        texts = [...new Set(await textsIn(locator))];
      }
      const missed = texts.filter((text) => english(text, [...besides, ...names]) !== undefined);
      assert.deepEqual(missed, [], area);
      assert.ok(ours(), `${area}: no text of ours is in sight`);
    },
  };
}
