// VS Code without any server side, as on vscode.dev: a static server, and the extension in the worker host only.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { E2E, VSCODE } from './vscode.mjs';

const MIME = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};
const WORKBENCH = 'out/vs/code/browser/workbench/workbench.js';

/** VS Code runs tests only from below the extension's own address; the package has no such file. */
const TESTS = '/ext/tests/index.js';

/** code-server ties its window to its server; undo that in the served copy, back to what VS Code has. */
const EDITS = [
  [
    /get userRoamingDataHome\(\)\{return \w+\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.vscodeRemote\}\),"User"\)\}/g,
    'get userRoamingDataHome(){return $1.file("/User").with({scheme:"vscode-userdata"})}',
  ],
  [/,remoteAuthority:location\.host\}/g, '}'],
];

function workbench() {
  return EDITS.reduce(
    (text, [from, to]) => {
      if (text.match(from)?.length !== 1) throw new Error(`this code-server build differs: look for ${from}`);
      return text.replace(from, to);
    },
    fs.readFileSync(path.join(VSCODE, WORKBENCH), 'utf8'),
  );
}

/** Serves a window on `folder` with the unpacked `extension`, and with `tests` (a bundle that exports run). */
export async function startWebServer({ extension, tests, folder, settings = {} }) {
  const script = workbench();
  const trees = { static: VSCODE, 'web-fs': path.join(E2E, 'web-fs'), ext: extension };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const send = (code, type, body) => {
      response.writeHead(code, {
        'content-type': type,
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        'service-worker-allowed': '/',
      });
      response.end(body);
    };
    try {
      const [, top, rest] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(url.pathname));
      if (url.pathname === '/') send(200, 'text/html', page(server.address().port, settings));
      else if (top === 'mint-key') send(200, 'application/octet-stream', randomBytes(32));
      else if (top === 'static' && rest === WORKBENCH) send(200, 'text/javascript', script);
      else if (top === 'fs') await files(rest, folder, url.searchParams.get('p'), request, send);
      else if (url.pathname === TESTS) asset(path.dirname(tests), path.basename(tests), send);
      else if (trees[top]) asset(trees[top], rest, send);
      else send(404, 'text/plain', 'not found');
    } catch (error) {
      send(error.code === 'ENOENT' ? 404 : 500, 'text/plain', String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

const within = (root, rest) => path.join(root, path.posix.normalize(`/${rest}`));

function asset(root, rest, send) {
  const file = within(root, rest);
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return send(200, MIME[path.extname(file)] ?? 'application/octet-stream', fs.readFileSync(file));
  }
  // some built-in extensions lack their browser half in this build: an empty one, or the window shows errors
  const half = /^extensions\/[\w.-]+\/dist\/browser\/.*\.js$/.test(rest);
  if (half) return send(200, 'text/javascript', 'exports.activate = () => ({});');
  if (rest === 'package.nls.json') return send(200, 'application/json', '{}');
  return send(404, 'text/plain', 'not found');
}

/** The calls of web-fs/extension.js: the folder's files over HTTP. */
async function files(call, folder, wanted, request, send) {
  const file = within(folder, wanted);
  const json = (value) => send(200, 'application/json', JSON.stringify(value));
  if (call === 'stat') {
    const stat = fs.statSync(file);
    return json({ type: stat.isDirectory() ? 2 : 1, size: stat.size, ctime: stat.ctimeMs, mtime: stat.mtimeMs });
  }
  if (call === 'list') {
    return json(
      fs.readdirSync(file, { withFileTypes: true }).map((entry) => [entry.name, entry.isDirectory() ? 2 : 1]),
    );
  }
  if (call === 'read') return send(200, 'application/octet-stream', fs.readFileSync(file));
  if (call === 'files') {
    const all = fs.readdirSync(file, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return json(all.map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name))}`));
  }
  if (request.method !== 'POST') return send(405, 'text/plain', 'POST only');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (call === 'write') fs.writeFileSync(file, body);
  else if (call === 'mkdir') fs.mkdirSync(file, { recursive: true });
  else if (call === 'delete') fs.rmSync(file, { recursive: true });
  else if (call === 'rename') fs.renameSync(file, within(folder, String(body)));
  else return send(404, 'text/plain', 'no such call');
  return json(true);
}

function page(port, settings) {
  const authority = `127.0.0.1:${port}`;
  const origin = `http://${authority}`;
  const uri = (file) => ({ scheme: 'http', authority, path: file });
  const config = {
    folderUri: { scheme: 'e2efs', authority: '', path: '/' },
    additionalBuiltinExtensions: [uri('/web-fs')],
    developmentOptions: {
      enableSmokeTestDriver: true,
      extensions: [uri('/ext')],
      extensionTestsPath: uri(TESTS),
    },
    webviewEndpoint: `${origin}/static/out/vs/workbench/contrib/webview/browser/pre`,
    _wrapWebWorkerExtHostInIframe: false,
    enableWorkspaceTrust: false,
    userDataPath: '/User',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    configurationDefaults: settings,
    productConfiguration: {
      extensionsGallery: { serviceUrl: '' },
      enableTelemetry: false,
      extensionEnabledApiProposals: { 'e2e.web-fs': ['fileSearchProvider'] },
    },
  };
  const attribute = JSON.stringify(config).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  return `<!doctype html><html><head><meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${attribute}">
<meta id="vscode-workbench-auth-session" data-settings="">
<link rel="stylesheet" href="${origin}/static/out/vs/code/browser/workbench/workbench.css"></head><body aria-label=""></body>
<script>globalThis._VSCODE_FILE_ROOT = '${origin}/static/out/';</script>
<script type="module" src="${origin}/static/out/nls.messages.js"></script>
<script type="module" src="${origin}/static/out/vs/code/browser/workbench/workbench.js"></script></html>`;
}
