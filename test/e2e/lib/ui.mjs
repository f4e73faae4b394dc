// A person's moves in the VS Code window, for Playwright.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import axe from 'axe-core';
import { copySample } from '../../support/sample.mjs';
import { launchBrowser, watchOutside } from './browser.mjs';
import { installVsix, removeDir, startServer, tmpDir, workbenchUrl } from './vscode.mjs';

/** Where pictures go. */
export const SHOTS = path.join(path.dirname(import.meta.dirname), 'shots');

/** The four themes that everything is looked at in: setting, name in the picker, the window's class. */
export const THEMES = {
  dark: { name: 'Dark Modern', label: 'Dark Modern', css: 'vs-dark' },
  light: { name: 'Light Modern', label: 'Light Modern', css: 'vs' },
  'high-contrast': { name: 'Default High Contrast', label: 'Dark High Contrast', css: 'hc-black' },
  'high-contrast-light': { name: 'Default High Contrast Light', label: 'Light High Contrast', css: 'hc-light' },
};

const open = new Set();

/** Pictures of every open window, for a test that failed. */
export async function shootAll(title) {
  const file = `FAILED ${title.replace(/\W+/g, '-').slice(0, 100)}.png`;
  for (const ui of open) await ui.shot(file).catch(() => {});
  return path.join(SHOTS, file);
}

/**
 * Installs the packaged extension in a new profile and opens a window on a copy of a folder.
 *
 * - `folder`: what to copy; without it the sample, its placeholders filled in.
 * - `theme`: a key of `THEMES`.
 * - `trust`: workspace trust is on: the folder opens in Restricted Mode, `ui.trust()` leaves it.
 * - `files`: text by relative path, written into the copy before the window opens.
 * - `language`: the display language, `id`, with our `bundle`, `manifest` and other files (`pages`, by path) in it; VS Code's
 *   own texts stay English.
 */
export async function openWindow({
  vsix = process.env.HANDRAIL_VSIX,
  folder,
  theme = 'dark',
  settings = {},
  trust = false,
  files = {},
  language,
  viewport = { width: 1280, height: 800 },
  scale = 1,
} = {}) {
  const root = tmpDir('ui');
  const copy = path.join(root, folder ? path.basename(folder) : 'shop');
  if (folder) fs.cpSync(folder, copy, { recursive: true });
  else copySample(copy);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
    fs.writeFileSync(path.join(copy, name), text);
  }
  const extension = installVsix(root, vsix);
  if (language) translate(extension, language);
  const all = {
    'workbench.reduceMotion': 'on',
    'workbench.colorTheme': THEMES[theme].name,
    'security.workspace.trust.startupPrompt': 'never',
    ...settings,
  };
  const [server, browser] = await Promise.all([startServer({ root, settings: all, trust }), launchBrowser()]);
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  if (language)
    await context.addInitScript((id) => {
      globalThis._VSCODE_NLS_LANGUAGE = id;
    }, language.id);
  const outside = watchOutside(context);
  const page = await context.newPage();
  const closeAll = async () => {
    await browser.close();
    await server.stop();
    removeDir(root);
  };
  const ui = { page, server, root, folder: copy, ...moves(page), ...looks(page) };
  open.add(ui);
  ui.close = async () => {
    open.delete(ui);
    await closeAll();
    const left = [...outside, ...server.outside()];
    if (left.length > 0) throw new Error(`left the machine:\n${left.join('\n')}`);
  };
  await page.goto(workbenchUrl(server, { folder: copy }));
  await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
  await page.locator(`.monaco-workbench.${THEMES[theme].css}`).waitFor(); // it begins in the light one
  await ui.activity('Handrail').waitFor(); // what the extension contributes is there
  if (trust) await ui.status('Restricted Mode').waitFor();
  return ui;
}

/** Puts our texts in a language where VS Code looks for them. */
function translate(extension, { id, bundle, manifest, pages }) {
  fs.mkdirSync(path.join(extension, 'l10n'), { recursive: true });
  fs.writeFileSync(path.join(extension, `l10n/bundle.l10n.${id}.json`), JSON.stringify(bundle));
  fs.writeFileSync(path.join(extension, `package.nls.${id}.json`), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(pages)) fs.writeFileSync(path.join(extension, name), text);
}

