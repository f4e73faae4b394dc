import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import net from 'node:net';

/** An address that belongs to nobody (RFC 5737). The runner expects exactly the attempts of this file. */
const NOBODY = '192.0.2.1';

describe('the network', () => {
  before(function () {
    if (!process.env.HANDRAIL_OUTSIDE) this.skip(); // a desktop VS Code runs these tests without our guard
  });

  it('is refused in the extension host', async () => {
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => net.connect(9, NOBODY).once('error', resolve));
    assert.equal(error.code, 'ENETUNREACH');
    assert.match(error.message, /only this machine/);
  });

  it('is refused in the processes that it starts', async () => {
    const script = `require('node:net').connect(9, '${NOBODY}').once('error', (e) => console.log(e.message))`;
    const answer = await new Promise<string>((resolve, reject) =>
      execFile(process.execPath, ['-e', script], (error, stdout) => (error ? reject(error) : resolve(stdout))),
    );
    assert.match(answer, /only this machine/);
  });
});
