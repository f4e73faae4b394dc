import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Every process that carries this mark, each beginning with its id: what `npm start` starts inherits its environment. */
function marked(mark) {
  if (fs.existsSync('/proc/self/environ')) {
    const environment = (pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/environ`, 'latin1');
      } catch {
        return ''; // ended meanwhile, or another user's
      }
    };
    return fs.readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && environment(pid).includes(mark));
  }
  const all = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(mark));
}

describe('npm start', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'handrail-start-test-'));
  const mark = `HANDRAIL_MARK=${path.basename(home)}`;
  let npm;
  let address;

  before(async () => {
    const [name, value] = mark.split('=');
    npm = spawn('npm', ['start', '--', home], {
      cwd: ROOT,
      env: { ...process.env, [name]: value },
      detached: true, // a process group, as a terminal makes one
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    address = await new Promise((resolve, reject) => {
      let text = '';
      npm.stdout.on('data', (data) => {
        text += data;
        const found = /http:\/\/\S+(?=\s)/.exec(text)?.[0];
        if (found) resolve(new URL(found));
      });
      npm.on('exit', (code) => reject(new Error(`ended with ${code}\n${text}`)));
    });
  });
  after(() => {
    for (const left of marked(mark)) process.kill(Number.parseInt(left, 10), 'SIGKILL');
    fs.rmSync(home, { recursive: true, force: true });
  });

  it('listens on this machine only', () => {
    assert.equal(address.hostname, '127.0.0.1');
  });

  it('serves the folder to whoever has the printed address', async () => {
    assert.equal(address.searchParams.get('folder'), home);
    // the first answer sets the key as a cookie and leads on without it
    const answer = await fetch(address, { redirect: 'manual' });
    assert.equal(answer.status, 302);
    const page = await fetch(new URL(answer.headers.get('location'), address), {
      headers: { cookie: answer.headers.get('set-cookie').split(';')[0] },
    });
    assert.equal(page.status, 200);
    assert.match(await page.text(), /vscode-workbench-web-configuration/);
  });

  it('refuses everybody else', async () => {
    assert.equal((await fetch(address.origin)).status, 403);
    assert.equal((await fetch(`${address.origin}/?tkn=guessed`)).status, 403);
  });

  it('leaves no process behind after Ctrl+C', async () => {
    assert.notEqual(marked(mark).length, 0, 'nothing to end: the mark is not seen');
    process.kill(-npm.pid, 'SIGINT');
    for (let tries = 0; tries < 50 && marked(mark).length > 0; tries++) await sleep(100);
    assert.deepEqual(marked(mark), []);
  });
});