/** What hands do. */
function moves(page) {
  const input = page.locator('.quick-input-widget input.input');
  /** Goes down the list to the row with exactly this name: what VS Code lists first is not always the nearest. */
  const choose = async (name) => {
    await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`).first().waitFor({ timeout: 8000 });
    const focused = page.locator('.quick-input-list .monaco-list-row.focused');
    await focused.waitFor();
    for (let row = 0; row < 20; row++) {
      const label = (await focused.getAttribute('aria-label')) ?? '';
      if (label === name || label.startsWith(`${name},`)) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`not in the list: ${name}`);
  };
  const chosen = (text) =>
    page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).waitFor({ timeout: 8000 });
  /**
   * Opens a list by its key, types, waits for the row, and takes it. A window that is still busy with something else, as
   * when trust was just given, may close the list under a person's hands, or not know a command yet; they open it again.
   */
  const pick = async (key, text, row) => {
    let missing;
    for (let tries = 1; tries <= 5; tries++) {
      await page.keyboard.press(key);
      const opened = await input.fill(text, { timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (!opened) continue;
      const there = row().then(
        () => true,
        (error) => {
          missing = error;
        },
      );
      const closed = input.waitFor({ state: 'hidden' }).then(
        () => false,
        () => false,
      );
      if (await Promise.race([there, closed])) return page.keyboard.press('Enter');
      if (await input.isVisible()) await page.keyboard.press('Escape');
    }
    throw missing ?? new Error(`the list of ${key} does not stay open`);
  };
  return {
    /** Runs a command by its title, e.g. 'Handrail: Scan Workspace'. */
    async command(title) {
      await pick('F1', `>${title}`, () => choose(title)); // by keyboard: a pointer left there closes hovers that grow under it
    },
    async openFile(name) {
      await pick('Control+P', name, () => chosen(path.basename(name)));
      await page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    },
    async gotoLine(line, column = 1) {
      await pick('Control+G', `:${line}:${column}`, () => chosen(String(line)));
      await input.waitFor({ state: 'hidden' });
    },
    /**
     * Opens the quick fixes at the cursor; gives the list of them when one that begins so is in it. Diagnostics that
     * come in while it opens close it, and a person presses the key again.
     */
    async quickFixes(text) {
      const fixes = page.locator('.action-widget .monaco-list-row.action');
      const wanted = fixes.filter({ hasText: text }).first();
      for (let tries = 1; tries <= 5 && !(await wanted.isVisible()); tries++) {
        await page.keyboard.press('Control+.');
        await wanted.waitFor({ timeout: 5000 }).catch(() => {});
      }
      await wanted.waitFor();
      return fixes;
    },
    /** Opens the suggestions at the cursor; gives the list when it has at least so many. A diagnostic that comes in closes it. */
    async suggestions(atLeast) {
      const list = page.locator('.suggest-widget.visible');
      const last = list.locator('.monaco-list-row').nth(atLeast - 1);
      for (let tries = 1; tries <= 5 && !(await last.isVisible()); tries++) {
        await page.keyboard.press('Control+Space');
        await last.waitFor({ timeout: 5000 }).catch(() => {});
      }
      await last.waitFor();
      return list;
    },
    /** Changes the theme of the running window; a key of `THEMES`. */
    async theme(key) {
      const { label, css } = THEMES[key];
      await this.command('Preferences: Color Theme');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Modern' }).first().waitFor();
      await input.fill(label);
      await choose(label);
      await page.keyboard.press('Enter');
      await page.locator(`.monaco-workbench.${css}`).waitFor();
    },
    /** Drags the edge of the sidebar until it is that wide, in pixels. */
    async sidebarWidth(width) {
      const box = await page.locator('.part.sidebar').boundingBox();
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width, y);
      await page.mouse.down();
      await page.mouse.move(box.x + width, y, { steps: 5 });
      await page.mouse.up();
      await page.mouse.move(box.x + width + 300, y);
      await page.waitForFunction(
        (wanted) => Math.abs(document.querySelector('.part.sidebar').clientWidth - wanted) <= 2,
        width,
      );
    },
    /** Leaves Restricted Mode. */
    async trust() {
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
      await page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
      await this.command('View: Close All Editors');
    },
  };
}

/** What eyes see. */
function looks(page) {
  return {
    /** A picture in `SHOTS`. */
    async shot(name) {
      fs.mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: path.join(SHOTS, name) });
    },
    /** kind: error, warning, info or hint */
    squiggles: (kind = 'warning') => page.locator(`.monaco-editor .squiggly-${kind}`),
    problems: () => page.locator('.markers-panel .monaco-list-row'),
    activity: (label) => page.locator(`.activitybar .action-label[aria-label^="${label}"]`),
    treeRows: () => page.locator('.sidebar .customview-tree .monaco-list-row'),
    status: (text) => page.locator('.statusbar-item', { hasText: text }),
    toast: (text) => page.locator('.notification-toast', { hasText: text }),
    hover: (text) => page.locator('.monaco-hover', { hasText: text }).first(),
    /** What axe finds wrong in the n-th webview: one line for each element. */
    async accessibility(n = 0) {
      const body = await this.webview(n).locator('body').elementHandle();
      // as the browser's own expression: a page's policy refuses text that becomes code, and ours have one
      await (await body.ownerFrame()).evaluate(axe.source);
      const { violations } = await body.evaluate(({ ownerDocument }) => {
        ownerDocument.documentElement.style.background = 'var(--vscode-editor-background)'; // what stands behind it
        return globalThis.axe.run(ownerDocument);
      });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
    },
    /** The document inside the n-th webview; locate it again after its tab was hidden. */
    webview: (n = 0) => page.frameLocator('iframe.webview.ready').nth(n).frameLocator('#active-frame'),
  };
}
