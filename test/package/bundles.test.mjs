import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { E2E, installVsix, removeDir, tmpDir } from '../e2e/lib/vscode.mjs';
import { copySample } from '../support/sample.mjs';

/** One planted problem of each format of the sample. */
const FORMATS = ['.tf', '.yaml', '.json', 'Dockerfile', '.github/workflows/'];

/** A `vscode` of which anything can be asked and nothing happens. */
const STUB = `
const anything = new Proxy(function () {}, { get: (_, name) => name === Symbol.toPrimitive ? () => '' : anything,
  apply: () => anything, construct: () => anything });
const Module = require('node:module');
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));
`;

describe('the package', () => {
  let root;
  let extension;
  before(() => {
    root = tmpDir('package');
    extension = installVsix(root, process.env.HANDRAIL_VSIX);
  });
  after(() => removeDir(root));

  it('holds what its manifest names and no source', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
    for (const file of [manifest.main, manifest.browser, ...Object.values(manifest.bin)]) {
      assert.ok(fs.existsSync(path.join(extension, file)), file);
    }
    const all = fs.readdirSync(extension, { recursive: true }).map(String);
    assert.ok(all.includes('package.nls.json'));
    assert.ok(!all.includes(path.join('l10n', 'bundle.l10n.json')), 'English texts are their own keys');
    assert.deepEqual(
      all.filter((file) => /\.(ts|map)$|^(src|test|node_modules)\b/.test(file)),
      [],
    );
  });

  for (const bundle of ['extension', 'client']) {
    it(`loads dist/${bundle}.js in Node`, () => {
      const file = JSON.stringify(path.join(extension, `dist/${bundle}.js`));
      const script = `${STUB}\nif (Object.keys(require(${file})).length === 0) throw new Error('exports nothing');`;
      const done = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 10_000 });
      assert.equal(done.status, 0, done.stderr);
    });
  }

  /** A Node that reaches nothing but this machine. */
  const guarded = (args, more) => {
    const env = { ...process.env, HANDRAIL_OUTSIDE: path.join(root, 'outside.txt') };
    const guard = ['--require', path.join(E2E, 'lib/network-guard.cjs')];
    return spawnSync(process.execPath, [...guard, ...args], { encoding: 'utf8', timeout: 30_000, env, ...more });
  };

  it('answers the first and last message of the protocol in dist/server.js', async () => {
    const message = (body) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...body });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    };
    const env = { ...process.env, HANDRAIL_OUTSIDE: path.join(root, 'outside.txt') };
    const guard = ['--require', path.join(E2E, 'lib/network-guard.cjs')];
    const server = spawn(process.execPath, [...guard, path.join(extension, 'dist/server.js'), '--stdio'], { env });
    let told = '';
    server.stdout.on('data', (data) => {
      told += data;
      if (told.includes('"id":2')) server.stdin.write(message({ method: 'exit' }));
    });
    server.stderr.on('data', (data) => {
      told += data;
    });
    const initialize = { processId: process.pid, rootUri: null, capabilities: {} };
    server.stdin.write(message({ id: 1, method: 'initialize', params: initialize }));
    server.stdin.write(message({ method: 'initialized', params: {} }));
    server.stdin.write(message({ id: 2, method: 'shutdown' }));
    const status = await new Promise((resolve) => server.on('exit', resolve));
    assert.match(told, /"diagnosticProvider"/);
    assert.match(told, /"id":2,"result":null/);
    assert.equal(status, 0, told);
  });

  it('finds something in every format of the sample with dist/cli.js', () => {
    const sample = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'handrail-cli-')), 'shop');
    copySample(sample);
    const cli = path.join(extension, 'dist/cli.js');
    const done = guarded([cli, 'scan', sample, '--format', 'json']);
    removeDir(path.dirname(sample));
    assert.equal(done.status, 1, done.stderr);
    const paths = JSON.parse(done.stdout).findings.map((finding) => finding.path);
    for (const format of FORMATS)
      assert.ok(
        paths.some((file) => file.includes(format)),
        `nothing in ${format}: ${paths}`,
      );
  });

  it("gives the handrail command to VS Code's terminals", () => {
    const bin = path.join(extension, 'dist/bin', process.platform === 'win32' ? 'handrail.cmd' : 'handrail');
    const env = { ...process.env, HANDRAIL_NODE: process.execPath };
    const done = spawnSync(bin, ['--version'], { encoding: 'utf8', env, shell: process.platform === 'win32' });
    assert.match(done.stdout, /^\d+\.\d+\.\d+\n$/, done.stderr);
  });

  it('has asked the network for nothing on the way', () => {
    assert.equal(fs.existsSync(path.join(root, 'outside.txt')), false);
  });
});
