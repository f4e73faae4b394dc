import process from 'node:process';

/** Nothing is shown before this many milliseconds. */
const PATIENCE = 400;
const RHYTHM = 100;

/** A counter on standard error, on terminals only and only when the scan takes a while. Undefined ends it. */
export function progressBar(quiet: boolean): (files: number | undefined) => void {
  if (quiet || !process.stderr.isTTY) return () => {};
  const start = Date.now();
  let shown = 0;
  return (files) => {
    const now = Date.now();
    if (files === undefined) {
      if (shown > 0) process.stderr.write('\r\u001b[K');
    } else if (now - start > PATIENCE && now - shown > RHYTHM) {
      shown = now;
      process.stderr.write(`\rReading… ${files} files`);
    }
  };
}
