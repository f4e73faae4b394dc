// A headless Chromium from npm, and VS Code's extension tests in it.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { E2E, removeDir } from './vscode.mjs';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** $CHROME_PATH, else the one packed in @sparticuz/chromium (unpacked once), else the system's. */
async function chromePath() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const packed = path.join(E2E, 'node_modules/@sparticuz/chromium');
  if (!fs.existsSync(packed)) {
    const found = SYSTEM.find((file) => fs.existsSync(file));
    if (!found) throw new Error('no Chromium on this machine: set CHROME_PATH');
    return found;
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(packed, 'package.json'), 'utf8'));
  const unpacked = path.join(E2E, `.cache/chromium-${version}`);
  if (!fs.existsSync(unpacked)) {
    fs.mkdirSync(path.dirname(unpacked), { recursive: true });
    const part = `${unpacked}.${process.pid}`;
    const source = fs.createReadStream(path.join(packed, 'bin/chromium.br'));
    await pipeline(source, zlib.createBrotliDecompress(), fs.createWriteStream(part, { mode: 0o755 }));
    fs.renameSync(part, unpacked);
  }
  return unpacked;
}

/** A browser that finds no name but this machine's. */
export async function launchBrowser() {
  return chromium.launch({
    executablePath: await chromePath(),
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

/** Holds a page of its own against axe: what it finds wrong, one line for each element, and the rules that it could apply. */
export async function axeOf(page) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  const wrong = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
  return { wrong, applied: passes.map(({ id }) => id) };
}

/** Collects every request of the context, its workers included, that would leave the machine. */
export function watchOutside(context) {
  const outside = new Set();
  context.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    // a webview's resources have such an address and are answered by its service worker
    if (!/^(http|ws)/.test(protocol) || hostname.endsWith('.vscode-resource.vscode-cdn.net')) return;
    if (hostname !== '127.0.0.1' && hostname !== 'localhost') outside.add(origin);
  });
  return outside;
}

const NOISE =
  /Failed to resolve files at location|Ignoring fetching additional|\[lifecycle\]|\[AgentHost|ChatModelSelection|Creating a socket|connection token|reconnection-grace|AccountPolicyGate|\[Service Worker\]|builtin extensions cache|ENOPRO|CodeExpectedError|Canceled: Canceled|chat-stt/;

/** Opens the window and waits for the tests in its extension host; gives { code, result, outside }. */
export async function runExtensionTests({ url, browser, screenshot, timeoutMs = 120_000 }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const outside = watchOutside(context);
  const page = await context.newPage();
  let result;
  let finish;
  const done = new Promise((resolve) => {
    finish = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = format((args || []).map(String));
    if (text.startsWith('HARNESS_RESULT ')) result = JSON.parse(text.slice('HARNESS_RESULT '.length));
    else if (!result && !NOISE.test(text)) console.log(/^(info|log)$/.test(type) ? text : `[${type}] ${text}`);
  });
  await page.exposeFunction('codeAutomationExit', (code) => finish(code));
  page.on('crash', () => finish('the page crashed'));
  const timer = setTimeout(() => finish(`nothing after ${timeoutMs} ms`), timeoutMs);
  await page.goto(url);
  const code = await done;
  clearTimeout(timer);
  if (code !== 0) await page.screenshot({ path: screenshot }).catch(() => {});
  await context.close();
  return { code, result, outside: [...outside] };
}

/** As console.log does with %s and %d; mocha's reporter uses them. */
function format([first = '', ...rest]) {
  const text = first.replace(/%[sdifjoO]/g, (mark) => (rest.length > 0 ? rest.shift() : mark));
  return [text, ...rest].join(' ');
}

/** Prints failures and the closing line and gives the exit code. No test run is a failure. */
export function report({ code, result, root, log = '', extra = [] }) {
  const failed = [...(result?.failed ?? []), ...extra];
  if (!result) failed.push({ title: 'the tests did not finish', err: `extension host: ${code}\n${log.slice(-3000)}` });
  else if (result.passed.length + failed.length === 0) failed.push({ title: 'no test was run', err: '' });
  else if (code !== 0 && failed.length === 0) failed.push({ title: 'the extension host failed', err: String(code) });
  for (const { title, err } of failed) console.log(`FAILED ${title}\n${err}`);
  if (failed.length === 0) removeDir(root);
  else console.log(`logs and screenshot: ${root}`);
  console.log(`${result?.passed.length ?? 0} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}
