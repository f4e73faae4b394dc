import fs from 'node:fs';
import Mocha from 'mocha';

/** Called by the extension host; what VS Code should know of the outcome is only whether this throws. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, color: false, grep: process.env.HANDRAIL_GREP });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  require('tests:all');
  const result = { passed: [] as string[], failed: [] as { title: string; err: string }[] };
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (process.env.HANDRAIL_RESULT) {
        fs.writeFileSync(process.env.HANDRAIL_RESULT, JSON.stringify(result));
        console.log(`HARNESS_RESULT ${JSON.stringify(result)}`); // the harness stops printing here: the rest is shutdown
      }
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
    runner.on('pass', (test) => result.passed.push(test.fullTitle()));
    runner.on('fail', (test, error) =>
      result.failed.push({ title: test.fullTitle(), err: String(error?.stack ?? error) }),
    );
  });
}
