/** Called by the web worker extension host, which loads this one file and has no Node. */
export function run(): Promise<void> {
  const result = { passed: [] as string[], failed: [] as { title: string; err: string }[] };
  require('mocha/mocha.js'); // not an import: this build of mocha takes over module.exports, and with it this function
  mocha.setup({ ui: 'bdd', reporter: 'base', timeout: 20_000 });
  require('tests:all');
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      console.log(`HARNESS_RESULT ${JSON.stringify(result)}`);
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
    runner.on('pass', (test) => {
      console.log(`  ok ${test.fullTitle()}`);
      result.passed.push(test.fullTitle());
    });
    runner.on('fail', (test, error) =>
      result.failed.push({ title: test.fullTitle(), err: String(error?.stack ?? error) }),
    );
  });
}
